"""The charts' part of the live layer: a graph for each figure and the trend's tools, as a callback returns them.

Invariant: a tool says what the address says; changing it changes the address, and the page follows.
"""

from __future__ import annotations

from typing import Any, cast

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.live_charts import LiveCharts, Tools
from components.portal import Portal
from data.words import Words, words

PLACES = ("trend", "groups", "figure")
TOOLS = ("trend-scale", "trend-peers", "trend-treaty", "trend-from", "trend-to")
STILL: dict[str, Any] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": False,
    "doubleClick": False,  # the page's own script goes back to all years
    "showTips": False,
}


def chart_children(found: LiveCharts) -> list[Component]:
    """Graphs in their places, the tools in theirs, and the figures, which the browser fits to the drawings."""
    graphs = [
        Portal(
            id=f"{name}-portal",
            target=f"live-{name}",
            children=dcc.Graph(id=f"{name}-graph", config=cast(Any, STILL), className="live-graph"),
        )
        for name in PLACES
        if name in found.figures
    ]
    tools = [] if found.tools is None else trend_tools(found.tools, words(found.tools.lang))
    return [*graphs, Portal(id="trend-tools", target="live-trend-tools", children=tools)]


def chart_data(found: LiveCharts) -> dict[str, Any]:
    """What the browser needs beside the components: figures, how the tools stand, and which components these are."""
    return {
        "address": found.address,
        "figures": found.figures,
        "tools": {} if found.tools is None else _values(found.tools),
        "kind": kind_of(found),
    }


def kind_of(found: LiveCharts) -> str:
    """A name for the graphs and tools of a view; views that have the same keep them, and with them the focus."""
    tools = found.tools
    names = [*found.figures, *([] if tools is None else _values(tools))]
    return " ".join(names if tools is None else [*names, *map(str, tools.ends), tools.lang])


def _values(tools: Tools) -> dict[str, Any]:
    """Value of each tool that makes sense."""
    found: dict[str, Any] = {
        "trend-scale": None if tools.is_log is None else "log" if tools.is_log else "linear",
        "trend-peers": tools.has_peers,
        "trend-treaty": tools.has_treaty,
    }
    if tools.ends[0] < tools.ends[1]:
        found |= {"trend-from": tools.span[0], "trend-to": tools.span[1]}
    return {name: value for name, value in found.items() if value is not None}


def trend_tools(tools: Tools, words: Words) -> list[Component]:
    """Scale, peers, treaty dates and years, each where it makes sense."""
    values = _values(tools)
    found: list[Component] = []
    if "trend-scale" in values:
        choices = [("linear", words.text("linear")), ("log", words.text("logarithmic"))]
        radio = dbc.RadioItems(
            id="trend-scale",
            options=[{"label": label, "value": value} for value, label in choices],
            value=values["trend-scale"],
            inline=True,
        )
        found.append(html.Fieldset([html.Legend(words.text("Scale")), radio], className="tool"))
    if "trend-peers" in values:
        found.append(dbc.Switch(id="trend-peers", label=words.text("Median of the peers"), value=tools.has_peers))
    label = words.text("When each country joined the treaty")
    found.append(dbc.Switch(id="trend-treaty", label=label, value=tools.has_treaty))
    if "trend-from" in values:
        found.append(_years(tools, words))
    return found


def _years(tools: Tools, words: Words) -> Component:
    """Two sliders for the first and the last year that is shown."""
    ends = [("from", words.text("From"), tools.span[0]), ("to", words.text("to"), tools.span[1])]
    sliders = [
        html.Label(
            [
                html.Span([f"{label} ", html.Output(str(year), htmlFor=f"trend-{end}", id=f"trend-{end}-now")]),
                dcc.Input(
                    id=f"trend-{end}",
                    type="range",
                    min=tools.ends[0],
                    max=tools.ends[1],
                    step=1,
                    value=year,
                ),
            ],
            className="tool-range",
        )
        for end, label, year in ends
    ]
    return html.Fieldset([html.Legend(words.text("Years shown")), *sliders], className="tool tool-years")
