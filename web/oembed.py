"""``/oembed?url=…``: what a program that is given an address of ours should put into its page.

Invariant: an address of another host, or one that shows nothing, is a 404; a format that is not ours a 501.
"""

from __future__ import annotations

import orjson
from flask import Flask, Response, request

from components.embed_asked import NoEmbed
from components.oembed import as_xml, describe, kind_and_query, split_address
from data.words import words
from web.addresses import host_of, kept_for
from web.encoding import JSON, deliver_body
from web.errors import json_error
from web.lifetimes import FRESH
from web.resolve import language_of, split_release
from web.stores import asked_store

FORMATS = {"json": JSON, "xml": "text/xml; charset=utf-8"}
KEYS = {"url", "maxwidth", "maxheight", "format"}


def install(server: Flask, origin: str) -> None:
    """Answer at ``/oembed``; without a public address the host of the request stands for it."""

    @server.get("/oembed")
    def oembed() -> Response:
        here = host_of(origin)
        asked = request.args
        kind = asked.get("format", "json")
        if kind not in FORMATS:
            return json_error(501, "format must be json or xml")
        faults = [f"{key} must be a whole number of pixels, above 0" for key in _unread()]
        if "url" not in asked:
            faults.append("url is missing: the address of an embed or a page of this site")
        if faults:
            return json_error(400, "the query cannot be read", faults)
        described = _described(asked["url"][:2000], here)
        if described is None:
            return json_error(404, "no embed of this site stands at that address")
        body = orjson.dumps(described) if kind == "json" else as_xml(described).encode()
        return deliver_body(body, FORMATS[kind], kept_for(origin, FRESH))


def _unread() -> list[str]:
    """Sizes that cannot be read."""
    given = {key: request.args[key] for key in ("maxwidth", "maxheight") if key in request.args}
    return [key for key, text in given.items() if not (text.isascii() and text.isdigit() and int(text[:9]) > 0)]


def _described(given: str, here: str) -> dict[str, object] | None:
    hosts = (here.partition("://")[2], request.host)
    found = split_address(given, hosts)
    if found is None:
        return None
    path, query = found
    release, own = split_release(path)
    wanted = kind_and_query(own, query)
    store = asked_store(release)
    if wanted is None or store is None:
        return None
    size = (int(request.args.get("maxwidth", "0")[:9]), int(request.args.get("maxheight", "0")[:9]))
    try:
        return describe(store, *wanted, words(language_of(wanted[1])), bool(release), here, size)
    except NoEmbed:
        return None
