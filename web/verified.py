"""``/verify``: recomputes the hash of a citation, as a page or as JSON.

Invariant: nothing is stored and nothing is read but the releases; a hash of another form is refused.
"""

from __future__ import annotations

import orjson
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from components.alternates import in_language
from components.verify import HASH, PATH, Verdict, as_json, asked_for, build_verify, judge, unknown
from data.words import Words, words
from web.addresses import host_of, kept_for
from web.apart import answer_page
from web.dash_app import MeasureDash
from web.errors import json_error, wants_json
from web.lifetimes import FRESH
from web.published import Refused, read_wanted
from web.resolve import language_of
from web.stores import current_store

JSON = ".json"
LONGEST = 2000


def install(server: Flask, dash_app: MeasureDash, origin: str) -> None:
    """Serve the page and its JSON."""

    @server.get(PATH)
    def verify_form() -> AnyResponse:
        reader = words(language_of(request.args))
        pasted = request.args.get("address", "")[:LONGEST]
        target = asked_for(pasted, request.args.get("hash", "").strip(), current_store()) if pasted else ""
        if target:
            return redirect(in_language(target, reader.lang), 303)
        page = build_verify(None, PATH, reader, pasted, 400 if pasted else 200)
        return answer_page(dash_app, page, FRESH if page.status == 200 else "no-store")

    @server.get(f"{PATH}/<digest>")
    def verify(digest: str) -> Response:
        is_json = digest.endswith(JSON) or wants_json()
        digest = digest.removesuffix(JSON).lower()
        reader = words(language_of(request.args))
        if not HASH.fullmatch(digest):
            return _malformed(digest, is_json, reader)
        verdict, status = _verdict(digest, reader)
        if is_json:
            return _as_json(verdict, status, origin)
        written = request.query_string.decode("latin-1")
        canonical = f"{PATH}/{digest}" + (f"?{written}" if written else "")
        response = answer_page(dash_app, build_verify(verdict, canonical, reader, "", status), FRESH)
        response.headers["Vary"] = "Accept, Accept-Encoding"
        return response

    def _malformed(digest: str, is_json: bool, reader: Words) -> Response:
        if is_json:
            return json_error(400, "that is no hash", ["expected 64 hexadecimal digits, or the first 12 or more"])
        return answer_page(dash_app, build_verify(None, PATH, reader, digest, 400), "no-store")


def _verdict(digest: str, reader: Words) -> tuple[Verdict, int]:
    """The verdict, and the status of the answer: a query that cannot be read is told."""
    kind, release = request.args.get("kind", ""), request.args.get("release", "")
    if not kind or not release:
        given = set(request.args) - {"lang", "theme"}
        missing = [name for name, value in (("kind", kind), ("release", release)) if not value] if given else []
        return unknown(digest, tuple(reader.text("The address lacks %(name)s.", name=name) for name in missing)), 200
    try:
        wanted = read_wanted(kind, release, {"kind": (kind,), "release": (release,)})
    except Refused as refused:
        told = orjson.loads(refused.response.data)
        return unknown(digest, (told["error"], *told["errors"])), refused.response.status_code
    return judge(digest, wanted.exhibit, current_store(), reader), 200


def _as_json(verdict: Verdict, status: int, origin: str) -> Response:
    content = as_json(verdict, host_of(origin))
    if status != 200:
        return json_error(status, verdict.faults[0], list(verdict.faults[1:]))
    response = Response(orjson.dumps(content), content_type="application/json")
    response.headers["Cache-Control"] = kept_for(origin, FRESH)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response
