"""The drawn world against PROJ and GEOS by way of geopandas, which share no line with our own projection."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from etl.geometry import COUNTRIES, build_geometry
from etl.projection import equal_earth

SAMPLE = Path(__file__).parents[1] / "samples" / "mirror" / "geo"
SPHERE = "+proj=longlat +R=1 +no_defs"
EQUAL_EARTH = "+proj=eqearth +R=1 +units=m +no_defs"
EQUAL_AREA = "EPSG:6933"


def test_our_equal_earth_is_that_of_proj() -> None:
    lon, lat = np.meshgrid(np.arange(-170.0, 171.0, 17.0), np.arange(-80.0, 81.0, 10.0))
    points = gpd.GeoSeries.from_xy(lon.ravel(), lat.ravel(), crs=SPHERE).to_crs(EQUAL_EARTH)
    x, y = equal_earth(lon.ravel(), lat.ravel())
    assert np.allclose(points.x, x, atol=1e-9)
    assert np.allclose(points.y, y, atol=1e-9)


def frame(features: list[dict[str, object]]) -> gpd.GeoDataFrame:
    """Features as a table of shapes in degrees, by area."""
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


@pytest.fixture(scope="module")
def released() -> gpd.GeoDataFrame:
    """Our GeoJSON, read by somebody else's reader."""
    features = build_geometry(SAMPLE).geojson["features"]
    return frame(features).assign(area=[f["id"] for f in features]).set_index("area")


def test_every_shape_is_valid_and_none_overlaps_another(released: gpd.GeoDataFrame) -> None:
    assert released.geometry.is_valid.all()
    pairs = released.sjoin(released, predicate="overlaps")
    assert pairs.empty


@pytest.mark.parametrize("area", ["DEU", "NAM", "RUS"])
def test_simplifying_keeps_the_size_of_a_country(released: gpd.GeoDataFrame, area: str) -> None:
    raw = frame(json.loads((SAMPLE / COUNTRIES).read_text("utf-8"))["features"]).set_index("ADM0_A3")
    before, after = raw.to_crs(EQUAL_AREA).area, released.to_crs(EQUAL_AREA).area
    assert after[area] == pytest.approx(before[area], rel=0.01)
