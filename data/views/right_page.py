"""One right from commitment over effort to result: what is promised, what is done, what comes of it, what is unknown.

Invariant: no score and no mean over indicators; what is missing is named as plainly as what is there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator
from data.finder_words import PEOPLE
from data.groups_kinds import ALL, Group
from data.kept import kept
from data.model import NOT_SPECIFIED, TOTAL, IndicatorKind
from data.store import Store
from data.view_state import ViewState
from data.views.gaps import build_grid, right_of
from data.views.gaps_choice import regions
from data.views.gaps_people import DIMENSIONS
from data.views.gaps_summary import Cover, cover
from data.views.group_pack_treaties import NHRI
from data.views.instruments import Instrument
from data.views.profile_treaties import STATUS
from data.views.reading import Reading, build_reading
from data.views.right_page_panels import Stage, build_stages, indicators_of
from data.views.treaties_curve import Curve, build_curves
from data.views.treaties_record import Record, treaty_record
from data.views.treaties_scope import build_scope
from data.views.treaties_words import as_of, stale_text
from data.words import Words


@dataclass(frozen=True, slots=True)
class Treaty:
    """An instrument that protects the right: its curve, and how many of the states are parties."""

    instrument: Instrument
    indicator: str
    name: str
    curve: Curve
    parties: int
    total: int
    is_named: bool


@dataclass(frozen=True, slots=True)
class Treaties:
    """Instruments of the right. ``as_of`` is the date of the record, ``span`` its years."""

    items: tuple[Treaty, ...]
    as_of: str
    stale: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RegionCover:
    """Published of expected figures in a place: of the core indicators, and of all that are counted."""

    id: str
    name: str
    core: Cover
    whole: Cover


@dataclass(frozen=True, slots=True)
class Apart:
    """A way of telling people apart, and in how many indicators of the right any figure does so."""

    dimension: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """What indicators leave out, in the words of their method: the text, and the indicators that share it."""

    text: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RightPage:
    """Everything the page of a right shows, for the states of a group."""

    id: str
    name: str
    covenant: str
    articles: tuple[str, ...]
    also: tuple[str, ...]
    group: Group
    indicators: tuple[Indicator, ...]
    sources: int
    treaties: Treaties | None
    institutions: Reading | None
    stages: tuple[Stage, ...]
    people: tuple[tuple[str, int], ...]
    apart: tuple[Apart, ...]
    unmeasured: tuple[Unmeasured, ...]
    covers: tuple[RegionCover, ...]
    regions_only: tuple[tuple[str, str], ...]

    @property
    def is_all(self) -> bool:
        """Whether every member state is meant."""
        return self.group.kind == ALL

    @property
    def core(self) -> tuple[Indicator, ...]:
        """Core indicators of the right."""
        return tuple(i for i in self.indicators if i.core == self.id)

    def count(self, kind: IndicatorKind) -> int:
        """Indicators of a kind."""
        return sum(i.kind is kind for i in self.indicators)


def build_right_page(store: Store, right: str, group: Group, words: Words) -> RightPage:
    """The page of a right. Raises KeyError for a right that the release does not know."""
    info = store.catalogue.rights[right]
    own = indicators_of(store, right)
    nhri = store.catalogue.indicators.get(NHRI)
    articles = tuple(info["articles"])
    return RightPage(
        id=right,
        name=words.text(info["name"]),
        covenant=info["covenant"],
        articles=articles,
        also=_also(own, articles),
        group=group,
        indicators=own,
        sources=len({store.catalogue.series[i.preferred].source for i in own}),
        treaties=_treaties(store, own, info["instruments"], group, words),
        institutions=build_reading(store, nhri, group, words) if nhri is not None and articles else None,
        stages=build_stages(store, right, group, words),
        people=_people(own, words),
        apart=_apart(store, own, words),
        unmeasured=_unmeasured(own, right, words),
        covers=_covers(store, right, group, words),
        regions_only=tuple(
            (i.id, words.text(i.name)) for i in own if not store.catalogue.series[i.preferred].raw["countries"]
        ),
    )


def _also(own: tuple[Indicator, ...], articles: tuple[str, ...]) -> tuple[str, ...]:
    """Other articles that its own indicators touch, by treaty and number."""
    found = {article for i in own for article in i.raw["articles"]} - set(articles)
    named = [a for a in found if not a.startswith(("ICCPR ", "ICESCR "))]
    return tuple(sorted(named, key=lambda a: (a.split()[0], int(a.split()[1]))))


def _treaties(
    store: Store, own: tuple[Indicator, ...], named: list[str], group: Group, words: Words
) -> Treaties | None:
    """The instruments that the catalogue names for the right, then those whose status indicator names it."""
    record = treaty_record(store)
    if record is None:
        return None
    wanted = {*named, *(i.id.removesuffix(STATUS) for i in own if i.id.endswith(STATUS))}
    curves = {curve.instrument.id: curve for curve in _curves(store, record, group, words)}
    total = sum(area.id in group.members for area in store.catalogue.members())
    items = tuple(
        Treaty(i, i.id + STATUS, words.text(i.name), curves[i.id], curves[i.id].parties, total, i.id in named)
        for i in record.instruments
        if i.id in wanted
    )
    if not items or not total:
        return None
    items = tuple(sorted(items, key=lambda t: not t.is_named))
    span = (record.years[0], record.latest)
    return Treaties(items, as_of(record, record.latest, words), stale_text(store, record.released, words), span)


def _curves(store: Store, record: Record, group: Group, words: Words) -> tuple[Curve, ...]:
    def make() -> tuple[Curve, ...]:
        state = ViewState(peers="" if group.kind == ALL else group.id)
        scope, _notices = build_scope(store, record, state, record.latest, words)
        return build_curves(record, scope, words)

    return kept(store, ("right curves", words.lang), make) if group.kind == ALL else make()


def _people(own: tuple[Indicator, ...], words: Words) -> tuple[tuple[str, int], ...]:
    """Whom the indicators are about, the most often named first."""
    counts = Counter(name for i in own for name in i.people if name != "everyone" and name in PEOPLE)
    return tuple((words.text(PEOPLE[name]), n) for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _apart(store: Store, own: tuple[Indicator, ...], words: Words) -> tuple[Apart, ...]:
    found = []
    for name in DIMENSIONS:
        if name in store.catalogue.dimensions:
            count = sum(_tells(store, indicator, name) for indicator in own)
            found.append(Apart(name, words.text(store.catalogue.dimensions[name]["label"]), count))
    return tuple(found)


def _tells(store: Store, indicator: Indicator, dimension: str) -> bool:
    """Whether the preferred series holds any category of a dimension beside the total."""
    held = store.catalogue.series[indicator.preferred].raw["dimensions"].get(dimension)
    roles = {c["code"]: c["role"] for c in store.catalogue.dimensions[dimension]["categories"]}
    whole = (TOTAL, NOT_SPECIFIED)
    return held is not None and any(c not in whole and roles.get(c) not in whole for c in held["categories"])


def _unmeasured(own: tuple[Indicator, ...], right: str, words: Words) -> tuple[Unmeasured, ...]:
    """What the indicators of this right do not measure, each text once."""
    found: dict[str, list[tuple[str, str]]] = {}
    for indicator in own:
        text = indicator.raw["method"]["not_measured"]
        if text and right_of(indicator) == right and not indicator.id.endswith(STATUS):
            found.setdefault(str(text), []).append((indicator.id, words.text(indicator.name)))
    return tuple(Unmeasured(text, tuple(indicators)) for text, indicators in found.items())


def _covers(store: Store, right: str, group: Group, words: Words) -> tuple[RegionCover, ...]:
    """Figures at most five years old, of those expected: in every region and over all; in a group, in it alone."""
    grid = build_grid(store)
    own = np.array([right_of(i) == right for i in grid.indicators], dtype=bool)
    core = np.array([i.core == right for i in grid.indicators], dtype=bool)
    if not own.any():
        return ()

    def made(id_: str, name: str, members: frozenset[str]) -> RegionCover:
        columns = np.array([area.id in members for area in grid.areas], dtype=bool)
        return RegionCover(id_, name, cover(grid, core, columns), cover(grid, own, columns))

    places = [] if group.kind != ALL else [made(p.id, p.name, p.members) for p in regions(store, words)]
    return (*places, made("", group.title(words), frozenset(group.members)))
