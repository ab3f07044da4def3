"""Decides the one state of every area of the universe, in the order of section 1.

Invariant: the states of the counted areas sum to the universe; missing is never zero. Other places that the source
publishes are shown and never counted (decision 0004).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.model import AreaKind, AreaState, Flag, Mark, Provenance, Qualifier, SourceType
from data.query import Observation, any_time, cross_section, observation
from data.store import Store

ASSESSING = (SourceType.EXPERT, SourceType.MODELLED)
ALONE = {
    Qualifier.NO_VALUE: AreaState.NOT_REPORTED,
    Qualifier.BELOW: AreaState.CENSORED,
    Qualifier.ABOVE: AreaState.CENSORED,
}
MARKS = {
    Flag.PROVISIONAL: Mark.PROVISIONAL,
    Flag.LOW_RELIABILITY: Mark.LOW_RELIABILITY,
    Flag.ESTIMATED: Mark.ESTIMATED,
}


@dataclass(frozen=True, slots=True)
class AreaStatus:
    """State of one area: the observation behind it, marks upon its value, parts that publish in its place."""

    area: AreaInfo
    state: AreaState
    observation: Observation | None
    marks: tuple[Mark, ...]
    parts: tuple[Observation, ...] = ()
    is_counted: bool = True

    @property
    def is_value(self) -> bool:
        """Whether a value takes part in colours, ranks and averages."""
        return self.state is AreaState.VALUE


@dataclass(frozen=True)
class Section:
    """All areas of the universe in one year and slice; ``statuses`` are in order of area id."""

    indicator: Indicator
    series: SeriesInfo
    dims: str
    year: int
    tolerance: int
    statuses: tuple[AreaStatus, ...]
    aggregates: tuple[Observation, ...]

    @property
    def counted(self) -> tuple[AreaStatus, ...]:
        """Areas of the universe, which every count and average is about."""
        return tuple(status for status in self.statuses if status.is_counted)

    def count(self, state: AreaState) -> int:
        """Areas of the universe in a state."""
        return sum(status.state is state for status in self.counted)

    @property
    def values(self) -> list[AreaStatus]:
        """Areas of the universe with a value, lowest first, ties by id."""
        found = [status for status in self.counted if status.is_value]
        return sorted(found, key=lambda s: (_value(s), s.area.id))


def _value(status: AreaStatus) -> float:
    assert status.observation is not None
    assert status.observation.value is not None
    return status.observation.value


def shown_areas(store: Store, series: SeriesInfo) -> list[AreaInfo]:
    """The member states, and every other country or territory for which this series has ever held a row."""
    areas = store.catalogue.areas
    seen = {store.blocks.areas[int(number)] for number in any_time(store.blocks, series.id)}
    return [
        area
        for area in areas.values()
        if area.universe == "un_member" or (area.id in seen and area.kind in (AreaKind.COUNTRY, AreaKind.TERRITORY))
    ]


def is_counted(area: AreaInfo, indicator: Indicator) -> bool:
    """Whether an area belongs to the indicator's universe: the member states, unless the catalogue adds territories."""
    return area.universe == "un_member" or indicator.raw["universe"] == "un_members_and_territories"


def build_section(
    store: Store, indicator: Indicator, series: SeriesInfo, dims: str, year: int, tolerance: int
) -> Section:
    """State of every area of the universe for one year and slice."""
    rows = cross_section(store.blocks, series.id, dims, year, tolerance)
    found = {o.area: o for o in (observation(store.blocks, series.id, dims, int(row)) for row in rows)}
    seen = {store.blocks.areas[int(number)] for number in any_time(store.blocks, series.id)}
    kinds = store.catalogue.areas
    parts: dict[str, list[Observation]] = {}
    aggregates = []
    for item in found.values():
        kind = kinds[item.area].kind
        if kind is AreaKind.SUBNATIONAL:
            parts.setdefault(kinds[item.area].part_of, []).append(item)
        elif kind is AreaKind.AGGREGATE:
            aggregates.append(item)
    has_countries = bool(series.raw["countries"])
    is_paired = bool(series.raw["has_pairs"]) and not has_countries
    statuses = tuple(
        decide(
            area, found.get(area.id), parts.get(area.id, ()), indicator, year, has_countries, area.id in seen, is_paired
        )
        for area in sorted(shown_areas(store, series), key=lambda a: a.id)
    )
    return Section(indicator, series, dims, year, tolerance, statuses, tuple(aggregates))


