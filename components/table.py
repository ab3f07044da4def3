"""The table of a map view: every area with its value or the reason why there is none, in the order asked for.

Invariant: the rows are the map's areas, no more and no fewer.
"""

from __future__ import annotations

from typing import Any

from components.links import address
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.dots import build_region_bars
from data.views.map import MapView
from data.views.pairs import build_pair_rows, is_paired
from data.views.table import SORTS, build_rows
from data.words import Words


def table_values(
    store: Store,
    choice: Choice,
    view: MapView,
    state: ViewState,
    sort: str,
    is_comparable: bool,
    words: Words,
    path: str = "/",
) -> dict[str, Any]:
    """What the macro ``table`` of table.html.j2 writes."""
    order = sort if sort in SORTS else "area"
    rows = build_rows(view, words, order)
    return {
        "rows": rows,
        "view": view,
        "has_values": any(row.value is not None for row in rows),
        "has_marks": any(row.marks for row in rows),
        "makers": sorted({row.provenance for row in rows if row.provenance}),
        "sorts": _sorts(state, order, path),
        "sort": order,
        "is_comparable": is_comparable,
        "regions": build_region_bars(store, view, words, words.lang),
        "pairs": build_pair_rows(store, choice, words, words.lang) if is_paired(choice) else [],
    }


def _sorts(state: ViewState, sort: str, path: str) -> dict[str, str]:
    """Address of the table in every order; the one in force links to its reverse where it has one."""
    base = address(state if path == "/" else state.but(indicator=""), path)
    joint = "&" if "?" in base else "?"
    orders = {name: f"{base}{joint}sort={name}#table" for name in SORTS}
    orders["next_value"] = orders["-value" if sort == "value" else "value"]
    return orders
