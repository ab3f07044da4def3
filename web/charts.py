"""The charts' callback as production answers it: compressed, and kept for the readers who ask for the same.

Invariant: the answer is what Dash itself would send for the same body; only bodies that the guard has passed get here.
"""

from __future__ import annotations

from functools import lru_cache

import orjson
from flask import Flask, Response, request

from components.live_charts import live_charts
from components.live_tools import chart_children, chart_data, kind_of
from web.callbacks import CALLBACKS
from web.encoding import choose_encoding, compress

CHARTS = "..charts.children...charts-figures.data.."
MAX_KEPT = 128


def answer(address: str, shown: str | None) -> bytes:
    """What Dash sends for ``draw_charts`` of pages/home.py."""
    found = live_charts(address or "/")
    response: dict[str, dict[str, object]] = {"charts-figures": {"data": chart_data(found)}}
    if shown != kind_of(found):
        response["charts"] = {"children": chart_children(found)}
    body = {"multi": True, "response": response}
    return orjson.dumps(body, default=lambda component: component.to_plotly_json())


def install(server: Flask) -> None:
    """Answer the charts' callback before Dash takes it apart. After the guard."""

    @lru_cache(MAX_KEPT)
    def encoded(address: str, shown: str | None, encoding: str) -> bytes:
        body = answer(address, shown)
        return compress(body, encoding) if encoding else body

    @server.before_request
    def answer_charts() -> Response | None:
        if request.path != CALLBACKS or request.method != "POST":
            return None
        content = orjson.loads(request.get_data(cache=True))
        if content["output"] != CHARTS:
            return None
        address, shown = content["inputs"][0].get("value") or "", content["state"][0].get("value")
        encoding = choose_encoding(request)
        response = Response(encoded(address, shown, encoding), content_type="application/json")
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
        return response
