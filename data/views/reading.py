"""One indicator read across a group: how many report, the middle, both ends, every figure and who is missing.

Invariant: the same numbers as the benchmark gives for the year with which the indicator opens; below the floor, or
where a comparison is refused, there is no median and no end, and every figure still stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.benchmark import Floats, Ints, Mask
from data.catalogue import Indicator, SeriesInfo
from data.compare import Ground
from data.compare_texts import reason_anchor, reason_text
from data.groups_kinds import ALL, PLACES, Group
from data.model import ValueKind
from data.query import Observation, observation
from data.store import Store
from data.views.benchmark_field import Column, Field, Standing, field_of, opening_column, stand
from data.views.benchmark_members import counted_members
from data.views.benchmark_parts import RANK
from data.views.benchmark_position import answers
from data.views.benchmark_text import rank_text, withheld_words
from data.views.formats import class_label, observation_text, value_text
from data.words import Words

TIED = 3  # from here on an end is told as a number of states, not by names


@dataclass(frozen=True, slots=True)
class Dot:
    """One place with a figure. ``is_counted``: a member that the indicator expects; ``is_fit``: part of the median.

    ``is_ranked`` is false for what few cases stand behind, and for what is only known to lie beyond a limit.
    """

    area: str
    value: float
    year: int
    row: int
    is_counted: bool
    is_fit: bool
    is_ranked: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Everybody of the group with a figure, lowest first (shape of each: places). ``area`` are numbers of blocks."""

    area: Ints
    value: Floats
    year: Ints
    row: Ints
    counted: Mask
    fit: Mask
    ranked: Mask


