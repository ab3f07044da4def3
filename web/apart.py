"""Pages in the shell that are answered by a route of their own: they depend on more than release and query.

Invariant: same head, policy and encodings as every other page; the caller says how long they may be kept.
"""

from __future__ import annotations

from flask import Response, g, request

from components.page import Page
from components.shell import THEME_SCRIPT
from web.dash_app import MeasureDash
from web.encoding import compress, deliver, digest_of
from web.headers import page_policy

HTML = "text/html; charset=utf-8"


def answer_page(dash_app: MeasureDash, page: Page, cache_control: str) -> Response:
    """The page as a response."""
    g.page = page
    body = str(dash_app.interpolate_index()).encode()
    response = deliver(
        request, body, digest_of(body), HTML, cache_control, lambda encoding: compress(body, encoding), page.status
    )
    response.headers["Content-Security-Policy"] = page_policy(
        dash_app.style_of(page.critical_css), page.is_live, (THEME_SCRIPT,)
    )
    return response


def host_of(origin: str) -> str:
    """The site's own address: the configured one, else the one under which this request came."""
    return origin or request.host_url.rstrip("/")


def kept_for(origin: str, lifetime: str) -> str:
    """A page that names its host may be kept only where the host is configured."""
    return lifetime if origin else "no-store"