def decide(
    area: AreaInfo,
    item: Observation | None,
    parts: Iterable[Observation],
    indicator: Indicator,
    year: int,
    has_countries: bool,
    is_seen: bool,
    is_paired: bool = False,
) -> AreaStatus:
    """State of one area; the first that holds, in the order of :class:`data.model.AreaState`."""
    own_parts = tuple(parts)
    counted = is_counted(area, indicator)
    state = AreaState.NOT_APPLICABLE if is_paired else None
    state = state or _absence(area, item, own_parts, indicator, year, has_countries, is_seen)
    if state is not None:
        return AreaStatus(area, state, item, (), own_parts if state is AreaState.PARTS_ONLY else (), counted)
    assert item is not None
    return AreaStatus(area, _presence(item), item, marks_of(item, year), (), counted)


def _absence(
    area: AreaInfo,
    item: Observation | None,
    parts: tuple[Observation, ...],
    indicator: Indicator,
    year: int,
    has_countries: bool,
    is_seen: bool,
) -> AreaState | None:
    if item is not None and item.note.startswith("not applicable"):
        return AreaState.NOT_APPLICABLE
    if area.start is not None and year < area.start:
        return AreaState.DID_NOT_EXIST
    if not has_countries:
        return AreaState.REGIONS_ONLY
    if item is None:
        if parts:
            return AreaState.PARTS_ONLY
        assessed = indicator.source_type in ASSESSING or indicator.raw["universe"] == "source_list"
        return AreaState.NOT_IN_SOURCE if assessed and not is_seen else AreaState.NOT_REPORTED
    if item.value is None:
        if Flag.MULTI_LOCATION in item.flags:
            return AreaState.SEVERAL_TOGETHER
        return AreaState.SUPPRESSED if Flag.SUPPRESSED in item.flags else AreaState.NOT_REPORTED
    return None


def _presence(item: Observation) -> AreaState:
    if item.qualifier is not Qualifier.EXACT:
        return AreaState.CENSORED
    return AreaState.IMPLAUSIBLE if Flag.IMPLAUSIBLE in item.flags else AreaState.VALUE


def state_alone(flags: frozenset[Flag], qualifier: Qualifier) -> AreaState:
    """State of an observation by itself, whatever its area publishes beside it."""
    if Flag.SUPPRESSED in flags:
        return AreaState.SUPPRESSED
    if Flag.IMPLAUSIBLE in flags:
        return AreaState.IMPLAUSIBLE
    return ALONE.get(qualifier, AreaState.VALUE)


def marks_of(item: Observation, year: int) -> tuple[Mark, ...]:
    """Marks upon a value, in a fixed order."""
    marks = set()
    if item.year < year:
        marks.add(Mark.OLDER)
    if item.provenance in (Provenance.ESTIMATED, Provenance.ADJUSTED):
        marks.add(Mark.ESTIMATED)
    if item.provenance is Provenance.MODELLED:
        marks.add(Mark.MODELLED)
    marks |= {mark for flag, mark in MARKS.items() if flag in item.flags}
    return tuple(mark for mark in Mark if mark in marks)


def nearest_year(years: Iterable[int], wanted: int | None) -> int | None:
    """The wanted year if data has it, else the nearest (the later of two equally near); None where there is none."""
    known = sorted({int(y) for y in years})
    if not known:
        return None
    if wanted is None:
        return known[-1]
    return min(known, key=lambda y: (abs(y - wanted), -y))


def median(values: list[float]) -> float | None:
    """Unweighted median of values, None of none."""
    return float(np.median(values)) if values else None
