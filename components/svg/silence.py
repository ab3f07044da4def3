"""Draws two groups of states as dots on one scale, one row for each, with the median and the ends named.

Invariant: every area of the view has one dot at its value, no dot lies over another, no label leaves the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.axis import LINE, lanes, named, width_of
from components.svg.draw import number, text
from components.svg.map import tooltip
from components.svg.swarm import swarm
from data.views.stories_silence import SilenceRow, SilenceView
from data.words import Words

HEAD, GAP, TICKS = 22.0, 26.0, 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a drawing: its class, width, margin at both sides and radius of a dot."""

    css: str
    width: float
    margin: float
    radius: float


@dataclass(frozen=True, slots=True)
class Across:
    """From values to the width of a frame."""

    frame: Frame
    low: float
    high: float

    def __call__(self, value: float) -> float:
        """Position of a value."""
        room = self.frame.width - 2 * self.frame.margin
        return self.frame.margin + room * (value - self.low) / ((self.high - self.low) or 1.0)


WIDE, NARROW = Frame("wide", 820.0, 12.0, 4.7), Frame("narrow", 360.0, 8.0, 3.6)


def draw_silence(view: SilenceView, words: Words, prefix: str = "q") -> str:
    """The strip for wide and for narrow screens; the style sheet shows the one that fits."""
    return "".join(_frame(view, frame, words, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def _frame(view: SilenceView, frame: Frame, words: Words, prefix: str) -> str:
    x = Across(frame, view.ticks[0][0], view.ticks[-1][0])
    top = TICKS + 8
    parts = []
    for row in view.rows:
        body, top = _row(row, frame, x, top, words)
        parts.append(body)
    bottom = top - GAP + 8
    axis = "".join(_tick(x(value), label, bottom, frame) for value, label in view.ticks)
    return named(
        f"silence {frame.css}",
        prefix,
        (frame.width, bottom),
        (view.title, view.sentence, words.lang),
        axis + "".join(parts),
    )


def _tick(x: float, label: str, bottom: float, frame: Frame) -> str:
    half = width_of(label) / 2
    at = min(max(x, half), frame.width - half)
    return (
        f'<path class="grid" d="M{number(x)} {number(TICKS)}V{number(bottom)}"/>'
        f'<text class="tick" x="{number(at)}" y="13" text-anchor="middle">{text(label)}</text>'
    )


def _row(row: SilenceRow, frame: Frame, x: Across, top: float, words: Words) -> tuple[str, float]:
    """One group from ``top`` on, and where the next begins."""
    places = swarm([x(area.value or 0.0) for area in row.areas], frame.radius)
    half = max((abs(offset) for offset in places), default=0.0) + frame.radius
    line = top + HEAD + 14 + half
    dots = "".join(
        f'<circle class="pt {row.key}" cx="{number(x(a.value or 0.0))}" cy="{number(line + offset)}" '
        f'r="{number(frame.radius)}"><title>{text(tooltip(a))}</title></circle>'
        for a, offset in zip(row.areas, places, strict=True)
    )
    parts = [f'<text class="row" x="0" y="{number(top + 14)}">{text(row.label)}</text>', dots]
    if row.median is not None:
        label = words.text("median %(value)s", value=row.median_text)
        at = x(row.median)
        room = width_of(label) / 2
        middle = min(max(at, room), frame.width - room)
        y = number(top + HEAD + 6)
        parts.append(
            f'<path class="median" d="M{number(at)} {number(top + HEAD + 10)}V{number(line + half + 3)}"/>'
            f'<text class="say" x="{number(middle)}" y="{y}" text-anchor="middle">{text(label)}</text>'
        )
    names, height = _ends(row, places, frame, x, line, half)
    return "".join([*parts, names]), line + half + height + GAP


def _ends(row: SilenceRow, places: list[float], frame: Frame, x: Across, line: float, half: float) -> tuple[str, float]:
    """Names of the lowest and the highest below the dots, each tied to its own."""
    ends = [(row.areas[0], places[0])]
    if len(row.areas) > 1:
        ends.append((row.areas[-1], places[-1]))
    spans = []
    for number_, (area, _) in enumerate(ends):
        width = min(width_of(area.name), frame.width)
        at = x(area.value or 0.0)
        start = at - 3 if number_ == 0 else at + 3 - width
        start = min(max(start, 0.0), frame.width - width)
        spans.append((start, start + width))
    levels = lanes(spans)
    parts = []
    for (area, offset), (start, _), lane in zip(ends, spans, levels, strict=True):
        y = line + half + 16 + LINE * lane
        at = x(area.value or 0.0)
        parts.append(
            f'<path class="lead" d="M{number(at)} {number(line + offset + frame.radius + 1)}V{number(y - 11)}"/>'
            f'<text class="name" x="{number(start)}" y="{number(y)}">{text(area.name)}</text>'
        )
    return "".join(parts), 20 + LINE * max(levels)
