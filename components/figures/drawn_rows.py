"""Groups, named dots and regional bars as figures that stand exactly on their drawings.

Invariant: a point's value is that of its figure, its row that of the drawing.
"""

from __future__ import annotations

from typing import Any

from components.figures.common import Trace
from components.figures.dots import dots_figure
from components.figures.drawing import read_drawing
from components.figures.drawn import across, down, drawn, quiet, stood
from components.figures.groups import groups_figure
from components.figures.regions import regions_figure
from components.svg import dots, groups
from data.views.dots import DotRow, RegionBar
from data.views.group_parts import GroupView
from data.views.map import MapView
from data.words import Words

GROUP_FRAMES = {"wide": groups.WIDE, "narrow": groups.NARROW}
DOT_FRAMES = {"wide": dots.WIDE, "narrow": dots.NARROW}
BAR = {"wide": 16, "narrow": 14}
MEDIAN = "M0 -10V6"


def drawn_groups(view: GroupView, words: Words, frame: str) -> dict[str, Any]:
    """Categories of one area, or dumbbells across areas."""
    drawing = read_drawing(groups.draw_groups(view, words), frame)
    plane = groups.plane_of(view, GROUP_FRAMES[frame])
    traces = [_once(trace) for trace in groups_figure(view)["data"] if "customdata" in trace]
    axes = {
        "xaxis": across(drawing, plane.frame.left, plane.frame.plot_right, (plane.first, plane.last)),
        "yaxis": down(drawing),
    }
    return drawn(drawing, [stood(trace, drawing) for trace in traces], (view.title, view.sentence), axes)


def _once(trace: Trace) -> Trace:
    """Each row once: the total of all categories has one mark through them all."""
    numbers: list[int] = trace["customdata"]
    first = [n for n, number in enumerate(numbers) if number not in numbers[:n]]
    return trace | {key: [trace[key][n] for n in first] for key in ("x", "y", "customdata", "hovertext")}


def drawn_dots(
    view: MapView, rows: list[DotRow], from_zero: bool, words: Words, sentence: str, frame: str
) -> dict[str, Any]:
    """Named dots, a row for each region, with the median of each."""
    drawing = read_drawing(dots.draw_dots(view, rows, from_zero, words, sentence), frame)
    scale = dots.dot_scale(rows, from_zero, DOT_FRAMES[frame])
    found = dots_figure(view, rows, from_zero, words, sentence)["data"]
    traces, first = [], 0
    for trace in found[: len(rows)]:
        numbers = list(range(first, first + len(trace["x"])))
        traces.append(stood(trace | {"customdata": numbers}, drawing))
        first += len(numbers)
    lines = {trace["name"]: trace["y"][0] for trace in traces}
    axes = {
        "xaxis": across(drawing, scale.frame.left, scale.frame.width - scale.frame.right, (scale.low, scale.high)),
        "yaxis": down(drawing),
    }
    strokes = [stroke for stroke in drawing.strokes if stroke.css != "median"]
    medians = [_median(trace, lines) for trace in found[len(rows) :]]
    return drawn(drawing, [*medians, *traces], (view.title, sentence), axes, strokes)


def _median(trace: Trace, lines: dict[str, float]) -> Trace:
    count = len(trace["x"])
    meta = {"css": ["median"] * count, "shape": [MEDIAN] * count}
    return quiet(trace) | {"meta": meta, "y": [lines[name] for name in trace["y"]]}


def drawn_bars(title: str, bars: list[RegionBar], sentence: str, frame: str) -> dict[str, Any]:
    """The publisher's regional figures."""
    drawing = read_drawing(dots.draw_bars(title, bars, sentence), frame)
    left, room = dots.bar_room(bars, DOT_FRAMES[frame])
    (trace,) = regions_figure(title, bars, sentence)["data"]
    numbered = trace | {"customdata": list(range(len(bars))), "width": BAR[frame]}
    longest = max((bar.value for bar in bars), default=1.0) or 1.0
    axes = {"xaxis": across(drawing, left, left + room, (0.0, longest)), "yaxis": down(drawing)}
    return drawn(drawing, [stood(numbered, drawing)], (title, sentence), axes)
