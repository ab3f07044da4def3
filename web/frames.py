"""The years of a map as a file: ``/frames/<key>/<release>.json?…``, made once and kept.

Invariant: the key changes with the release and with the code, so the same address never gives other bytes.
"""

from __future__ import annotations

import orjson
from flask import Flask, Response, abort, request

from components.frames import build_frames
from components.software import made_key
from data.store import Store
from data.view_state import BadValue, ViewState, from_query, to_query
from data.views.choose import choose
from data.words import words
from web.encoding import EncodedBodies, deliver, digest_of
from web.kept import Kept
from web.lifetimes import FOREVER
from web.resolve import LANGUAGES
from web.stores import pinned_store

KEYS = {"indicator", "dims", "from", "tol", "lang"}
MAX_KEPT = 96


def install(server: Flask) -> None:
    """Serve the frames of every release that is held."""
    kept: Kept[str, bytes] = Kept(MAX_KEPT)
    encoded = EncodedBodies(2 * MAX_KEPT)

    @server.get("/frames/<key>/<release>.json")
    def frames(key: str, release: str) -> Response:
        store = pinned_store(release)
        if store is None or key != made_key(store.release.digest):
            abort(404)
        state = made_state(store, request.args.to_dict(), KEYS)
        reader = words(state.lang or LANGUAGES[0])
        body = kept.get(
            f"{store.release.digest} {to_query(state)}", lambda: orjson.dumps(build_frames(store, state, reader))
        )
        digest = digest_of(body)
        return deliver(
            request,
            body,
            digest,
            "application/json",
            FOREVER,
            lambda encoding: encoded.get(body, digest, encoding),
        )


def made_state(store: Store, query: dict[str, str], keys: set[str]) -> ViewState:
    """The state of which a file is asked for; 400 for what such a file does not have, 404 for an unknown indicator."""
    strange = sorted(set(query) - keys)
    if strange:
        abort(400, f"unknown keys: {', '.join(strange)[:100]}; known are {', '.join(sorted(keys))}")
    try:
        state = from_query(query)
    except BadValue as error:
        abort(400, str(error))
    if state.lang and state.lang not in LANGUAGES:
        abort(400, f"lang must be one of {', '.join(LANGUAGES)}")
    if state.indicator not in store.catalogue.indicators:
        abort(404)
    notices = choose(store, state, words()).notices
    if notices:
        abort(400, notices[0])
    return state
