"""The drawn world keeps every area, joins what the antimeridian cuts, and comes out the same twice."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from etl.geometry import BORDER_NOTE, COUNTRIES, build_geometry, geometry_files
from etl.projection import WIDTH, equal_earth, svg_number, svg_path, to_view

SAMPLE = Path(__file__).parents[1] / "samples" / "mirror" / "geo"
GEOMETRY = build_geometry(SAMPLE)
DRAWN = {"FRA", "GUF", "DEU", "RUS", "FJI", "NAM", "SOM"}


def rings(feature: dict[str, object]) -> list[list[list[float]]]:
    return [polygon[0] for polygon in feature["geometry"]["coordinates"]]  # type: ignore[index]


class TestDrawing:
    def test_every_area_keeps_a_ring(self) -> None:
        assert set(GEOMETRY.paths) == DRAWN == set(GEOMETRY.places)
        assert all(path.startswith("m") and path.endswith("z") for path in GEOMETRY.paths.values())

    def test_a_tiny_island_is_small_enough_for_a_circle(self) -> None:
        assert GEOMETRY.places["FJI"].size < 8 < GEOMETRY.places["RUS"].size

    def test_what_the_antimeridian_cuts_is_one_again(self) -> None:
        assert GEOMETRY.paths["RUS"].count("z") == 1
        x, _, width, _ = GEOMETRY.places["RUS"].bbox
        assert x > 0 and x + width < WIDTH

    def test_parts_overseas_have_their_own_area(self) -> None:
        assert GEOMETRY.places["GUF"].x < GEOMETRY.places["FRA"].x

    def test_breakaway_is_drawn_with_its_state_and_a_dashed_line(self) -> None:
        assert "SOL" not in GEOMETRY.paths
        assert GEOMETRY.disputed.count("m") == 2  # the claim and the disputed line, not the international boundary
        assert "z" not in GEOMETRY.disputed

    def test_unassigned_land_belongs_to_nobody(self) -> None:
        assert GEOMETRY.unassigned and "KAS" not in GEOMETRY.paths

    def test_undrawn_places_are_listed(self) -> None:
        assert "TUV" in GEOMETRY.not_drawn and not DRAWN & set(GEOMETRY.not_drawn)

    def test_zoom_names_what_lies_outside(self) -> None:
        assert GEOMETRY.zooms["Europe"].outside == ("RUS",)
        assert GEOMETRY.zooms["Africa"].outside == ()

    def test_neighbours_share_an_edge(self) -> None:
        assert GEOMETRY.neighbours["FRA"] == ["DEU"]
        assert GEOMETRY.neighbours["FJI"] == []

    def test_unknown_codes_are_named(self, tmp_path: Path) -> None:
        shutil.copytree(SAMPLE, tmp_path / "geo")
        path = tmp_path / "geo" / COUNTRIES
        path.write_text(path.read_text().replace('"NAM"', '"ZZZ"').replace('"DEU"', '"YYY"'), encoding="utf-8")
        with pytest.raises(ValueError, match="no area for YYY, ZZZ"):
            build_geometry(tmp_path / "geo")


class TestFiles:
    def test_the_same_twice(self) -> None:
        assert geometry_files(GEOMETRY) == geometry_files(build_geometry(SAMPLE))

    def test_border_note_travels_with_the_shapes(self) -> None:
        assert json.loads(geometry_files(GEOMETRY)["geometry.json"])["border_note"] == BORDER_NOTE

    def test_geojson_ids_are_ours_and_outer_rings_run_clockwise(self) -> None:
        features = json.loads(geometry_files(GEOMETRY)["geometry.geojson"])["features"]
        assert [f["id"] for f in features] == sorted(DRAWN)
        for ring in (r for f in features for r in rings(f)):
            points = np.array(ring)
            area = np.sum(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1]) / 2
            assert area < 0 and ring[0] == ring[-1]
            assert np.abs(points[:, 0]).max() <= 180

    def test_decimals_are_fixed(self) -> None:
        files = geometry_files(GEOMETRY)
        assert not re.search(rb"\.\d\d", files["geometry.json"])
        assert not re.search(rb"\.\d{3}", files["geometry.geojson"])


class TestProjection:
    def test_equal_earth_at_known_points(self) -> None:
        x, y = equal_earth(np.array([0.0, 180.0, 0.0]), np.array([0.0, 0.0, 90.0]))
        assert x == pytest.approx([0, 2.7066299836, 0], abs=1e-6)
        assert y == pytest.approx([0, 0, 1.3173627591], abs=1e-6)

    def test_equal_areas(self) -> None:
        def size(lon: float, lat: float) -> float:
            corners = np.array([[lon, lat], [lon + 0.1, lat], [lon + 0.1, lat + 0.1], [lon, lat + 0.1]])
            p = to_view(corners)
            q = np.roll(p, -1, axis=0)
            return abs(float(np.sum(p[:, 0] * q[:, 1] - q[:, 0] * p[:, 1]))) / 2 / np.cos(np.radians(lat + 0.05))

        assert size(100, 60) == pytest.approx(size(0, 0), rel=1e-3)

    @pytest.mark.parametrize(("tenths", "text"), [(12, "1.2"), (-5, "-.5"), (30, "3"), (0, "0"), (-120, "-12")])
    def test_numbers_are_short(self, tenths: int, text: str) -> None:
        assert svg_number(tenths) == text

    def test_path_is_relative_and_drops_what_adds_nothing(self) -> None:
        square = np.array([[0, 0], [1, 0], [2, 0], [2, 2], [0, 2], [0, 0]], dtype=float)
        assert svg_path([square]) == "m0 0l2 0 0 2-2 0z"
        assert svg_path([square / 100]) == ""
