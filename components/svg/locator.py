"""A small drawing of where a country lies: the coarse land of its continent, the country in the accent colour.

Invariant: drawn for orientation only, in a few kilobytes; a place without geometry has no drawing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from components.svg.draw import number, text
from data.catalogue import AreaInfo
from data.store import Store

STEP = re.compile(r"([mlz])|(-?(?:\d+\.?\d*|\.\d+))")
WIDTH = 220.0
WORLD = "World"
COARSE, FINE = 5.0, 1.5
SMALL = 9.0
MARGIN = 0.03

Ring = list[tuple[float, float]]
_lands: dict[tuple[str, str], str] = {}


def draw_locator(store: Store, area: AreaInfo, name: str) -> str:
    """SVG of the continent with the country; of the world where the country lies outside the continent's frame."""
    geometry = store.geometry
    if area.id not in geometry["paths"] or area.id not in geometry["places"]:
        return ""
    frame = _frame(store, area)
    x, y, width, height = _window(store, frame)
    scale = WIDTH / width
    rings = [_scaled(ring, x, y, scale) for ring in rings_of(geometry["paths"][area.id])]
    shape = "".join(_path(_thinned(ring, FINE), 1) for ring in rings if _extent(ring) >= FINE)
    place = geometry["places"][area.id]
    ring = ""
    if place["size"] * scale < SMALL:
        centre = (place["x"] - x) * scale, (place["y"] - y) * scale
        ring = f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="7"/>'
    return (
        f'<svg class="locator" viewBox="0 0 {number(WIDTH)} {number(height * scale)}" role="img" '
        f'aria-label="{text(name)}"><path class="land" d="{_land(store, frame)}"/>'
        f'<g class="here"><path d="{shape}"/>{ring}</g></svg>'
    )


def _frame(store: Store, area: AreaInfo) -> str:
    zoom = store.geometry["zooms"].get(area.region)
    return WORLD if zoom is None or area.id in zoom["outside"] else area.region


def _window(store: Store, frame: str) -> tuple[float, float, float, float]:
    if frame == WORLD:
        x, y, width, height = store.geometry["viewbox"]
        return x, y, width, height
    x, y, width, height = store.geometry["zooms"][frame]["bbox"]
    margin = MARGIN * max(width, height)
    return x - margin, y - margin, width + 2 * margin, height + 2 * margin


def _land(store: Store, frame: str) -> str:
    """Coarse outline of all land in the frame, without borders; made once for a release."""
    key = (store.release.digest, frame)
    if key not in _lands:
        x, y, width, height = _window(store, frame)
        scale = WIDTH / width
        parts = []
        for shape in store.geometry["paths"].values():
            for ring in rings_of(shape):
                drawn = _scaled(ring, x, y, scale)
                inside = any(0 <= px <= WIDTH and 0 <= py <= height * scale for px, py in drawn)
                if inside and _extent(drawn) >= COARSE:
                    parts.append(_path(_thinned(drawn, COARSE), 0))
        _lands[key] = "".join(parts)
    return _lands[key]


def rings_of(shape: str) -> list[Ring]:
    """Corners of the rings of a path that is written with relative ``m``, ``l`` and ``z`` only."""
    rings: list[Ring] = []
    x = y = 0.0
    numbers: list[float] = []
    for command, digits in STEP.findall(shape):
        if command:
            if command == "m":
                rings.append([])
            elif command == "z" and rings[-1]:
                x, y = rings[-1][0]
            continue
        numbers.append(float(digits))
        if len(numbers) == 2:
            x, y = x + numbers[0], y + numbers[1]
            rings[-1].append((x, y))
            numbers = []
    return rings


def _scaled(ring: Ring, x: float, y: float, scale: float) -> Ring:
    return [((px - x) * scale, (py - y) * scale) for px, py in ring]


def _extent(ring: Ring) -> float:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thinned(ring: Ring, step: float) -> Ring:
    """Corners at least a step apart."""
    kept = ring[:1]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return kept


def _path(ring: Ring, decimals: int) -> str:
    """A ring as a path; corners are rounded first, so that it closes where it began."""
    if len(ring) < 3:
        return ""
    corners = [(round(x, decimals), round(y, decimals)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    first = f"M{number(corners[0][0])} {number(corners[0][1])}l"
    return first + " ".join(f"{number(dx)} {number(dy)}" for dx, dy in steps).replace(" -", "-") + "z"
