"""Serves ``/api/v1`` and ``/openapi.json``: reads, answers, keeps, refuses.

Invariant: equal requests get equal bytes with one ETag; nothing is read of a release before the query is known good.
"""

from __future__ import annotations

import orjson
from flask import Flask, Response, request

from data.kept import kept
from data.store import Store
from web.addresses import add_rules, is_as_written
from web.api.answers import ANSWERS, Problem
from web.api.openapi import document
from web.api.read import canonical, read_query, read_value
from web.api.spec import PATHS, Api, Endpoint, build_api
from web.encoding import JSON, Effort, compress, deliver, digest_of
from web.errors import json_error
from web.fast import keep_answer
from web.lifetimes import lifetime
from web.published import Refused, opened
from web.resolve import PINNED
from web.stores import current_store

BASE = "/api/v1"
SMALL = 1400  # bytes below which encoding brings nothing


def api_of(store: Store) -> Api:
    """The endpoints as this release fills them, declared once."""

    def make() -> Api:
        instruments = tuple(sorted({str(event["instrument"]) for event in store.blocks.events}))
        return build_api(store.catalogue, store.blocks.areas, instruments)

    return kept(store, ("api",), make)


def install(server: Flask) -> None:
    """Serve every endpoint, for the current release and below any other's own path."""

    def answer(path: str, release: str = "", **in_path: str) -> Response:
        store = opened(release)
        endpoint = api_of(store).by_path[path]
        _refuse_other_types()
        values, faults = read_query(endpoint, request.args.to_dict(flat=False))
        for param in endpoint.in_path:
            values[param.name], wrong = read_value(param, in_path[param.name])
            if wrong:
                raise Refused(json_error(404, "there is no such thing", wrong))
        if faults:
            raise Refused(json_error(400, "the query cannot be read", faults))
        return _answered(store, endpoint, values, bool(release))

    def index(release: str = "") -> Response:
        store = opened(release)
        _refuse_other_types()
        if request.args:
            raise Refused(json_error(400, "the query cannot be read", ["this address has no parameters"]))
        links = {e.name: f"{_prefix(release)}{BASE}{e.path}" for e in api_of(store).endpoints}
        return _sent({"ok": True, "release": store.id, "endpoints": links, "document": "/openapi.json"}, bool(release))

    def openapi() -> Response:
        store = current_store()
        return _sent(document(api_of(store), store.id), is_pinned=False)

    add_rules(server, BASE, index)
    for path in PATHS:
        add_rules(server, BASE + path.replace("{", "<").replace("}", ">"), answer, path=path)
    server.add_url_rule("/openapi.json", "openapi", openapi, methods=["GET"])


def _prefix(release: str) -> str:
    return f"{PINNED}{release}" if release else ""


def _refuse_other_types() -> None:
    """406 where the request accepts no JSON."""
    if request.accept_mimetypes and not request.accept_mimetypes[JSON]:
        raise Refused(json_error(406, "the answer is JSON", ["accept application/json"]))


def _answered(store: Store, endpoint: Endpoint, values: dict[str, object], is_pinned: bool) -> Response:
    try:
        found = ANSWERS[endpoint.name](store, endpoint, values)
    except Problem as problem:
        response = json_error(problem.status, problem.message, problem.errors)
        if problem.status == 413:
            response.headers["Link"] = f'</data/{store.id}/observations.csv>; rel="alternate"; type="text/csv"'
        raise Refused(response) from problem
    content = {"ok": True, "release": store.id, "data": found.data, "notes": found.notes, "next": found.next}
    query = canonical(endpoint, values)
    is_kept = is_as_written(query)
    response = _sent(content, is_pinned, Effort.USUAL if is_kept else Effort.QUICK)
    if found.next:
        following = canonical(endpoint, {**values, "cursor": found.next})
        response.headers["Link"] = f'<{request.path}?{following}>; rel="next"'
    if is_kept:
        keep_answer()
    return response


def _sent(content: object, is_pinned: bool, effort: Effort = Effort.USUAL) -> Response:
    body = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
    encoded = (lambda encoding: compress(body, encoding, effort)) if len(body) > SMALL else None
    response = deliver(request, body, digest_of(body), JSON, lifetime(is_pinned), encoded)
    response.headers["Vary"] = "Accept-Encoding"
    return response
