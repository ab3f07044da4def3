"""The release's own boundaries, made from Natural Earth: SVG paths, circles, dashed lines, GeoJSON and neighbours.

Invariant: a pure function of the input files; every area that has a shape in them keeps at least its largest ring.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.ops import polygonize

from data.model import AreaKind
from etl.areas import REGISTRY_PATH, Area, load_areas
from etl.projection import HEIGHT, WIDTH, Floats, project, svg_path, view_frame

CODES_PATH = Path(__file__).parent / "reference" / "geometry_codes.csv"
COUNTRIES = "ne_50m_admin_0_countries.json"
LINES = ("ne_50m_admin_0_boundary_lines_disputed_areas.json", "ne_50m_admin_0_boundary_lines_land.json")
FILES = (COUNTRIES, *LINES)
NOT_DRAWN, UNASSIGNED = "-", "?"
VIEW_TOLERANCE = 0.7  # units of the view; an area of about its square is what a vertex must add to stay
VIEW_ISLET = 0.2  # square units; smaller rings go, except the largest of an area
DEGREE_TOLERANCE, DEGREE_ISLET = 0.12, 0.01
GRID = 0.01  # degrees: two decimals
BORDER_NOTE = (
    "Lines and names help to find places; they imply no endorsement and no view on the status of any territory. "
    "Where a United Nations resolution assigns land, the map follows it. Dashed lines are disputed or not final."
)
# Windows of longitude and latitude that frame a region for reading; islands far from the rest stay outside.
ZOOM_WINDOWS = {
    "Africa": (-19.0, -36.0, 58.0, 38.0),
    "Americas": (-168.5, -56.0, -33.0, 76.0),
    "Asia": (26.0, -11.5, 146.0, 55.0),
    "Europe": (-24.5, 34.0, 45.0, 71.5),
    "Oceania": (112.0, -48.0, 190.5, 21.0),
}


@dataclass(frozen=True)
class Place:
    """Where an area stands in the view: a point inside its largest part, that part's longer side, its whole frame."""

    x: float
    y: float
    size: float
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True)
class Zoom:
    """A frame of the view (x, y, width, height), and the areas of the region that lie outside it."""

    bbox: tuple[float, float, float, float]
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Geometry:
    """All shapes of a release. Units of the view are 1/1000 of the map's width, y downward."""

    viewbox: tuple[float, float, float, float]
    paths: dict[str, str]
    places: dict[str, Place]
    disputed: str
    unassigned: str
    zooms: dict[str, Zoom]
    not_drawn: tuple[str, ...]
    neighbours: dict[str, list[str]]
    geojson: dict[str, Any]
    border_note: str = BORDER_NOTE


@dataclass(frozen=True)
class _Rule:
    adm0: str
    area: str
    cut: str  # "yes" along the disputed lines, "window" along the window itself, "" not at all
    window: Polygon | None

    def takes(self, polygon: Polygon) -> bool:
        return self.window is None or bool(self.window.contains(polygon.representative_point()))


def build_geometry(geo_dir: Path, areas: dict[str, Area] | None = None, codes: Path = CODES_PATH) -> Geometry:
    """Shapes of all areas from the Natural Earth files of ``geo_dir``.

    Raises ValueError naming every ADM0_A3 that is neither an area nor in geometry_codes.csv.
    """
    registry = areas if areas is not None else load_areas(REGISTRY_PATH)
    lines = _read_dashed(geo_dir)
    shapes = _assign(geo_dir / COUNTRIES, _read_rules(codes), lines, registry)
    unassigned = shapes.pop(UNASSIGNED, MultiPolygon())
    shapes.pop(NOT_DRAWN, None)
    ids = sorted(shapes)
    drawn = _simplify([project(shapes[i]) for i in ids], VIEW_TOLERANCE, VIEW_ISLET)
    places = {i: _place(polygons) for i, polygons in zip(ids, drawn, strict=True)}
    return Geometry(
        viewbox=(0.0, 0.0, WIDTH, HEIGHT),
        paths={i: _area_path(polygons) for i, polygons in zip(ids, drawn, strict=True)},
        places=places,
        disputed=svg_path((_coords(project(line).simplify(0.1)) for line in lines), closed=False),
        unassigned=svg_path(_rings(_polygons(project(unassigned)))),
        zooms={name: _zoom(window, _members(registry, name), places) for name, window in ZOOM_WINDOWS.items()},
        not_drawn=tuple(sorted(a.id for a in registry.values() if _is_place(a) and a.id not in shapes)),
        neighbours=_neighbours(shapes),
        geojson=_geojson(ids, [shapes[i] for i in ids]),
    )


