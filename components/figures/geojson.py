"""The release's shapes as an interactive map wants them: whole across the date line, outer rings clockwise, ids alone.

Invariant: no corner is moved or dropped; only the cut along the 180th meridian goes, and with it the line that it drew
through an island or a peninsula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Shape = list[Ring]  # outer ring, then holes

EAST, WEST, TURN = 180.0, -180.0, 360.0


def map_geojson(collection: Mapping[str, Any]) -> dict[str, Any]:
    """Feature collection for Plotly's choropleth with ``locationmode="geojson-id"``.

    A part that lay west of the date line and is joined to one east of it has longitudes above 180: projections and the
    search for the area under the pointer both take them, and the middle of the area comes out right.
    """
    return {"type": "FeatureCollection", "features": [_feature(feature) for feature in collection["features"]]}


def _feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    shapes = join_at_date_line([_wound(polygon) for polygon in polygons])
    return {"type": "Feature", "id": feature["id"], "geometry": {"type": "MultiPolygon", "coordinates": shapes}}


def join_at_date_line(shapes: list[Shape]) -> list[Shape]:
    """Shapes of one area, those that touch along the 180th meridian made one."""
    shapes = list(shapes)
    while (found := _touching(shapes)) is not None:
        east, west, ring = found
        shapes[east] = [ring, *shapes[east][1:], *(_moved(hole) for hole in shapes[west][1:])]
        del shapes[west]
    return shapes


def _touching(shapes: list[Shape]) -> tuple[int, int, Ring] | None:
    """Numbers of an eastern and a western shape with a common edge on the meridian, and the ring around both."""
    outer = [shape[0] for shape in shapes]
    for east, ring in enumerate(outer):
        for n in _edges_on(ring, EAST):
            for west, other in enumerate(outer):
                for m in _edges_on(other, WEST):
                    if ring[n][1] == other[m + 1][1] and ring[n + 1][1] == other[m][1]:
                        return east, west, _spliced(ring, n, _moved(other), m)
    return None


def _edges_on(ring: Ring, longitude: float) -> list[int]:
    """Numbers of the points from which an edge runs along a meridian."""
    return [n for n, (a, b) in enumerate(pairwise(ring)) if a[0] == b[0] == longitude]


def _spliced(ring: Ring, n: int, other: Ring, m: int) -> Ring:
    """The first ring, led around the second instead of along their common edge."""
    around = other[m + 1 : -1] + other[: m + 1]
    return ring[:n] + around + ring[n + 2 :]


def _moved(ring: Ring) -> Ring:
    return [(round(x + TURN, 2), y) for x, y in ring]


def _wound(polygon: Sequence[Sequence[Sequence[float]]]) -> Shape:
    """The outer ring clockwise, holes the other way; the reverse would be the whole globe but for the area."""
    rings = [[(round(x, 2), round(y, 2)) for x, y in ring] for ring in polygon]
    return [ring if (_area(ring) < 0) == (n == 0) else ring[::-1] for n, ring in enumerate(rings)]


def _area(ring: Ring) -> float:
    """Twice the area on the plane, positive for counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
