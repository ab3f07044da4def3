"""``/share/<kind>``: the page “Use this view”, whose snippets name the host of the site.

Invariant: a page that names a host is kept by nobody unless that host is the configured public address.
"""

from __future__ import annotations

from flask import Flask, Response, abort, request

from components.share import build_share
from data.words import words
from web.addresses import add_rules, host_of, kept_for
from web.apart import answer_page
from web.dash_app import MeasureDash
from web.lifetimes import FRESH
from web.resolve import language_of
from web.stores import asked_store


def install(server: Flask, dash_app: MeasureDash, origin: str) -> None:
    """Serve the page, below a release too."""

    def share(kind: str, release: str = "") -> Response:
        store = asked_store(release)
        if store is None:
            abort(404)
        query = request.args.to_dict()
        page = build_share(store, kind, query, words(language_of(query)), bool(release), host_of(origin))
        if page is None:
            abort(404)
        return answer_page(dash_app, page, kept_for(origin, FRESH) if page.status == 200 else "no-store")

    add_rules(server, "/share/<kind>", share)
