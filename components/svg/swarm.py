"""Places dots along a line so that none lies over another.

Invariant: a dot keeps its value's place along the line; only its distance from the line is chosen.
"""

from __future__ import annotations

TOUCH = 1e-6  # two that touch within this do not overlap


def swarm(xs: list[float], radius: float) -> list[float]:
    """Distances from the middle line for dots at these places, in order: none touches, each lies as near as it can."""
    reach = 2 * radius + 0.5
    placed: list[tuple[float, float]] = []
    found = []
    for x in xs:
        placed = [(a, b) for a, b in placed if x - a < reach]
        blocked = [(b - room, b + room) for a, b in placed for room in [max(reach**2 - (x - a) ** 2, 0.0) ** 0.5]]
        offset = _nearest_free(sorted(blocked))
        placed.append((x, offset))
        found.append(offset)
    return found


def _nearest_free(blocked: list[tuple[float, float]]) -> float:
    """The place nearest to zero, the upper one of two, that lies within none of these stretches."""
    merged: list[list[float]] = []
    for low, high in blocked:
        if merged and low < merged[-1][1] - TOUCH:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    around = next(((low, high) for low, high in merged if low + TOUCH < 0.0 < high - TOUCH), None)
    return 0.0 if around is None else around[0] if -around[0] <= around[1] else around[1]
