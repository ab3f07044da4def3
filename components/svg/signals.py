"""Draws two intervals of one area under each other, and the states of a universe as one bar.

Invariant: every drawing of a list has one scale; an improvement and a deterioration are drawn by one function, in the
same size; what abstains is hatched.
"""

from __future__ import annotations

from collections.abc import Mapping

from components.svg.draw import number, text
from data.views.signals_parts import ABSTAIN, STATES

WIDTH, HEIGHT, MARGIN = 240.0, 24.0, 5.0
BAR_WIDTH, BAR_HEIGHT = 1000.0, 30.0


def draw_pair(marks: tuple[float, ...], span: tuple[float, float], css: str, name: str) -> str:
    """The earlier interval above, the later below; ``marks`` are bound, value, bound of each, ``span`` the scale."""
    low, high = span
    scale = (WIDTH - 2 * MARGIN) / (high - low) if high > low else 0.0

    def x(value: float) -> str:
        return number(MARGIN + (value - low) * scale)

    parts = [
        f'<path class="{part}" d="M{x(lower)} {y}H{x(upper)}"/>'
        f'<circle class="{part}" cx="{x(value)}" cy="{y}" r="3.2"/>'
        for part, y, (lower, value, upper) in (("then", 7, marks[:3]), ("now", 17, marks[3:]))
    ]
    return (
        f'<svg class="pair {css}" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" role="img" '
        f'aria-label="{text(name)}">{"".join(parts)}</svg>'
    )


def draw_states(counts: Mapping[str, int], labels: Mapping[str, str], name: str) -> str:
    """One bar, each state as wide as its number of areas; the numbers stand in the key."""
    total = sum(counts.values())
    parts, at = [], 0.0
    for state in STATES:
        width = BAR_WIDTH * counts[state] / total if total else 0.0
        if not width:
            continue
        tip = text(labels[state])
        fill = ' fill="url(#signals-abstain)"' if state == ABSTAIN else ""
        size = f'x="{number(at)}" y="0" width="{number(width)}" height="{number(BAR_HEIGHT)}"'
        box = f'<rect class="st-{state}"{fill} {size}/>'
        parts.append(f'<g data-tip="{tip}"><title>{tip}</title>{box}</g>')
        at += width
    pattern = (
        '<defs><pattern id="signals-abstain" class="abstain-hatch" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8"/><path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6"/></pattern></defs>'
    )
    box = f'viewBox="0 0 {number(BAR_WIDTH)} {number(BAR_HEIGHT)}" preserveAspectRatio="none"'
    return f'<svg class="state-bar" {box} role="img" aria-label="{text(name)}">{pattern}{"".join(parts)}</svg>'
