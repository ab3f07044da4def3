"""Any other address in the live layer: nothing. The page of the error is written by components/errors.py."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component


def layout(**_: object) -> Component:
    """Nothing."""
    return html.Div()


dash.register_page(__name__, name="Not found")
