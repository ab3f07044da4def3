"""The coverage matrix behind every view of the gaps: which indicators count, and the one state of each cell.

Invariant: a cell says what the page of its country says; the denominator is the member states to which an indicator
can apply, territories are never in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.kept import kept
from data.model import AreaKind, AreaState, Flag, Qualifier, ValueKind
from data.query import FLAG_BITS, QUALIFIERS, observation, slice_rows
from data.store import Store
from data.views.profile import CONDITIONS
from data.views.profile_treaties import is_status
from data.views.states import decide

RECENT = 5  # years by which a figure may be older than its source and still be counted as published
AT_RISK = "_groups_at_risk_share"
STATES = tuple(AreaState)
PUBLISHED = frozenset({AreaState.VALUE, AreaState.CENSORED})
OUTSIDE = frozenset({AreaState.NOT_APPLICABLE, AreaState.DID_NOT_EXIST})
CODE = {state: number for number, state in enumerate(STATES)}
NOT_FOR_IT = "not applicable"
NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
EXACT = QUALIFIERS.index(Qualifier.EXACT)
ODD = sum(bit for bit, flag in FLAG_BITS if flag in (Flag.IMPLAUSIBLE, Flag.MULTI_LOCATION, Flag.SUPPRESSED))
AGES = (0, 2, RECENT)  # upper ends of the classes of age; what is older has a class of its own
Years = npt.NDArray[np.int16]
Codes = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """Indicators (rows) and member states (columns).

    ``years``: year of the latest figure, 0 where there is none. ``states``: numbers of :data:`STATES`. ``lags``: years
    behind the source's date, or behind the year asked for. ``makers``: numbers of :data:`data.query.PROVENANCES`.
    """

    year: int | None
    indicators: tuple[Indicator, ...]
    areas: tuple[AreaInfo, ...]
    years: Years
    states: Codes
    lags: Years
    makers: Codes

    @cached_property
    def published(self) -> Mask:
        """Cells with a figure of any year."""
        return np.isin(self.states, [CODE[state] for state in PUBLISHED])

    @cached_property
    def recent(self) -> Mask:
        """Cells with a figure at most :data:`RECENT` years old: what is counted as published."""
        found: Mask = self.published & (self.lags <= RECENT)
        return found

    @cached_property
    def expected(self) -> Mask:
        """Cells in the denominator: the indicator can apply to the state, and the state existed."""
        return ~np.isin(self.states, [CODE[state] for state in OUTSIDE])


def right_of(indicator: Indicator) -> str:
    """The right under which an indicator stands: the one it is core for, else the first that it names."""
    return indicator.core or indicator.rights[0]


def is_counted_indicator(store: Store, indicator: Indicator) -> bool:
    """Whether a missing figure of it is a gap (the rule is told on the page).

    Left out: what is published for few countries, regions or pairs only, components that stand under a total, the
    record of treaties, shares of groups at risk, plain counts (none given may mean that there was none to count), and
    the conditions for fair reading.
    """
    if indicator.view not in ("map", "dots") or indicator.raw["component_of"] or is_status(indicator):
        return False
    if indicator.id.endswith(AT_RISK) or indicator.value_kind is ValueKind.COUNT:
        return False
    return right_of(indicator) != CONDITIONS and bool(store.catalogue.series[indicator.preferred].raw["countries"])


def counted_indicators(store: Store) -> tuple[Indicator, ...]:
    """Indicators of the matrix, by right, core ones first, then by name."""
    rights = list(store.catalogue.rights)
    found = [i for i in store.catalogue.indicators.values() if is_counted_indicator(store, i)]
    return tuple(sorted(found, key=lambda i: (rights.index(right_of(i)), i.core is None, i.name)))


def member_states(store: Store) -> tuple[AreaInfo, ...]:
    """The member states by region, sub-region and name."""
    return tuple(sorted(store.catalogue.members(), key=lambda a: (a.region, a.subregion, a.name())))


def build_grid(store: Store, year: int | None = None) -> Grid:
    """The matrix of the latest figures, or as it stood in a year; made once for each release and year."""
    return kept(store, ("gaps", year), lambda: build_grid_of(store, counted_indicators(store), year))


def build_grid_of(store: Store, indicators: tuple[Indicator, ...], year: int | None = None) -> Grid:
    """The same of other indicators."""
    areas = member_states(store)
    shape = (len(indicators), len(areas))
    years, states, lags, makers = (np.zeros(shape, kind) for kind in ("i2", "i1", "i2", "i1"))
    parts = _parts(store, areas)
    for line, indicator in enumerate(indicators):
        years[line], states[line], makers[line] = _line(store, indicator, areas, parts, year)
        series = store.catalogue.series[indicator.preferred]
        reference = int(series.released[:4]) if year is None else year
        lags[line] = np.maximum(reference - years[line].astype("i4"), 0)
    return Grid(year, indicators, areas, years, states, lags, makers)


def _parts(store: Store, areas: tuple[AreaInfo, ...]) -> dict[str, list[int]]:
    """Numbers of the parts that some publisher reports apart, by country."""
    wanted, found = {area.id for area in areas}, dict[str, list[int]]()
    for area in store.catalogue.areas.values():
        number = store.blocks.area_index.get(area.id)
        if area.kind is AreaKind.SUBNATIONAL and area.part_of in wanted and number is not None:
            found.setdefault(area.part_of, []).append(number)
    return found


def _line(
    store: Store, indicator: Indicator, areas: tuple[AreaInfo, ...], parts: dict[str, list[int]], year: int | None
) -> tuple[Years, Codes, Codes]:
    """Year, state and maker for every area: plain figures are read at once, all else is decided one by one."""
    series = store.catalogue.series[indicator.preferred]
    best, is_plain, start = _latest_rows(store, series, year)
    rows = best[[store.blocks.area_index.get(area.id, -1) for area in areas]]
    plain = (rows >= 0) & is_plain[np.where(rows >= 0, rows - start, -1)]
    own_years = store.blocks.columns["year"][rows]
    plain &= (own_years if year is None else year) >= np.array([area.start or 0 for area in areas])
    years = np.where(plain, own_years, 0).astype("i2")
    states = np.full(len(areas), CODE[AreaState.VALUE], "i1")
    last = year or int(series.raw["last_year"] or series.released[:4])
    silent: dict[bool, int] = {}  # the state of an area without any row, by whether the source knows it
    for place in np.flatnonzero(~plain).tolist():
        area, row = areas[place], int(rows[place])
        if row < 0 and (area.start or 0) <= last and area.id not in parts:
            is_seen = area.id in series.raw["areas"]
            if is_seen not in silent:
                silent[is_seen] = _decided(store, indicator, area, row, [], year)[1]
            states[place] = silent[is_seen]
            continue
        own = [] if row >= 0 else [int(best[n]) for n in parts.get(area.id, ()) if best[n] >= 0]
        years[place], states[place] = _decided(store, indicator, area, row, own, year)
    return years, states, store.blocks.columns["provenance"][rows]


def _decided(
    store: Store, indicator: Indicator, area: AreaInfo, row: int, parts: list[int], year: int | None
) -> tuple[int, int]:
    """Year and state of a cell as the map decides them; ``row`` is -1 where the area has none."""
    series = store.catalogue.series[indicator.preferred]
    item = observation(store.blocks, series.id, series.headline, row) if row >= 0 else None
    own = [observation(store.blocks, series.id, series.headline, part) for part in parts]
    last = int(series.raw["last_year"] or series.released[:4])
    at = year or (item.year if item is not None else max((part.year for part in own), default=last))
    is_seen = area.id in series.raw["areas"]
    found = decide(area, item, own, indicator, at, bool(series.raw["countries"]), is_seen)
    return item.year if item is not None and item.value is not None else 0, CODE[found.state]


def _latest_rows(store: Store, series: SeriesInfo, year: int | None) -> tuple[npt.NDArray[np.int64], Mask, int]:
    """For every area number its newest row with a figure, else its newest, else -1 (the last entry stands for nobody).

    Beside it, for every row of the slice, whether it is an exact figure without a remark; and the slice's first row.
    """
    columns = store.blocks.columns
    start, end = slice_rows(store.blocks, series.id, series.headline)
    best = np.full(len(store.blocks.areas) + 1, -1, dtype=np.int64)
    qualifier = np.asarray(columns["qualifier"][start:end])
    usable = np.asarray(columns["counterpart"][start:end]) < 0
    if year is not None:
        usable &= np.asarray(columns["year"][start:end]) <= year
    areas = np.asarray(columns["area"][start:end])
    for wanted in (usable, usable & (qualifier != NO_VALUE)):  # rows stand by area and year, so the last one stays
        rows = np.flatnonzero(wanted)
        best[areas[rows]] = rows + start
    best[-1] = -1
    plain = (qualifier == EXACT) & ((np.asarray(columns["flags"][start:end]) & ODD) == 0)
    notes, places = np.unique(np.asarray(columns["note"][start:end]), return_inverse=True)
    plain &= np.array([not store.blocks.text(int(n)).startswith(NOT_FOR_IT) for n in notes], dtype=bool)[places]
    return best, np.r_[plain, False], start
