"""Groups side by side across areas: a line for each area from one group to the other, the widest gaps first.

Invariant: both groups of an area are of the same year; groups whose code means something else in each country, and
units that differ from country to country, are refused with the reason.
"""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import AreaInfo
from data.compare import Purpose, standing
from data.views.choose import lower_first
from data.views.group_gap import Gap, gap_barred
from data.views.group_parts import GroupLine, GroupView, group_ticks, make_view, newest, pole_gap
from data.views.group_rows import Category, category_row, groups_among, is_small, valued_rows
from data.views.group_text import GroupTold, across_sentence, group_notes, one_sentence
from data.views.lines import PLACES, YearRow

MOST_AREAS, MOST_DOTS, TOLD_ONE_BY_ONE = 40, 6, 3


def across(told: GroupTold, chosen: list[AreaInfo]) -> GroupView:
    """Areas with both groups in the same year, the widest gaps first; which way it goes is told by the order."""
    store, choice, words = told.store, told.choice, told.words
    barred = _barred(told)
    if told.poles is None:
        told = replace(told, poles=_fullest(told))
    if barred or told.poles is None:
        return make_view(told, "dumbbell", year=choice.year, empty=barred or words.text("Only one group is published."))
    groups = groups_among(told.categories)
    shown = tuple(groups) if len(groups) <= MOST_DOTS else told.poles
    held = {c.code: valued_rows(store, choice, c) for c in (*shown, *(c for c in told.categories if c.is_total))}
    one, other = (held[pole.code] for pole in told.poles)
    areas = [store.catalogue.areas[a] for a in one.keys() & other.keys()]
    wanted = {a.id for a in chosen}
    areas = [a for a in areas if (a.id in wanted if wanted else a.kind in PLACES)]
    found = [(a, newest(choice, one[a.id].keys() & other[a.id].keys())) for a in areas]
    entries = [_entry(told, a, year, shown, held) for a, year in found if year is not None]
    if not entries:
        return make_view(told, "dumbbell", year=choice.year, empty=_nobody(told, chosen))
    ways = [entry[3].difference for entry in entries if entry[3] is not None]
    mostly = 1 if sum(d > 0 for d in ways) >= sum(d < 0 for d in ways) else -1
    entries.sort(key=lambda entry: _order(entry, mostly))
    return _dumbbell(told, entries, bool(chosen))


def _fullest(told: GroupTold) -> tuple[Category, Category] | None:
    """The two groups that most areas publish, where no two are usually set against each other."""
    counts = [(-len(valued_rows(told.store, told.choice, c)), c.number, c) for c in groups_among(told.categories)]
    first = [c for _, _, c in sorted(counts, key=lambda item: item[:2])[:2]]
    return (first[0], first[1]) if len(first) == 2 else None


def _barred(told: GroupTold) -> str:
    words = told.words
    dimension = told.store.catalogue.dimensions.get(told.dimension, {})
    if dimension.get("anonymous"):
        return words.text(
            "These groups bear letters that mean something else in each country, so countries are not set side by "
            "side. Choose one country to see its groups."
        )
    choice = told.choice
    if standing(told.store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE).is_refused:
        return words.text(
            "The figures of different countries cannot be set side by side. Choose one country to see its groups."
        )
    return gap_barred(told.store, told.choice, words)


def _nobody(told: GroupTold, chosen: list[AreaInfo]) -> str:
    words = told.words
    assert told.poles is not None
    values = {"first": lower_first(told.poles[0].label), "second": lower_first(told.poles[1].label)}
    if chosen:
        names = words.listing([a.name(words.lang) for a in chosen])
        return words.text("None of %(areas)s has figures for both %(first)s and %(second)s.", areas=names, **values)
    return words.text("No country has figures for both %(first)s and %(second)s.", **values)


Entry = tuple[AreaInfo, int, list[tuple[Category, YearRow]], Gap | None]


def _entry(
    told: GroupTold, area: AreaInfo, year: int, shown: tuple[Category, ...], held: dict[str, dict[str, dict[int, int]]]
) -> Entry:
    categories = [c for c in told.categories if c in shown or c.is_total]
    rows = []
    for category in categories:
        place = held[category.code].get(area.id, {}).get(year)
        if place is not None:
            rows.append((category, category_row(told.store, told.choice, area, category, year, place, told.words)))
    return area, year, rows, pole_gap(told, tuple(row for _, row in rows))


def _order(entry: Entry, mostly: int) -> tuple[bool, float, str]:
    """By gap, the group that is mostly ahead first; areas without one last, by name."""
    gap = entry[3]
    return (gap is None, -mostly * gap.difference if gap is not None else 0.0, entry[0].name())


def _dumbbell(told: GroupTold, entries: list[Entry], is_named: bool) -> GroupView:
    words, choice = told.words, told.choice
    rows: list[YearRow] = []
    lines = []
    for area, year, own, gap in entries:
        numbers = {c.code: len(rows) + n for n, (c, row) in enumerate(own) if row.is_drawn}
        total = next((numbers[c.code] for c, _ in own if c.is_total and c.code in numbers), None)
        marks = tuple(numbers[c.code] for c, _ in own if not c.is_total and c.code in numbers)
        small = any(is_small(told.store, row) for c, row in own if not c.is_total)
        text = gap.size if gap is not None else words.text("few cases") if small else ""
        lines.append(GroupLine(area.id, area.name(words.lang), year, marks, total, gap, text, small))
        rows += [row for _, row in own]
    order = sorted(range(len(lines)), key=lambda n: -_width(lines[n]))
    drawn = tuple(sorted(order[:MOST_AREAS]))
    kept = tuple(rows)
    return make_view(
        told,
        "dumbbell",
        year=choice.year,
        rows=kept,
        lines=tuple(lines),
        drawn=drawn,
        ticks=group_ticks(told, tuple(kept[n] for place in drawn for n in _marks(lines[place]))),
        sentence=_each(told, entries)
        if is_named and len(entries) <= TOLD_ONE_BY_ONE
        else across_sentence(told, [(line.name, line.year, line.gap) for line in lines], is_named),
        notes=group_notes(told, kept, sum(line.gap is not None for line in lines), MOST_AREAS),
    )


def _each(told: GroupTold, entries: list[Entry]) -> str:
    """What is said of every area in turn, where a reader named a few."""
    lang = told.words.lang
    return " ".join(
        one_sentence(told, area.name(lang), year, tuple(row for _, row in own), gap) for area, year, own, gap in entries
    )


def _width(line: GroupLine) -> float:
    return abs(line.gap.difference) if line.gap is not None else 0.0


def _marks(line: GroupLine) -> tuple[int, ...]:
    return line.rows if line.total is None else (*line.rows, line.total)
