"""A trend as a figure that stands exactly on its drawing: lines that can be drawn nearer, frames, strips of classes.

Invariant: every point and every run of a line is that of the trend's figure; no line joins two stretches.
"""

from __future__ import annotations

from math import log10
from typing import Any

from components.figures.common import SOFT, Trace
from components.figures.drawing import Drawing, Stroke, Text, read_drawing
from components.figures.drawn import across, drawn, dressed, note_of, quiet, stood, upward
from components.figures.drawn import down as downward
from components.figures.trend import trend_figure
from components.svg import trend, trend_classes
from components.svg.axis import Plane, year_ticks
from components.svg.lines import DENSE, runs
from components.svg.trend_panels import DENSE_PANEL, planes_of
from data.views.trend import TrendView
from data.words import Words

LINE_FRAMES = {"wide": trend.WIDE, "narrow": trend.NARROW}
STRIP_FRAMES = {"wide": trend_classes.WIDE, "narrow": trend_classes.NARROW}
OF_DATA = frozenset({"run", "band", "whisker", "peers", "peer"})  # drawn by traces
ROUNDING = 0.1


def drawn_trend(view: TrendView, words: Words, frame: str, prefix: str = "t") -> dict[str, Any]:
    """The trend for a frame (wide or narrow), in the units of its drawing."""
    drawing = read_drawing(trend.draw_trend(view, words, prefix), frame)
    kinds = {"classes": _strips, "panels": _panels}
    return kinds.get(view.kind, _lines)(view, drawing, frame)


def _lines(view: TrendView, drawing: Drawing, frame: str) -> dict[str, Any]:
    plane = trend.plane_of(view, LINE_FRAMES[frame])
    traces = [new for trace in trend_figure(view)["data"] for new in _worn(view, trace, drawing, plane.spacing < DENSE)]
    strokes = [s for s in drawing.strokes if not _is_data(s, "axis", plane) and not s.outer.startswith("up ")]
    texts = [t for t in drawing.texts if not _is_year(t, plane) and not t.outer.startswith("up ")]
    axes = {"xaxis": _years(plane, drawing), "yaxis": _values(plane, drawing, (0.0, 0.0))}
    figure = drawn(drawing, [*traces, *_lone_peers(view)], (view.title, view.sentence), axes, strokes, texts)
    _add_uprights(view, drawing, plane, figure["layout"])
    figure["layout"]["dragmode"] = "zoom"
    return figure


def _is_data(stroke: Stroke, axis: str, plane: Plane) -> bool:
    """Whether a trace or the axis of years draws it."""
    is_axis = stroke.css == axis and all(y > plane.frame.plot_bottom - ROUNDING for _, (_, y) in stroke.path)
    css = set(stroke.css.split())
    return is_axis or ("tie" not in css and not OF_DATA.isdisjoint(css))


def _is_year(text: Text, plane: Plane) -> bool:
    return text.css == "tick" and text.y > plane.frame.plot_bottom + 15


def _worn(view: TrendView, trace: Trace, drawing: Drawing, is_dense: bool) -> list[Trace]:
    """A trace in the classes of the drawing; a line apart from its points, solid runs apart from dashed ones."""
    if trace["mode"] == "markers":
        return [dressed(trace, drawing)]
    if "customdata" not in trace:
        return [quiet(trace)]
    stretches: list[list[int]] = [[]]
    for number in trace["customdata"]:
        stretches += [[]] if number is None else []
        stretches[-1] += [] if number is None else [number]
    found = [run for stretch in stretches if len(stretch) > 1 for run in runs(view.rows, tuple(stretch), is_dense)]
    lines = [
        _run(view, trace, [r for r, dashed in found if dashed is is_dashed], is_dashed) for is_dashed in (False, True)
    ]
    at = [place for place, number in enumerate(trace["customdata"]) if number is not None]
    points = {key: [trace[key][place] for place in at] for key in ("x", "y", "hovertext", "customdata")}
    return [*(line for line in lines if line["x"]), dressed(trace | points | {"mode": "markers"}, drawing)]


def _run(view: TrendView, trace: Trace, found: list[tuple[int, ...]], is_dashed: bool) -> Trace:
    numbers: list[int | None] = []
    for run in found:
        numbers += [*([None] if numbers else []), *run]
    css = f"run {trace['meta']['css']}{' dashed' if is_dashed else ''}"
    kept = {key: trace[key] for key in ("type", "name", "xaxis", "yaxis")}
    return quiet(kept) | {
        "mode": "lines",
        "connectgaps": False,
        "meta": {"css": css},
        "x": [None if n is None else view.rows[n].year for n in numbers],
        "y": [None if n is None else view.rows[n].value for n in numbers],
        "line": {"color": trace["line"]["color"], "width": 2.2, "dash": "dash" if is_dashed else "solid"},
    }


