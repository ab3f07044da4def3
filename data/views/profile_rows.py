"""The latest figure of one country for one indicator, with everything that must stand beside it.

Invariant: a row says what the map says of this country in the year of the row; where there is no figure it says why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.model import AreaKind, AreaState, Flag, Mark, Provenance, Qualifier
from data.query import QUALIFIERS, Observation, Rows, observation, series_rows
from data.store import Store
from data.views.formats import observation_text, value_text
from data.views.labels import PROVENANCE, STATE
from data.views.lines import marks_text
from data.views.map import state_text
from data.views.states import AreaStatus, decide
from data.words import Words

NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
PUBLISHED = (AreaState.VALUE, AreaState.CENSORED)
MADE_SO = (Provenance.ADJUSTED, Provenance.ESTIMATED, Provenance.MODELLED)
OLD = 10
SCALED = 100.0


@dataclass(frozen=True, slots=True)
class Band:
    """A published interval on a scale that begins at zero or at the lowest possible value."""

    low: float
    high: float
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class PartFigure:
    """What one part of the country publishes; ``interval_text`` is empty where the source gives none."""

    name: str
    value_text: str
    interval_text: str
    year: int


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator. ``text`` is what the map says; ``value_text`` is the value alone and empty where there is none.

    ``rows`` are the country's rows in the headline slice, for what is drawn over time. ``later`` says what the source
    states of a year after the value's own. ``depth`` is 1 for a component that stands under its total.
    """

    indicator: Indicator
    series: SeriesInfo
    name: str
    state: AreaState
    year: int | None
    text: str
    value_text: str
    unit_text: str
    interval_text: str
    item: Observation | None
    marks: tuple[Mark, ...]
    marks_text: str
    made: str
    source: str
    parts: tuple[PartFigure, ...]
    why: str
    later: str
    band: Band | None
    rows: Rows
    depth: int = 0
    total: str = ""

    @property
    def is_published(self) -> bool:
        """Whether a figure of the country as a whole is published: a value, or a limit that it lies beyond."""
        return self.state in PUBLISHED

    @property
    def is_shown(self) -> bool:
        """Whether it has figures to read: its own, impossible ones included, or those of its parts."""
        return self.is_published or self.state in (AreaState.IMPLAUSIBLE, AreaState.PARTS_ONLY) or bool(self.value_text)

    @property
    def provenance(self) -> Provenance | None:
        """Who made the figure, None where there is none."""
        return self.item.provenance if self.item is not None and self.is_published else None

    @property
    def lag(self) -> int | None:
        """Years between the figure and the date of the source that holds it."""
        return None if self.year is None or not self.is_published else lag_of(self.series, self.year)


def lag_of(series: SeriesInfo, year: int) -> int:
    """Years between an observation and the source's own date, never below nought."""
    return max(int(series.released[:4]) - year, 0)


def build_row(store: Store, indicator: Indicator, area: AreaInfo, parts: tuple[str, ...], words: Words) -> ProfileRow:
    """The latest figure of the preferred series' headline slice. ``parts`` are ids of the country's parts."""
    series = store.catalogue.series[indicator.preferred]
    rows = series_rows(store.blocks, series.id, series.headline, area.id)
    latest, after = _latest(store, series, rows)
    year = latest.year if latest is not None else None
    own_parts = [] if latest is not None else _parts(store, indicator, series, parts)
    status = _status(area, latest, own_parts, indicator, series, _year(series, year, own_parts))
    return _row(store, indicator, series, status, rows, after, words)


def _latest(store: Store, series: SeriesInfo, rows: Rows) -> tuple[Observation | None, Observation | None]:
    """The newest row with a figure, else the newest; and a still newer row that says there is no figure."""
    if not len(rows):
        return None, None
    valued = np.flatnonzero(np.asarray(store.blocks.columns["qualifier"][rows]) != NO_VALUE)
    chosen = int(valued[-1]) if len(valued) else len(rows) - 1
    item = observation(store.blocks, series.id, series.headline, int(rows[chosen]))
    if chosen == len(rows) - 1:
        return item, None
    return item, observation(store.blocks, series.id, series.headline, int(rows[-1]))


