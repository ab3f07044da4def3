"""Callbacks as production answers them: checked by the guard like every callback, then bytes that many readers share.

Invariant: the answer is what Dash itself would send for the same body; only bodies that the guard has passed get here.
"""

from __future__ import annotations

from typing import Any

import orjson
from flask import Flask, Response, abort, g, request

from components.live_map import live_key, live_map, nothing
from components.software import made_key
from data.view_state import to_query
from web.charts import CHARTS, answer_charts
from web.encoding import choose_encoding, compress, deliver, digest_of
from web.frames import KEYS as FRAME_KEYS
from web.frames import made_state
from web.kept import Kept
from web.lifetimes import FOREVER
from web.stores import current_store, pinned_store

MAP = "..map-graph.figure...map-view.data.."
MAPS, ADDRESSES, CHART_SETS = 256, 1024, 128  # how many of each are kept
KEYS = FRAME_KEYS | {"year", "view", "base", "zoom"}


class Answers:
    """Answers by what they depend on and by encoding."""

    def __init__(self) -> None:
        self._maps: Kept[tuple[str, str], bytes] = Kept(MAPS)
        self._keys: Kept[str, str] = Kept(ADDRESSES)
        self._charts: Kept[tuple[str, str | None, str], bytes] = Kept(CHART_SETS)

    def map(self, address: str, encoding: str) -> bytes:
        """The map callback's answer for an address as the browser has it."""
        key = self._keys.get(address, lambda: live_key(address))
        return self._maps.get((key, encoding), lambda: _encoded(answer_map(address), encoding))

    def charts(self, address: str, shown: str | None, encoding: str) -> bytes:
        """The charts callback's answer; ``shown`` says which charts the page has already."""
        key = (address, shown, encoding)
        return self._charts.get(key, lambda: _encoded(answer_charts(address, shown), encoding))

    def find(self, content: dict[str, Any], encoding: str) -> bytes | None:
        """The answer to a checked callback, None where Dash is to answer it."""
        if content["output"] == MAP:
            return self.map(_value(content["inputs"]) or "", encoding)
        if content["output"] == CHARTS:
            return self.charts(_value(content["inputs"]) or "", _value(content["state"]), encoding)
        return None


def _value(items: list[dict[str, Any]]) -> str | None:
    found: str | None = items[0].get("value")
    return found


def _encoded(body: bytes, encoding: str) -> bytes:
    return compress(body, encoding) if encoding else body


def answer_map(address: str) -> bytes:
    """What Dash sends for ``draw_map`` of pages/home.py."""
    return as_dash_sends(live_map(address))


def as_dash_sends(found: dict[str, Any]) -> bytes:
    """Figure and view in the form of a callback's answer."""
    response = {"map-graph": {"figure": found["figure"]}, "map-view": {"data": found["view"]}}
    return orjson.dumps({"multi": True, "response": response})


NO_MAP = as_dash_sends(nothing())


def install(server: Flask) -> None:
    """Answer callbacks before Dash takes them apart, and give the first map of a page as a file. After the guard."""
    answers = Answers()

    @server.get("/live/<key>/<release>.json")
    def first(key: str, release: str) -> Response:
        store = pinned_store(release)
        if store is None or key != made_key(store.release.digest):
            abort(404)
        state = made_state(store, request.args.to_dict(), KEYS)
        prefix = "" if store is current_store() else f"/r/{release}"
        address = f"{prefix}/?{to_query(state)}"
        body = answers.map(address, "")
        if body == NO_MAP:
            abort(404)
        return deliver(
            request, body, digest_of(body), "application/json", FOREVER, lambda encoding: answers.map(address, encoding)
        )

    @server.before_request
    def answer() -> Response | None:
        content = g.get("callback")
        if content is None:
            return None
        encoding = choose_encoding(request)
        body = answers.find(content, encoding)
        if body is None:
            return None
        response = Response(body, content_type="application/json")
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
        return response
