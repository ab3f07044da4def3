"""From longitude and latitude to the view: Equal Earth, cut in the Bering Strait, 1000 units wide.

Invariant: areas keep their true relative size, and nothing reaches across the seam of the map.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

WIDTH = 1000.0
CENTRE = 11.0  # with this meridian in the middle the seam runs between Asia and America and splits no mainland
SEAM = CENTRE - 180.0
NORTH, SOUTH = 83.7, -56.0  # northern tip of Greenland, southern tip of South America
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3.0) / 2.0

Floats = NDArray[np.float64]


def equal_earth(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Equal Earth of degrees, in radii of the sphere, ``lon`` counted from the central meridian.

    Šavrič, Patterson and Jenny (2018), The Equal Earth map projection, International Journal of Geographical
    Information Science 33(3), doi:10.1080/13658816.2018.1504949.
    """
    theta = np.arcsin(_M * np.sin(np.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    x = np.radians(lon) * np.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


def _extent(lon: float, lat: float) -> tuple[float, float]:
    x, y = equal_earth(np.array([lon]), np.array([lat]))
    return float(x[0]), float(y[0])


_SCALE = WIDTH / (2 * _extent(180.0, 0.0)[0])
_TOP = _extent(0.0, NORTH)[1]
HEIGHT = float(np.ceil((_TOP - _extent(0.0, SOUTH)[1]) * _SCALE))


def to_view(lonlat: Floats) -> Floats:
    """Degrees (n, 2), longitudes from SEAM to SEAM + 360, to units of the view, y downward."""
    x, y = equal_earth(lonlat[:, 0] - CENTRE, lonlat[:, 1])
    return np.column_stack([x * _SCALE + WIDTH / 2, (_TOP - y) * _SCALE])


def project(geometry: BaseGeometry) -> BaseGeometry:
    """Geometry in degrees (-180..180) to the view, cut at the seam and joined again at 180°."""
    return shapely.transform(_shift(geometry), to_view)


def _shift(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.bounds[0] >= SEAM:
        return geometry
    west = translate(geometry.intersection(box(-180, -90, SEAM, 90)), 360.0)
    east = geometry.intersection(box(SEAM, -90, 180, 90))
    return shapely.union_all([east, west], grid_size=1e-7)


def view_frame(lon_min: float, lat_min: float, lon_max: float, lat_max: float) -> tuple[float, float, float, float]:
    """Frame of a window of longitudes and latitudes in the view: x, y, width, height, within the map."""
    edge = shapely.segmentize(LineString(box(lon_min, lat_min, lon_max, lat_max).exterior.coords), 1.0)
    points = to_view(np.asarray(edge.coords))
    left, top = np.maximum(points.min(axis=0), 0.0)
    right, bottom = np.minimum(points.max(axis=0), (WIDTH, HEIGHT))
    return (float(left), float(top), float(right - left), float(bottom - top))


def svg_number(tenths: int) -> str:
    """A whole number of tenths as short as SVG allows: 12 -> ``1.2``, -5 -> ``-.5``, 30 -> ``3``."""
    sign = "-" if tenths < 0 else ""
    whole, part = divmod(abs(tenths), 10)
    return sign + (str(whole) if whole or not part else "") + (f".{part}" if part else "")


def svg_path(rings: Iterable[Floats], closed: bool = True) -> str:
    """One path of relative commands at one decimal. Rings (or lines) that shrink to nothing are left out."""
    parts: list[str] = []
    at = np.zeros(2, dtype=np.int64)
    for ring in rings:
        steps = _steps(ring, closed)
        if len(steps) < (3 if closed else 2):
            continue
        start = steps[0] - at
        moves = np.diff(steps, axis=0)
        parts.append("m" + _pair_text([start]) + "l" + _pair_text(moves) + ("z" if closed else ""))
        at = steps[0] if closed else steps[-1]
    return "".join(parts)


def _steps(ring: Floats, closed: bool) -> NDArray[np.int64]:
    """Vertices in tenths without repeats and without those on a straight way between two others."""
    points = np.rint(ring * 10).astype(np.int64)
    points = points[:-1] if closed else points
    kept: list[Any] = []
    for point in points:
        if kept and (point == kept[-1]).all():
            continue
        if len(kept) > 1 and _is_between(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    if closed and len(kept) > 1 and (kept[0] == kept[-1]).all():
        kept.pop()
    return np.array(kept, dtype=np.int64).reshape(-1, 2)


def _is_between(a: Any, b: Any, c: Any) -> bool:
    first, second = b - a, c - b
    return bool(first[0] * second[1] == first[1] * second[0] and first @ second > 0)


def _pair_text(pairs: Iterable[Any]) -> str:
    text = ""
    for number in (svg_number(int(n)) for pair in pairs for n in pair):
        # a number needs no separator before a minus, nor before a point if the number before had one
        glued = not text or number[0] == "-" or (number[0] == "." and "." in text[_last_start(text) :])
        text += number if glued else f" {number}"
    return text


def _last_start(text: str) -> int:
    return max(text.rfind(" "), text.rfind("-"), 0)
