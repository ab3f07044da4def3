"""The exhibit of a map view: map, dots by region, the publisher's regions, two years apart, or the table alone.

Invariant: it shows what the explore page shows for the same address.
"""

from __future__ import annotations

from components.exhibits.base import Cell, Exhibit, TextTable, origin_of
from components.exhibits.written import MAP, written
from components.explore import build_view
from components.explore_parts import figure_kind, figure_svg, is_scaled, legend_lines
from components.links import address
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.labels import BORDER_NOTE
from data.views.map import MapView
from data.views.pairs import is_paired
from data.views.sentence import build_sentence
from data.views.table import build_rows, export_rows
from data.words import Words


def build_map(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The exhibit. Raises KeyError where the indicator is not in the release."""
    return _build(store, state, words, "map")


def build_table(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The same figures, as a table alone."""
    return _build(store, state.but(view="table", zoom=""), words, "table")


def _build(store: Store, state: ViewState, words: Words, kind: str) -> Exhibit:
    choice = choose(store, state, words)
    view = build_view(store, choice, state, words)
    sentence = build_sentence(store, view, words)
    here = written(choice, state, MAP)
    drawn = figure_kind(store, view, state) if kind == "map" else "table"
    return Exhibit(
        kind=kind,
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here),
        title=view.title,
        subtitle=view.subtitle,
        sentence=sentence,
        notes=view.notes,
        caution=words.text(choice.indicator.raw["method"]["may_not_conclude"]),
        origins=(origin_of(store, choice.series, words),),
        chart=drawn,
        make_rows=lambda: list(export_rows(store, view, words)),
        make_table=lambda: _table(view, words),
        make_svg=lambda: str(figure_svg(store, view, state, sentence, drawn, words)),
        make_cells=lambda: _cells(view),
        legend=() if is_paired(choice) or drawn == "table" else tuple(legend_lines(store, view, words.lang)),
        border_note=words.text(BORDER_NOTE) if drawn == "map" else "",
        empty=view.empty,
        is_stamped=view.is_overridden and is_scaled(store, view),
        view=view,
    )


def _table(view: MapView, words: Words) -> TextTable:
    heads = (
        (words.text("Area"), False),
        (words.text("Value"), True),
        (words.text("Year"), True),
        (words.text("Status"), False),
    )
    rows = (
        (
            row.name,
            row.text if row.value is not None else "–",
            str(row.observed or ""),
            row.missing_reason or row.marks or words.text("value"),
        )
        for row in build_rows(view, words)
    )
    return TextTable(heads, tuple(rows))


def _cells(view: MapView) -> list[Cell]:
    items = (area.observation for area in view.areas)
    return [Cell(item.series, item.dims, item.area, item.year) for item in items if item is not None]
