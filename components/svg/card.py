"""Draws the card of a country: one line for each core indicator with its value, year and place among its peers.

Invariant: every line has its own scale, so no two lines can be read against each other; no value means no dot.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.draw import number, text
from data.views.benchmark_parts import Position
from data.words import Words

TOP = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a line stand; ``drop`` is how far the value stands below the name."""

    css: str
    width: int
    line: int
    base: int
    drop: int
    value_at: int
    strip: tuple[int, int]
    longest: int


WIDE = Layout("wide", 640, 34, 21, 0, 392, (470, 632), 46)
NARROW = Layout("narrow", 340, 52, 19, 20, 96, (150, 336), 44)


@dataclass(frozen=True, slots=True)
class CardLine:
    """One indicator. ``position`` is None where it has no place among peers; ``value`` then says why there is none."""

    name: str
    value: str
    unit: str
    year: str
    place: str
    position: Position | None
    has_value: bool


def draw_card(lines: list[CardLine], name: str, words: Words) -> str:
    """The card for wide and for narrow screens; empty where there is no line."""
    if not lines:
        return ""
    label = words.text("%(area)s: core indicators", area=name)
    return "".join(_card(lines, label, layout) for layout in (WIDE, NARROW))


def _card(lines: list[CardLine], label: str, layout: Layout) -> str:
    body = "".join(_line(line, TOP + n * layout.line, layout) for n, line in enumerate(lines))
    box = f"0 0 {layout.width} {TOP + len(lines) * layout.line}"
    return f'<svg class="card {layout.css}" viewBox="{box}" role="img" aria-label="{text(label)}">{body}</svg>'


def _line(line: CardLine, y: float, layout: Layout) -> str:
    base, below = y + layout.base, y + layout.base + layout.drop
    at = f'x="{layout.value_at}" y="{number(below)}" text-anchor="end"'
    parts = [f'<path class="grid" d="M0 {number(y + layout.line - 1)}H{layout.width}"/>']
    parts.append(f'<text class="name" x="0" y="{number(base)}">{text(shortened(line.name, layout.longest))}</text>')
    if line.has_value:
        parts.append(f'<text class="value" {at}>{text(line.value)}</text>')
        parts.append(f'<text class="tick" x="{layout.value_at + 8}" y="{number(below)}">{text(line.year)}</text>')
    elif layout.drop:
        parts.append(f'<text class="tick" x="0" y="{number(below)}">{text(line.value)}</text>')
    else:
        parts.append(f'<text class="tick" {at}>{text(line.value)}</text>')
    if line.position is not None:
        parts.append(_strip(line.position, below - 5, layout.strip))
    tip = ". ".join(filter(None, [f"{line.name}: {line.value} {line.unit}".strip(), line.year, line.place]))
    return f"<g><title>{text(tip)}</title>{''.join(parts)}</g>"


def _strip(position: Position, middle: float, ends: tuple[int, int]) -> str:
    """The others as thin strokes, their median as a longer one, the country as a dot."""
    values = [*position.others, *([position.value] if position.value is not None else [])]
    low, high = min(values), max(values)
    start, end = ends
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return start + 4 + (value - low) / span * (end - start - 8)

    ticks = "".join(f"M{number(x(v))} {number(middle - 5)}v10" for v in position.others)
    parts = [f'<path class="axis" d="M{start} {number(middle)}H{end}"/>']
    parts.append(f'<path class="peer" d="{ticks}"/>' if ticks else "")
    if position.median is not None:
        parts.append(f'<path class="middle" d="M{number(x(position.median))} {number(middle - 9)}v18"/>')
    if position.value is not None:
        parts.append(f'<circle class="own" cx="{number(x(position.value))}" cy="{number(middle)}" r="5"/>')
    return "".join(parts)


def shortened(name: str, most: int) -> str:
    """A name of at most that many characters, cut at a word."""
    if len(name) <= most:
        return name
    cut = name[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ")
    return f"{cut}…"
