"""One indicator by group: the categories of a dimension in one area, over time, or side by side across areas.

Invariant: groups are compared within one area, year and series only; a total is a tick and never a group; groups whose
code means something else in each country are not set side by side.
"""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import AreaInfo
from data.store import Store
from data.views.choose import Choice
from data.views.group_across import across
from data.views.group_parts import GroupLine, GroupView, group_ticks, make_view, newest, pole_gap
from data.views.group_rows import (
    RANKED,
    Category,
    categories_of,
    category_row,
    groups_among,
    is_small,
    poles_of,
    valued_rows,
)
from data.views.group_text import GroupTold, group_notes, one_sentence
from data.views.lines import YearRow
from data.views.trend_build import Wanted, assemble
from data.views.trend_parts import series_breaks
from data.views.trend_text import Told
from data.words import Words

__all__ = ["GroupLine", "GroupView", "build_group_view"]
MOST_CATEGORIES = 40


def build_group_view(
    store: Store,
    choice: Choice,
    dimension: str,
    areas: tuple[str, ...],
    words: Words,
    *,
    pair: tuple[str, ...] = (),
    is_over_time: bool = False,
    span: tuple[int, int] | None = None,
) -> GroupView:
    """The choice by the categories of a dimension: for one area its groups, for none or several the gap in each.

    ``pair`` names the two categories that are set against each other. ``is_over_time`` asks for one area over time.
    """
    categories = categories_of(store, choice, dimension, words)
    chosen = [store.catalogue.areas[a] for a in dict.fromkeys(areas) if a in store.catalogue.areas]
    poles = poles_of(dimension, categories, pair)
    told = GroupTold(store, choice, dimension, categories, poles, words)
    if not groups_among(categories):
        return make_view(
            told, "dots", empty=words.text("This series is not published by %(dimension)s.", dimension=told.by)
        )
    if len(chosen) == 1 and is_over_time:
        return _over_time(told, chosen[0], span)
    return _one_area(told, chosen[0]) if len(chosen) == 1 else across(told, chosen)


def _one_area(told: GroupTold, area: AreaInfo) -> GroupView:
    """Every category of one area in the newest year, within the tolerance, in which a group has a figure."""
    words = told.words
    name = area.name(words.lang)
    found = {c.code: valued_rows(told.store, told.choice, c).get(area.id, {}) for c in told.categories}
    years = {year for c in groups_among(told.categories) for year in found[c.code]}
    year = newest(told.choice, years)
    if year is None:
        return make_view(told, "dots", place=name, latest_year=max(years, default=None), empty=_none(told, name, years))
    numbered = [
        (c, category_row(told.store, told.choice, area, c, year, found[c.code].get(year), words))
        for c in told.categories
    ]
    if told.dimension not in RANKED:
        numbered.sort(key=lambda item: (item[0].is_total, not item[1].is_drawn, -(item[1].value or 0.0)))
    rows = tuple(row for _, row in numbered)
    total = next((n for n, (c, row) in enumerate(numbered) if c.is_total and row.is_drawn), None)
    lines = tuple(_line(told, c, year, n, row) for n, (c, row) in enumerate(numbered) if not c.is_total)
    gap = pole_gap(told, rows)
    return make_view(
        told,
        "dots",
        place=name,
        year=year,
        rows=rows,
        lines=tuple(replace(line, total=total, gap=gap) for line in lines),
        drawn=tuple(range(min(len(lines), MOST_CATEGORIES))),
        ticks=group_ticks(told, rows, with_bounds=True),
        sentence=one_sentence(told, name, year, rows, gap),
        notes=group_notes(told, rows, len(lines), MOST_CATEGORIES),
    )


def _none(told: GroupTold, name: str, years: set[int]) -> str:
    words = told.words
    if not years:
        return words.text("%(area)s has no figure by %(dimension)s in this series.", area=name, dimension=told.by)
    return words.text(
        "%(area)s has no figure by %(dimension)s for %(year)s; the latest is %(latest)s.",
        area=name,
        dimension=told.by,
        year=str(told.choice.year),
        latest=str(max(years)),
    )


def _line(told: GroupTold, category: Category, year: int, n: int, row: YearRow) -> GroupLine:
    """A category of one area, by the number of its row."""
    marks = (n,) if row.is_drawn else ()
    text, small = _text(told, row), is_small(told.store, row)
    return GroupLine(category.code, category.label, year, marks, None, None, text, small)


def _text(told: GroupTold, row: YearRow) -> str:
    """The value as it stands beside its mark, with the count where few cases stand behind it."""
    item = row.observation
    if is_small(told.store, row) and item is not None and item.n is not None:
        return told.words.text("%(value)s (n = %(count)s)", value=row.text, count=told.words.number(item.n))
    return row.text


def _over_time(told: GroupTold, area: AreaInfo, span: tuple[int, int] | None) -> GroupView:
    """The categories of one area as lines over time, the total in ink."""
    store, words = told.store, told.words
    name = area.name(words.lang)
    label = told.other_label
    held = Told(store, told.choice, label, series_breaks(store, told.choice, words), words)
    wanted = [
        Wanted(area, c.dims, c.label, c.number, c.code)
        for c in told.categories
        if area.id in valued_rows(store, told.choice, c)
    ]
    if not any(w.number for w in wanted):
        return make_view(told, "lines", place=name, empty=_none(told, name, set()))
    trend = assemble(held, wanted, title=told.title(name, None), span=span)
    last = [n for n, row in enumerate(trend.rows) if row.is_drawn]
    year = max((trend.rows[n].year or 0 for n in last), default=None)
    rows = tuple(row for row in trend.rows if row.year == year)
    gap = pole_gap(told, rows)
    return make_view(
        told,
        "lines",
        place=name,
        year=year,
        title=trend.title,
        rows=trend.rows,
        trend=trend,
        ticks=trend.ticks,
        sentence=trend.empty or one_sentence(told, name, year or 0, rows, gap),
        notes=trend.notes,
        empty=trend.empty,
    )
