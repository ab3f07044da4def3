"""The map callback as production answers it: checked like every callback, then bytes that many readers share.

Invariant: the answer is what Dash itself would send for the same body; only bodies that the guard has passed get here.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import orjson
from flask import Flask, Response, abort, request

from components.live_map import live_key, live_map, nothing
from components.software import made_key
from data.view_state import to_query
from web.assets import FOREVER
from web.encoding import choose_encoding, compress, deliver, digest_of
from web.frames import KEYS as FRAME_KEYS
from web.frames import made_state
from web.stores import current_store, pinned_store

CALLBACKS = "/_dash-update-component"
MAP = "..map-graph.figure...map-view.data.."
MAX_KEPT = 256
KEYS = FRAME_KEYS | {"year", "view", "base", "zoom"}


class MapAnswers:
    """Answers by release, state and encoding; beyond the bound the least recently used goes."""

    def __init__(self, bound: int = MAX_KEPT) -> None:
        self._bound = bound
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._keys: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str, encoding: str) -> bytes:
        """The answer for an address as the browser has it."""
        with self._lock:
            key = self._keys.get(address) or live_key(address)
            self._keys[address] = key
            if len(self._keys) > 4 * self._bound:
                self._keys.popitem(last=False)
            found = self._kept.get((key, encoding))
            if found is not None:
                self._kept.move_to_end((key, encoding))
                return found
        body = answer(address)
        kept = compress(body, encoding) if encoding else body
        with self._lock:
            self._kept[key, encoding] = kept
            if len(self._kept) > self._bound:
                self._kept.popitem(last=False)
        return kept


def answer(address: str) -> bytes:
    """What Dash sends for the callback of pages/home.py."""
    return as_dash_sends(live_map(address))


def as_dash_sends(found: dict[str, Any]) -> bytes:
    """Figure and view in the form of a callback's answer."""
    response = {"map-graph": {"figure": found["figure"]}, "map-view": {"data": found["view"]}}
    return orjson.dumps({"multi": True, "response": response})


NO_MAP = as_dash_sends(nothing())


def install(server: Flask) -> None:
    """Answer the map callback before Dash takes it apart, and give its first answer as a file. After the guard."""
    answers = MapAnswers()

    @server.get("/live/<key>/<release>.json")
    def first(key: str, release: str) -> Response:
        store = pinned_store(release)
        if store is None or key != made_key(store.release.digest):
            abort(404)
        state = made_state(store, request.args.to_dict(), KEYS)
        prefix = "" if store is current_store() else f"/r/{release}"
        address = f"{prefix}/?{to_query(state)}"
        body = answers.get(address, "")
        if body == NO_MAP:
            abort(404)
        return deliver(
            request, body, digest_of(body), "application/json", FOREVER, lambda encoding: answers.get(address, encoding)
        )

    @server.before_request
    def answer_map() -> Response | None:
        if request.path != CALLBACKS or request.method != "POST":
            return None
        content = orjson.loads(request.get_data(cache=True))
        if content["output"] != MAP:
            return None
        address, encoding = content["inputs"][0].get("value") or "", choose_encoding(request)
        response = Response(answers.get(address, encoding), content_type="application/json")
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
        return response
