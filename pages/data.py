"""``/data`` in the live layer: nothing moves there. The page itself is written by components/data_page.py."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component


def layout(**_: object) -> Component:
    """Nothing."""
    return html.Div()


dash.register_page(__name__, path="/data", name="Data")
