"""Small pieces that every SVG drawing shares: escaping, numbers, hatch patterns, the colour ramp.

Invariant: text that comes from data is always escaped.
"""

from __future__ import annotations

from html import escape

from data.model import AreaState
from data.views.map import LegendItem, MapView

RAMP = 6
HATCH = {
    AreaState.NOT_APPLICABLE: '<path d="M0 4h8" stroke-width="1"/><path d="M4 0v8" stroke-width="1"/>',
    AreaState.DID_NOT_EXIST: '<circle cx="2" cy="2" r=".8"/>',
    AreaState.REGIONS_ONLY: '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke-width="2"/>',
    AreaState.NOT_IN_SOURCE: '<circle cx="2" cy="2" r="1.1"/><circle cx="6" cy="6" r="1.1"/>',
    AreaState.PARTS_ONLY: '<path d="M0 0L8 8M8 0L0 8" stroke-width="1"/>',
    AreaState.SEVERAL_TOGETHER: '<path d="M0 2h8M0 6h8" stroke-width="1.2"/>',
    AreaState.NOT_REPORTED: '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke-width="1"/>',
    AreaState.SUPPRESSED: '<path d="M2 0v8M6 0v8" stroke-width="1.2"/>',
    AreaState.CENSORED: '<path d="M-2 -2L10 10M-2 6L2 10M6 -2L10 2" stroke-width="1.2"/>',
    AreaState.IMPLAUSIBLE: '<path d="M0 4L4 0M4 8L8 4M0 4L4 8M4 0L8 4" stroke-width="1.4"/>',
}


def text(value: object) -> str:
    """Escaped text, for content and for attribute values."""
    return escape(str(value), quote=True)


def number(value: float) -> str:
    """A coordinate with at most one digit after the point."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def hatch_id(state: AreaState, prefix: str) -> str:
    """Id of a state's pattern; the prefix keeps two drawings on one page apart."""
    return f"{prefix}-{state.value}"


def hatches(states: list[AreaState], prefix: str) -> str:
    """Definitions of the patterns that a drawing uses."""
    return "".join(
        f'<pattern id="{hatch_id(state, prefix)}" class="h h-{state.value}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse" patternTransform="scale(.8)">'
        f'<rect width="8" height="8"/>{HATCH[state]}</pattern>'
        for state in states
        if state in HATCH
    )


def colour_name(fill: str, view: MapView) -> str:
    """CSS class of a legend class: steps spread over the whole ramp however many there are."""
    if fill in ("z", "n0") or fill.startswith("s-"):
        return fill
    if view.kind == "change":
        return change_name(fill, view)
    steps = [item.fill for item in view.legend if not item.is_state and item.fill != "z"]
    if fill not in steps:
        return "r0"
    position = steps.index(fill)
    if len(steps) == 1:
        return f"r{RAMP // 2}"
    return f"r{round(position * (RAMP - 1) / (len(steps) - 1))}"


def change_name(fill: str, view: MapView) -> str:
    """CSS class of a class of change: ``v0`` … ``v5``, falls before rises, the pale ones nearest to no change."""
    steps = [item.fill for item in view.legend if item.fill.startswith("d")]
    half = len(steps) // 2
    position = steps.index(fill)
    return f"v{position + 3 - half}"


def swatch(item: LegendItem, view: MapView) -> str:
    """A small square of the item's fill, hidden from assistive technology because its label stands beside it."""
    return (
        f'<svg class="swatch" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true" focusable="false">'
        f'<rect x=".5" y=".5" width="17" height="13" class="{colour_name(item.fill, view)}"/></svg>'
    )
