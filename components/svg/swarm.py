"""Places dots along a line so that none lies over another.

Invariant: a dot keeps its value's place along the line; only its distance from the line is chosen.
"""

from __future__ import annotations


def swarm(xs: list[float], radius: float) -> list[float]:
    """Distances from the middle line for dots at these places, in order: none touches, each lies as near as it can."""
    reach = 2 * radius + 0.5
    placed: list[tuple[float, float]] = []
    found = []
    for x in xs:
        near = [(a, b) for a, b in placed if x - a < reach]
        blocked = [(b - room, b + room) for a, b in near for room in [max(reach**2 - (x - a) ** 2, 0.0) ** 0.5]]
        tries = sorted({0.0, *(end for span in blocked for end in span)}, key=lambda y: (abs(y), y))
        offset = next(y for y in tries if all(not low + 1e-6 < y < high - 1e-6 for low, high in blocked))
        placed.append((x, offset))
        found.append(offset)
    return found
