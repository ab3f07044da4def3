"""``/indicator/<id>`` in the live layer: the interactive map. The page is written by components/indicator.py."""

from __future__ import annotations

import dash
from dash.development.base_component import Component

from components.live import map_layer


def layout(**_: object) -> Component:
    """The map of the address; the path is read by the page itself."""
    return map_layer()


dash.register_page(__name__, path_template="/indicator/<name>", name="Indicator")
dash.register_page(
    "pages.indicator_pinned",
    path_template="/r/<release>/indicator/<name>",
    name="Indicator",
    layout=layout,
)
