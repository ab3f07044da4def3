"""Scales, years and labels that every drawing over time shares.

Invariant: no label lies over another or leaves the frame; a year is named once.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from components.svg.draw import number, text
from data.views.trend_parts import Ticks

LINE = 15.0
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
YEAR_ROOM = 74.0
ORPHAN = 3
SIZE = 13.5
# Widths in em of our sans at weight 600; a fallback font is a little narrower. What is not listed takes FULL.
WIDTHS = {" ": 0.21, **dict.fromkeys("',.:;ijl|", 0.28), **dict.fromkeys("!()-I[]frt/", 0.34)}
WIDTHS |= {**dict.fromkeys("*?csz", 0.46), **dict.fromkeys("0123456789aegkvxyFJLé–−$+", 0.52)}
WIDTHS |= {**dict.fromkeys("bdhnopquAESTVXZ", 0.57), **dict.fromkeys("BCDKPRUHNOQG&", 0.66)}
WIDTHS |= dict.fromkeys("mwMW%@—…", 0.86)
FULL, SQUARE = 0.72, 1.02  # other letters; Chinese characters


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a drawing: its class, its size, the plot's edges."""

    css: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def plot_right(self) -> float:
        """Right edge of the plot."""
        return self.width - self.right

    @property
    def plot_bottom(self) -> float:
        """Lower edge of the plot."""
        return self.height - self.bottom


@dataclass(frozen=True, slots=True)
class Plane:
    """Years across and values upwards, linear or logarithmic, inside a frame."""

    frame: Frame
    first: float
    last: float
    low: float
    high: float
    is_log: bool = False

    def x(self, year: float) -> float:
        """Position of a year; a single one stands in the middle."""
        frame = self.frame
        room = frame.plot_right - frame.left
        if self.last <= self.first:
            return frame.left + room / 2
        return frame.left + room * (year - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Position of a value."""
        low, high, at = (
            (log10(v) for v in (self.low, self.high, value)) if self.is_log else (self.low, self.high, value)
        )
        return self.frame.plot_bottom - (self.frame.plot_bottom - self.frame.top) * (at - low) / ((high - low) or 1.0)

    @property
    def spacing(self) -> float:
        """Room of one year."""
        return (self.frame.plot_right - self.frame.left) / max(self.last - self.first, 1)


def width_of(label: str, size: float = SIZE) -> float:
    """Width of a label as drawn, a little generous."""
    return size * sum(WIDTHS.get(c) or (SQUARE if c > "\u2e7f" else FULL) for c in label)


def year_ticks(first: int, last: int, room: float) -> list[int]:
    """Years to name: the first, the last and round ones between, as many as there is room for."""
    span = last - first
    if span <= 0:
        return [first]
    most = max(int(room / YEAR_ROOM), 1)
    step = next((s for s in YEAR_STEPS if span / s <= most), YEAR_STEPS[-1])
    near = 0.6 * YEAR_ROOM * span / room
    between = [y for y in range(first - first % step + step, last, step) if y - first >= near and last - y >= near]
    return [first, *between, last]


def draw_years(plane: Plane, first: int, last: int) -> str:
    """The axis of years along the lower edge."""
    frame = plane.frame
    base = frame.plot_bottom
    parts = [f'<path class="axis" d="M{number(frame.left)} {number(base)}H{number(frame.plot_right)}"/>']
    for year in year_ticks(first, last, frame.plot_right - frame.left):
        x = plane.x(year)
        half = width_of(str(year)) / 2
        at = min(max(x, half), frame.width - half)
        parts.append(
            f'<path class="axis" d="M{number(x)} {number(base)}v5"/>'
            f'<text class="tick" x="{number(at)}" y="{number(base + 19)}" text-anchor="middle">{year}</text>'
        )
    return "".join(parts)


def draw_values(plane: Plane, ticks: Ticks) -> str:
    """Grid lines with their values on the left."""
    frame = plane.frame
    parts = []
    left, right, at = number(frame.left), number(frame.plot_right), number(frame.left - 7)
    for value, label in ticks:
        y = plane.y(value)
        css = "axis" if value == 0 else "grid"
        parts.append(
            f'<path class="{css}" d="M{left} {number(y)}H{right}"/>'
            f'<text class="tick" x="{at}" y="{number(y + 4.5)}" text-anchor="end">{text(label)}</text>'
        )
    return "".join(parts)


def wrap(label: str, room: float, most: int = 3) -> list[str]:
    """A label in lines that fit the room; what does not fit in ``most`` lines ends with an ellipsis."""
    lines: list[str] = []
    for word in label.split(" "):
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > 1 and len(lines[-1]) <= ORPHAN and " " in lines[-2]:
        lines[-2], _, word = lines[-2].rpartition(" ")
        lines[-1] = f"{word} {lines[-1]}"
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = f"{kept[-1]}…"
    return [_cut(line, room) for line in kept]


def _cut(line: str, room: float) -> str:
    if width_of(line) <= room:
        return line
    while len(line) > 1 and width_of(line + "…") > room:
        line = line[:-1]
    return line.rstrip("…") + "…"


def spread(wanted: list[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Middles of labels that keep their order, do not overlap and lie nearest to where they are wanted.

    ``wanted`` are (middle, height), in order from top to bottom. Blocks of touching labels share their displacement.
    """
    blocks: list[tuple[float, float, list[int]]] = []  # (middle, height, members)
    for number_, (middle, height) in enumerate(wanted):
        block = (min(max(middle, top + height / 2), bottom - height / 2), height, [number_])
        while blocks and blocks[-1][0] + blocks[-1][1] / 2 > block[0] - block[1] / 2:
            block = _merge(blocks.pop(), block, wanted, top, bottom)
        blocks.append(block)
    places = [0.0] * len(wanted)
    for middle, height, members in blocks:
        at = middle - height / 2
        for member in members:
            places[member] = at + wanted[member][1] / 2
            at += wanted[member][1]
    return places


def _merge(
    above: tuple[float, float, list[int]],
    below: tuple[float, float, list[int]],
    wanted: list[tuple[float, float]],
    top: float,
    bottom: float,
) -> tuple[float, float, list[int]]:
    members = above[2] + below[2]
    height = above[1] + below[1]
    starts, at = [], 0.0
    for member in members:
        starts.append(wanted[member][0] - wanted[member][1] / 2 - at)
        at += wanted[member][1]
    start = min(max(sum(starts) / len(starts), top), max(bottom - height, top))
    return start + height / 2, height, members


def lanes(spans: list[tuple[float, float]], gap: float = 8.0) -> list[int]:
    """Lane of each span so that none overlaps another in its lane: the first that is free."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for start, end in spans:
        lane = next((n for n, used in enumerate(taken) if all(end + gap <= a or b + gap <= start for a, b in used)), -1)
        if lane < 0:
            lane = len(taken)
            taken.append([])
        taken[lane].append((start, end))
        found.append(lane)
    return found


def named(css: str, prefix: str, size: tuple[float, float], told: tuple[str, str, str], body: str) -> str:
    """An SVG with an accessible name and description; ``told`` are these two and the language they are in."""
    width, height = size
    title, summary, lang = told
    return (
        f'<svg class="{css}" lang="{lang}" fill="none" viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'aria-labelledby="{prefix}-name {prefix}-desc"><title id="{prefix}-name">{text(title)}</title>'
        f'<desc id="{prefix}-desc">{text(summary)}</desc>{body}</svg>'
    )
