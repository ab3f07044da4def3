"""The view by group and what its kinds share.

Invariant: a line names rows of the view by number; groups of one line are of one area and year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.catalogue import Indicator, SeriesInfo
from data.views.choose import Choice
from data.views.group_gap import Gap, gap_of
from data.views.group_rows import Category
from data.views.group_text import GroupTold
from data.views.lines import YearRow
from data.views.trend_axis import axis_ticks
from data.views.trend_build import class_ticks, source_pieces, subtitle_of
from data.views.trend_parts import Ticks, TrendView


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One line of the drawing: a category of one area, or an area with its categories.

    ``rows`` are numbers of the rows that have a mark, ``total`` that of the tick, ``year`` that of all of them.
    """

    key: str
    name: str
    year: int | None
    rows: tuple[int, ...]
    total: int | None
    gap: Gap | None
    text: str
    is_small: bool


@dataclass(frozen=True)
class GroupView:
    """Groups. ``kind`` is dots (one area, one year), lines (one area over time: see ``trend``) or dumbbell (areas)."""

    release: str
    indicator: Indicator
    series: SeriesInfo
    dimension: str
    dimension_label: str
    dims: str
    title: str
    subtitle: str
    kind: str
    palette: str
    year: int | None
    latest_year: int | None
    categories: tuple[Category, ...]
    poles: tuple[Category, Category] | None
    rows: tuple[YearRow, ...]
    lines: tuple[GroupLine, ...]
    drawn: tuple[int, ...]
    trend: TrendView | None
    ticks: Ticks
    sentence: str
    notes: tuple[str, ...]
    source: tuple[str, ...]
    empty: str

    @property
    def shown(self) -> list[GroupLine]:
        """The lines that are drawn, in their order; the table has all."""
        return [self.lines[n] for n in self.drawn]


def ends_of(view: GroupView, line: GroupLine) -> list[YearRow]:
    """The drawn rows of the two groups that are set against each other on a line: what its bar joins."""
    codes = {pole.code for pole in view.poles or ()}
    return [view.rows[n] for n in line.rows if view.rows[n].category in codes]


def make_view(told: GroupTold, kind: str, *, place: str = "", year: int | None = None, **fields: object) -> GroupView:
    """A view with the parts that every kind has; ``fields`` are the rest."""
    store, choice, words = told.store, told.choice, told.words
    given: dict[str, Any] = {
        "latest_year": None,
        "rows": (),
        "lines": (),
        "drawn": (),
        "trend": None,
        "ticks": (),
        "sentence": str(fields.get("empty", "")),
        "notes": (),
        "empty": "",
        "title": told.title(place, year),
        **fields,
    }
    return GroupView(
        release=store.id,
        indicator=choice.indicator,
        series=choice.series,
        dimension=told.dimension,
        dimension_label=told.label,
        dims=told.dims,
        subtitle=subtitle_of(store, choice.indicator, words),
        kind=kind,
        palette=choice.indicator.direction.value.split("_")[0],
        year=year,
        categories=told.categories,
        poles=told.poles,
        source=source_pieces(store, choice, words),
        **given,
    )


def pole_gap(told: GroupTold, rows: tuple[YearRow, ...]) -> Gap | None:
    """The gap between the two groups that are set against each other, among the rows of one area and year."""
    if told.poles is None:
        return None
    by_code = {row.category: row for row in rows}
    first, second = (by_code.get(pole.code) for pole in told.poles)
    if first is None or second is None:
        return None
    return gap_of(told.store, told.choice, first, second, told.words)


def newest(choice: Choice, years: set[int]) -> int | None:
    """The newest of these years that the tolerance of the choice allows."""
    if choice.year is None:
        return max(years, default=None)
    return max((y for y in years if choice.year - choice.tolerance <= y <= choice.year), default=None)


def group_ticks(told: GroupTold, rows: tuple[YearRow, ...], with_bounds: bool = False) -> Ticks:
    """The axis of the values: round numbers, or the named classes."""
    classes = class_ticks(told.store, told.choice, told.words)
    if classes:
        return tuple((value, label) for _, label, value in classes)
    ends = [row.value for row in rows if row.is_drawn]
    if with_bounds:
        ends += [end for row in rows if row.is_drawn for end in (row.lower, row.upper)]
    unit = told.store.catalogue.units[told.choice.indicator.unit]
    known = [end for end in ends if end is not None]
    return axis_ticks(known, told.choice.indicator.value_kind, False, unit, told.words)
