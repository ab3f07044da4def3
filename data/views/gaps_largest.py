"""The largest gaps by a published rule: of rights, of regions, and of groups of people.

Invariant: a gap is counted in member states that the indicator can apply to; a group counts only where the official
wording of the indicator names it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator
from data.kept import kept
from data.store import Store
from data.views.gaps import NO_VALUE, Grid, Mask, build_grid, is_counted_indicator, right_of
from data.views.gaps_choice import GapChoice, Place, subregions
from data.views.population import people_of
from data.views.profile_groups import expectations
from data.words import Words

OLD = 10
MOST = 25


@dataclass(frozen=True, slots=True)
class StateGap:
    """A core indicator in a place: how many of its states have no figure of the last ten years, and who they are."""

    indicator: Indicator
    name: str
    right: str
    place: Place | None
    zoom: str
    missing: int
    expected: int
    people: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleGap:
    """An indicator whose wording names a way of telling people apart, and the states that publish it without.

    ``missing`` publish a figure and never tell these groups apart, ``split`` do, ``silent`` publish no figure at all.
    """

    indicator: Indicator
    name: str
    dimension: str
    label: str
    missing: int
    split: int
    silent: int


@dataclass(frozen=True)
class LargestView:
    """Three lists, the largest first."""

    by_place: tuple[StateGap, ...]
    by_right: tuple[StateGap, ...]
    by_group: tuple[PeopleGap, ...]


def build_largest(store: Store, choice: GapChoice, words: Words, most: int = MOST) -> LargestView:
    """The lists for the right and the region or group that is asked for, else for all."""
    grid = build_grid(store)
    columns, lines = choice.columns(grid), choice.rows(grid)
    lines &= np.array([i.core is not None for i in grid.indicators], dtype=bool)
    lacking = kept(store, ("gaps lacking",), lambda: _lacking(store, grid))
    everywhere = [_gap(store, grid, lacking, line, columns, None, words) for line in np.flatnonzero(lines).tolist()]
    placed = [
        _gap(store, grid, lacking, line, columns & mask, place, words)
        for place, mask in _masks(store, grid, words)
        for line in np.flatnonzero(lines).tolist()
    ]
    shown = [store.blocks.area_index.get(a.id, -1) for a, is_in in zip(grid.areas, columns, strict=True) if is_in]
    groups = _groups(store, [number for number in shown if number >= 0], choice.right, words)
    return LargestView(
        by_place=tuple(sorted((gap for gap in placed if gap.missing), key=_size)[:most]),
        by_right=tuple(sorted((gap for gap in everywhere if gap.missing), key=_size)),
        by_group=tuple(groups[:most]),
    )


def _lacking(store: Store, grid: Grid) -> Mask:
    """Expected cells of core indicators without any figure of the ten years before the source's date.

    A figure of some age or group alone is a figure: who publishes one is not silent.
    """
    found = np.zeros(grid.states.shape, dtype=bool)
    numbers = [store.blocks.area_index.get(area.id, -1) for area in grid.areas]
    columns = store.blocks.columns
    for line, indicator in enumerate(grid.indicators):
        if indicator.core is None:
            continue
        series = store.catalogue.series[indicator.preferred]
        newest = np.zeros(len(store.blocks.areas) + 1, dtype=np.int64)
        for start, end in store.blocks.slices.get(series.id, {}).values():
            usable = (columns["qualifier"][start:end] != NO_VALUE) & (columns["counterpart"][start:end] < 0)
            np.maximum.at(newest, columns["area"][start:end][usable], columns["year"][start:end][usable])
        found[line] = grid.expected[line] & (newest[numbers] < int(series.released[:4]) - OLD)
    return found


def _masks(store: Store, grid: Grid, words: Words) -> list[tuple[Place, Mask]]:
    return [(p, np.array([a.id in p.members for a in grid.areas], dtype=bool)) for p in subregions(store, words)]


def _gap(
    store: Store, grid: Grid, lacking: Mask, line: int, columns: Mask, place: Place | None, words: Words
) -> StateGap:
    indicator = grid.indicators[line]
    who = [grid.areas[n] for n in np.flatnonzero(lacking[line] & columns).tolist()]
    people = people_of(store)
    right = store.catalogue.rights[right_of(indicator)]
    return StateGap(
        indicator=indicator,
        name=words.text(indicator.name),
        right=words.text(right["name"]),
        place=place,
        zoom=who[0].region.lower() if place is not None and who else "",
        missing=len(who),
        expected=int((grid.expected[line] & columns).sum()),
        people=sum(people.get(area.id, 0.0) for area in who),
        names=tuple(sorted(area.name(words.lang) for area in who)),
    )


def _size(gap: StateGap) -> tuple[int, float, str, str]:
    """By states, then by share of those expected, then by name."""
    return -gap.missing, -gap.missing / gap.expected, gap.indicator.id, gap.place.id if gap.place else ""


def _groups(store: Store, areas: list[int], right: str, words: Words) -> list[PeopleGap]:
    """Every expectation about groups in the indicators of the matrix that some of these areas do not meet."""
    found = []
    for item in expectations(store):
        indicator = store.catalogue.indicators[item.indicator]
        figure, split = item.any_figure[areas], item.by_group[areas]
        missing = int((figure & ~split).sum())
        if missing and is_counted_indicator(store, indicator) and right in ("", right_of(indicator)):
            label = words.text(store.catalogue.dimensions[item.dimension]["label"])
            counts = (missing, int(split.sum()), int((~figure).sum()))
            found.append(PeopleGap(indicator, words.text(indicator.name), item.dimension, label, *counts))
    return sorted(found, key=lambda gap: (-gap.missing, gap.indicator.id, gap.dimension))
