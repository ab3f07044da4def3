"""Draws named dots in rows by region, and bars for a publisher's own regions, for wide and for narrow screens.

Invariant: every dot is labelled, no label lies over another, and the scale starts where the data or zero says.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from components.svg.draw import colour_name, number, text
from components.svg.map import tooltip
from data.views.dots import DotRow, RegionBar
from data.views.map import MapArea, MapView
from data.words import Words

CHAR = 6.5
LANE = 15.0
TURN = 0.7


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a drawing. On a narrow one the name of a row stands above its line, not beside it."""

    css: str
    width: float
    left: float
    right: float
    head: float


WIDE = Frame("wide", 1000.0, 130.0, 24.0, 12.0)
NARROW = Frame("narrow", 360.0, 8.0, 14.0, 30.0)
FRAMES = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear scale from values to the width of the drawing."""

    low: float
    high: float
    frame: Frame = WIDE

    def x(self, value: float) -> float:
        """Position of a value."""
        span = self.high - self.low or 1.0
        return self.frame.left + self._room * (value - self.low) / span

    @property
    def _room(self) -> float:
        return self.frame.width - self.frame.left - self.frame.right

    def turns(self, x: float) -> bool:
        """Whether a label here stands to the left of its dot: near the right edge."""
        return x > self.frame.left + TURN * self._room

    @property
    def step(self) -> float:
        """A round distance between ticks that gives four to eight of them."""
        rough = (self.high - self.low or 1.0) / 5
        power = 10.0 ** floor(log10(rough))
        return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= rough)

    def ticks(self) -> list[float]:
        """Round values within the scale."""
        first, last = ceil(self.low / self.step - 1e-9), floor(self.high / self.step + 1e-9)
        return [k * self.step for k in range(first, last + 1)]


def scale_of(values: list[float], from_zero: bool, frame: Frame = WIDE) -> Scale:
    """Scale that holds all values, from zero where the unit starts there."""
    low = 0.0 if from_zero and min(values) >= 0 else min(values)
    return Scale(low, max(values), frame)


def dot_scale(rows: list[DotRow], from_zero: bool, frame: Frame) -> Scale:
    """The scale that all rows share."""
    return scale_of([a.value for row in rows for a in row.areas if a.value is not None], from_zero, frame)


def draw_dots(view: MapView, rows: list[DotRow], from_zero: bool, words: Words, summary: str, prefix: str = "d") -> str:
    """The rows drawn for wide and for narrow screens; the style sheet shows the one that fits."""
    return "".join(_dots(view, rows, from_zero, words, summary, f"{prefix}-{frame.css}", frame) for frame in FRAMES)


def _dots(
    view: MapView, rows: list[DotRow], from_zero: bool, words: Words, summary: str, prefix: str, frame: Frame
) -> str:
    """SVG of the rows; the height follows from how many lanes the labels need."""
    scale = dot_scale(rows, from_zero, frame)
    top = 26.0
    parts = []
    first = 0
    for row in rows:
        lanes = _lanes(row.areas, scale)
        parts.append(_row(view, row, lanes, scale, top, first, words))
        first += len(row.areas)
        top += frame.head + 18 + LANE * (max(lanes.values(), default=0) + 1)
    axis = "".join(_tick(scale, tick, top, words) for tick in scale.ticks())
    return (
        f'<svg class="dots {frame.css} pal-{view.palette}" viewBox="0 0 {number(frame.width)} {number(top)}" '
        f'role="img" aria-labelledby="{prefix}-name {prefix}-desc"><title id="{prefix}-name">{text(view.title)}</title>'
        f'<desc id="{prefix}-desc">{text(summary)}</desc>{axis}{"".join(parts)}</svg>'
    )


def _tick(scale: Scale, value: float, bottom: float, words: Words) -> str:
    x = scale.x(value)
    decimals = next((n for n in range(6) if round(scale.step, n) == round(scale.step, 9)), 6)
    label = words.number(value, decimals)
    half = CHAR * len(label) / 2
    at = min(max(x, half), scale.frame.width - half)
    return (
        f'<path class="grid" d="M{number(x)} 20V{number(bottom)}"/>'
        f'<text class="tick" x="{number(at)}" y="13" text-anchor="middle">{text(label)}</text>'
    )


def _lanes(areas: tuple[MapArea, ...], scale: Scale) -> dict[str, int]:
    """Lane of each label so that none lies over another: the first lane that is free at its place."""
    taken: list[list[tuple[float, float]]] = []
    lanes: dict[str, int] = {}
    for area in areas:
        start, end = _span(area.name, scale.x(area.value or 0.0), scale)
        lane = next((n for n, spans in enumerate(taken) if all(end + 8 < a or b + 8 < start for a, b in spans)), -1)
        if lane < 0:
            lane = len(taken)
            taken.append([])
        taken[lane].append((start, end))
        lanes[area.id] = lane
    return lanes


def _span(name: str, x: float, scale: Scale) -> tuple[float, float]:
    """From where to where a label reaches: rightwards from its dot, leftwards near the right edge."""
    width = CHAR * len(name)
    if scale.turns(x):
        end = max(x + 4, width)
        return end - width, end
    start = max(min(x - 4, scale.frame.width - width), 0.0)
    return start, start + width


def _row(view: MapView, row: DotRow, lanes: dict[str, int], scale: Scale, top: float, first: int, words: Words) -> str:
    """One region: its name, its line, its median, then leads, dots and labels, so that no lead crosses a label.

    ``first`` is the number of its first dot.
    """
    frame = scale.frame
    line = top + frame.head
    name_at = line + 4 if frame is WIDE else top + 12
    parts = [
        f'<text class="row" x="0" y="{number(name_at)}">{text(row.region)}</text>',
        f'<path class="axis" d="M{number(frame.left)} {number(line)}H{number(frame.width - frame.right)}"/>',
    ]
    places = [(a, scale.x(a.value or 0.0), line + 18 + LANE * lanes[a.id]) for a in row.areas]
    leads = "".join(f"M{number(x)} {number(line)}V{number(below - 10)}" for _, x, below in places)
    parts.append(f'<path class="lead" d="{leads}"/>')
    if row.median is not None:
        at = number(scale.x(row.median))
        label = words.text("median of the region")
        parts.append(
            f'<path class="median" d="M{at} {number(line - 10)}V{number(line + 6)}"><title>{text(label)}</title></path>'
        )
    parts += [
        f'<circle class="pt {colour_name(a.fill, view)}" data-i="{n}" cx="{number(x)}" cy="{number(line)}" r="5">'
        f"<title>{text(tooltip(a))}</title></circle>"
        for n, (a, x, _) in enumerate(places, first)
    ]
    parts += [_label(a.name, x, below, scale) for a, x, below in places]
    return f"<g>{''.join(parts)}</g>"


def _label(name: str, x: float, below: float, scale: Scale) -> str:
    start, end = _span(name, x, scale)
    at, anchor = (end, ' text-anchor="end"') if scale.turns(x) else (start, "")
    return f'<text class="name" x="{number(at)}" y="{number(below)}"{anchor}>{text(name)}</text>'


def draw_bars(title: str, bars: list[RegionBar], summary: str, prefix: str = "b") -> str:
    """The publisher's regional figures as bars from zero, each with its own name and year, in both widths."""
    return "".join(_bars(title, bars, summary, f"{prefix}-{frame.css}", frame) for frame in FRAMES)


