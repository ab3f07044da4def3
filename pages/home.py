"""``/`` in the live layer: answers while the reader types. The page itself is written by components/explore.py."""

from __future__ import annotations

import dash
from dash import Input, Output, State, callback
from dash.development.base_component import Component

from components.live_finder import live_answers, live_finder


def layout(**_: object) -> Component:
    """The place of the answers; the query is read by the page itself."""
    return live_finder()


dash.register_page(__name__, path="/", name="Explore")
dash.register_page("pages.home_pinned", path_template="/r/<release>", name="Explore a release", layout=layout)


@callback(
    Output("live-count", "children"),
    Output("live-list", "children"),
    Input("live-query", "data"),
    State("_pages_location", "pathname"),
    prevent_initial_call=True,
)
def answer(question: str | None, path: str) -> tuple[str, list[Component]]:
    """Answers to what stands in the search field."""
    return live_answers(question or "", path)
