"""Draws named dots in rows by region, and bars for a publisher's own regions.

Invariant: every dot is labelled, no label lies over another, and the scale starts where the data or zero says.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.draw import colour_name, number, text
from components.svg.map import tooltip
from data.views.dots import DotRow, RegionBar
from data.views.map import MapArea, MapView
from data.words import Words

WIDTH = 1000.0
LEFT = 130.0
RIGHT = 24.0
LANE = 15.0
CHAR = 6.2


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear scale from values to the width of the drawing."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """Position of a value."""
        span = self.high - self.low or 1.0
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - self.low) / span

    def ticks(self) -> list[float]:
        """Five values from one end to the other."""
        return [self.low + (self.high - self.low) * k / 4 for k in range(5)]


def scale_of(values: list[float], from_zero: bool) -> Scale:
    """Scale that holds all values, from zero where the unit starts there."""
    low = 0.0 if from_zero and min(values) >= 0 else min(values)
    return Scale(low, max(values))


def draw_dots(view: MapView, rows: list[DotRow], from_zero: bool, words: Words, summary: str, prefix: str = "d") -> str:
    """SVG of the rows; the height follows from how many lanes the labels need."""
    values = [a.value for row in rows for a in row.areas if a.value is not None]
    scale = scale_of(values, from_zero)
    top = 26.0
    parts = []
    for row in rows:
        lanes = _lanes(row.areas, scale)
        height = 26 + LANE * (max(lanes.values(), default=0) + 1)
        parts.append(_row(view, row, lanes, scale, top, words))
        top += height
    axis = "".join(_tick(scale, tick, top, words) for tick in scale.ticks())
    return (
        f'<svg class="dots pal-{view.palette}" viewBox="0 0 {number(WIDTH)} {number(top + 8)}" role="img" '
        f'aria-labelledby="{prefix}-name {prefix}-desc"><title id="{prefix}-name">{text(view.title)}</title>'
        f'<desc id="{prefix}-desc">{text(summary)}</desc>{axis}{"".join(parts)}</svg>'
    )


def _tick(scale: Scale, value: float, bottom: float, words: Words) -> str:
    x = number(scale.x(value))
    decimals = 0 if abs(scale.high - scale.low) >= 8 else 2
    return (
        f'<path class="grid" d="M{x} 20V{number(bottom)}"/>'
        f'<text class="tick" x="{x}" y="13" text-anchor="middle">{text(words.number(value, decimals))}</text>'
    )


def _lanes(areas: tuple[MapArea, ...], scale: Scale) -> dict[str, int]:
    """Lane of each label so that none lies over another: the first lane that is free at its place."""
    ends: list[float] = []
    lanes: dict[str, int] = {}
    for area in areas:
        x = scale.x(area.value or 0.0)
        start, end = _span(area.name, x)
        lane = next((n for n, used in enumerate(ends) if used < start), len(ends))
        ends[lane : lane + 1] = [end + 8]
        lanes[area.id] = lane
    return lanes


def _span(name: str, x: float) -> tuple[float, float]:
    width = CHAR * len(name)
    start = min(x - 4, WIDTH - width)
    return start, start + width


def _row(view: MapView, row: DotRow, lanes: dict[str, int], scale: Scale, top: float, words: Words) -> str:
    line = top + 12
    parts = [
        f'<text class="row" x="0" y="{number(line + 4)}">{text(row.region)}</text>',
        f'<path class="axis" d="M{number(LEFT)} {number(line)}H{number(WIDTH - RIGHT)}"/>',
    ]
    if row.median is not None:
        at = number(scale.x(row.median))
        label = words.text("median of the region")
        parts.append(
            f'<path class="median" d="M{at} {number(line - 8)}V{number(line + 8)}"><title>{text(label)}</title></path>'
        )
    for area in row.areas:
        x = scale.x(area.value or 0.0)
        start, _ = _span(area.name, x)
        below = line + 14 + LANE * lanes[area.id]
        parts.append(
            f'<g><path class="lead" d="M{number(x)} {number(line)}V{number(below - 9)}"/>'
            f'<circle class="{colour_name(area.fill, view)}" cx="{number(x)}" cy="{number(line)}" r="5">'
            f"<title>{text(tooltip(area))}</title></circle>"
            f'<text class="name" x="{number(start)}" y="{number(below)}">{text(area.name)}</text></g>'
        )
    return f"<g>{''.join(parts)}</g>"


def draw_bars(title: str, bars: list[RegionBar], summary: str, prefix: str = "b") -> str:
    """SVG of the publisher's regional figures as bars from zero, each with its own name and year."""
    top = max((bar.value for bar in bars), default=1.0) or 1.0
    lines = []
    for position, bar in enumerate(bars):
        y = 18 + 26 * position
        width = max((WIDTH - 520) * max(bar.value, 0.0) / top, 1.0)
        lines.append(
            f'<text class="row" x="330" y="{y + 5}" text-anchor="end">{text(bar.name)}</text>'
            f'<rect class="bar" x="340" y="{y - 8}" width="{number(width)}" height="16"/>'
            f'<text class="tick" x="{number(348 + width)}" y="{y + 5}">{text(bar.text)}, {bar.year}</text>'
        )
    height = 26 * len(bars) + 12
    return (
        f'<svg class="bars" viewBox="0 0 {number(WIDTH)} {height}" role="img" '
        f'aria-labelledby="{prefix}-name {prefix}-desc"><title id="{prefix}-name">{text(title)}</title>'
        f'<desc id="{prefix}-desc">{text(summary)}</desc>{"".join(lines)}</svg>'
    )
