"""The table of a map view: every area with its value or the reason why there is none, in the order asked for.

Invariant: the rows are the map's areas, no more and no fewer; where the map shows one continent, those of it.
"""

from __future__ import annotations

from typing import Any

from components.links import address
from components.svg.map import ZOOMS
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.dots import build_region_bars
from data.views.map import MapView
from data.views.pairs import build_pair_rows, is_paired
from data.views.sentence import ABSENT
from data.views.table import SORTS, build_rows
from data.words import Words

PUBLISHED = (AreaState.VALUE, AreaState.CENSORED)


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
    region = ZOOMS.get(state.zoom, "")
    rows = [row for row in build_rows(view, words, order) if not region or _region(store, row.area) == region]
    return {
        "region": _of_region(store, view, state, region, path, words) if region else None,
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


def _region(store: Store, area: str) -> str:
    return store.catalogue.areas[area].region


def _of_region(store: Store, view: MapView, state: ViewState, region: str, path: str, words: Words) -> dict[str, Any]:
    """How many member states of a continent have a value, and by name those that have none."""
    own = [area for area in view.counted if _region(store, area.id) == region]
    without = [area for area in own if area.state not in PUBLISHED]
    names = sorted(a.name + ("" if a.state in ABSENT else f" ({a.text})") for a in without)
    return {
        "name": words.text(region),
        "all": len(own),
        "have": len(own) - len(without),
        "missing": len(without),
        "names": words.listing(names),
        "everywhere": f"{address(state if path == '/' else state.but(indicator=''), path, zoom='')}#table",
    }


def _sorts(state: ViewState, sort: str, path: str) -> dict[str, str]:
    """Address of the table in every order; the one in force links to its reverse where it has one."""
    base = address(state if path == "/" else state.but(indicator=""), path)
    joint = "&" if "?" in base else "?"
    orders = {name: f"{base}{joint}sort={name}#table" for name in SORTS}
    orders["next_value"] = orders["-value" if sort == "value" else "value"]
    return orders
