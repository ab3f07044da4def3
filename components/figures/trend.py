"""The trend as a Plotly figure: the stretches, bands, breaks and labels of the view, and nothing else.

Invariant: no line joins two stretches; every point bears the number of its row and the words of the drawing.
"""

from __future__ import annotations

from math import log10
from typing import Any

from components.figures.common import (
    INK,
    PAPER,
    SOFT,
    Trace,
    annotation,
    label,
    layout,
    markers,
    row_tip,
    series_colour,
    series_css,
    translucent,
    value_axis,
    year_axis,
)
from components.figures.trend_frames import classes_figure, panels_figure
from components.svg.axis import LINE, spread, wrap
from data.model import Qualifier
from data.views.trend import TrendLine, TrendView

HEIGHT, RIGHT, FEW = 460.0, 190, 60


def trend_figure(view: TrendView) -> dict[str, Any]:
    """Figure of a trend. An empty view gives a figure that says why it is empty."""
    if view.empty or view.span is None:
        return empty_figure(view.title, view.empty)
    if view.kind == "classes":
        return classes_figure(view)
    if view.kind == "panels":
        return panels_figure(view, line_traces)
    traces = [trace for line in view.lines for trace in line_traces(view, line)]
    bands = [trace for band in view.bands for trace in _band_traces(view, band.line)]
    shapes, notes = _uprights(view)
    shape, note = _target(view)
    is_log = view.scale == "log"
    ticks = [(log10(value) if is_log else value, text) for value, text in view.ticks]
    axis = value_axis(view.ticks, type="log" if is_log else "linear", range=[ticks[0][0], ticks[-1][0]])
    return {
        "data": [*bands, *_context(view), *traces],
        "layout": layout(
            view.title,
            view.sentence,
            HEIGHT,
            xaxis=year_axis(
                *view.span, rangeslider={"visible": view.last_year - view.first_year > FEW, "thickness": 0.06}
            ),
            yaxis=axis,
            shapes=[*shapes, *shape],
            annotations=[*notes, *note, *_end_labels(view)],
            margin={"l": 56, "r": RIGHT, "t": 34 if shapes else 12, "b": 40},
        ),
    }


def empty_figure(title: str, reason: str) -> dict[str, Any]:
    """A figure without data that says why."""
    note = annotation(label(reason), 0.5, 0.5, SOFT, xref="paper", yref="paper")
    hidden = {"visible": False, "fixedrange": True}
    return {"data": [], "layout": layout(title, reason, 160, xaxis=hidden, yaxis=hidden, annotations=[note])}


def line_traces(view: TrendView, line: TrendLine, axes: tuple[str, str] = ("x", "y"), few: int = FEW) -> list[Trace]:
    """The line of an area or category, gaps left open, and its limits as markers of their own."""
    colour = series_colour(line.number)
    shared: Trace = {
        "type": "scatter",
        "name": label(line.name),
        "meta": {"css": series_css(line.number), "key": line.category or line.area},
        "xaxis": axes[0],
        "yaxis": axes[1],
        "hoverinfo": "text",
    }
    numbers: list[int | None] = []
    for stretch in line.stretches:
        numbers += [*([None] if numbers else []), *stretch]
    traces: list[Trace] = []
    if numbers:
        rows = [None if n is None else view.rows[n] for n in numbers]
        values = [row for row in rows if row is not None]
        dense = len(values) > few
        soft = dense and all(row.is_hollow for row in values)
        traces.append(
            shared
            | {
                "mode": "lines+markers",
                "connectgaps": False,
                "x": [None if row is None else row.year for row in rows],
                "y": [None if row is None else row.value for row in rows],
                "hovertext": ["" if row is None else row_tip(row) for row in rows],
                "customdata": numbers,
                "line": {
                    "color": colour,
                    "width": 1.5 if line.number == 0 else 2.2,
                    "dash": "dash" if soft else "solid",
                },
                "marker": markers(
                    line.number, [row is not None and row.is_hollow for row in rows], _sizes(line, numbers, dense)
                ),
            }
        )
    if line.limits:
        traces.append(shared | _limits(view, line, colour))
    return traces


def _sizes(line: TrendLine, numbers: list[int | None], dense: bool) -> list[float]:
    """Where points are many, only lone ones and the last have a marker."""
    lone = {stretch[0] for stretch in line.stretches if len(stretch) == 1}
    last = max(n for stretch in line.stretches for n in stretch)
    return [0 if n is None else 8 if not dense or n in lone or n == last else 0 for n in numbers]


def _limits(view: TrendView, line: TrendLine, colour: str) -> Trace:
    rows = [view.rows[n] for n in line.limits]
    above = [row.observation is not None and row.observation.qualifier is Qualifier.ABOVE for row in rows]
    return {
        "mode": "markers",
        "x": [row.year for row in rows],
        "y": [row.value for row in rows],
        "hovertext": [row_tip(row) for row in rows],
        "customdata": list(line.limits),
        "marker": {"color": colour, "symbol": [f"triangle-{'up' if up else 'down'}-open" for up in above], "size": 9},
    }


