"""Serves the feeds at ``/feeds/``.

Invariant: a feed names whole addresses: those of ``CM_ORIGIN``, else of the host that the request names.
"""

from __future__ import annotations

from flask import Flask, Response, request

from components.feeds import ATOM, JSON, Feed, as_atom, as_json, build_feed
from data.words import words
from web.addresses import host_of, kept_for
from web.encoding import deliver_body
from web.errors import json_error
from web.kept import Kept
from web.lifetimes import FRESH
from web.published import Refused
from web.resolve import LANGUAGES
from web.stores import current_store

FORMS = {"atom": (as_atom, ATOM), "json": (as_json, JSON)}
MAX_KEPT = 512


def install(server: Flask, origin: str) -> None:
    """Serve them."""
    kept: Kept[tuple[str, str, str, str], Feed | None] = Kept(MAX_KEPT)

    def feed(form: str, kind: str = "all", thing: str = "") -> Response:
        strange = [f"{key[:40]} is no parameter of this address" for key in request.args if key != "lang"]
        lang = request.args.get("lang", LANGUAGES[0])
        if strange or lang not in LANGUAGES:
            raise Refused(json_error(400, "the query cannot be read", strange or [f"lang must be one of {LANGUAGES}"]))
        store = current_store()
        found = kept.get((store.release.digest, kind, thing, lang), lambda: build_feed(store, kind, thing, words(lang)))
        if found is None:
            raise Refused(json_error(404, f"there is no {kind} of that name"))
        write, content_type = FORMS[form]
        return deliver_body(write(found, host_of(origin)), content_type, kept_for(origin, FRESH))

    for form in FORMS:
        server.add_url_rule(f"/feeds/all.{form}", f"feed.all.{form}", feed, methods=["GET"], defaults={"form": form})
        for kind in ("indicator", "country"):
            rule = f"/feeds/{kind}/<thing>.{form}"
            server.add_url_rule(
                rule, f"feed.{kind}.{form}", feed, methods=["GET"], defaults={"form": form, "kind": kind}
            )
