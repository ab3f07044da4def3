"""Where one area stands in a group for one indicator, in one line: light enough for a page of a hundred of them.

Invariant: the same numbers as the whole benchmark view gives for the year with which the indicator opens.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np

from data.benchmark import NO_QUARTILES
from data.catalogue import Indicator
from data.compare import Purpose, Verdict
from data.groups_kinds import ALL, PLACES, Group
from data.kept import kept
from data.model import Direction
from data.query import observation
from data.store import Store
from data.views.benchmark_field import Field, Standing, column_of, field_of, opening_column, stand
from data.views.benchmark_members import answer, counted_members, group_names
from data.views.benchmark_parts import Position
from data.views.benchmark_text import judged_words, line_words, place_words, refused_words, withheld_words
from data.views.formats import observation_text, value_text
from data.words import Words

SAMPLE = 2


def positions_of(
    store: Store, indicator: Indicator, area: str, group: Group, words: Words, year: int | None = None
) -> Position | None:
    """Place, median and verdict of an area among a group; None where nobody of the group has a figure.

    In the headline slice of the preferred series, for the year with which the indicator opens unless ``year`` says
    otherwise, older values standing in within the indicator's tolerance. An area without a figure has no place; the
    group's median is given all the same.
    """
    series = store.catalogue.series[indicator.preferred]
    opening, column = opening_column(store, indicator)
    when = opening if year is None else year
    if when is None or column is None or not series.raw["countries"]:
        return None
    if when != opening:
        column = column_of(store, series, series.headline, when, indicator.tolerance)
    members = counted_members(store, group, indicator, when)
    field = field_of(store, column, members, (area,))
    total = len(members) - int((field.member & ~field.column.applies).sum())
    found = stand(field, indicator.direction, total, group.kind == ALL)
    if not found.n:
        return None
    return _position(store, indicator, area, group, field, found, total, area in members, words)


def answers(store: Store, indicator: Indicator) -> tuple[Verdict, Verdict]:
    """Whether figures of the indicator may be ranked, and averaged; what holds for two of them holds for all."""
    return kept(store, ("ranked-averaged", indicator.id), lambda: _answers(store, indicator))


def _answers(store: Store, indicator: Indicator) -> tuple[Verdict, Verdict]:
    series = store.catalogue.series[indicator.preferred]
    _, column = opening_column(store, indicator)
    found = []
    for purpose, fits in ((Purpose.RANK, "ranked"), (Purpose.AVERAGE, "averaged")):
        rows = column.rows[getattr(column, fits)].tolist() if column is not None else []
        items = (observation(store.blocks, series.id, series.headline, row) for row in rows)
        places = (item for item in items if store.catalogue.areas[item.area].kind in PLACES)
        found.append(answer(store, indicator, series, list(islice(places, SAMPLE)), purpose))
    return found[0], found[1]


def _position(
    store: Store,
    indicator: Indicator,
    area: str,
    group: Group,
    field: Field,
    found: Standing,
    total: int,
    is_member: bool,
    words: Words,
) -> Position:
    for_rank, for_average = answers(store, indicator)
    can_rank, can_average = not for_rank.is_refused, not for_average.is_refused
    column = field.column
    own = next(iter(np.flatnonzero(field.target).tolist()), None)
    item = None
    if own is not None:
        series = store.catalogue.series[indicator.preferred]
        item = observation(store.blocks, series.id, series.headline, int(column.rows[own]))
    gives_median, gives_rank = found.is_passing and can_average, found.is_passing and can_rank
    middle = found.quartiles.middle if gives_median else None
    rank = (
        (int(found.first[own]), int(found.last[own])) if own is not None and gives_rank and found.first[own] else None
    )
    judged = found.judged[own] if own is not None and gives_median and can_rank else ""
    interval = item.interval if item is not None else None
    others = np.sort(column.value[column.averaged & field.member & ~field.target])
    decimals = int(column.decimals[column.averaged].max(initial=0))
    position = Position(
        indicator=indicator.id,
        area=area,
        group=group,
        year=item.year if item is not None and item.value is not None else None,
        value=item.value if item is not None else None,
        said=observation_text(item, indicator, store.catalogue, words) if item is not None else "",
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        level=interval.level if interval else None,
        n=found.n,
        total=total,
        n_median=found.n_median,
        median=middle,
        median_text="" if middle is None else value_text(middle, decimals, indicator, store.catalogue, words),
        quartiles=found.quartiles if gives_median else NO_QUARTILES,
        rank=rank,
        n_ranked=found.n_ranked,
        ranking=found.ranking if rank else "",
        place=""
        if rank is None
        else place_words(*rank, found.n_ranked, indicator.direction is Direction.HIGHER, words),
        judged=judged,
        judged_text=judged_words(judged, words),
        withheld=_withheld(found, total, for_rank, for_average, words),
        direction=indicator.direction,
        others=() if indicator.classes else tuple(others.tolist()),
        others_total=total - is_member,
        sentence="",
    )
    _, line = group_names(group, found.n, found.with_data, words)
    return replace(position, sentence=line_words(position, line, words))


def _withheld(found: Standing, total: int, for_rank: Verdict, for_average: Verdict, words: Words) -> str:
    """Why neither median nor place is given; empty where one of them is."""
    if for_rank.is_refused and for_average.is_refused:
        return refused_words(for_rank, for_average, words)
    return "" if found.is_passing else withheld_words(found.n, total, found.with_data, words)
