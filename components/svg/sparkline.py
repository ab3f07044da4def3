"""Draws a sparkline: gaps stay gaps, lone points are dots, the last one is marked.

Invariant: a path passes only through a stretch of the sparkline; without a value nothing is drawn.
"""

from __future__ import annotations

from components.svg.draw import number, text
from data.views.sparkline import Sparkline

WIDTH, HEIGHT, MARGIN = 90.0, 24.0, 4.0


def draw_sparkline(spark: Sparkline, label: str) -> str:
    """An inline SVG of about 90 by 24 with that accessible name; an empty text where there is nothing to draw."""
    last = spark.last
    if last is None:
        return ""
    known = [value for value in spark.values if value is not None] + [limit for _, limit in spark.limits]
    low, high = min(known), max(known)

    def x(place: int) -> float:
        first, end = spark.span
        return MARGIN + (WIDTH - 2 * MARGIN) * ((spark.years[place] - first) / (end - first) if end > first else 0.5)

    def y(value: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * ((value - low) / (high - low) if high > low else 0.5)

    body = []
    for stretch in spark.stretches:
        places = [(x(n), y(spark.values[n] or 0.0)) for n in stretch]
        if len(places) > 1:
            body.append(f'<path d="{_path(places, spark.is_stepped)}"/>')
        elif stretch[0] != last:
            body.append(_dot(places[0][0], places[0][1], 1.4, "o" if spark.hollow[stretch[0]] else ""))
    body += [_dot(x(n), y(limit), 1.4, "o") for n, limit in spark.limits if n != last]
    limits = dict(spark.limits)
    value = limits.get(last, spark.values[last])
    hollow = " o" if spark.hollow[last] or last in limits else ""
    body.append(_dot(x(last), y(value or 0.0), 2.4, f"last{hollow}"))
    return (
        f'<svg class="spark" fill="none" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" width="{number(WIDTH)}" '
        f'height="{number(HEIGHT)}" role="img" aria-label="{text(label)}">{"".join(body)}</svg>'
    )


def _path(places: list[tuple[float, float]], is_stepped: bool) -> str:
    start = f"M{number(places[0][0])} {number(places[0][1])}"
    if is_stepped:
        return start + "".join(f"H{number(x)}V{number(y)}" for x, y in places[1:])
    return start + "".join(f"L{number(x)} {number(y)}" for x, y in places[1:])


def _dot(x: float, y: float, radius: float, css: str) -> str:
    name = f' class="{css}"' if css else ""
    return f'<circle{name} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
