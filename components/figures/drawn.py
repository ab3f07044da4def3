"""Figures that stand exactly on the drawings of the same view: what both kinds, by rows and over time, are made of.

Invariant: values are those of the figure, places, texts and classes those of the drawing, in its own units, which the
live layer stretches to the size in which the drawing is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from components.figures.common import FONT, INK, RULE, SOFT, Trace, label
from components.figures.drawing import Drawing, Stroke, Text
from components.svg.axis import SIZE

ANCHORS = {"start": "left", "middle": "center", "end": "right"}
BOLD = frozenset({"name", "row"})
MIDDLE = 0.31  # of the size: how far the middle of a line of text stands above its foot
SMALL, INSIDE = 12.0, 12.5  # sizes of the texts of dots and bars, and inside a strip
Axis = dict[str, Any]


def drawn(
    drawing: Drawing,
    traces: list[Trace],
    told: tuple[str, str],
    axes: dict[str, Axis],
    strokes: Iterable[Stroke] | None = None,
    texts: Iterable[Text] | None = None,
) -> dict[str, Any]:
    """The figure: ``told`` are title and sentence; strokes and texts are all of the drawing unless they are given."""
    shapes, lines = _shapes(drawing, drawing.strokes if strokes is None else strokes)
    notes = [note_of(text, drawing) for text in (drawing.texts if texts is None else texts)]
    return {
        "data": traces,
        "layout": {
            "meta": {
                "title": told[0],
                "sentence": told[1],
                "css": drawing.css,
                "notes": [note.pop("meta") for note in notes],
                "strokes": lines,
            },
            "width": drawing.width,
            "height": drawing.height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "font": {"family": FONT, "size": size_of(drawing), "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hovermode": False,
            "dragmode": False,
            "showlegend": False,
            "barmode": "overlay",
            "shapes": shapes,
            "annotations": notes,
            **axes,
        },
    }


def size_of(drawing: Drawing) -> float:
    """Size of the drawing's text."""
    return SMALL if {"dots", "bars"} & set(drawing.css.split()) else SIZE


def note_of(text: Text, drawing: Drawing, **more: Any) -> dict[str, Any]:
    """A text as an annotation, with its classes under ``meta``."""
    size, anchor = INSIDE if text.css.startswith("on ") else size_of(drawing), ANCHORS[text.anchor]
    is_bold = text.css in BOLD and "peer" not in text.outer
    return {
        "text": label(text.text),
        "x": round(text.x / drawing.width, 5),
        "y": round(1 - (text.y - MIDDLE * size) / drawing.height, 5),
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "middle",
        "align": anchor,
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
        "font": {
            "size": size,
            "color": SOFT if text.css == "tick" else INK,
            "weight": 600 if is_bold else 400,
        },
        "meta": [text.outer, text.css],
    } | more


def _shapes(drawing: Drawing, strokes: Iterable[Stroke]) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Strokes of the same classes as one shape, and the classes of each shape."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for stroke in strokes:
        found.setdefault((stroke.outer, stroke.css, stroke.fill), []).append(path_of(stroke, drawing))
    shapes = [
        {
            "type": "path",
            "path": "".join(paths),
            "xref": "paper",
            "yref": "paper",
            "layer": "below",
            "line": {"color": RULE if css in ("grid", "rail", "lead") else SOFT, "width": 1},
        }
        for (_, css, _), paths in found.items()
    ]
    return shapes, [list(key) for key in found]


def path_of(stroke: Stroke, drawing: Drawing) -> str:
    """A path in shares of the whole figure."""
    return "".join(
        letter if letter == "Z" else f"{letter}{x / drawing.width:.5f},{1 - y / drawing.height:.5f}"
        for letter, (x, y) in stroke.path
    )


def dressed(trace: Trace, drawing: Drawing) -> Trace:
    """A trace of points whose marks are those of the drawing; one that it has no room for is seen when it is chosen."""
    own = trace["meta"]["css"]
    marks = [drawing.points.get(n) for n in trace["customdata"]]
    css = [f"pt {own} q" if mark is None else mark.css for mark in marks]
    shapes = ["r4" if mark is None else mark.shape for mark in marks]
    fills = ["" if mark is None else mark.fill for mark in marks]
    meta = trace["meta"] | {"css": css, "shape": shapes} | ({"fill": fills} if any(fills) else {})
    return quiet(trace) | {"meta": meta}


def stood(trace: Trace, drawing: Drawing) -> Trace:
    """A dressed trace whose points stand in the rows of the drawing."""
    return dressed(trace, drawing) | {"y": [drawing.points[n].y for n in trace["customdata"]]}


def quiet(trace: Trace) -> Trace:
    """A trace that leaves hovering to the page; its marks may reach over the edge of the plot."""
    edge = {"cliponaxis": False} if trace["type"] == "scatter" else {"text": None}
    return {key: value for key, value in (trace | edge).items() if value is not None} | {"hoverinfo": "skip"}


def across(drawing: Drawing, left: float, right: float, ends: tuple[float, float]) -> Axis:
    """An axis of values from one edge to the other; its ticks are strokes and texts of the drawing."""
    return bare(ends, (left / drawing.width, right / drawing.width))


def upward(drawing: Drawing, top: float, bottom: float, ends: tuple[float, float], **more: Any) -> Axis:
    """The same from below."""
    return bare(ends, (1 - bottom / drawing.height, 1 - top / drawing.height), **more)


def down(drawing: Drawing) -> Axis:
    """An axis of places: the drawing's own units from its upper edge."""
    return bare((drawing.height, 0.0), (0.0, 1.0))


def bare(ends: tuple[float, float], domain: tuple[float, float], **more: Any) -> Axis:
    """An axis that is not seen and does not move."""
    edges = [min(max(round(edge, 6), 0.0), 1.0) for edge in domain]
    return {"visible": False, "fixedrange": True, "range": list(ends), "domain": edges, **more}
