"""The exhibit of a trend: countries over time, as the section of the explore page shows them.

Invariant: where no country is named, those of the rule stand in the written state, so the address always names them.
"""

from __future__ import annotations

from components.exhibits.base import Cell, Exhibit, Row, TextTable, origin_of
from components.exhibits.written import written
from components.explore import build_view
from components.links import address
from components.svg.trend import draw_trend
from components.trend_section import largest_with_value, trend_of
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.export import export_row
from data.views.trend import TrendView
from data.words import Words

OWN = ("indicator", "area", "year", "span", "since", "dims", "vs", "peers", "scale", "tol")


def build_trend(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The exhibit. Raises KeyError where the indicator is not in the release, or no country has a figure."""
    choice = choose(store, state, words)
    view = build_view(store, choice, state.but(base=None, view="", override=False), words)
    named = state.but(area=state.area or largest_with_value(store, view))
    trend = trend_of(store, choice, view, named, words)
    if trend is None:
        raise KeyError(state.indicator)
    here = written(choice, named, OWN)
    return Exhibit(
        kind="trend",
        release=store.id,
        lang=words.lang,
        state=here,
        page=f"{address(here)}#trend",
        title=trend.title,
        subtitle=trend.subtitle,
        sentence=trend.sentence or trend.empty,
        notes=trend.notes,
        caution=words.text(choice.indicator.raw["method"]["may_not_conclude"]),
        origins=(origin_of(store, choice.series, words),),
        chart="trend",
        make_rows=lambda: trend_rows(store, trend, words),
        make_table=lambda: trend_table(trend, words),
        make_svg=lambda: "" if trend.empty else draw_trend(trend, words),
        make_cells=lambda: _cells(trend),
        empty=trend.empty,
        view=trend,
    )


def trend_rows(store: Store, trend: TrendView, words: Words) -> list[Row]:
    """One row for each area and expected year, those without a figure included."""
    return [
        export_row(
            store, trend.indicator, trend.series, trend.dims, row.area, row.year, row.state, row.observation, words
        )
        for row in trend.rows
    ]


def trend_table(trend: TrendView, words: Words) -> TextTable:
    """The same for readers."""
    heads = (
        (words.text("Country"), False),
        (words.text("Year"), True),
        (words.text("Value"), True),
        (words.text("Note"), False),
    )
    rows = (
        (
            row.name,
            str(row.year or ""),
            row.text if row.value is not None else "–",
            row.missing_reason or row.marks_text,
        )
        for row in trend.rows
    )
    return TextTable(heads, tuple(rows))


def _cells(trend: TrendView) -> list[Cell]:
    items = (row.observation for row in trend.rows)
    return [Cell(item.series, item.dims, item.area, item.year) for item in items if item is not None]