def _band_traces(view: TrendView, number: int) -> list[Trace]:
    colour = series_colour(number)
    traces: list[Trace] = []
    for band in (b for b in view.bands if b.line == number):
        name = next(label(f"{line.name}, {band.label}") for line in view.lines if line.number == number)
        shared = {"type": "scatter", "name": name, "mode": "lines", "hoverinfo": "skip"}
        for stretch in band.stretches:
            rows = [view.rows[n] for n in stretch]
            years = [row.year for row in rows]
            traces.append(
                shared
                | {
                    "meta": {"css": f"band {series_css(number)}", "rows": list(stretch)},
                    "x": [*years, *reversed(years)],
                    "y": [*(row.upper for row in rows), *(row.lower for row in reversed(rows))],
                    "fill": "toself",
                    "fillcolor": translucent(colour, 0.16),
                    "line": {"width": 0},
                }
            )
        if band.whiskers:
            ends = [
                (view.rows[n].year, end)
                for n in band.whiskers
                for end in (view.rows[n].lower, view.rows[n].upper, None)
            ]
            traces.append(
                shared
                | {
                    "meta": {"css": f"whisker {series_css(number)}", "rows": list(band.whiskers)},
                    "connectgaps": False,
                    "x": [year for year, _ in ends],
                    "y": [end for _, end in ends],
                    "line": {"color": colour, "width": 1.4},
                }
            )
    return traces


def _context(view: TrendView) -> list[Trace]:
    if view.context is None:
        return []
    numbers: list[int | None] = []
    for stretch in view.context.stretches:
        numbers += [*([None] if numbers else []), *stretch]
    points = [None if n is None else view.context.points[n] for n in numbers]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": label(view.context.label),
            "meta": {"css": "peers"},
            "connectgaps": False,
            "x": [None if p is None else p.year for p in points],
            "y": [None if p is None else p.value for p in points],
            "hovertext": ["" if p is None else label(f"{p.year}: {p.text}") for p in points],
            "hoverinfo": "text",
            "line": {"color": SOFT, "width": 1.4, "dash": "dot"},
        }
    ]


def _uprights(view: TrendView) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    marks = [(b.at, b.label, b.text, SOFT, "dot") for b in view.breaks if b.is_major]
    marks += [(t.at, t.label, t.text, series_colour(t.number), "solid") for t in view.treaty if t.is_inside]
    shapes, notes = [], []
    for place, (at, short, whole, colour, dash) in enumerate(marks):
        line = {"color": colour, "width": 1.1, "dash": dash}
        shapes.append({"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line})
        notes.append(
            annotation(
                label(short),
                at,
                1,
                colour,
                yref="paper",
                yanchor="bottom",
                hovertext=label(whole),
                yshift=14 * (place % 2),
            )
        )
    return shapes, notes


def _target(view: TrendView) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if view.target is None or not view.ticks[0][0] <= view.target.value <= view.ticks[-1][0]:
        return [], []
    value = view.target.value
    y = log10(value) if view.scale == "log" else value
    line = {"color": INK, "width": 1.1, "dash": "dashdot"}
    shape = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": value, "y1": value, "line": line}
    note = annotation(
        label(view.target.label),
        0,
        y,
        INK,
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        bgcolor=translucent(PAPER, 0.7),
    )
    return [shape], [note]


def _end_labels(view: TrendView) -> list[dict[str, Any]]:
    """Names and last values beside the ends of the lines, moved apart as in the drawing."""
    low, high = (log10(v) if view.scale == "log" else v for v in (view.ticks[0][0], view.ticks[-1][0]))
    room = HEIGHT - 60
    found: list[tuple[float, float, str, str]] = []
    for line in view.lines:
        drawn = [n for n in line.rows if view.rows[n].is_drawn]
        if not drawn:
            continue
        row = view.rows[drawn[-1]]
        when = "" if row.year == view.last_year else f" ({row.year})"
        name = [label(part) for part in wrap(line.name, RIGHT - 22, 2)]
        text = f"<b>{'<br>'.join(name)}</b><br>{label(line.end_text)}{when}"
        height = (1.3 + 1.25 * len(name)) * LINE
        found.append((_share(row.value or 0.0, low, high, view.scale), height, text, series_colour(line.number)))
    if view.context is not None:
        last = view.context.points[-1]
        peers = [label(part) for part in wrap(view.context.end, RIGHT - 22, 3)]
        found.append((_share(last.value, low, high, view.scale), 1.35 * LINE * len(peers), "<br>".join(peers), SOFT))
    found.sort(key=lambda item: -item[0])
    places = spread([(room * (1 - share), height) for share, height, _, _ in found], 0.0, room)
    return [
        annotation(
            text,
            1,
            1 - place / room,
            colour,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="middle",
            xshift=10,
            align="left",
        )
        for (_, _, text, colour), place in zip(found, places, strict=True)
    ]


def _share(value: float, low: float, high: float, scale: str) -> float:
    at = log10(value) if scale == "log" else value
    return (at - low) / ((high - low) or 1.0)
