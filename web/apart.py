"""Pages in the shell that are answered by a route of their own: they depend on more than release and query.

Invariant: same head, policy and encodings as every other page; the caller says how long they may be kept.
"""

from __future__ import annotations

from flask import Response, g

from components.page import Page
from components.shell import THEME_SCRIPT
from web.dash_app import MeasureDash
from web.encoding import HTML, deliver_body
from web.headers import page_policy


def answer_page(dash_app: MeasureDash, page: Page, cache_control: str) -> Response:
    """The page as a response."""
    g.page = page
    body = str(dash_app.interpolate_index()).encode()
    response = deliver_body(body, HTML, cache_control, page.status)
    response.headers["Content-Security-Policy"] = page_policy(
        dash_app.style_of(page.critical_css), page.is_live, (THEME_SCRIPT,)
    )
    return response
