"""What every Plotly figure of ours shares: colours, symbols, layout, escaped labels.

Invariant: a figure is a plain dict without template or MathJax; every text in it comes from a view and is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from components.svg.axis import width_of, year_ticks
from data.views.lines import YearRow

# The light tokens --c1 … --c8 of rest-charts.css and those of critical.css; the live layer restyles by ``meta.css``.
SERIES = ("#a8321a", "#1f5f9e", "#27807c", "#66074a", "#4468f8", "#6a1d04", "#2302a8", "#8c2a59")
INK, SOFT, RULE, PAPER = "#1b1b19", "#5c5951", "#dcd8ce", "#ffffff"
RAMPS = {
    "higher": ("#cbebe4", "#8ad4cc", "#3eb7b6", "#00949c", "#006e7e", "#00495a"),
    "lower": ("#f5dfc3", "#eeb882", "#e08c4a", "#c36028", "#9b3e21", "#6c221c"),
    "neutral": ("#dae2fb", "#b6c1f5", "#989be3", "#7d74c1", "#635294", "#463364"),
}
ZERO, MISSING, HATCH = "#fff6cf", "#faf8f4", "#8d897f"
SYMBOLS = ("circle", "square", "triangle-up", "diamond", "pentagon", "cross", "triangle-down", "star")
SLENDER = {"triangle-up": 1.25, "triangle-down": 1.25, "star": 1.4, "diamond": 1.2}  # shapes that look small
FONT = '"Source Sans 3", sans-serif'  # a name with a digit must stand in quotes
Trace = dict[str, Any]


def label(text: object) -> str:
    """A text for a figure: Plotly reads its labels as a kind of HTML."""
    return escape(str(text), quote=False)


def series_colour(number: int) -> str:
    """Colour of a series from 1; a total (0) has that of the ink."""
    return INK if number == 0 else SERIES[(number - 1) % len(SERIES)]


def series_css(number: int) -> str:
    """Class of a series in the style sheet."""
    return "k0" if number == 0 else f"k{(number - 1) % len(SERIES) + 1}"


def markers(number: int, hollow: list[bool], sizes: list[float]) -> dict[str, Any]:
    """Markers of a series: a shape of its own, in the colour of the paper where the value is not firm."""
    colour = series_colour(number)
    shape = SYMBOLS[max(number - 1, 0) % len(SYMBOLS)]
    return {
        "symbol": shape,
        "size": [size * SLENDER.get(shape, 1.0) for size in sizes],
        "opacity": 1,
        "color": [PAPER if is_hollow else colour for is_hollow in hollow],
        "line": {"width": 1.4, "color": [colour if is_hollow else PAPER for is_hollow in hollow]},
    }


def left_room(names: Iterable[str]) -> float:
    """Room for names left of an axis."""
    return max((width_of(name) for name in names), default=0.0) + 18


def translucent(colour: str, share: float) -> str:
    """A hex colour with an opacity."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def row_tip(row: YearRow) -> str:
    """What a point says: the same words as in the drawing."""
    named = ", ".join(filter(None, [row.name, row.group, str(row.year)]))
    marks = f" ({row.marks_text})" if row.marks_text else ""
    return label(f"{named}: {row.text}{marks}")


def layout(title: str, sentence: str, height: float, **more: Any) -> dict[str, Any]:
    """Layout without decoration: our font, no template, no legend, no frame."""
    return {
        "title": {"text": label(title), "font": {"size": 1, "color": "rgba(0,0,0,0)"}},
        "meta": {"title": title, "sentence": sentence},
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": FONT, "size": 14}, "align": "left"},
        "showlegend": False,
        "dragmode": False,
        "height": height,
        "margin": {"l": 56, "r": 24, "t": 12, "b": 40},
        **more,
    }


def value_axis(ticks: Iterable[tuple[float, str]], **more: Any) -> dict[str, Any]:
    """An axis of values with the ticks of the view."""
    pairs = list(ticks)
    return {
        "tickmode": "array",
        "tickvals": [value for value, _ in pairs],
        "ticktext": [label(text) for _, text in pairs],
        "tickfont": {"color": SOFT},
        "range": [pairs[0][0], pairs[-1][0]] if pairs else [0, 1],
        "gridcolor": RULE,
        "zerolinecolor": SOFT,
        "zeroline": True,
        "fixedrange": True,
        "automargin": True,
        **more,
    }


def year_axis(first: int, last: int, **more: Any) -> dict[str, Any]:
    """An axis of years, the first and the last named."""
    pad = max(0.02 * (last - first), 0.4)
    return {
        "range": [first - pad, last + pad],
        "tickmode": "array",
        "tickvals": year_ticks(first, last, more.pop("room", 640.0)),
        "tickformat": "d",
        "tickfont": {"color": SOFT},
        "showgrid": False,
        "zeroline": False,
        "linecolor": SOFT,
        "ticks": "outside",
        "tickcolor": SOFT,
        **more,
    }


def annotation(text: str, x: float, y: float | str, colour: str, **more: Any) -> dict[str, Any]:
    """A text without an arrow."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"color": colour, "size": 14}, **more}
