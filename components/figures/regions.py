"""The publisher's own regional figures as a Plotly figure: bars from zero, each with its name and year.

Invariant: a bar is a figure of the publisher, under the publisher's name.
"""

from __future__ import annotations

from typing import Any

from components.figures.common import RAMPS, SOFT, label, layout, left_room
from components.figures.trend import empty_figure
from data.views.dots import RegionBar

ROW = 34.0


def regions_figure(title: str, bars: list[RegionBar], sentence: str = "", empty: str = "") -> dict[str, Any]:
    """Figure of regional bars in the order of the view; without bars one that says why."""
    if not bars:
        return empty_figure(title, empty)
    names = [label(bar.name) for bar in bars]
    texts = [label(f"{bar.text}, {bar.year}") for bar in bars]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": label(title),
                "meta": {"css": "bar", "ids": [bar.area for bar in bars]},
                "x": [bar.value for bar in bars],
                "y": names,
                "text": texts,
                "textposition": "outside",
                "cliponaxis": False,
                "customdata": [bar.area for bar in bars],
                "hovertext": [f"{name}: {text}" for name, text in zip(names, texts, strict=True)],
                "hoverinfo": "text",
                "marker": {"color": RAMPS["neutral"][3]},
            }
        ],
        "layout": layout(
            title,
            sentence,
            ROW * len(bars) + 40,
            xaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
            yaxis={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": names[::-1],
                "tickfont": {"color": SOFT},
                "fixedrange": True,
                "automargin": True,
            },
            margin={"l": left_room(names), "r": 130, "t": 12, "b": 12},
        ),
    }
