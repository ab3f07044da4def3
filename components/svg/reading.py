"""Draws how the figures of a group lie for one indicator: every place a dot on one line, or a small histogram.

Invariant: every figure that is used has its mark at its value; the median is drawn only where it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from components.svg.draw import number, text
from components.svg.swarm import swarm
from data.benchmark import Floats

WIDTH, MARGIN, HALF = 640.0, 8.0, 22.0
SMALL_WIDTH, SMALL_HEIGHT, BINS = 220.0, 34.0, 55
FEW = 40  # of more dots none needs a place of its own
SIZES = ((25, 5.5), (60, 4.5), (120, 3.2), (1000, 2.6))  # up to so many dots, of this radius


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure to draw: its value, what its note says, whether it is the marked one, whether it is counted."""

    value: float
    tip: str
    is_chosen: bool = False
    is_counted: bool = True


def draw_dots(marks: Sequence[Mark], median: float | None, label: str) -> str:
    """The strip, 640 wide and as high as its crowd; ``marks`` stand from the lowest. Empty without any."""
    if not marks:
        return ""
    radius = next(size for most, size in SIZES if len(marks) <= most)
    low, high = marks[0].value, marks[-1].value
    places = [_across(mark.value, low, high, WIDTH, MARGIN) for mark in marks]
    offsets = swarm(places, radius) if len(marks) <= FEW else _stacked(places, radius)
    furthest = max(map(abs, offsets))
    if furthest > HALF:
        offsets = [offset * HALF / furthest for offset in offsets]
    half = min(furthest, HALF) + radius + 3
    body = [f'<path class="base" d="M{number(MARGIN)} {number(half)}H{number(WIDTH - MARGIN)}"/>']
    if median is not None:
        x = number(_across(median, low, high, WIDTH, MARGIN))
        body.append(f'<path class="mid" d="M{x} 0V{number(2 * half)}"/>')
    order = sorted(range(len(marks)), key=lambda n: marks[n].is_chosen)
    body += [_dot(marks[n], places[n], half + offsets[n], radius) for n in order]
    return (
        f'<svg class="dots-line" viewBox="0 0 {number(WIDTH)} {number(2 * half)}" role="img" '
        f'aria-label="{text(label)}">{"".join(body)}</svg>'
    )


def _stacked(places: list[float], radius: float) -> list[float]:
    """Distances from the line for a crowd: those of one step stand above and below each other, quicker than a swarm."""
    seen: Counter[int] = Counter()
    found = []
    for place in places:
        step = int(place / (2 * radius))
        level = (seen[step] + 1) // 2
        found.append(2 * radius * (level if seen[step] % 2 else -level))
        seen[step] += 1
    return found


def _dot(mark: Mark, x: float, y: float, radius: float) -> str:
    css = ' class="chosen"' if mark.is_chosen else "" if mark.is_counted else ' class="guest"'
    size = radius + 1.5 if mark.is_chosen else radius
    place = f'<circle{css} cx="{number(x)}" cy="{number(y)}" r="{number(size)}"'
    return f"{place}><title>{text(mark.tip)}</title></circle>" if mark.tip else f"{place}/>"


def _across(value: float, low: float, high: float, width: float, margin: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return margin + share * (width - 2 * margin)


def draw_histogram(values: Floats, median: float | None, label: str) -> str:
    """How many figures lie where between the lowest and the highest, in 55 steps, with the median as a stroke."""
    if not len(values):
        return ""
    low, high = float(values[0]), float(values[-1])
    steps = Counter(min(int(_across(v, low, high, BINS, 0.0)), BINS - 1) for v in values.tolist())
    most, step, base = max(steps.values()), SMALL_WIDTH / BINS, SMALL_HEIGHT - 4
    bars = "".join(
        f"M{number(step * (place + 0.5))} {number(base)}v-{number(max((base - 5) * count / most, 2.0))}"
        for place, count in sorted(steps.items())
    )
    body = [f'<path class="base" d="M0 {number(base)}H{number(SMALL_WIDTH)}"/>', f'<path class="bars" d="{bars}"/>']
    if median is not None:
        x = number(min(max(_across(median, low, high, SMALL_WIDTH, 0.0), 1.0), SMALL_WIDTH - 1))
        body.append(f'<path class="mid" d="M{x} 0V{number(SMALL_HEIGHT)}"/>')
    return (
        f'<svg class="dist-line" viewBox="0 0 {number(SMALL_WIDTH)} {number(SMALL_HEIGHT)}" fill="none" role="img" '
        f'aria-label="{text(label)}">{"".join(body)}</svg>'
    )
