"""The live layer of a page with a map: the figure in the place that the page has kept, and what is asked of the server.

Invariant: the page is whole without it; nothing here is shown before it is drawn.
"""

from __future__ import annotations

from typing import Any, cast

import flask
from dash import dcc, html
from dash.development.base_component import Component

from components.live_map import live_map
from components.portal import Portal

CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
MAX_ADDRESS = 2000


def asked_address() -> str:
    """Path and query of the page that asks for its layout; ``/`` where Dash asks without a page."""
    if not flask.has_request_context() or not flask.request.is_json:
        return ""
    values = {item["property"]: item.get("value") for item in flask.request.get_json()["inputs"]}
    return f"{values.get('pathname') or '/'}{values.get('search') or ''}"[:MAX_ADDRESS]


def map_layer() -> Component:
    """The map of the page that asks, ready to be drawn."""
    address = asked_address()
    figure = live_map(address)["figure"] if address else {"data": [], "layout": {}}
    graph = dcc.Graph(id="map-graph", figure=figure, config=cast(Any, CONFIG), responsive=True, className="live-graph")
    return html.Div(
        [
            dcc.Store(id="map-address"),
            dcc.Store(id="map-view"),
            Portal(id="map-portal", target="live-map", children=graph),
        ]
    )
