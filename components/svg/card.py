"""Draws the card of a country: one line for each core indicator with its value, year and place among its peers.

Invariant: every line has its own scale, so no two lines can be read against each other; no value means no dot.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.draw import number, text
from data.views.benchmark_parts import Position
from data.words import Words

WIDTH, LINE, TOP = 640, 34, 8
VALUE_AT, YEAR_AT, STRIP_FROM, STRIP_TO = 392, 400, 470, 632
LONGEST = 46


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
    """The card; empty where there is no line."""
    if not lines:
        return ""
    body = "".join(_line(line, TOP + n * LINE) for n, line in enumerate(lines))
    label = words.text("%(area)s: core indicators", area=name)
    height = TOP + len(lines) * LINE
    return f'<svg class="card" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{text(label)}">{body}</svg>'


def _line(line: CardLine, y: float) -> str:
    base = y + 21
    parts = [f'<path class="grid" d="M0 {number(y + LINE - 1)}H{WIDTH}"/>']
    parts.append(f'<text class="name" x="0" y="{number(base)}">{text(shortened(line.name, LONGEST))}</text>')
    if line.has_value:
        parts.append(
            f'<text class="value" x="{VALUE_AT}" y="{number(base)}" text-anchor="end">{text(line.value)}</text>'
        )
        parts.append(f'<text class="tick" x="{YEAR_AT}" y="{number(base)}">{text(line.year)}</text>')
    else:
        parts.append(
            f'<text class="tick" x="{VALUE_AT}" y="{number(base)}" text-anchor="end">{text(line.value)}</text>'
        )
    if line.position is not None:
        parts.append(_strip(line.position, y + LINE / 2))
    tip = ". ".join(filter(None, [f"{line.name}: {line.value} {line.unit}".strip(), line.year, line.place]))
    return f"<g><title>{text(tip)}</title>{''.join(parts)}</g>"


def _strip(position: Position, middle: float) -> str:
    """The others as thin strokes, their median as a longer one, the country as a dot."""
    values = [*position.others, *([position.value] if position.value is not None else [])]
    low, high = min(values), max(values)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return STRIP_FROM + 4 + (value - low) / span * (STRIP_TO - STRIP_FROM - 8)

    ticks = "".join(f"M{number(x(v))} {number(middle - 5)}v10" for v in position.others)
    parts = [f'<path class="axis" d="M{STRIP_FROM} {number(middle)}H{STRIP_TO}"/>']
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