def geometry_files(geometry: Geometry) -> dict[str, bytes]:
    """File name -> canonical bytes: keys sorted, coordinates at a fixed grain, no clock."""
    view = {
        "border_note": geometry.border_note,
        "disputed": geometry.disputed,
        "not_drawn": geometry.not_drawn,
        "paths": geometry.paths,
        "places": {i: {"x": p.x, "y": p.y, "size": p.size, "bbox": p.bbox} for i, p in geometry.places.items()},
        "unassigned": geometry.unassigned,
        "viewbox": geometry.viewbox,
        "zooms": {name: {"bbox": z.bbox, "outside": z.outside} for name, z in geometry.zooms.items()},
    }
    return {"geometry.json": _canonical(view), "geometry.geojson": _canonical(geometry.geojson)}


def _canonical(document: Any) -> bytes:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode()


def _is_place(area: Area) -> bool:
    return area.kind in (AreaKind.COUNTRY, AreaKind.TERRITORY)


def _members(registry: dict[str, Area], region: str) -> list[str]:
    return [a.id for a in registry.values() if a.region == region and _is_place(a)]


def _read_features(path: Path) -> geopandas.GeoDataFrame:
    """Features of a GeoJSON file in degrees, one row each, properties as columns."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return geopandas.GeoDataFrame.from_features(document["features"], crs="EPSG:4326")


def _read_dashed(geo_dir: Path) -> list[BaseGeometry]:
    """Lines that Natural Earth does not class as international boundaries: claims, breakaways, lines of control."""
    found: list[BaseGeometry] = []
    for name in LINES:
        features = _read_features(geo_dir / name).rename(columns={"FEATURECLA": "featurecla"})
        claims = features[~features["featurecla"].fillna("").str.startswith("International")]
        found.extend(claims.geometry.explode())
    return found


def _read_rules(path: Path) -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            west, south, east, north = (row[c] for c in ("lon_min", "lat_min", "lon_max", "lat_max"))
            corners = all((west, south, east, north))
            window = box(float(west), float(south), float(east), float(north)) if corners else None
            rules[row["adm0_a3"]].append(_Rule(row["adm0_a3"], row["area"], row["cut"], window))
    return rules


def _assign(
    path: Path, rules: dict[str, list[_Rule]], lines: list[BaseGeometry], registry: dict[str, Area]
) -> dict[str, BaseGeometry]:
    """Area id -> one shape in degrees. A rule may take whole features or only their polygons within a window."""
    parts: dict[str, list[Polygon]] = defaultdict(list)
    features = _read_features(path)
    for adm0, geometry in zip(features["ADM0_A3"], features.geometry, strict=True):
        own = rules.get(adm0, [])
        polygons = _polygons(geometry)
        if any(rule.cut == "yes" for rule in own):
            polygons = [piece for polygon in polygons for piece in _cut(polygon, lines)]
        for window in (rule.window for rule in own if rule.cut == "window" and rule.window is not None):
            halves = [half for p in polygons for half in (p.intersection(window), p.difference(window))]
            polygons = [piece for half in halves for piece in _polygons(half)]
        for polygon in polygons:
            area = next((rule.area for rule in own if rule.takes(polygon)), adm0)
            parts[area].append(polygon)
    unknown = sorted(set(parts) - set(registry) - {NOT_DRAWN, UNASSIGNED})
    if unknown:
        raise ValueError(f"{path.name}: no area for {', '.join(unknown)}; add them to geometry_codes.csv")
    return {area: shapely.union_all(polygons) for area, polygons in parts.items()}


def _cut(polygon: Polygon, lines: list[BaseGeometry]) -> list[Polygon]:
    near = [line for line in lines if line.intersects(polygon)]
    edges = shapely.union_all([polygon.boundary, *near])
    return [piece for piece in polygonize(edges) if polygon.contains(piece.representative_point())]


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [g for g in getattr(geometry, "geoms", [geometry]) if isinstance(g, Polygon) and not g.is_empty]


def _coords(geometry: BaseGeometry) -> Floats:
    return np.asarray(geometry.coords)[:, :2]


def _simplify(shapes: list[BaseGeometry], tolerance: float, islet: float) -> list[list[Polygon]]:
    """Polygons of each shape, largest first. Common boundaries are thinned once for both sides, so they still meet."""
    simple = shapely.coverage_simplify(np.array(shapes, dtype=object), tolerance)
    result = []
    for before, after in zip(shapes, simple, strict=True):
        polygons = sorted(_polygons(after) or _polygons(before), key=lambda p: (-p.area, p.bounds))
        result.append([p for n, p in enumerate(polygons) if n == 0 or p.area >= islet])
    return result


def _rings(polygons: Iterable[Polygon]) -> list[Floats]:
    """Outer rings anticlockwise, holes clockwise, so that either fill rule draws them alike."""
    wound = [orient(polygon) for polygon in polygons]
    return [_coords(ring) for polygon in wound for ring in (polygon.exterior, *polygon.interiors)]


def _area_path(polygons: list[Polygon]) -> str:
    text = svg_path(_rings(polygons))
    if text:
        return text
    point = polygons[0].representative_point()
    return svg_path(_rings([box(point.x - 0.1, point.y - 0.1, point.x + 0.1, point.y + 0.1)]))


def _place(polygons: list[Polygon]) -> Place:
    largest = polygons[0]
    centre = _coords(shapely.maximum_inscribed_circle(largest))[0] if largest.area > 1 else _coords(largest.centroid)[0]
    left, top, right, bottom = largest.bounds
    x0, y0, x1, y1 = MultiPolygon(polygons).bounds
    return Place(
        x=round(float(centre[0]), 1),
        y=round(float(centre[1]), 1),
        size=round(max(right - left, bottom - top), 1),
        bbox=(round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1)),
    )


def _zoom(window: tuple[float, float, float, float], members: list[str], places: dict[str, Place]) -> Zoom:
    x, y, width, height = view_frame(*window)
    frame = box(x, y, x + width, y + height)
    outside = [i for i in members if i in places and not frame.contains(shapely.Point(places[i].x, places[i].y))]
    return Zoom((round(x, 1), round(y, 1), round(width, 1), round(height, 1)), tuple(sorted(outside)))


def _neighbours(shapes: dict[str, BaseGeometry]) -> dict[str, list[str]]:
    """Areas that share at least one edge. A common corner is no border."""
    owners: dict[tuple[float, ...], set[str]] = defaultdict(set)
    for area, geometry in shapes.items():
        for ring in _rings(_polygons(geometry)):
            points = np.round(ring, 5).tolist()
            for a, b in pairwise(points):
                owners[(*min(a, b), *max(a, b))].add(area)
    found: dict[str, set[str]] = {area: set() for area in shapes}
    for pair in owners.values():
        for area in pair:
            found[area] |= pair - {area}
    return {area: sorted(found[area]) for area in sorted(found)}


def _geojson(ids: list[str], shapes: list[BaseGeometry]) -> dict[str, Any]:
    """Feature collection in degrees at two decimals; outer rings clockwise, as d3-geo and Plotly want them."""
    features = []
    for area, polygons in zip(ids, _simplify(shapes, DEGREE_TOLERANCE, DEGREE_ISLET), strict=True):
        # Rounding alone can make a ring touch another: the grid is laid over the whole shape so that it stays valid.
        snapped = _polygons(shapely.set_precision(shapely.union_all(polygons), GRID))
        coordinates = list(filter(None, (_lonlat_polygon(polygon) for polygon in snapped)))
        if not coordinates:
            point = polygons[0].representative_point()
            coordinates = [_lonlat_polygon(box(point.x - 0.01, point.y - 0.01, point.x + 0.01, point.y + 0.01))]
        geometry = {"type": "MultiPolygon", "coordinates": coordinates}
        features.append({"type": "Feature", "id": area, "properties": {}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _lonlat_polygon(polygon: Polygon) -> list[list[list[float]]]:
    wound = orient(polygon, sign=-1.0)
    rings = [_round_ring(ring) for ring in (wound.exterior, *wound.interiors)]
    return [ring for n, ring in enumerate(rings) if ring or n == 0] if rings[0] else []


def _round_ring(ring: BaseGeometry) -> list[list[float]]:
    """Ring at two decimals without repeated points; empty where fewer than three corners or no area are left."""
    rounded = np.round(_coords(ring), 2) + 0.0  # no minus zero
    moved = np.append(True, (np.diff(rounded, axis=0) != 0).any(axis=1))
    points = rounded[moved].tolist()
    return points if len(points) > 3 and Polygon(points).area > 0 else []