def _lone_peers(view: TrendView) -> list[Trace]:
    """Years of the peers' median that no line reaches."""
    if view.context is None:
        return []
    alone = [view.context.points[stretch[0]] for stretch in view.context.stretches if len(stretch) == 1]
    if not alone:
        return []
    count = len(alone)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "cliponaxis": False,
            "hoverinfo": "skip",
            "meta": {"css": ["peer"] * count, "shape": ["r2"] * count},
            "x": [point.year for point in alone],
            "y": [point.value for point in alone],
            "marker": {"size": 4, "color": SOFT},
        }
    ]


def _years(plane: Plane, drawing: Drawing) -> dict[str, Any]:
    """The axis of years: it is drawn by the figure, because it changes when the reader draws nearer."""
    frame = plane.frame
    first, last = (plane.first, plane.last) if plane.first < plane.last else (plane.first - 1, plane.last + 1)
    return across(drawing, frame.left, frame.plot_right, (first, last)) | {
        "visible": True,
        "fixedrange": False,
        "minallowed": first,
        "maxallowed": last,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": SOFT,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 5,
        "tickwidth": 1,
        "tickcolor": SOFT,
        "tickfont": {"color": SOFT, "size": 13.5},
        "tickmode": "array",
        "tickvals": year_ticks(int(plane.first), int(plane.last), frame.plot_right - frame.left),
        "ticktext": [str(y) for y in year_ticks(int(plane.first), int(plane.last), frame.plot_right - frame.left)],
        "tickangle": 0,
        "ticklabelstandoff": -3,
    }


def _values(plane: Plane, drawing: Drawing, corner: tuple[float, float], **more: Any) -> dict[str, Any]:
    ends = (log10(plane.low), log10(plane.high)) if plane.is_log else (plane.low, plane.high)
    top, bottom = corner[1] + plane.frame.top, corner[1] + plane.frame.plot_bottom
    return upward(drawing, top, bottom, ends, type="log" if plane.is_log else "linear", **more)


def _add_uprights(view: TrendView, drawing: Drawing, plane: Plane, layout: dict[str, Any]) -> None:
    """Marks of breaks and treaty dates: their places follow the years, so they move with the axis."""
    places = [b.at for b in view.breaks if b.is_major] + [t.at for t in view.treaty if t.is_inside]
    strokes = [s for s in drawing.strokes if s.outer.startswith("up ")]
    texts = [t for t in drawing.texts if t.outer.startswith("up ")]
    for at, stroke, text in zip(places, strokes, texts, strict=True):
        (_, (_, top)), (_, (_, bottom)) = stroke.path
        layout["shapes"].append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": round(1 - top / drawing.height, 5),
                "y1": round(1 - bottom / drawing.height, 5),
                "yref": "paper",
                "layer": "below",
                "line": {"color": SOFT, "width": 1},
            }
        )
        layout["meta"]["strokes"].append([stroke.outer, stroke.css, ""])
        note = note_of(text, drawing, x=at, xref="x", xshift=round(text.x - plane.x(at), 2))
        layout["meta"]["notes"].append(note.pop("meta"))
        layout["annotations"].append(note)


def _panels(view: TrendView, drawing: Drawing, frame: str) -> dict[str, Any]:
    """A frame for each place; they do not move, so everything but lines and points is that of the drawing."""
    axes: dict[str, Any] = {}
    for line, x, y, plane in planes_of(view, frame):
        place = view.lines.index(line)
        suffix = "" if place == 0 else str(place + 1)
        edges = (x + plane.frame.left, x + plane.frame.plot_right)
        years = (plane.first, plane.last) if plane.first < plane.last else (plane.first - 1, plane.last + 1)
        axes[f"xaxis{suffix}"] = across(drawing, *edges, years) | {"anchor": f"y{suffix}"}
        axes[f"yaxis{suffix}"] = _values(plane, drawing, (x, y), anchor=f"x{suffix}")
    spacing = min((plane.spacing for _, _, _, plane in planes_of(view, frame)), default=0.0)
    found = [t for t in trend_figure(view)["data"] if f"xaxis{t['xaxis'][1:]}" in axes]
    traces = [new for trace in found for new in _worn(view, trace, drawing, spacing < DENSE_PANEL)]
    strokes = [stroke for stroke in drawing.strokes if not stroke.css.startswith("run ")]
    return drawn(drawing, traces, (view.title, view.sentence), axes, strokes)


def _strips(view: TrendView, drawing: Drawing, frame: str) -> dict[str, Any]:
    """Years of one class as bars; a gap of one unit parts them, as in the drawing."""
    plane = trend_classes.plane_of(view, STRIP_FRAMES[frame])
    gap = 1 / plane.spacing
    traces = []
    for trace in trend_figure(view)["data"]:
        worn = stood(trace, drawing)
        traces.append(worn | {"x": [years - gap for years in trace["x"]], "width": trend_classes.FIELD})
    axes = {
        "xaxis": across(drawing, plane.frame.left, plane.frame.plot_right, (plane.first, plane.last)),
        "yaxis": downward(drawing),
    }
    return drawn(drawing, traces, (view.title, view.sentence), axes)
