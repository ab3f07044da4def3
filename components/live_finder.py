"""Answers to the search field while the reader types: the same answers that the form gives, as a list of links.

Invariant: the field itself stands in the page and works without this; the list takes no room until it has something.
"""

from __future__ import annotations

from typing import cast

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.finder_panel import Answer, finder_results
from data.release import UnknownRelease
from data.store import Store, store
from data.view_state import ViewState
from data.words import Words, words

LIMIT_LIVE = 8


def live_finder() -> Component:
    """The place of the answers, and the store that the script of the page writes the question into."""
    return html.Div(
        [
            dcc.Store(id="live-query"),
            html.Div(
                [html.P(id="live-count", role="status"), html.Div(id="live-list")],
                id="live-answers",
                className="live-answers",
            ),
        ],
        className="live",
    )


def release_in(path: str) -> str:
    """Release that a path names, or the empty text."""
    return path.removeprefix("/r/").partition("/")[0] if path.startswith("/r/") else ""


def live_answers(question: str, path: str, lang: str = "en") -> tuple[str, list[Component]]:
    """How many answer, in words, and the first of them as links; both empty for fewer than two letters."""
    asked = question.strip()
    if len(asked) < 2:
        return "", []
    try:
        opened = store(release_in(path) or None)
    except UnknownRelease:
        return "", []
    return draw_answers(opened, asked, release_in(path), words(lang))


def draw_answers(opened: Store, asked: str, release: str, reader: Words) -> tuple[str, list[Component]]:
    """The answers of one release; their addresses stay below the release's own path where it is named."""
    found = finder_results(opened, ViewState(release=release), {"q": asked}, reader)
    answers = cast(list[Answer], found["answers"])
    if not answers:
        return reader.text("No source in this release answers that."), []
    count = reader.plural("%(count)s indicator answers", "%(count)s indicators answer", len(answers))
    if len(answers) > LIMIT_LIVE:
        count = reader.text("The first %(count)s answers; press Enter for all", count=reader.number(LIMIT_LIVE))
    return count, [dbc.ListGroup([_item(answer) for answer in answers[:LIMIT_LIVE]], flush=True, tag="div")]


def _item(answer: Answer) -> Component:
    children = [html.Span(answer.name), html.Small(f"{answer.right} · {answer.source}")]
    item: Component = dbc.ListGroupItem(children, href=answer.href, external_link=True, action=True)
    return item
