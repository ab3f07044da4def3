"""The charts' callback as production answers it: what Dash would send, as bytes.

Invariant: the answer is what Dash itself would send for the same body.
"""

from __future__ import annotations

import orjson

from components.live_charts import live_charts
from components.live_tools import chart_children, chart_data, kind_of

CHARTS = "..charts.children...charts-figures.data.."


def answer_charts(address: str, shown: str | None) -> bytes:
    """What Dash sends for ``draw_charts`` of pages/home.py."""
    found = live_charts(address or "/")
    response: dict[str, dict[str, object]] = {"charts-figures": {"data": chart_data(found)}}
    if shown != kind_of(found):
        response["charts"] = {"children": chart_children(found)}
    body = {"multi": True, "response": response}
    return orjson.dumps(body, default=lambda component: component.to_plotly_json())
