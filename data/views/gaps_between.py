"""The gap between two groups of people: who is behind, in how many countries, and how wide the gap is in the middle.

Invariant: both figures of a pair are of one source, series, year and country; every pair and every middle is one that
the rules of comparison allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator, SeriesInfo
from data.compare import Purpose, Verdict, compare, standing
from data.kept import kept
from data.model import Direction, Flag, Qualifier, ValueKind, canonical_dims, parse_dims
from data.query import FLAG_BITS, QUALIFIERS, observation, slice_rows
from data.store import Store
from data.views.formats import digits, with_unit
from data.views.gaps import right_of
from data.views.group_rows import POLES
from data.words import Words

LEAST = 5
EXACT = QUALIFIERS.index(Qualifier.EXACT)
IMPLAUSIBLE = next(bit for bit, flag in FLAG_BITS if flag is Flag.IMPLAUSIBLE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One country in the newest year with figures for both groups, the first less the second."""

    area: str
    year: int
    first: float
    second: float
    difference: float


@dataclass(frozen=True)
class Between:
    """One indicator and two of its groups, with every country that has figures for both."""

    indicator: Indicator
    dimension: str
    poles: tuple[str, str]
    pairs: tuple[Pair, ...]
    decimals: int
    pooled: Verdict
    caution: Verdict

    @property
    def lower(self) -> int:
        """Countries in which the first group has the lower figure."""
        return sum(pair.difference < 0 for pair in self.pairs)

    @property
    def higher(self) -> int:
        """Countries in which the first group has the higher figure."""
        return sum(pair.difference > 0 for pair in self.pairs)

    @property
    def even(self) -> int:
        """Countries in which both figures are the same."""
        return len(self.pairs) - self.lower - self.higher

    @property
    def behind(self) -> tuple[int, int] | None:
        """In how many countries the first group is behind, and the second; None where neither end is better."""
        if self.indicator.direction is Direction.NEUTRAL:
            return None
        is_higher = self.indicator.direction is Direction.HIGHER
        return (self.lower, self.higher) if is_higher else (self.higher, self.lower)

    @property
    def near(self) -> tuple[Pair, ...]:
        """Pairs whose years lie near enough to the newest to be pooled."""
        first = max(pair.year for pair in self.pairs) - self.indicator.years_apart
        return tuple(pair for pair in self.pairs if pair.year >= first)

    @property
    def quartiles(self) -> tuple[float, float, float] | None:
        """First quartile, median and third quartile of the near differences; None where they may not be pooled."""
        if self.pooled.is_refused or len(self.near) < LEAST:
            return None
        low, middle, high = np.percentile([pair.difference for pair in self.near], [25, 50, 75]).tolist()
        return low, middle, high


def gaps_between(store: Store) -> tuple[Between, ...]:
    """Every indicator and pair of groups with figures for both in five member states or more, kept for the release."""
    return kept(store, ("gaps between",), lambda: _all(store))


def _all(store: Store) -> tuple[Between, ...]:
    rights = list(store.catalogue.rights)
    found = []
    for indicator in store.catalogue.indicators.values():
        if indicator.raw["component_of"] or indicator.value_kind is not ValueKind.NUMBER:
            continue  # a count of one group is larger where the group is
        series = store.catalogue.series[indicator.preferred]
        verdict = standing(store, indicator, series, Purpose.GROUP_GAP)
        if not verdict.is_refused and series.raw["countries"]:
            every = [_between(store, indicator, dimension, poles) for dimension, poles in _told_apart(store, series)]
            found += [between for between in every if len(between.pairs) >= LEAST]
    return tuple(sorted(found, key=lambda b: (b.dimension, rights.index(right_of(b.indicator)), b.indicator.id)))


def _told_apart(store: Store, series: SeriesInfo) -> list[tuple[str, tuple[str, str]]]:
    """Dimensions of people whose usual two groups the series publishes, the rest of the slice as in the headline."""
    slices = store.blocks.slices.get(series.id, {})
    found = []
    for dimension, choices in POLES.items():
        for poles in choices:
            if all(_slice(series, dimension, pole) in slices for pole in poles):
                found.append((dimension, poles))
                break
    return found


def _slice(series: SeriesInfo, dimension: str, category: str) -> str:
    return canonical_dims(parse_dims(series.headline) | {dimension: category})


def _between(store: Store, indicator: Indicator, dimension: str, poles: tuple[str, str]) -> Between:
    series = store.catalogue.series[indicator.preferred]
    slices = [_slice(series, dimension, pole) for pole in poles]
    first, second = (_figures(store, series, dims) for dims in slices)
    newest: dict[int, int] = {}
    for area, year in first.keys() & second.keys():
        newest[area] = max(year, newest.get(area, year))
    pairs, decimals = [], 0
    for key in sorted(newest.items()) if len(newest) >= LEAST else ():
        one = observation(store.blocks, series.id, slices[0], first[key])
        other = observation(store.blocks, series.id, slices[1], second[key])
        if one.value is None or other.value is None or compare(store, [one, other], Purpose.GROUP_GAP).is_refused:
            continue
        places = max(one.decimals, other.decimals)
        decimals = max(decimals, places)
        pairs.append(Pair(one.area, one.year, one.value, other.value, round(one.value - other.value, places)))
    return Between(
        indicator,
        dimension,
        poles,
        tuple(sorted(pairs, key=lambda pair: pair.area)),
        decimals,
        standing(store, indicator, series, Purpose.AVERAGE),
        standing(store, indicator, series, Purpose.GROUP_GAP),
    )


def _figures(store: Store, series: SeriesInfo, dims: str) -> dict[tuple[int, int], int]:
    """Rows of the exact and possible figures of the member states in a slice, by number of the area and year."""
    columns = store.blocks.columns
    start, end = slice_rows(store.blocks, series.id, dims)
    members = [store.blocks.area_index[a.id] for a in store.catalogue.members() if a.id in store.blocks.area_index]
    usable = np.isin(columns["area"][start:end], members) & (columns["counterpart"][start:end] < 0)
    usable &= columns["qualifier"][start:end] == EXACT
    usable &= (columns["flags"][start:end] & IMPLAUSIBLE) == 0
    rows = np.flatnonzero(usable) + start
    keys = zip(columns["area"][rows].tolist(), columns["year"][rows].tolist(), strict=True)
    return dict(zip(keys, rows.tolist(), strict=True))


def size_text(between: Between, value: float, store: Store, words: Words) -> str:
    """A difference without its sign, in points where the figures are percentages."""
    unit = store.catalogue.units[between.indicator.unit]
    number = words.number(abs(value), digits(between.indicator.unit, between.decimals, abs(value)))
    return (
        words.text("%(number)s points", number=number) if unit.get("short") == "%" else with_unit(number, unit, words)
    )


def pole_labels(store: Store, between: Between, words: Words) -> tuple[str, str]:
    """Names of the two groups."""
    known = {c["code"]: c["label"] for c in store.catalogue.dimensions[between.dimension]["categories"]}
    return words.text(known[between.poles[0]]), words.text(known[between.poles[1]])
