"""The figures of a slice as columns, and where each area of a group stands among them.

Invariant: an area takes part in ranks and medians exactly where :func:`data.compare.fit` lets its observation; one
known only to lie beyond a limit has no rank of its own, but counts on its side of those of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.benchmark import (
    Floats,
    Ints,
    Mask,
    Quartiles,
    judge,
    passes,
    positions,
    quartiles,
    rank_intervals,
    tiers,
)
from data.catalogue import Indicator, SeriesInfo
from data.compare import few, is_asked
from data.kept import kept
from data.model import Direction, Flag, IntervalKind, Qualifier
from data.query import FLAG_BITS, KINDS, QUALIFIERS, Rows, cross_section
from data.store import Store
from data.views.benchmark_parts import PLACE, RANK
from data.views.choose import opening_year

BITS = {flag: bit for bit, flag in FLAG_BITS}
EXACT, BELOW, ABOVE = (QUALIFIERS.index(q) for q in (Qualifier.EXACT, Qualifier.BELOW, Qualifier.ABOVE))
RANGE = KINDS.index(IntervalKind.RANGE)
UNFIT = BITS[Flag.IMPLAUSIBLE] | BITS[Flag.DEFINITION_DIFFERS]
WITH_DATA = 30
NOT_APPLICABLE = "not applicable"
BOUNDS = ("value", "lower", "upper", "level", "decimals", "qualifier", "interval_kind")
COLUMNS = ("area", "year", *BOUNDS, "flags", "n", "note")


@dataclass(frozen=True, slots=True)
class Column:
    """One row for every area with a row in the window (shape of each: areas), figures or not."""

    rows: Rows
    area: Ints
    year: Ints
    value: Floats
    lower: Floats
    upper: Floats
    level: Floats
    decimals: Ints
    below: Mask
    above: Mask
    averaged: Mask
    ranked: Mask
    applies: Mask

    def take(self, wanted: Mask | Ints) -> Column:
        """The same for some of the areas."""
        return Column(*(getattr(self, name)[wanted] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Field:
    """Figures of a group and of the targets. ``level`` is the one that most intervals have, None without any."""

    column: Column
    target: Mask
    member: Mask
    level: float | None

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """Published bounds of that level, NaN where there are none."""
        same = self.column.level == self.level if self.level is not None else np.zeros(len(self.target), dtype=bool)
        return np.where(same, self.column.lower, np.nan), np.where(same, self.column.upper, np.nan)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the figures give: quartiles of the other members, first and last place of each (0 for none), its tier.

    ``with_data``: the group passes only as whoever has data, because too few of its members report.
    """

    n: int
    n_median: int
    n_ranked: int
    is_passing: bool
    with_data: bool
    quartiles: Quartiles
    ranking: str
    first: Ints
    last: Ints
    tier: Ints
    judged: tuple[str, ...]


def column_of(store: Store, series: SeriesInfo, dims: str, year: int, tolerance: int) -> Column:
    """Newest figure of every area in the window, with whether it may be ranked and averaged."""
    rows = cross_section(store.blocks, series.id, dims, year, tolerance)
    c = {name: np.asarray(store.blocks.columns[name])[rows] for name in COLUMNS}
    valued = ~np.isnan(c["value"])
    below, above = (valued & (c["qualifier"] == side) for side in (BELOW, ABOVE))
    averaged = valued & ((c["flags"] & UNFIT) == 0)
    exact = c["qualifier"] == EXACT
    is_interval = (c["interval_kind"] != RANGE) & (c["interval_kind"] != 0) & valued & exact
    return Column(
        rows=rows,
        area=c["area"].astype(np.int64),
        year=c["year"].astype(np.int64),
        value=c["value"],
        lower=c["lower"],
        upper=c["upper"],
        level=np.where(is_interval, np.round(c["level"].astype(np.float64), 4), np.nan),
        decimals=c["decimals"].astype(np.int64),
        below=below,
        above=above,
        averaged=averaged,
        ranked=averaged & exact & ~_small(store, series, c["flags"], c["n"]),
        applies=_applies(store, valued, c["note"]),
    )


def _applies(store: Store, valued: Mask, notes: Ints) -> Mask:
    """Whether the indicator applies: the publisher says of some that it does not."""
    found = np.ones(len(valued), dtype=bool)
    for row in np.flatnonzero(~valued & (notes >= 0)).tolist():
        found[row] = not store.blocks.text(int(notes[row])).startswith(NOT_APPLICABLE)
    return found