def _parts(store: Store, indicator: Indicator, series: SeriesInfo, parts: tuple[str, ...]) -> list[Observation]:
    """What parts publish in the newest year that any of them has, older ones within the indicator's tolerance."""
    found = [
        item
        for part in parts
        if (item := _latest(store, series, series_rows(store.blocks, series.id, series.headline, part))[0]) is not None
    ]
    newest = max((item.year for item in found), default=0)
    return [item for item in found if item.year >= newest - indicator.tolerance]


def _year(series: SeriesInfo, year: int | None, parts: list[Observation]) -> int:
    if year is not None:
        return year
    return max((item.year for item in parts), default=series.raw["last_year"] or int(series.released[:4]))


def _status(
    area: AreaInfo,
    item: Observation | None,
    parts: list[Observation],
    indicator: Indicator,
    series: SeriesInfo,
    year: int,
) -> AreaStatus:
    has_countries = bool(series.raw["countries"])
    is_paired = bool(series.raw["has_pairs"]) and not has_countries
    return decide(area, item, parts, indicator, year, has_countries, area.id in series.raw["areas"], is_paired)


def _row(
    store: Store,
    indicator: Indicator,
    series: SeriesInfo,
    status: AreaStatus,
    rows: Rows,
    after: Observation | None,
    words: Words,
) -> ProfileRow:
    item, state = status.observation, status.state
    catalogue = store.catalogue
    text = observation_text(item, indicator, catalogue, words) if item is not None else ""
    alone, interval = _split(item, text, indicator, store, words)
    if state is AreaState.DID_NOT_EXIST and text:
        text = words.text("Did not exist then; under this name the source gives %(value)s", value=text)
    is_shown = state in (*PUBLISHED, AreaState.IMPLAUSIBLE)
    return ProfileRow(
        indicator=indicator,
        series=series,
        name=words.text(indicator.name),
        state=state,
        year=item.year if item is not None and item.value is not None else None,
        text=text or state_text(status, words),
        value_text=alone if is_shown else "",
        unit_text=_unit(store, indicator, words) if is_shown else "",
        interval_text=interval if is_shown else "",
        item=item,
        marks=status.marks,
        marks_text=_marks(item, status, series, words) if is_shown else "",
        made=words.text(PROVENANCE[item.provenance]) if is_shown and item is not None else "",
        source=words.text(catalogue.sources[series.source]["name"]),
        parts=tuple(_part(store, p, indicator, words) for p in status.parts),
        why=_why(status, series, words),
        later=_later(status, after, words),
        band=_band(store, indicator, item) if state is AreaState.VALUE else None,
        rows=rows,
    )


def _part(store: Store, item: Observation, indicator: Indicator, words: Words) -> PartFigure:
    text = observation_text(item, indicator, store.catalogue, words)
    alone, interval = _split(item, text, indicator, store, words)
    return PartFigure(store.catalogue.areas[item.area].name(words.lang), alone, interval, item.year)


def _split(item: Observation | None, text: str, indicator: Indicator, store: Store, words: Words) -> tuple[str, str]:
    """The value alone, and the interval or standard error that the text of the map holds behind it in brackets."""
    if item is None or item.value is None or item.qualifier is not Qualifier.EXACT:
        return text, ""
    if item.interval is None and item.std_error is None:
        return text, ""
    alone = value_text(item.value, item.decimals, indicator, store.catalogue, words)
    return alone, text.removeprefix(alone).strip(" ()")


