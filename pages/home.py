"""``/`` in the live layer: the interactive map. The page itself is written by components/explore.py and front.py."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, callback
from dash.development.base_component import Component

from components.live import map_layer
from components.live_map import live_map


def layout(**_: object) -> Component:
    """The map of the address; the query is read by the page itself."""
    return map_layer()


dash.register_page(__name__, path="/", name="Explore")
dash.register_page("pages.home_pinned", path_template="/r/<release>", name="Explore a release", layout=layout)


@callback(
    Output("map-graph", "figure"),
    Output("map-view", "data"),
    Input("map-address", "data"),
    prevent_initial_call=True,
)
def draw_map(address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and view of another address on the same page."""
    found = live_map(address)
    return found["figure"], found["view"]
