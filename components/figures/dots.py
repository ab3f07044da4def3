"""Named dots by region as a Plotly figure, with the colours and words of the map view.

Invariant: a dot is an area of the view with a value; the median is the one of the row.
"""

from __future__ import annotations

from typing import Any

from components.figures.common import (
    INK,
    RAMPS,
    RULE,
    SOFT,
    ZERO,
    Trace,
    annotation,
    label,
    layout,
    left_room,
    value_axis,
)
from components.figures.trend import empty_figure
from components.svg.dots import scale_of
from components.svg.draw import colour_name
from components.svg.map import tooltip
from data.views.dots import DotRow
from data.views.map import MapView
from data.views.trend_axis import tick_texts
from data.words import Words

ROW = 70.0


def dots_figure(view: MapView, rows: list[DotRow], from_zero: bool, words: Words, sentence: str = "") -> dict[str, Any]:
    """Figure of dot rows: a line for each region, its lowest and highest place named beside their dots."""
    if view.empty or not rows:
        return empty_figure(view.title, view.empty)
    scale = scale_of([a.value for row in rows for a in row.areas if a.value is not None], from_zero)
    ticks = tick_texts(scale.ticks(), {}, words)
    regions = [label(row.region) for row in rows]
    pad = 0.02 * (scale.high - scale.low or 1.0)
    return {
        "data": [*(_dots(view, row) for row in rows), *_medians(rows, words)],
        "layout": layout(
            view.title,
            sentence,
            ROW * len(rows) + 60,
            xaxis=value_axis(ticks, side="top", range=[scale.low - pad, scale.high + pad]),
            yaxis={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": regions[::-1],
                "range": [-0.6, len(regions) - 0.4],
                "gridcolor": RULE,
                "fixedrange": True,
                "automargin": True,
            },
            annotations=[note for row in rows for note in _ends(row)],
            margin={"l": left_room(regions), "r": 24, "t": 40, "b": 12},
        ),
    }


def _dots(view: MapView, row: DotRow) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label(row.region),
        "meta": {"ids": [a.id for a in row.areas], "css": [colour_name(a.fill, view) for a in row.areas]},
        "x": [a.value for a in row.areas],
        "y": [label(row.region)] * len(row.areas),
        "customdata": [a.id for a in row.areas],
        "hovertext": [label(tooltip(a)) for a in row.areas],
        "hoverinfo": "text",
        "marker": {
            "size": 11,
            "color": [_hex(colour_name(a.fill, view), view) for a in row.areas],
            "line": {"color": SOFT, "width": 0.8},
        },
    }


def _hex(css: str, view: MapView) -> str:
    ramp = RAMPS.get(view.palette.removeprefix("change-"), RAMPS["neutral"])
    return ramp[int(css[1:])] if css[:1] == "r" and css[1:].isdigit() else ZERO


def _medians(rows: list[DotRow], words: Words) -> list[Trace]:
    known = [row for row in rows if row.median is not None]
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": label(words.text("median of the region")),
            "meta": {"css": "median"},
            "x": [row.median for row in known],
            "y": [label(row.region) for row in known],
            "hovertext": [label(words.text("median of the region"))] * len(known),
            "hoverinfo": "text",
            "marker": {"symbol": "line-ns-open", "size": 20, "color": INK, "line": {"width": 2.5, "color": INK}},
        }
    ]


def _ends(row: DotRow) -> list[dict[str, Any]]:
    """Names of the lowest and the highest place of a row."""
    ends = [(row.areas[0], "left")] if len(row.areas) == 1 else [(row.areas[0], "left"), (row.areas[-1], "right")]
    return [
        annotation(label(area.name), area.value or 0.0, label(row.region), INK, yshift=-16, xanchor=anchor)
        for area, anchor in ends
    ]
