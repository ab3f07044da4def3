"""Trends in other frames: small multiples, and named classes as bars over the years.

Invariant: a bar spans only years of one class or state; a frame shows one place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from components.figures.common import (
    HATCH,
    INK,
    MISSING,
    RAMPS,
    SOFT,
    Trace,
    annotation,
    label,
    layout,
    left_room,
    value_axis,
    year_axis,
)
from components.svg.axis import width_of
from components.svg.trend_classes import class_names, runs_of
from components.svg.trend_panels import thin
from data.views.trend import TrendLine, TrendView

COLUMNS, PANEL, STRIP, USUAL = 3, 180.0, 46.0, 600.0
Traces = Callable[[TrendView, TrendLine, tuple[str, str], int], list[Trace]]


def panels_figure(view: TrendView, traces: Traces) -> dict[str, Any]:
    """A frame for each place: on one scale where the view says so."""
    columns = min(COLUMNS, max(len(view.lines), 1))
    rows = -(-len(view.lines) // columns)
    axes: dict[str, Any] = {}
    notes, data = [], []
    for place, line in enumerate(view.lines):
        x0, y1 = (place % columns) / columns, 1 - (place // columns) / rows
        across, upward = [x0 + 0.14 / columns, x0 + 0.92 / columns], [y1 - 0.72 / rows, y1 - 0.2 / rows]
        suffix = "" if place == 0 else str(place + 1)
        ticks = thin(view.ticks if view.is_shared else line.ticks)
        axes[f"xaxis{suffix}"] = year_axis(
            view.first_year, view.last_year, domain=across, anchor=f"y{suffix}", room=180.0, fixedrange=True
        )
        axes[f"yaxis{suffix}"] = value_axis(ticks, domain=upward, anchor=f"x{suffix}", type=view.scale) | (
            {} if view.scale == "linear" else {"range": None, "autorange": True}
        )
        data += traces(view, line, (f"x{suffix}", f"y{suffix}"), 0)
        for text, x, anchor, colour in (
            (f"<b>{label(line.name)}</b>", x0, "left", INK),
            (label(line.end_text), across[1], "right", SOFT),
        ):
            notes.append(
                annotation(text, x, y1 - 0.02 / rows, colour, xref="paper", yref="paper", xanchor=anchor, yanchor="top")
            )
    return {
        "data": data,
        "layout": layout(
            view.title, view.sentence, PANEL * rows, annotations=notes, margin={"l": 8, "r": 8, "t": 8, "b": 8}, **axes
        ),
    }


def classes_figure(view: TrendView) -> dict[str, Any]:
    """Bars over the years: one trace for each class and for each missing state."""
    known = list(class_names(view).values())
    bars: dict[tuple[str, str], list[tuple[str, int, int, int, str]]] = {}
    for line in view.lines:
        for run in runs_of(view, line):
            first, last = view.rows[run.numbers[0]].year or 0, view.rows[run.numbers[-1]].year or 0
            years = str(first) if first == last else f"{first}–{last}"
            tip = label(f"{line.name}, {years}: {run.label}")
            key = (run.css, "" if run.css.startswith("s-") else run.label)
            bars.setdefault(key, []).append((line.name, first, last, run.numbers[0], tip))
    order = [*known, *(key for key in bars if key not in known)]
    names = [label(line.name) for line in view.lines]
    return {
        "data": [_bars(view, *key, bars[key]) for key in order if key in bars],
        "layout": layout(
            view.title,
            view.sentence,
            STRIP * len(names) + 110,
            barmode="overlay",
            bargap=0.3,
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            xaxis=year_axis(view.first_year, view.last_year),
            yaxis={"categoryorder": "array", "categoryarray": names[::-1], "fixedrange": True, "automargin": True},
            margin={"l": left_room(names), "r": 12, "t": 50, "b": 40},
        ),
    }


def _fits(view: TrendView, name: str, years: int) -> bool:
    """Whether a name has room inside a bar of so many years, on a drawing of usual width."""
    return width_of(name) + 12 < USUAL * years / max(view.last_year - view.first_year + 1, 1)


def _bars(view: TrendView, css: str, name: str, runs: list[tuple[str, int, int, int, str]]) -> Trace:
    ramp = RAMPS[view.palette]
    is_state = css.startswith("s-")
    state = next((row.missing_reason for row in view.rows if f"s-{row.state.value}" == css), "") if is_state else ""
    pattern = {"shape": "/", "fgcolor": HATCH, "bgcolor": MISSING, "size": 5}
    marker = {"color": MISSING, "pattern": pattern} if is_state else {"color": ramp[int(css[1:])]}
    return {
        "type": "bar",
        "orientation": "h",
        "name": label(name or state),
        "meta": {"css": css},
        "y": [label(place) for place, *_ in runs],
        "base": [first - 0.5 for _, first, _, _, _ in runs],
        "x": [last - first + 1 for _, first, last, _, _ in runs],
        "customdata": [number for _, _, _, number, _ in runs],
        "hovertext": [tip for *_, tip in runs],
        "hoverinfo": "text",
        "text": [label(name) if _fits(view, name, last - first + 1) else "" for _, first, last, _, _ in runs],
        "textposition": "inside",
        "insidetextanchor": "start",
        "constraintext": "none",
        "marker": marker,
    }
