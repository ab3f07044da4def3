"""Shapes for the interactive map: whole across the date line, wound as d3 wants them, nothing else changed."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from shapely.geometry import shape

from components.figures.geojson import join_at_date_line, map_geojson

RELEASES = Path(__file__).parents[2] / "data" / "releases"
EAST = [(170.0, 60.0), (170.0, 70.0), (180.0, 70.0), (180.0, 60.0), (170.0, 60.0)]
WEST = [(-180.0, 60.0), (-180.0, 70.0), (-170.0, 70.0), (-170.0, 60.0), (-180.0, 60.0)]
WHOLE = {(170.0, 60.0), (170.0, 70.0), (180.0, 70.0), (190.0, 70.0), (190.0, 60.0), (180.0, 60.0)}


def turned(ring, by):
    return [*ring[by:-1], *ring[:by], ring[by]]


def feature(*polygons, kind="MultiPolygon"):
    coordinates = list(polygons) if kind == "MultiPolygon" else polygons[0]
    return {
        "type": "Feature",
        "id": "AAA",
        "properties": {"x": 1},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("second", range(4))
def test_pieces_that_meet_on_the_date_line_become_one(first, second):
    shapes = join_at_date_line([[turned(WEST, second)], [turned(EAST, first)]])
    assert [len(rings) for rings in shapes] == [1]
    ring = shapes[0][0]
    assert ring[0] == ring[-1]
    assert set(ring) == WHOLE
    assert len(ring) == 7
    assert shape({"type": "Polygon", "coordinates": shapes[0]}).area == 200


def test_hole_of_the_western_piece_moves_with_it():
    hole = [(-175.0, 62.0), (-174.0, 62.0), (-174.0, 63.0), (-175.0, 62.0)]
    [[_, moved]] = join_at_date_line([[EAST], [WEST, hole]])
    assert moved == [(185.0, 62.0), (186.0, 62.0), (186.0, 63.0), (185.0, 62.0)]


def test_pieces_that_only_come_near_stay_apart():
    lower = [(x, y - 20) for x, y in WEST]
    assert join_at_date_line([[EAST], [lower]]) == [[EAST], [lower]]


def test_winding_is_mended_and_only_id_and_geometry_are_kept():
    hole = [(172.0, 62.0), (172.0, 63.0), (173.0, 63.0), (172.0, 62.0)]
    [made] = map_geojson({"features": [feature([EAST[::-1], hole], kind="Polygon")]})["features"]
    assert set(made) == {"type", "id", "geometry"}
    assert made["geometry"] == {"type": "MultiPolygon", "coordinates": [[EAST, hole[::-1]]]}


@pytest.mark.parametrize("path", sorted(RELEASES.glob("*/geometry.geojson")), ids=lambda path: path.parent.name)
def test_no_border_is_drawn_along_the_date_line_through_a_published_area(path):
    """A short edge may stay where the other side of an islet is too small to be drawn."""
    published = json.loads(path.read_bytes())
    made = map_geojson(published)
    assert [f["id"] for f in made["features"]] == [f["id"] for f in published["features"]]
    for old, new in zip(published["features"], made["features"], strict=True):
        whole = shape(new["geometry"])
        assert whole.is_valid
        assert whole.area == pytest.approx(shape(old["geometry"]).area)
        rings = [ring for polygon in new["geometry"]["coordinates"] for ring in polygon]
        edges = [edge for ring in rings for edge in pairwise(ring)]
        assert max(abs(a[0] - b[0]) for a, b in edges) < 60, f"{new['id']} has an edge around the globe"
        assert not [e for e in edges if e[0][0] == e[1][0] == 180.0 and abs(e[0][1] - e[1][1]) > 0.2]
