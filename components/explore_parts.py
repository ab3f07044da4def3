"""Parts of the explore page that are more than a loop in its template: links, figure, legend, strips.

Invariant: every link is made from a ViewState, so it is a canonical address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from components.links import address
from components.svg.dots import draw_bars, draw_dots
from components.svg.draw import HATCH, hatches, swatch
from components.svg.map import draw_map, not_drawn
from components.templating import made_here
from data.allowed import is_comparable
from data.store import Store
from data.view_state import MAP_VIEWS, ViewState
from data.views.dots import build_dot_rows, build_region_bars
from data.views.map import LegendItem, MapArea, MapView
from data.words import Words


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A legend entry ready to be written: its swatch, its words, its members by name."""

    css: str
    fill: str
    swatch: Markup
    label: str
    count: int
    names: tuple[str, ...]
    others: tuple[str, ...]


def legend_lines(store: Store, view: MapView, lang: str) -> list[LegendLine]:
    """Entries of the legend, empty colour classes included so that two years read alike."""
    return [
        LegendLine(
            css=f"leg-{item.fill}",
            fill=item.fill,
            swatch=made_here(swatch(item, view)),
            label=item.label,
            count=item.count,
            names=_names(store, item.members, lang),
            others=_names(store, item.others, lang),
        )
        for item in shown_items(view, is_scaled(store, view))
    ]


def is_scaled(store: Store, view: MapView) -> bool:
    """Whether the values stand on one scale: they may, or the reader wants it all the same."""
    return view.is_overridden or is_comparable(store, view.indicator)


def shown_items(view: MapView, has_scale: bool = True) -> list[LegendItem]:
    """Entries worth a line: the states that occur, and every colour class unless no country has a value at all.

    Where values share no scale the classes are one entry.
    """
    if not has_scale:
        classes = [i for i in view.legend if not i.is_state]
        members = tuple(m for i in classes for m in i.members)
        others = tuple(m for i in classes for m in i.others)
        return [LegendItem("b0", view.subtitle, members, False, others), *(i for i in view.legend if i.is_state)]
    any_value = any(i.members or i.others for i in view.legend if not i.is_state)
    return [i for i in view.legend if i.members or i.others or (any_value and not i.is_state)]


def hatch_patterns(prefix: str = "h") -> Markup:
    """The patterns of the legend's swatches, for pages whose drawing is no map and so brings none."""
    inner = hatches(list(HATCH), prefix)
    return made_here(f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{inner}</defs></svg>')


def _names(store: Store, members: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return tuple(sorted(store.catalogue.areas[m].name(lang) for m in members))


def figure_svg(store: Store, view: MapView, state: ViewState, summary: str, kind: str, words: Words) -> Markup:
    """The drawing of the view: map, dots by region or the publisher's regions; empty where a table says it all."""
    if kind == "map" and view.empty:
        drawing = ""
    elif kind == "map":
        drawing = draw_map(view, store.geometry, view.title, summary, state.zoom, chosen=state.area)
    elif kind == "dots":
        rows = build_dot_rows(store, view, words)
        unit = store.catalogue.units[view.indicator.unit]
        drawing = draw_dots(view, rows, unit.get("minimum") == 0, words, summary) if rows else ""
    elif kind == "regions":
        bars = build_region_bars(store, view, words)
        drawing = draw_bars(view.title, bars, summary) if bars else ""
    else:
        drawing = ""
    return made_here(drawing)


def figure_kind(store: Store, view: MapView, state: ViewState) -> str:
    """Kind of drawing: the reader's choice, else what coverage and unit allow; maps begin in 1990."""
    if not is_scaled(store, view):
        return "table"
    if view.kind == "change":
        return "map"
    kind = state.view if state.view in MAP_VIEWS else view.indicator.view
    if kind == "map" and view.year is not None and view.year < 1990:
        return "table"
    if kind == "regions" and view.section is not None and not view.section.aggregates:
        return "table"
    if kind == "pairs":
        return "table"
    if kind == "dots" and view.indicator.classes:
        return "map"
    return kind


def strip(view: MapView, store: Store) -> list[MapArea]:
    """Areas of the view that the map cannot show."""
    return not_drawn(view, store.geometry)


def year_links(view: MapView, state: ViewState) -> dict[str, Any]:
    """Addresses of the year before and after, where the slice has them."""
    earlier = [y for y in view.years if view.year is not None and y < view.year]
    later = [y for y in view.years if view.year is not None and y > view.year]
    return {
        "earlier": (earlier[-1], address(state, year=earlier[-1])) if earlier else None,
        "later": (later[0], address(state, year=later[0])) if later else None,
    }
