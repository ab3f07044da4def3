"""Which indicators the rule of signals can judge, and their series as areas × years.

Invariant: only bands of a stated level that the source published, or that its own rule makes of a published standard
error, and then said so; one series alone, the one that speaks for the indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from data.backtest import Line, build_backtest
from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.compare import Purpose, standing
from data.kept import kept
from data.model import AreaKind, Flag, IntervalKind, Qualifier
from data.query import FLAG_BITS, KINDS, QUALIFIERS, slice_rows
from data.signals import WINDOW, Codes, Floats, Panel, codes_at, whys
from data.store import Store

BITS = {flag: bit for bit, flag in FLAG_BITS}
EXACT = QUALIFIERS.index(Qualifier.EXACT)
RANGE = KINDS.index(IntervalKind.RANGE)
PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY, AreaKind.HISTORICAL)

# Made of the standard error, because the publisher's own documents do so: indicator -> (factor, level). Decision 0008.
FROM_ERROR = {"voice_accountability_estimate_model_score": (1.645, 0.9)}


class Bar(StrEnum):
    """Why a whole indicator abstains."""

    NONE = ""
    LICENCE = "licence"
    RANGE = "range"
    OTHER_SERIES = "other_series"
    SHORT = "short"
    CLASSES = "classes"


@dataclass(frozen=True)
class Judged:
    """A panel with the codes and the reasons of every area and year, and the back-test."""

    panel: Panel
    codes: Codes
    whys: Codes
    lines: tuple[Line, ...]
    places: dict[str, int]

    @property
    def years(self) -> list[int]:
        """Years in which the rule can judge at least one area, oldest first."""
        found = np.flatnonzero((self.whys == 0).any(axis=0))
        return [self.panel.first + int(column) for column in found]


@dataclass(frozen=True)
class Subject:
    """An indicator with published uncertainty; ``judged`` is None where ``bar`` says why the rule abstains."""

    indicator: Indicator
    series: SeriesInfo
    bar: Bar
    judged: Judged | None
    band_years: int = 0

    @property
    def is_made(self) -> bool:
        """Whether the band is made here of the published standard error."""
        return self.indicator.id in FROM_ERROR


def subjects(store: Store) -> list[Subject]:
    """Every indicator with published uncertainty: those that can be judged first, in order of the catalogue."""
    return kept(store, ("signals",), lambda: _subjects(store))


def _subjects(store: Store) -> list[Subject]:
    named = store.catalogue.counts["with_uncertainty"]
    found = [_subject(store, indicator) for indicator in store.catalogue.indicators.values() if indicator.id in named]
    return sorted(found, key=lambda s: s.judged is None)


def _subject(store: Store, indicator: Indicator) -> Subject:
    series = store.catalogue.series[indicator.preferred]
    if indicator.classes:
        return Subject(indicator, series, Bar.CLASSES, None)
    if standing(store, indicator, series, Purpose.CHANGE).is_refused:
        return Subject(indicator, series, Bar.LICENCE, None)
    panel, is_range = read_panel(store, indicator, series)
    bands = int(np.isfinite(panel.lower).any(axis=0).sum())
    if not bands:
        return Subject(indicator, series, Bar.RANGE if is_range else Bar.OTHER_SERIES, None)
    codes, reasons = codes_at(panel, WINDOW), whys(panel, WINDOW)
    if not (reasons == 0).any():
        return Subject(indicator, series, Bar.SHORT, None, bands)
    places = {area: number for number, area in enumerate(panel.areas)}
    judged = Judged(panel, codes, reasons, build_backtest(panel), places)
    return Subject(indicator, series, Bar.NONE, judged, bands)


def read_panel(store: Store, indicator: Indicator, series: SeriesInfo) -> tuple[Panel, bool]:
    """The headline slice of a series as areas × years, and whether it publishes ranges instead of intervals."""
    blocks, areas = store.blocks, store.catalogue.areas
    start, end = slice_rows(blocks, series.id, series.headline)
    columns = {name: np.asarray(column[start:end]) for name, column in blocks.columns.items()}
    is_place = np.array([areas[a].kind in PLACES if a in areas else False for a in blocks.areas], dtype=bool)
    is_kept = (columns["counterpart"] < 0) & is_place[columns["area"]] & (columns["qualifier"] == EXACT)
    is_kept &= (columns["flags"] & (BITS[Flag.IMPLAUSIBLE] | BITS[Flag.SUPPRESSED])) == 0
    # what a source writes of the years before a state existed is not that state's
    start_of = np.array([_start(areas.get(a)) for a in blocks.areas])
    is_kept &= columns["year"] >= start_of[columns["area"]]
    rows = np.flatnonzero(is_kept)
    numbers, at = np.unique(columns["area"][rows], return_inverse=True)
    names = tuple(blocks.areas[int(number)] for number in numbers)
    years = columns["year"][rows].astype(int)
    first, last = (int(years.min()), int(years.max())) if len(rows) else (0, 0)
    shape = (len(names), last - first + 1)

    def spread(values: Floats) -> Floats:
        table = np.full(shape, np.nan)
        table[at, years - first] = values
        return table

    value = columns["value"][rows]
    lower, upper, level, is_range = _bands(indicator, {name: column[rows] for name, column in columns.items()})
    flags = np.zeros(shape, dtype=np.int64)
    flags[at, years - first] = columns["flags"][rows]
    broken = (flags & BITS[Flag.BREAK]) != 0
    for item in indicator.raw["method"]["breaks"]:
        column = item["year"] - first
        is_own = not item["series"] or series.id in item["series"] or series.code in item["series"]
        if item["kind"] == "major" and is_own and 0 <= column < shape[1]:
            broken[[not item["areas"] or name in item["areas"] for name in names], column] = True
    since = (indicator.raw["comparability"] or {}).get("over_time_from")
    if since is not None and 0 <= since - first < shape[1]:
        broken[:, since - first] = True
    differs = (flags & BITS[Flag.DEFINITION_DIFFERS]) != 0
    panel = Panel(names, first, spread(value), spread(lower), spread(upper), spread(level), differs, broken)
    return panel, is_range


def _start(area: AreaInfo | None) -> int:
    """Year from which an area existed; the least number where none is set."""
    return area.start if area is not None and area.start is not None else 0


def _bands(indicator: Indicator, columns: dict[str, Floats]) -> tuple[Floats, Floats, Floats, bool]:
    """Bounds and levels of rows; not a number where there is no interval of a stated level."""
    if indicator.id in FROM_ERROR:
        factor, level = FROM_ERROR[indicator.id]
        value, error = columns["value"], columns["std_error"]
        levels = np.where(np.isfinite(error), level, np.nan)
        return value - factor * error, value + factor * error, levels, False
    is_range = (columns["interval_kind"] == RANGE) & np.isfinite(columns["lower"])
    levels = np.round(columns["level"].astype(np.float64), 4)
    is_band = ~is_range & np.isfinite(levels) & (columns["lower"] <= columns["upper"])
    lower, upper, levels = (np.where(is_band, c, np.nan) for c in (columns["lower"], columns["upper"], levels))
    return lower, upper, levels, bool(is_range.any())
