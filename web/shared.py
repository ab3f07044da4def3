"""``/share/<kind>``: the page “Use this view”, whose snippets name the host of the site.

Invariant: a page that names a host is kept by nobody unless that host is the configured public address.
"""

from __future__ import annotations

from flask import Flask, Response, abort, request

from components.share import build_share
from data.words import words
from web.apart import answer_page, host_of, kept_for
from web.dash_app import MeasureDash
from web.published import FRESH
from web.resolve import PINNED, language_of
from web.stores import current_store, pinned_store


def install(server: Flask, dash_app: MeasureDash, origin: str) -> None:
    """Serve the page, below a release too."""

    def share(kind: str, release: str = "") -> Response:
        store = pinned_store(release) if release else current_store()
        if store is None:
            abort(404)
        query = request.args.to_dict()
        page = build_share(store, kind, query, words(language_of(query)), bool(release), host_of(origin))
        if page is None:
            abort(404)
        return answer_page(dash_app, page, kept_for(origin, FRESH) if page.status == 200 else "no-store")

    for prefix in ("", f"{PINNED}<release>"):
        server.add_url_rule(f"{prefix}/share/<kind>", f"share{prefix}", share, methods=["GET"])