def _bars(title: str, bars: list[RegionBar], summary: str, prefix: str, frame: Frame) -> str:
    drawing = _bars_wide(bars) if frame is WIDE else _bars_narrow(bars)
    height = (26 if frame is WIDE else 42) * len(bars) + 12
    return (
        f'<svg class="bars {frame.css}" viewBox="0 0 {number(frame.width)} {height}" role="img" '
        f'aria-labelledby="{prefix}-name {prefix}-desc"><title id="{prefix}-name">{text(title)}</title>'
        f'<desc id="{prefix}-desc">{text(summary)}</desc>{drawing}</svg>'
    )


def _share(bar: RegionBar, bars: list[RegionBar]) -> float:
    """Length of a bar as a share of the longest."""
    top = max((item.value for item in bars), default=1.0) or 1.0
    return max(bar.value, 0.0) / top


def _short(name: str, room: float) -> str:
    """A name that fits the room; the table beside the drawing has it whole."""
    most = int(room / CHAR)
    return text(name) if len(name) <= most else f"{text(name[: most - 1].rstrip(' ,('))}…<title>{text(name)}</title>"


def bar_room(bars: list[RegionBar], frame: Frame) -> tuple[float, float]:
    """Where bars begin, and how long the longest is."""
    if frame is not WIDE:
        return 0.0, frame.width
    left = min(330.0, max((CHAR * len(bar.name) for bar in bars), default=0.0) + 10)
    return left, frame.width - left - 200


def _who(bar: RegionBar, position: int) -> str:
    return f'class="pt bar" data-i="{position}" data-text="{text(f"{bar.name}: {bar.text}, {bar.year}")}"'


def _bars_wide(bars: list[RegionBar]) -> str:
    """Names on the left, bars beside them."""
    left, room = bar_room(bars, WIDE)
    lines = []
    for position, bar in enumerate(bars):
        y = 18 + 26 * position
        width = max(room * _share(bar, bars), 1.0)
        name = _short(bar.name, left - 10)
        lines.append(
            f'<text class="row" x="{number(left - 10)}" y="{y + 4}" text-anchor="end">{name}</text>'
            f'<rect {_who(bar, position)} x="{number(left)}" y="{y - 8}" width="{number(width)}" height="16"/>'
            f'<text class="tick" x="{number(left + 8 + width)}" y="{y + 4}">{text(bar.text)}, {bar.year}</text>'
        )
    return "".join(lines)


def _bars_narrow(bars: list[RegionBar]) -> str:
    """Name and figure above each bar."""
    lines = []
    for position, bar in enumerate(bars):
        y = 14 + 42 * position
        width = max(bar_room(bars, NARROW)[1] * _share(bar, bars), 1.0)
        lines.append(
            f'<text class="row" x="0" y="{y}">{_short(bar.name, NARROW.width - CHAR * (len(bar.text) + 8))}</text>'
            f'<text class="tick" x="{number(NARROW.width)}" y="{y}" text-anchor="end">'
            f"{text(bar.text)}, {bar.year}</text>"
            f'<rect {_who(bar, position)} x="0" y="{y + 6}" width="{number(width)}" height="14"/>'
        )
    return "".join(lines)
