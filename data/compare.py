"""Whether observations may be set side by side, ranked, averaged, or subtracted: one answer for every view.

Invariant: nothing that is unknown is ever fit without a word; the worst ground decides; the order of observations
does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.allowed import is_comparable, may_combine, may_transform
from data.catalogue import Indicator, SeriesInfo
from data.model import AreaKind, Flag, Provenance, Qualifier, SourceType, ValueKind, parse_dims
from data.query import Observation
from data.store import Store


class Purpose(StrEnum):
    """What the observations are wanted for."""

    SIDE_BY_SIDE = "side_by_side"
    RANK = "rank"
    AVERAGE = "average"
    CHANGE = "change"
    GROUP_GAP = "group_gap"


class Outcome(StrEnum):
    """From the best answer to the worst."""

    OK = "ok"
    CAUTION = "caution"
    REFUSE = "refuse"


class Reason(StrEnum):
    """Why not, or why with care; each is explained on ``/methodology#compare-<code>``."""

    UNIT = "unit"
    DEFINITION = "definition"
    LOCAL_UNIT = "local_unit"
    ACROSS_AREAS = "across_areas"
    NOT_RANKED = "not_ranked"
    CATEGORIES = "categories"
    UNIVERSE = "universe"
    SLICE = "slice"
    AREA = "area"
    YEAR = "year"
    VINTAGE = "vintage"
    SOURCE = "source"
    BREAK = "break"
    OVER_TIME = "over_time"
    LICENCE = "licence"
    YEARS_APART = "years_apart"
    GROUP_CODE = "group_code"
    IMPLAUSIBLE = "implausible"
    NO_VALUE = "no_value"
    LIMIT = "limit"
    SMALL_NUMBERS = "small_numbers"
    COUNT = "count"
    SOURCE_TYPE = "source_type"
    DETECTION = "detection"
    PROXY = "proxy"
    MADE = "made"
    PROVISIONAL = "provisional"
    RELIABILITY = "reliability"
    MINOR_BREAK = "minor_break"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, how grave it is here, and what the catalogue says of it (untranslated; empty where nothing)."""

    code: Reason
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, with every ground for it: refusals first, each once."""

    outcome: Outcome
    reasons: tuple[Ground, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether nothing need be said."""
        return self.outcome is Outcome.OK

    @property
    def is_refused(self) -> bool:
        """Whether the observations may not be used so."""
        return self.outcome is Outcome.REFUSE

    @property
    def codes(self) -> tuple[Reason, ...]:
        """Codes of the grounds."""
        return tuple(ground.code for ground in self.reasons)

    @property
    def refusals(self) -> tuple[Ground, ...]:
        """The grounds that refuse."""
        return tuple(ground for ground in self.reasons if ground.outcome is Outcome.REFUSE)

    @property
    def cautions(self) -> tuple[Ground, ...]:
        """The grounds that call for care."""
        return tuple(ground for ground in self.reasons if ground.outcome is Outcome.CAUTION)


PLACES = frozenset({AreaKind.COUNTRY, AreaKind.TERRITORY})
RANKS = {outcome: number for number, outcome in enumerate(Outcome)}
PLACE = {code: number for number, code in enumerate(Reason)}
ACROSS = (Purpose.SIDE_BY_SIDE, Purpose.RANK, Purpose.AVERAGE)
OURS = (Purpose.AVERAGE, Purpose.CHANGE, Purpose.GROUP_GAP, Purpose.RANK)
MAKERS = {
    Provenance.COUNTRY: "reported",
    Provenance.ADJUSTED: "reported",
    Provenance.ESTIMATED: "made",
    Provenance.MODELLED: "made",
    Provenance.MONITORING: "monitored",
    Provenance.EXPERT: "judged",
}
MADE = frozenset({Provenance.ADJUSTED, Provenance.ESTIMATED, Provenance.MODELLED})
REFUSE, CAUTION = Outcome.REFUSE, Outcome.CAUTION


def verdict_of(grounds: Iterable[Ground]) -> Verdict:
    """The verdict of these grounds; of one code the gravest stays."""
    order = sorted(set(grounds), key=lambda g: (-RANKS[g.outcome], PLACE[g.code], g.detail))
    worst: dict[Reason, Ground] = {}
    for ground in order:
        worst.setdefault(ground.code, ground)
    found = list(worst.values())
    return Verdict(found[0].outcome if found else Outcome.OK, tuple(found))


def compare(store: Store, observations: Sequence[Observation], purpose: Purpose) -> Verdict:
    """Whether these observations may be used together for a purpose (section 5 of the behaviour).

    Every observation must be fit by itself (:func:`fit`), the series must allow the purpose (:func:`standing`), and
    together they must be of one kind. None at all is refused, save side by side.
    """
    grounds: list[Ground] = []
    if not observations:
        return verdict_of([Ground(Reason.NO_VALUE, CAUTION if purpose is Purpose.SIDE_BY_SIDE else REFUSE)])
    known = {item.series: store.catalogue.series.get(item.series) for item in observations}
    for series in known.values():
        if series is not None:
            indicator = store.catalogue.indicators[str(series.raw["indicator"])]
            grounds += standing(store, indicator, series, purpose).reasons
    for item in observations:
        grounds += fit(store, item, purpose).reasons
    grounds += _together(store, observations, [s for s in known.values() if s is not None], purpose)
    return verdict_of(grounds)


def standing(store: Store, indicator: Indicator, series: SeriesInfo, purpose: Purpose) -> Verdict:
    """What holds for any observations of a series: licence, kind of value, and what the catalogue says of comparing."""
    grounds = _licence(store, series, purpose)
    if indicator.unit not in store.catalogue.units:
        grounds.append(Ground(Reason.UNKNOWN, CAUTION))
    if purpose in OURS and indicator.classes:
        grounds.append(Ground(Reason.CATEGORIES, REFUSE))
    if purpose in ACROSS:
        grounds += _across_areas(store, indicator, purpose)
    if indicator.raw["detection_dependent"]:
        grounds.append(Ground(Reason.DETECTION, CAUTION))
    if indicator.raw["proxy"]:
        grounds.append(Ground(Reason.PROXY, CAUTION))
    return verdict_of(grounds)


def _licence(store: Store, series: SeriesInfo, purpose: Purpose) -> list[Ground]:
    barred = purpose in OURS and not may_transform(store, series)
    barred |= purpose is Purpose.AVERAGE and not may_combine(store, series)
    return [Ground(Reason.LICENCE, REFUSE)] if barred else []


def _across_areas(store: Store, indicator: Indicator, purpose: Purpose) -> list[Ground]:
    grounds = []
    rule = indicator.raw["comparability"] or {}
    unit = store.catalogue.units.get(indicator.unit, {})
    if not unit.get("comparable_across_areas", True):
        grounds.append(Ground(Reason.LOCAL_UNIT, REFUSE))
    elif not is_comparable(store, indicator):
        grounds.append(Ground(Reason.ACROSS_AREAS, REFUSE, str(rule.get("reason", ""))))
    if rule.get("rank") is False:
        outcome = CAUTION if purpose is Purpose.SIDE_BY_SIDE else REFUSE
        grounds.append(Ground(Reason.NOT_RANKED, outcome, str(rule["reason"])))
    if indicator.value_kind is ValueKind.COUNT:
        grounds.append(Ground(Reason.COUNT, REFUSE if purpose is Purpose.AVERAGE else CAUTION))
    return grounds


def fit(store: Store, item: Observation, purpose: Purpose) -> Verdict:
    """Whether one observation may take part; a view leaves out and lists those that are refused."""
    alone = purpose is Purpose.SIDE_BY_SIDE
    series = store.catalogue.series.get(item.series)
    grounds = [] if series is not None else [Ground(Reason.UNKNOWN, CAUTION if alone else REFUSE)]
    if item.area not in store.catalogue.areas:
        grounds.append(Ground(Reason.UNKNOWN, CAUTION if alone else REFUSE))
    if item.value is None:
        grounds.append(Ground(Reason.NO_VALUE, CAUTION if alone else REFUSE))
    elif item.qualifier is not Qualifier.EXACT:
        grounds.append(Ground(Reason.LIMIT, CAUTION if purpose in (Purpose.SIDE_BY_SIDE, Purpose.AVERAGE) else REFUSE))
    if Flag.IMPLAUSIBLE in item.flags:
        grounds.append(Ground(Reason.IMPLAUSIBLE, CAUTION if alone else REFUSE))
    if Flag.DEFINITION_DIFFERS in item.flags:
        outcome = REFUSE if purpose in (Purpose.RANK, Purpose.AVERAGE) else CAUTION
        grounds.append(Ground(Reason.DEFINITION, outcome))
    if is_small(store, item):
        outcome = REFUSE if purpose in (Purpose.RANK, Purpose.GROUP_GAP) else CAUTION
        grounds.append(Ground(Reason.SMALL_NUMBERS, outcome))
    return verdict_of([*grounds, *_marks(item)])


def is_small(store: Store, item: Observation) -> bool:
    """Whether fewer than twenty counted cases, or fewer than ten respondents, stand behind it."""
    if Flag.SMALL_N in item.flags:
        return True
    if item.n is None:
        return False
    series = store.catalogue.series.get(item.series)
    return item.n < few(store, series is not None and is_asked(store, series))


def is_asked(store: Store, series: SeriesInfo) -> bool:
    """Whether the number behind a figure is one of respondents, and not of cases."""
    return _source_type(store, series) in (SourceType.SURVEY, SourceType.EXPERT)


def few(store: Store, of_respondents: bool) -> int:
    """The number of cases, or of respondents where people were asked, below which a figure rests on few."""
    return int(store.catalogue.comparing["few_respondents" if of_respondents else "few_cases"])


def fit_ones(store: Store, observations: Iterable[Observation], purpose: Purpose) -> list[Observation]:
    """Those that may take part, in their order."""
    return [item for item in observations if not fit(store, item, purpose).is_refused]


def _marks(item: Observation) -> list[Ground]:
    """What is said of a value that is used all the same."""
    grounds = []
    if item.provenance in MADE or item.flags & {Flag.ESTIMATED, Flag.IMPUTED, Flag.BACKFILLED}:
        grounds.append(Ground(Reason.MADE, CAUTION))
    if item.provenance is Provenance.UNSTATED:
        grounds.append(Ground(Reason.UNKNOWN, CAUTION))
    if Flag.PROVISIONAL in item.flags:
        grounds.append(Ground(Reason.PROVISIONAL, CAUTION))
    if item.flags & {Flag.LOW_RELIABILITY, Flag.LOWER_BOUND, Flag.MULTI_LOCATION}:
        grounds.append(Ground(Reason.RELIABILITY, CAUTION))
    return grounds


def _source_type(store: Store, series: SeriesInfo) -> SourceType:
    own = series.raw["source_type"]
    return SourceType(own) if own else store.catalogue.indicators[str(series.raw["indicator"])].source_type


def _together(
    store: Store, observations: Sequence[Observation], series: list[SeriesInfo], purpose: Purpose
) -> list[Ground]:
    indicators = {str(s.raw["indicator"]): store.catalogue.indicators[str(s.raw["indicator"])] for s in series}
    grounds = _of_one_kind(series, list(indicators.values()))
    grounds += _of_one_maker(store, observations, series)
    grounds += _of_one_slice(store, observations, purpose)
    grounds += _of_places(store, observations, purpose)
    if len({Flag.DEFINITION_DIFFERS in item.flags for item in observations}) > 1:
        grounds.append(Ground(Reason.DEFINITION, CAUTION if purpose is Purpose.SIDE_BY_SIDE else REFUSE))
    for indicator in indicators.values():
        grounds += _over_years(indicator, observations, purpose)
    for one in series:
        own = [item for item in observations if item.series == one.id]
        if purpose is Purpose.CHANGE:
            grounds += _breaks(store, one, own)
    return grounds


def _of_one_kind(series: list[SeriesInfo], indicators: list[Indicator]) -> list[Ground]:
    grounds = []
    if len({indicator.unit for indicator in indicators}) > 1:
        grounds.append(Ground(Reason.UNIT, REFUSE))
    if len(indicators) > 1:
        grounds.append(Ground(Reason.DEFINITION, REFUSE))
    for indicator in indicators:
        own = [one for one in series if one.raw["indicator"] == indicator.id]
        sources = {one.source for one in own}
        if len(sources) > 1:
            grounds.append(Ground(Reason.SOURCE, REFUSE))
        if len(own) > len(sources):
            grounds.append(Ground(Reason.VINTAGE, REFUSE))
    return grounds


def _of_one_maker(store: Store, observations: Sequence[Observation], series: list[SeriesInfo]) -> list[Ground]:
    makers = {MAKERS[item.provenance] for item in observations if item.provenance in MAKERS}
    types = {_source_type(store, one) for one in series}
    return [Ground(Reason.SOURCE_TYPE, CAUTION)] if len(makers) > 1 or len(types) > 1 else []


def _of_one_slice(store: Store, observations: Sequence[Observation], purpose: Purpose) -> list[Ground]:
    slices = {item.dims for item in observations}
    parsed = [parse_dims(text) for text in slices]
    names = sorted({name for dims in parsed for name in dims})
    varied = [name for name in names if len({dims.get(name) for dims in parsed}) > 1]
    grounds = []
    if varied and not (purpose is Purpose.GROUP_GAP and len(varied) == 1):
        grounds.append(Ground(Reason.SLICE, REFUSE))
    if len({item.counterpart for item in observations}) > 1:
        grounds.append(Ground(Reason.UNIVERSE, REFUSE))
    if len({item.area for item in observations}) > 1 and any(_is_anonymous(store, dims) for dims in parsed):
        grounds.append(Ground(Reason.GROUP_CODE, REFUSE))
    return grounds


def _is_anonymous(store: Store, dims: dict[str, str]) -> bool:
    """Whether a category is a code that each country fills with a group of its own."""
    for name, category in dims.items():
        dimension = store.catalogue.dimensions.get(name)
        if dimension is not None and dimension["anonymous"]:
            known = {c["code"]: c["role"] for c in dimension["categories"]}
            if known.get(category) != "total":
                return True
    return False


def _of_places(store: Store, observations: Sequence[Observation], purpose: Purpose) -> list[Ground]:
    areas = {item.area for item in observations}
    if purpose in (Purpose.CHANGE, Purpose.GROUP_GAP):
        return [Ground(Reason.AREA, REFUSE)] if len(areas) > 1 else []
    kinds = {store.catalogue.areas[area].kind for area in areas if area in store.catalogue.areas}
    kinds = {AreaKind.COUNTRY if kind in PLACES else kind for kind in kinds}
    return [Ground(Reason.UNIVERSE, REFUSE)] if len(kinds) > 1 else []


def _over_years(indicator: Indicator, observations: Sequence[Observation], purpose: Purpose) -> list[Ground]:
    years = [item.year for item in observations]
    first, last = min(years), max(years)
    if purpose is Purpose.CHANGE and len(set(years)) < 2:
        return [Ground(Reason.YEAR, REFUSE)]
    if first == last:
        return []
    if purpose is Purpose.GROUP_GAP:
        return [Ground(Reason.YEAR, REFUSE)]
    grounds = []
    rule = indicator.raw["comparability"] or {}
    if rule.get("over_time_from") is not None and first < rule["over_time_from"] <= last:
        grounds.append(Ground(Reason.OVER_TIME, REFUSE, str(rule["reason"])))
    if purpose in ACROSS and len({item.area for item in observations}) > 1:
        beyond = last - first > indicator.years_apart and purpose is not Purpose.SIDE_BY_SIDE
        grounds.append(Ground(Reason.YEARS_APART, REFUSE if beyond else CAUTION))
    return grounds


def _breaks(store: Store, series: SeriesInfo, observations: Sequence[Observation]) -> list[Ground]:
    first, last = min(i.year for i in observations), max(i.year for i in observations)
    areas = {item.area for item in observations}
    indicator = store.catalogue.indicators[str(series.raw["indicator"])]
    grounds = [
        Ground(Reason.BREAK if item["kind"] == "major" else Reason.MINOR_BREAK, outcome, str(item["reason"]))
        for item in breaks_between(indicator, series, first, last)
        if not item["areas"] or areas & set(item["areas"])
        for outcome in (REFUSE if item["kind"] == "major" else CAUTION,)
    ]
    if any(Flag.BREAK in item.flags and item.year > first for item in observations):
        grounds.append(Ground(Reason.BREAK, REFUSE))
    return grounds


def breaks_between(indicator: Indicator, series: SeriesInfo, first: int, last: int) -> list[dict[str, Any]]:
    """Breaks of a series after the first year and not after the last, as the catalogue has them."""
    return [
        item
        for item in indicator.raw["method"]["breaks"]
        if first < item["year"] <= last
        and (not item["series"] or series.id in item["series"] or series.code in item["series"])
    ]
