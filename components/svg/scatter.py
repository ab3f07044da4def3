"""Draws two indicators in one plane: a dot for each state, names for the chosen and the furthest.

Invariant: every point of the view has one dot at its two values; no name lies over another and none leaves the frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log10

from components.svg.axis import LINE, named, width_of, wrap
from components.svg.draw import number, text
from data.views.compare_scatter import Axis, Point, ScatterView
from data.words import Words

NAMED = 10


@dataclass(frozen=True, slots=True)
class Plot:
    """Measures of a drawing: class, size, edges of the plot, how many names beyond the chosen."""

    css: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    named: int


WIDE = Plot("wide", 1000.0, 560.0, 62.0, 20.0, 44.0, 52.0, NAMED)
NARROW = Plot("narrow", 360.0, 380.0, 46.0, 10.0, 58.0, 62.0, 4)
Place = tuple[float, float]
Box = tuple[float, float, float, float]


def draw_scatter(view: ScatterView, words: Words, prefix: str = "x") -> str:
    """The plane for wide and for narrow screens; nothing where the view is empty."""
    if view.empty or len(view.x.ticks) < 2 or len(view.y.ticks) < 2:
        return ""
    return "".join(_frame(view, plot, words, f"{prefix}-{plot.css}") for plot in (WIDE, NARROW))


def _frame(view: ScatterView, plot: Plot, words: Words, prefix: str) -> str:
    across = _scale(view.x, plot.left, plot.width - plot.right)
    upwards = _scale(view.y, plot.height - plot.bottom, plot.top)
    places = {p.area: (across(p.x), upwards(p.y)) for p in view.points}
    radius = 5.0 if plot.css == "wide" else 4.0
    order = sorted(view.points, key=lambda p: p.is_target)
    dots = "".join(_dot(view, p, places[p.area], radius) for p in order)
    body = [
        _grid(view, plot, across, upwards),
        _titles(view, plot),
        dots,
        *_labels(_wanted(view.points, places, plot), places, plot, radius),
    ]
    return named(
        f"scatter {plot.css}", prefix, (plot.width, plot.height), (view.title, view.sentence, words.lang), "".join(body)
    )


def _scale(axis: Axis, start: float, end: float) -> Callable[[float], float]:
    low, high = axis.ticks[0][0], axis.ticks[-1][0]
    if axis.is_log:
        low, high = log10(low), log10(high)

    def place(value: float) -> float:
        at = log10(value) if axis.is_log else value
        return start + (end - start) * (at - low) / ((high - low) or 1.0)

    return place


def _grid(view: ScatterView, plot: Plot, across: Callable[[float], float], upwards: Callable[[float], float]) -> str:
    bottom, right = plot.height - plot.bottom, plot.width - plot.right
    parts = []
    taken = -1e9
    for value, label in view.x.ticks:
        x = across(value)
        parts.append(f'<path class="grid" d="M{number(x)} {number(plot.top)}V{number(bottom)}"/>')
        half = width_of(label) / 2
        at = min(max(x, half), plot.width - half)
        if at - half > taken + 4:
            parts.append(
                f'<text class="tick" x="{number(at)}" y="{number(bottom + 17)}" text-anchor="middle">'
                f"{text(label)}</text>"
            )
            taken = at + half
    for value, label in view.y.ticks:
        y = upwards(value)
        parts.append(
            f'<path class="grid" d="M{number(plot.left)} {number(y)}H{number(right)}"/>'
            f'<text class="tick" x="{number(plot.left - 6)}" y="{number(y + 4)}" text-anchor="end">{text(label)}</text>'
        )
    return "".join(parts)


def _titles(view: ScatterView, plot: Plot) -> str:
    """Names of the axes in words: upwards at the top left, across at the bottom right."""
    parts = []
    room = plot.width - 8
    for n, line in enumerate(wrap(_title(view.y, "↑"), room, 2)):
        parts.append(f'<text class="side" x="0" y="{number(14 + LINE * n)}">{text(line)}</text>')
    lines = wrap(_title(view.x, "→"), room, 2)
    for n, line in enumerate(lines):
        y = plot.height - 4 - LINE * (len(lines) - 1 - n)
        parts.append(
            f'<text class="side" x="{number(plot.width)}" y="{number(y)}" text-anchor="end">{text(line)}</text>'
        )
    return "".join(parts)


def _title(axis: Axis, arrow: str) -> str:
    year = "" if axis.year is None else str(axis.year)
    return f"{arrow} " + ", ".join(filter(None, [axis.name, axis.unit, year]))


def _dot(view: ScatterView, point: Point, place: Place, radius: float) -> str:
    tip = text(f"{point.name}: {view.x.name} {point.x_text}; {view.y.name} {point.y_text}")
    css = "pt is-target" if point.is_target else "pt"
    return (
        f'<circle class="{css}" data-id="{text(point.area)}" cx="{number(place[0])}" cy="{number(place[1])}" '
        f'r="{number(radius * (1.3 if point.is_target else 1))}"><title>{tip}</title></circle>'
    )


def _wanted(points: tuple[Point, ...], places: dict[str, Place], plot: Plot) -> list[Point]:
    """The chosen, then those furthest from the middle of the cloud."""
    xs, ys = sorted(x for x, _ in places.values()), sorted(y for _, y in places.values())
    middle = xs[len(xs) // 2], ys[len(ys) // 2]
    far = sorted(points, key=lambda p: -_apart(places[p.area], middle))
    others = [p for p in far if not p.is_target]
    most = len(others) if len(points) <= plot.named * 2 else plot.named
    return [*(p for p in points if p.is_target), *others[:most]]


def _apart(place: Place, middle: Place) -> float:
    return (place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2


def _labels(wanted: list[Point], places: dict[str, Place], plot: Plot, radius: float) -> list[str]:
    """Names beside their dots, to the right or the left, above or below; one without room is left to the table."""
    taken: list[Box] = [(x - radius, y - radius, x + radius, y + radius) for x, y in places.values()]
    made = []
    for point in wanted:
        x, y = places[point.area]
        width = width_of(point.name)
        own = (x - radius, y - radius, x + radius, y + radius)
        others = [box for box in taken if box != own]
        for left, base in (
            (x + radius + 4, y + 4.5),
            (x - radius - 4 - width, y + 4.5),
            (x - width / 2, y - radius - 5),
            (x - width / 2, y + radius + 14),
        ):
            box = (left, base - 12, left + width, base + 3)
            if (
                left < 0
                or left + width > plot.width
                or base - 12 < plot.top - 14
                or base > plot.height - plot.bottom + 2
            ):
                continue
            if any(_touch(box, other) for other in others):
                continue
            taken.append(box)
            css = "row is-target" if point.is_target else "row"
            made.append(f'<text class="{css}" x="{number(left)}" y="{number(base)}">{text(point.name)}</text>')
            break
    return made


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