def _small(store: Store, series: SeriesInfo, flags: Ints, n: Floats) -> Mask:
    """As :func:`data.compare.is_small` has it."""
    found: Mask = ((flags & BITS[Flag.SMALL_N]) != 0) | (n < few(store, is_asked(store, series)))
    return found


def opening_column(store: Store, indicator: Indicator) -> tuple[int | None, Column | None]:
    """Year with which the indicator opens, and its column in the headline slice; kept for the life of the process."""
    return kept(store, ("opening column", indicator.id), lambda: _opening(store, indicator))


def _opening(store: Store, indicator: Indicator) -> tuple[int | None, Column | None]:
    series = store.catalogue.series[indicator.preferred]
    year = opening_year(store, series, series.headline)
    if year is None:
        return None, None
    return year, column_of(store, series, series.headline, year, indicator.tolerance)


def field_of(store: Store, column: Column, members: Sequence[str], targets: Sequence[str]) -> Field:
    """The figures of members and targets among a column."""
    index = store.blocks.area_index
    is_member, is_target = np.zeros(len(store.blocks.areas), bool), np.zeros(len(store.blocks.areas), bool)
    is_member[[index[a] for a in members if a in index]] = True
    is_target[[index[a] for a in targets if a in index]] = True
    own = column.take(is_member[column.area] | is_target[column.area])
    return Field(own, is_target[own.area], is_member[own.area], _level(own.level[own.ranked]))


def _level(levels: Floats) -> float | None:
    """The level of at least half of those that are ranked; None where no level has so many."""
    known = Counter(levels[~np.isnan(levels)].tolist())
    if not known:
        return None
    level, count = max(known.items(), key=lambda item: (item[1], item[0]))
    return float(level) if 2 * count >= len(levels) else None


def stand(field: Field, direction: Direction, total: int, is_all: bool = False) -> Standing:
    """Ranks, quartiles and verdicts of a field. ``is_all``: all countries, who need thirty where too few report.

    Ranks are rank intervals where at least half of the ranked have an interval of one level; the others then get none.
    Else they are places by value. Verdicts want an interval of a named level, whichever it is.
    """
    column = field.column
    others = column.averaged & field.member & ~field.target
    n = int((column.averaged & field.member).sum())
    passing = passes(n, total)
    with_data = is_all and not passing
    found = quartiles(column.value[others], column.below[others], column.above[others])
    first, last, tier, ranking = _ranks(field, direction is Direction.HIGHER)
    low, high = np.where(np.isnan(column.level), np.nan, column.lower), column.upper
    judged = tuple(
        judge(lower, upper, found.middle, direction) if is_fit else ""
        for lower, upper, is_fit in zip(
            low.tolist(), high.tolist(), (column.averaged & column.ranked).tolist(), strict=True
        )
    )
    n_ranked = int((first > 0).sum()) + int(_limited(column).sum())
    passing = passing or (with_data and n >= WITH_DATA)
    return Standing(n, int(others.sum()), n_ranked, passing, with_data, found, ranking, first, last, tier, judged)


def _limited(column: Column) -> Mask:
    """Known only to lie beyond a limit, and otherwise fit."""
    found: Mask = column.averaged & (column.below | column.above)
    return found


def _ranks(field: Field, highest_first: bool) -> tuple[Ints, Ints, Ints, str]:
    column = field.column
    limited = _limited(column)
    part = np.flatnonzero(column.ranked | limited)
    first, last, tier = (np.zeros(len(column.area), dtype=np.int64) for _ in range(3))
    if not len(part):
        return first, last, tier, ""
    if field.level is None:
        best, worst = positions(column.value[part], highest_first, column.below[part], column.above[part])
        own = column.ranked[part]
        first[part[own]], last[part[own]] = best[own], worst[own]
        return first, last, tier, PLACE
    low, high = field.bounds
    low = np.where(column.below, -np.inf, np.where(column.above, np.nextafter(column.value, np.inf), low))
    high = np.where(column.above, np.inf, np.where(column.below, np.nextafter(column.value, -np.inf), high))
    best, worst = rank_intervals(low[part], high[part], highest_first)
    own = column.ranked[part] & np.isfinite(low[part]) & np.isfinite(high[part])
    first[part[own]], last[part[own]] = best[own], worst[own]
    mine = part[own]
    tier[mine] = tiers(column.value[mine], low[mine], high[mine], highest_first)
    return first, last, tier, RANK
