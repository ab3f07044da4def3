"""Small marks of a country's page: an interval on its scale, shares of a whole, the standing under a treaty.

Invariant: each mark stands beside the words that say the same, so it is hidden from assistive technology.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.svg.draw import hatch_id, number
from data.model import AreaState
from data.views.profile_rows import Band
from data.views.profile_treaties import PARTY, SIGNED

HIDDEN = 'aria-hidden="true" focusable="false"'
BAND = (96.0, 11.0)
BAR = (1000.0, 22.0)


def draw_band(band: Band) -> str:
    """The interval as a bar on its scale, the value as an upright stroke."""
    width, height = BAND
    span = band.high - band.low or 1.0

    def at(value: float) -> float:
        return 2 + (value - band.low) / span * (width - 4)

    left, right = at(band.lower), at(band.upper)
    return (
        f'<svg class="band" viewBox="0 0 {number(width)} {number(height)}" {HIDDEN}>'
        f'<path class="scale" d="M2 5.5H{number(width - 2)}M2 3v5M{number(width - 2)} 3v5"/>'
        f'<rect class="span" x="{number(left)}" y="2.5" width="{number(max(right - left, 1))}" height="6"/>'
        f'<path class="value" d="M{number(at(band.value))} .5v10"/></svg>'
    )


def draw_shares(parts: Sequence[tuple[str, int]], prefix: str = "") -> str:
    """Shares of a whole side by side, in the order given: (class of the fill, how many).

    With a prefix the last share is what is missing, hatched as on a map.
    """
    width, height = BAR
    total = sum(count for _css, count in parts) or 1
    hatch = f' fill="url(#{hatch_id(AreaState.NOT_REPORTED, prefix)})"' if prefix else ""
    drawn, x = [], 0.0
    for place, (css, count) in enumerate(parts, 1):
        size = count / total * width
        fill = hatch if place == len(parts) else ""
        if count:
            drawn.append(
                f'<rect class="{css}" x="{number(x)}" y="0" width="{number(size)}" height="{number(height)}"{fill}/>'
            )
        x += size
    return (
        f'<svg class="shares" viewBox="0 0 {number(width)} {number(height)}" preserveAspectRatio="none" {HIDDEN}>'
        f"{''.join(drawn)}</svg>"
    )


def draw_standing(status: int | None) -> str:
    """Party: a full disc; signed: a half one; neither: a ring; not on record: a dotted ring."""
    css = {PARTY: "party", SIGNED: "signed", None: "unknown"}.get(status, "neither")
    inner = {PARTY: '<circle cx="7" cy="7" r="5.5"/>', SIGNED: '<path d="M7 1.5a5.5 5.5 0 0 0 0 11z"/>'}
    filled = inner.get(status, "") if status is not None else ""
    return (
        f'<svg class="standing {css}" viewBox="0 0 14 14" {HIDDEN}>'
        f'<circle class="rim" cx="7" cy="7" r="5.5"/>{filled}</svg>'
    )


def draw_hatch(state: AreaState, prefix: str) -> str:
    """A small square in the hatch of a missing state."""
    return (
        f'<svg class="swatch" width="18" height="14" viewBox="0 0 18 14" {HIDDEN}>'
        f'<rect x=".5" y=".5" width="17" height="13" fill="url(#{hatch_id(state, prefix)})"/></svg>'
    )
