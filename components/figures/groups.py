"""Groups as a Plotly figure: dots for the categories of one area, dumbbells across areas, lines over time.

Invariant: a total is a tick; every dot bears the number of its row and the words of the drawing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.figures.common import (
    INK,
    RULE,
    SOFT,
    Trace,
    annotation,
    label,
    layout,
    left_room,
    markers,
    row_tip,
    series_colour,
    series_css,
    translucent,
    value_axis,
)
from components.figures.trend import empty_figure, trend_figure
from data.model import Qualifier
from data.views.group_parts import GroupLine, GroupView, ends_of

ROW = 30.0


def groups_figure(view: GroupView) -> dict[str, Any]:
    """Figure of a view by group. An empty view gives a figure that says why it is empty."""
    if view.empty:
        return empty_figure(view.title, view.empty)
    if view.trend is not None:
        return trend_figure(replace(view.trend, sentence=view.sentence))
    names = [_name(view, line) for line in view.shown]
    notes = [
        annotation(label(line.text), 1, name, INK, xref="paper", xanchor="left", xshift=8, align="left")
        for name, line in zip(names, view.shown, strict=True)
        if line.text
    ]
    return {
        "data": [*_joints(view, names), *_totals(view, names), *_dots(view, names)],
        "layout": layout(
            view.title,
            view.sentence,
            ROW * len(names) + 90,
            xaxis=value_axis(view.ticks, side="top"),
            yaxis={
                "categoryorder": "array",
                "categoryarray": names[::-1],
                "type": "category",
                "range": [-0.6, len(names) - 0.4],
                "gridcolor": RULE,
                "griddash": "dot",
                "fixedrange": True,
                "automargin": True,
            },
            annotations=notes,
            showlegend=view.kind == "dumbbell",
            legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"},
            margin={"l": left_room(names), "r": 150, "t": 70 if view.kind == "dumbbell" else 40, "b": 12},
        ),
    }


def _name(view: GroupView, line: GroupLine) -> str:
    return label(f"{line.name} ({line.year})" if view.kind == "dumbbell" and line.year != view.year else line.name)


def _dots(view: GroupView, names: list[str]) -> list[Trace]:
    """One trace for each category, in the order of the view."""
    traces = []
    for category in view.categories:
        found = [(name, n) for name, line in zip(names, view.shown, strict=True) for n in line.rows]
        found = [(name, n) for name, n in found if view.rows[n].category == category.code]
        if not found:
            continue
        number = category.number if view.kind == "dumbbell" else 1
        rows = [view.rows[n] for _, n in found]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": label(category.label),
                "meta": {"css": series_css(number), "key": category.code},
                "x": [row.value for row in rows],
                "y": [name for name, _ in found],
                "customdata": [n for _, n in found],
                "hovertext": [row_tip(row) for row in rows],
                "hoverinfo": "text",
                "marker": _markers(view, [n for _, n in found], number),
            }
        )
    return traces


def _markers(view: GroupView, numbers: list[int], number: int) -> dict[str, Any]:
    rows = [view.rows[n] for n in numbers]
    marker = markers(number, [row.is_hollow or row.is_limit for row in rows], [10.0] * len(rows))
    if not any(row.is_limit for row in rows):
        return marker
    above = [row.observation is not None and row.observation.qualifier is Qualifier.ABOVE for row in rows]
    limits = [f"triangle-{'up' if up else 'down'}" for up in above]
    symbols = [limit if row.is_limit else marker["symbol"] for row, limit in zip(rows, limits, strict=True)]
    return marker | {"symbol": symbols}


def _totals(view: GroupView, names: list[str]) -> list[Trace]:
    found = [(name, line.total) for name, line in zip(names, view.shown, strict=True) if line.total is not None]
    if not found:
        return []
    rows = [view.rows[n] for _, n in found]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": label(rows[0].group),
            "meta": {"css": "total"},
            "x": [row.value for row in rows],
            "y": [name for name, _ in found],
            "customdata": [n for _, n in found],
            "hovertext": [row_tip(row) for row in rows],
            "hoverinfo": "text",
            "marker": {"color": INK, "symbol": "line-ns-open", "size": 15, "line": {"width": 2, "color": INK}},
        }
    ]


def _joints(view: GroupView, names: list[str]) -> list[Trace]:
    """From group to group of an area, or the published bounds of a category."""
    xs: list[float | None] = []
    ys: list[str | None] = []
    for name, line in zip(names, view.shown, strict=True):
        values = _ends(view, line)
        if len(values) > 1:
            xs += [min(values), max(values), None]
            ys += [name, name, None]
    if not xs:
        return []
    colour = translucent(SOFT if view.kind == "dumbbell" else series_colour(1), 0.45)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "",
            "meta": {"css": "bar"},
            "showlegend": False,
            "connectgaps": False,
            "x": xs,
            "y": ys,
            "hoverinfo": "skip",
            "line": {"color": colour, "width": 3.2},
        }
    ]


def _ends(view: GroupView, line: GroupLine) -> list[float]:
    if view.kind == "dumbbell":
        return [row.value for row in ends_of(view, line) if row.value is not None]
    rows = [view.rows[n] for n in line.rows]
    return [end for row in rows for end in (row.lower, row.upper) if end is not None]