@dataclass(frozen=True, slots=True)
class End:
    """The lowest or the highest figure: its text, who has it, its year, its rank where intervals give one."""

    text: str
    areas: tuple[str, ...]
    year: int
    rank_text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator in a group. ``n`` of ``total`` members report; ``places`` are all figures of the group.

    ``median_text`` and ``ends`` are empty where they are withheld or refused, and ``withheld`` or ``refused`` says why.
    ``refused`` and ``cautions`` are (sentence, anchor of its rule). ``missing`` are ids of members without figure.
    """

    indicator: Indicator
    series: SeriesInfo
    year: int
    n: int
    total: int
    is_passing: bool
    with_data: bool
    median: float | None
    median_text: str
    ends: tuple[End, ...]
    places: Places
    missing: tuple[str, ...]
    withheld: str
    refused: tuple[tuple[str, str], ...]
    cautions: tuple[tuple[str, str], ...]
    oldest: int

    @property
    def values(self) -> Floats:
        """Figures with a place on the scale, lowest first: all but those that are not used as published."""
        return self.places.value[self.places.fit]

    @property
    def reported(self) -> int:
        """Members with any figure, those whose figure is not used among them."""
        return int(self.places.counted.sum())


def build_reading(store: Store, indicator: Indicator, group: Group, words: Words) -> Reading | None:
    """The reading for the year with which the indicator opens; None where no country has ever a figure of its own."""
    series = store.catalogue.series[indicator.preferred]
    year, column = opening_column(store, indicator)
    if year is None or column is None or not series.raw["countries"]:
        return None
    members = counted_members(store, group, indicator, year)
    field = field_of(store, column, members, ())
    absent = field.member & ~field.column.applies
    total = len(members) - int(absent.sum())
    found = stand(field, indicator.direction, total, group.kind == ALL)
    for_rank, for_average = answers(store, indicator)
    gives_median = found.is_passing and not for_average.is_refused
    gives_ends = found.is_passing and not for_rank.is_refused
    places = _places(store, column, group, members)
    middle = found.quartiles.middle if gives_median else None
    decimals = int(field.column.decimals[field.column.averaged].max(initial=0))
    silent = {store.blocks.areas[n] for n in (*places.area.tolist(), *field.column.area[absent].tolist())}
    refusing = for_rank if for_rank.is_refused else for_average
    return Reading(
        indicator=indicator,
        series=series,
        year=year,
        n=found.n,
        total=total,
        is_passing=found.is_passing,
        with_data=found.with_data,
        median=middle,
        median_text="" if middle is None else value_text(middle, decimals, indicator, store.catalogue, words),
        ends=_ends(store, indicator, series, field, found, words) if gives_ends else (),
        places=places,
        missing=tuple(area for area in members if area not in silent),
        withheld="" if found.is_passing else withheld_words(found.n, total, found.with_data, words),
        refused=_grounds(refusing.refusals, words),
        cautions=_grounds(for_rank.cautions if gives_ends else (), words),
        oldest=int(places.year.min(initial=year)),
    )


def _places(store: Store, column: Column, group: Group, members: Sequence[str]) -> Places:
    index, areas = store.blocks.area_index, store.catalogue.areas
    inside, counted = (np.zeros(len(store.blocks.areas), dtype=bool) for _ in range(2))
    inside[[index[a] for a in group.members if a in index and areas[a].kind in PLACES]] = True
    counted[[index[a] for a in members if a in index]] = True
    own = column.take(inside[column.area] & ~np.isnan(column.value))
    order = np.lexsort((own.area, own.value))
    return Places(
        own.area[order], own.value[order], own.year[order], own.rows[order], counted[own.area[order]],
        own.averaged[order], own.ranked[order],
    )  # fmt: skip


def dots_of(store: Store, reading: Reading) -> tuple[Dot, ...]:
    """Every figure of the group, lowest first."""
    p = reading.places
    columns = (p.area, p.value, p.year, p.row, p.counted, p.fit, p.ranked)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(Dot(store.blocks.areas[area], *rest) for area, *rest in rows)


def item_of(store: Store, reading: Reading, dot: Dot) -> Observation:
    """The observation behind a dot."""
    return observation(store.blocks, reading.series.id, reading.series.headline, dot.row)


def dot_text(store: Store, reading: Reading, dot: Dot, words: Words) -> str:
    """A figure with its interval, as it reads everywhere."""
    return observation_text(item_of(store, reading, dot), reading.indicator, store.catalogue, words)


def scale_texts(store: Store, reading: Reading, words: Words) -> list[str]:
    """The lowest and the highest figure that is used, without intervals; empty without any."""
    rows = reading.places.row[reading.places.fit].tolist()
    if not rows:
        return []
    found = []
    for row in (rows[0], rows[-1]):
        item = observation(store.blocks, reading.series.id, reading.series.headline, row)
        bare = replace(item, interval=None, std_error=None)
        found.append(observation_text(bare, reading.indicator, store.catalogue, words))
    return found


def _ends(
    store: Store, indicator: Indicator, series: SeriesInfo, field: Field, found: Standing, words: Words
) -> tuple[End, ...]:
    """The lowest and the highest of the figures that may be ranked; of a count the highest alone."""
    column = field.column
    part = np.flatnonzero(column.ranked & field.member)
    if len(part) < 2:
        return ()
    values = column.value[part]
    sides = (values.max(),) if indicator.value_kind is ValueKind.COUNT else (values.min(), values.max())
    ends = []
    for side in dict.fromkeys(float(value) for value in sides):
        own = part[values == side]
        item = observation(store.blocks, series.id, series.headline, int(column.rows[own[0]]))
        span = (int(found.first[own[0]]), int(found.last[own[0]]))
        rank = rank_text(*span, found.n_ranked, words) if found.ranking == RANK and span[0] else ""
        areas = tuple(store.blocks.areas[int(n)] for n in column.area[own])
        text = value_text(side, item.decimals, indicator, store.catalogue, words)
        ends.append(End(text, areas, item.year, rank if len(areas) == 1 else ""))
    return tuple(ends)


def _grounds(grounds: Iterable[Ground], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((reason_text(ground, words), reason_anchor(ground.code)) for ground in grounds)


def by_class(store: Store, reading: Reading, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    """Ids of the members in each named class, in the order of the classes; empty classes are left out."""
    dots = [dot for dot in dots_of(store, reading) if dot.is_counted]
    found = []
    for item in reading.indicator.classes:
        own = tuple(dot.area for dot in dots if dot.value == float(item["value"]))
        if own:
            found.append((class_label(reading.indicator, float(item["value"]), words), own))
    return found


def end_words(end: End, names: list[str], words: Words) -> str:
    """``Fiji: 2.3, 2021``; where many share it, how many of them; the rank where intervals give one."""
    who = words.plural("%(count)s state", "%(count)s states", len(names)) if len(names) > TIED else words.listing(names)
    values = {"who": who, "value": end.text, "year": str(end.year)}
    if len(names) > 1:
        text = words.text("%(who)s: %(value)s", **values)
    else:
        text = words.text("%(who)s: %(value)s, %(year)s", **values)
    return f"{text} ({end.rank_text})" if end.rank_text else text
