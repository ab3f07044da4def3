"""What stands beside a group: the next wider one that passes the floor, and the publisher's own regional figures.

Invariant: a regional figure keeps the publisher's name and is never recomputed; a wider group has its own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.catalogue import Indicator
from data.groups import find_group, groups_of
from data.groups_kinds import ALL, DEVELOPMENT, INCOME, POPULATION, REGION, SUBREGION, Group
from data.model import Direction, Qualifier
from data.query import Observation
from data.store import Store
from data.views.benchmark_field import Column, Standing, field_of, stand
from data.views.benchmark_members import counted_members, group_names
from data.views.benchmark_parts import Wider
from data.views.benchmark_text import median_words, place_words
from data.views.dots import RegionBar
from data.views.formats import observation_text, value_text
from data.words import Words

LADDER = (SUBREGION, REGION, DEVELOPMENT, INCOME, POPULATION, ALL)
SIDS = "sids"
TAIL = re.compile(r"\s*\([^)]*\)$")
WORLD = "world"


def ladder(store: Store, group: Group, targets: Sequence[str], year: int) -> Iterator[Group]:
    """Groups to turn to, in order: sub-region, region, small islands or income, similar population, all."""
    first = targets[0] if targets else None
    if first is None:
        released = [
            find_group(store, raw["id"]) for raw in store.catalogue.groups if raw["kind"] in (SUBREGION, REGION)
        ]
        own = set(group.members)
        steps = [g for g in released if g is not None and own < set(g.members)]
        steps.sort(key=lambda g: (LADDER.index(g.kind), len(g.members)))
    else:
        steps = [
            g for g in groups_of(store, first, year) if g.kind in LADDER and (g.kind != DEVELOPMENT or g.id == SIDS)
        ]
    seen = {group.id}
    for step in [*steps, find_group(store, ALL)]:
        wider = step is not None and (step.kind == POPULATION or len(step.members) > len(group.members))
        if step is not None and step.id not in seen and wider:
            seen.add(step.id)
            yield step


def next_wider(
    store: Store,
    indicator: Indicator,
    column: Column,
    group: Group,
    targets: Sequence[str],
    year: int,
    allowed: tuple[bool, bool],
    words: Words,
) -> Wider | None:
    """The first of them that passes the floor. ``allowed``: whether these figures may be ranked, and averaged."""
    for step in ladder(store, group, targets, year):
        members = counted_members(store, step, indicator, year)
        field = field_of(store, column, members, targets)
        total = len(members) - int((field.member & ~field.column.applies).sum())
        found = stand(field, indicator.direction, total, step.kind == ALL)
        if found.is_passing:
            title, line = group_names(step, found.n, found.with_data, words)
            own = field.target.nonzero()[0].tolist()
            inside = sum(1 for target in targets if target in members)
            median = found.quartiles.middle if allowed[1] else None
            text = ""
            if median is not None:
                decimals = int(field.column.decimals[field.column.averaged].max(initial=0))
                text = value_text(median, decimals, indicator, store.catalogue, words)
            sentence = _sentence(indicator, found, line, text, (total, inside), own if allowed[0] else [], words)
            return Wider(step, title, found.n, total, median, text, sentence)
    return None


def _sentence(
    indicator: Indicator,
    found: Standing,
    line: str,
    median: str,
    members: tuple[int, int],
    own: list[int],
    words: Words,
) -> str:
    total, inside = members
    parts = [median_words(line, median, found.n_median, total - inside, inside > 0, words)] if median else []
    if len(own) == 1 and found.first[own[0]]:
        highest = indicator.direction is Direction.HIGHER
        place = place_words(int(found.first[own[0]]), int(found.last[own[0]]), found.n_ranked, highest, words)
        parts.append(words.text("Place among them: %(place)s.", place=place))
    return " ".join(parts)


def regional_figures(
    store: Store, indicator: Indicator, aggregates: Sequence[Observation], names: Sequence[str], words: Words
) -> tuple[RegionBar, ...]:
    """The publisher's figures for regions named like these groups, and for the world, in that order."""
    wanted = [name.casefold() for name in names] + [WORLD]
    found: list[tuple[int, RegionBar]] = []
    for item in aggregates:
        area = store.catalogue.areas[item.area]
        name = TAIL.sub("", area.name()).casefold()
        if name in wanted and item.value is not None and item.qualifier is Qualifier.EXACT:
            text = observation_text(item, indicator, store.catalogue, words)
            bar = RegionBar(item.area, area.name(words.lang), item.value, text, item.year)
            found.append((wanted.index(name), bar))
    return tuple(bar for _, bar in sorted(found, key=lambda pair: (pair[0], pair[1].area)))
