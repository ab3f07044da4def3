"""``/`` in the live layer: the interactive map. The page itself is written by components/explore.py and front.py."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, no_update
from dash.development.base_component import Component

from components.live import map_layer
from components.live_charts import live_charts
from components.live_map import live_map
from components.live_tools import TOOLS, chart_children, chart_data, kind_of


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


@callback(
    Output("charts", "children"),
    Output("charts-figures", "data"),
    Input("charts-address", "data"),
    State("charts-shown", "data"),
    prevent_initial_call=True,
)
def draw_charts(address: str, shown: str) -> tuple[Any, dict[str, Any]]:
    """Graphs and tools of another address, unless the same stand already, and the figures."""
    found = live_charts(address or "/")
    return no_update if shown == kind_of(found) else chart_children(found), chart_data(found)


clientside_callback(
    ClientsideFunction("measure", "charts"),
    Output("charts-shown", "data"),
    Input("charts-figures", "data"),
    prevent_initial_call=True,
)
for tool in TOOLS:
    clientside_callback(ClientsideFunction("measure", "tool"), Input(tool, "value"), prevent_initial_call=True)
