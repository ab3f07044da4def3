"""The live layer of a page with a map: the figure in the place that the page has kept, and what is asked of the server.

Invariant: the page is whole without it; nothing here is shown before it is drawn.
"""

from __future__ import annotations

from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from components.live_map import nothing
from components.portal import Portal

CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


def map_layer() -> Component:
    """A place for the figure. The first one comes as a file, asked for while scripts load; later ones by callback."""
    graph = dcc.Graph(
        id="map-graph", figure=nothing()["figure"], config=cast(Any, CONFIG), responsive=True, className="live-graph"
    )
    return html.Div(
        [
            dcc.Store(id="map-address"),
            dcc.Store(id="map-view"),
            Portal(id="map-portal", target="live-map", children=graph),
            *chart_layer(),
        ]
    )


def chart_layer() -> list[Component]:
    """Places for the other charts, filled by callback once a reader comes near one.

    The browser fits ``charts-figures`` to the drawings; ``charts-shown`` says which graphs and tools stand already.
    """
    return [
        dcc.Store(id="charts-address"),
        dcc.Store(id="charts-figures"),
        dcc.Store(id="charts-shown"),
        html.Div(id="charts"),
    ]
