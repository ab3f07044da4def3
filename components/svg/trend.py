"""Draws a trend: lines with their names at their ends, bands, breaks, the peers' median, a target, treaty dates.

Invariant: nothing is drawn that the view does not hold; no label lies over another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from components.svg.axis import LINE, Frame, Plane, draw_values, draw_years, lanes, named, spread, width_of, wrap
from components.svg.draw import number, text
from components.svg.lines import draw_band, draw_line
from components.svg.marks import colour
from components.svg.trend_classes import draw_strips
from components.svg.trend_panels import draw_panels
from data.views.trend import TrendView
from data.words import Words

WIDE = Frame("wide", 820.0, 400.0, 44.0, 176.0, 14.0, 30.0)
NARROW = Frame("narrow", 360.0, 300.0, 38.0, 106.0, 14.0, 30.0)
LABEL_GAP = 12.0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """The label of a line: its lines of text, where its point is, and the class of its colour."""

    lines: tuple[str, ...]
    values: tuple[str, ...]
    x: float
    y: float
    css: str

    @property
    def height(self) -> float:
        """Room that it takes."""
        return LINE * (len(self.lines) + len(self.values)) + 3


def draw_trend(view: TrendView, words: Words, prefix: str = "t") -> str:
    """The trend for wide and for narrow screens; the style sheet shows the one that fits. Nothing where it is empty."""
    if view.empty or view.span is None:
        return ""
    if view.kind == "classes":
        return draw_strips(view, words.lang, prefix)
    if view.kind == "panels":
        return draw_panels(view, words.lang, prefix)
    return "".join(_frame(view, frame, words.lang, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def plane_of(view: TrendView, frame: Frame) -> Plane:
    """Where years and values lie: below the lanes of the marks, high enough for the labels at the ends."""
    plane = _plane(view, frame)
    _, head = _uprights(view, plane)
    labels = _end_labels(view, plane, frame.right - LABEL_GAP)
    height = max(frame.height + head, sum(label.height for label in labels) + frame.bottom + LINE)
    return replace(plane, frame=replace(plane.frame, top=frame.top + head, height=height))


def _frame(view: TrendView, frame: Frame, lang: str, prefix: str) -> str:
    plane = plane_of(view, frame)
    notes, _ = _uprights(view, plane)
    body = [
        draw_values(plane, view.ticks),
        draw_years(plane, view.first_year, view.last_year),
        *(draw_band(view, band, plane) for band in view.bands),
        _context(view, plane),
        _older(view, plane),
        _target(view, plane),
        notes,
        *(draw_line(view, line, plane, frame.css == "wide") for line in view.lines),
        _labels(view, plane),
    ]
    size = (frame.width, plane.frame.height)
    return named(f"trend {frame.css}", prefix, size, (view.title, view.sentence, lang), "".join(body))


def _plane(view: TrendView, frame: Frame) -> Plane:
    left = max((width_of(label) for _, label in view.ticks), default=20.0) + 12
    low, high = view.ticks[0][0], view.ticks[-1][0]
    wide = replace(frame, left=max(left, 26.0))
    return Plane(wide, view.first_year, view.last_year, low, high, view.scale == "log")


def _context(view: TrendView, plane: Plane) -> str:
    if view.context is None:
        return ""
    parts = []
    for stretch in view.context.stretches:
        places = [(plane.x(view.context.points[n].year), plane.y(view.context.points[n].value)) for n in stretch]
        if len(places) == 1:
            parts.append(f'<circle class="peer" cx="{number(places[0][0])}" cy="{number(places[0][1])}" r="2"/>')
        else:
            parts.append('<path class="peers" d="M' + "L".join(f"{number(x)} {number(y)}" for x, y in places) + '"/>')
    return f"<g><title>{text(view.context.label)}</title>{''.join(parts)}</g>"


def _older(view: TrendView, plane: Plane) -> str:
    """The figures of an earlier release, grey, behind the lines."""
    parts = []
    for line in view.older:
        for stretch in line.stretches:
            places = [(plane.x(line.points[n][0]), plane.y(line.points[n][1])) for n in stretch]
            parts.append('<path class="older" d="M' + "L".join(f"{number(x)} {number(y)}" for x, y in places) + '"/>')
        for year, value, said in line.points:
            parts.append(
                f'<circle class="was" cx="{number(plane.x(year))}" cy="{number(plane.y(value))}" r="2.6">'
                f"<title>{text(f'{year}: {said}')}</title></circle>"
            )
    return f"<g>{''.join(parts)}</g>" if parts else ""


def _target(view: TrendView, plane: Plane) -> str:
    if view.target is None or not plane.low <= view.target.value <= plane.high:
        return ""
    y = plane.y(view.target.value)
    frame = plane.frame
    return (
        f'<path class="target" d="M{number(frame.left)} {number(y)}H{number(frame.plot_right)}"/>'
        f'<text class="say" x="{number(frame.left + 4)}" y="{number(y - 5)}">{text(view.target.label)}</text>'
    )


def _uprights(view: TrendView, plane: Plane) -> tuple[str, float]:
    """Vertical marks of breaks and treaty dates with their labels in lanes above, and the room that the lanes take."""
    frame = plane.frame
    items = [(b.at, b.label, b.text, "break") for b in view.breaks if b.is_major]
    items += [(t.at, t.label, t.text, f"treaty {colour(t.number)}") for t in view.treaty if t.is_inside]
    if not items:
        return "", 0.0
    room = frame.width - frame.left
    spans = []
    for at, label, _, _ in items:
        wide = min(width_of(label), room)
        start = min(max(plane.x(at) - wide / 2, frame.left), frame.width - wide)
        spans.append((start, start + wide))
    levels = lanes(spans)
    head = LINE * (max(levels) + 1) + 4
    parts = []
    for (at, label, whole, css), (start, _), lane in zip(items, spans, levels, strict=True):
        x, y = number(plane.x(at)), 12 + LINE * lane
        parts.append(
            f'<g class="up {css}"><title>{text(whole)}</title>'
            f'<path d="M{x} {number(y + 4)}V{number(frame.plot_bottom)}"/>'
            f'<text x="{number(start)}" y="{number(y)}">{text(label)}</text></g>'
        )
    return "".join(parts), head


def _labels(view: TrendView, plane: Plane) -> str:
    """Names and last values at the ends of the lines, moved apart, each tied to its point where it had to move."""
    frame = plane.frame
    left = frame.plot_right + LABEL_GAP
    labels = sorted(_end_labels(view, plane, frame.width - left), key=lambda label: label.y)
    places = spread([(label.y, label.height) for label in labels], 0.0, frame.plot_bottom + 6)
    parts = []
    for label, middle in zip(labels, places, strict=True):
        top = middle - label.height / 2 + 12
        if abs(middle - label.y) > 4 or frame.plot_right - label.x > 4:
            parts.append(
                f'<path class="tie {label.css}" d="M{number(label.x + 5)} {number(label.y)}'
                f'L{number(left - 3)} {number(middle)}"/>'
            )
        lines = [("name", line) for line in label.lines] + [("val", line) for line in label.values]
        spans = "".join(
            f'<tspan class="{css}" x="{number(left)}" y="{number(top + LINE * n)}">{text(line)}</tspan>'
            for n, (css, line) in enumerate(lines)
        )
        parts.append(f'<text class="end {label.css}">{spans}</text>')
    return "".join(parts)


def _end_labels(view: TrendView, plane: Plane, room: float) -> list[EndLabel]:
    labels = []
    most = 3 if len(view.lines) < 5 else 2
    for line in view.lines:
        drawn = [n for n in line.rows if view.rows[n].is_drawn]
        if not drawn:
            continue
        row = view.rows[drawn[-1]]
        x, y = plane.x(row.year or 0), plane.y(row.value or 0.0)
        value = line.end_text if row.year == view.last_year else f"{line.end_text} ({row.year})"
        labels.append(
            EndLabel(tuple(wrap(line.name, room, most)), tuple(wrap(value, room, 2)), x, y, colour(line.number))
        )
    if view.context is not None:
        last = view.context.points[-1]
        lines = tuple(wrap(view.context.end, room, 4))
        labels.append(EndLabel(lines, (), plane.x(last.year), plane.y(last.value), "peer"))
    return labels