def _unit(store: Store, indicator: Indicator, words: Words) -> str:
    """The unit where the value itself does not carry it."""
    unit = store.catalogue.units[indicator.unit]
    if indicator.classes or unit["id"] in ("number", "ratio") or (unit["short"] and not unit["id"].startswith("per_")):
        return ""
    return words.text(unit["label"])


def _marks(item: Observation | None, status: AreaStatus, series: SeriesInfo, words: Words) -> str:
    is_told = item is not None and item.provenance in MADE_SO  # who made it says as much already
    marks = tuple(mark for mark in status.marks if not (is_told and mark in (Mark.ESTIMATED, Mark.MODELLED)))
    said = [marks_text(item, marks, words)]
    if status.state is AreaState.IMPLAUSIBLE:
        said.append(words.text(STATE[AreaState.IMPLAUSIBLE]))
    if item is not None and lag_of(series, item.year) >= OLD:
        said.append(
            words.plural(
                "%(count)s year older than the source",
                "%(count)s years older than the source",
                lag_of(series, item.year),
            )
        )
    return ", ".join(filter(None, said))


def _later(status: AreaStatus, after: Observation | None, words: Words) -> str:
    """What the source says of a year after that of the value."""
    if after is None or not status.is_value:
        return ""
    state = AreaState.NOT_REPORTED
    if after.note.startswith("not applicable"):
        state = AreaState.NOT_APPLICABLE
    elif Flag.MULTI_LOCATION in after.flags:
        state = AreaState.SEVERAL_TOGETHER
    elif Flag.SUPPRESSED in after.flags:
        state = AreaState.SUPPRESSED
    said = AreaStatus(status.area, state, after, ())
    return words.text("%(year)s: %(state)s", year=str(after.year), state=state_text(said, words))


def _why(status: AreaStatus, series: SeriesInfo, words: Words) -> str:
    """Why there is no figure, as far as the release knows."""
    raw = series.raw
    first, last = raw["first_year"], raw["last_year"]
    if status.state is AreaState.NOT_APPLICABLE and raw["has_pairs"]:
        return words.text("Published for pairs of places, never for one.")
    if status.state is AreaState.NOT_IN_SOURCE:
        return words.plural(
            "The source covers %(count)s country or territory, not this one.",
            "The source covers %(count)s countries and territories, not this one.",
            raw["countries"],
        )
    if status.state is AreaState.NOT_REPORTED and status.observation is None and first is not None:
        if status.area.id in raw["areas"]:
            return words.text("Figures for some groups of people only, none for the whole.")
        if first == last:
            return words.text("No figure of %(year)s, the only year that the source covers.", year=str(first))
        return words.text(
            "No figure from %(first)s to %(last)s, the years that the source covers.", first=str(first), last=str(last)
        )
    if status.state is AreaState.DID_NOT_EXIST and status.observation is None:
        return words.text("The figures of the source end in %(last)s.", last=str(last))
    if status.observation is not None and status.observation.value is None:
        return words.text("In %(year)s, the latest year on record.", year=str(status.observation.year))
    return ""


def _band(store: Store, indicator: Indicator, item: Observation | None) -> Band | None:
    """The interval on the whole scale of a score or share, else on one from nought to its upper bound."""
    if item is None or item.interval is None or item.value is None or item.interval.lower == item.interval.upper:
        return None
    unit = store.catalogue.units[indicator.unit]
    low, high = indicator.raw["bounds"]
    low = unit["minimum"] if low is None else low
    high = unit["maximum"] if high is None else high
    lower, upper = item.interval.lower, item.interval.upper
    if low is None or high is None or high > SCALED:
        low, high = 0.0, 0.0
    return Band(min(low, lower), max(high, upper), item.value, lower, upper)


def part_ids(store: Store, area: AreaInfo) -> tuple[str, ...]:
    """Ids of the parts of a country that some publisher reports apart."""
    return tuple(
        a.id for a in store.catalogue.areas.values() if a.part_of == area.id and a.kind is AreaKind.SUBNATIONAL
    )
