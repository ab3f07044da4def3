"""The map view as a Plotly figure: a plain dict with the same classes, texts and counts as the drawing.

Invariant: every area of the view that has a shape is in it once, with the text of the view; nothing is computed here.
"""

from __future__ import annotations

import re
from html import escape
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

from components.figures.common import FONT, MISSING, RAMPS, RULE, SOFT, ZERO
from components.svg.draw import colour_name
from components.svg.map import area_class, circle_radius, frame, is_small, tooltip
from data.views.map import MapArea, MapView

CENTRE, NORTH, SOUTH = 11.0, 83.7, -56.0  # the frame of our maps (etl/projection.py)
# Plotly fits this much of the drawing's height into its box at scale 1: its range runs over the top of the parallels.
FITTED_HEIGHT = 454.4
EDGE, LAND = "#ffffff", "#f1eee7"
# The light colours of the style sheet, for whoever takes the figure out of the page; in the page classes rule.
RISE_FALL = {
    "change-higher": ("#6c221c", "#c36028", "#eeb882", "#8ad4cc", "#00949c", "#00495a"),
    "change-lower": ("#00495a", "#00949c", "#8ad4cc", "#eeb882", "#c36028", "#6c221c"),
    "change-neutral": ("#463364", "#7d74c1", "#b6c1f5", "#dccfae", "#a08a4f", "#5b4a1e"),
}
EVEN, BASE = "#dedbd3", "#e6e2d8"
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
COMMAND = re.compile(r"([ml])([^mlz]*)")
NUMBER = re.compile(r"-?(?:\d*\.\d+|\d+)")


def map_figure(
    view: MapView, geometry: dict[str, Any], shapes: str, zoom: str = "", summary: str = ""
) -> dict[str, Any]:
    """Figure of a map view. ``shapes`` is the address of the shapes, ``zoom`` a continent as in the address bar."""
    x, y, width, height = frame(geometry, zoom)
    scale = geometry["viewbox"][2] / width
    drawn = [a for a in view.areas if a.id in geometry["paths"]]
    traces = [_land(view, geometry, shapes), _shapes(view, drawn, shapes), _disputed(geometry)]
    traces.append(_circles(view, geometry) if view.kind == "circles" else _dots(view, geometry, scale))
    return {
        "data": [trace for trace in traces if trace["meta"]["ids"]],
        "layout": {
            "title": {"text": escape(view.title, quote=False), "font": {"size": 1, "color": "rgba(0,0,0,0)"}},
            "meta": {"title": view.title, "sentence": summary, "year": view.year},
            "geo": _frame(geometry, x, y, width, height),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "dragmode": "pan",
            "hovermode": False,
            "showlegend": False,
            "uirevision": zoom or "world",
            "font": {"family": FONT},
        },
    }


def _frame(geometry: dict[str, Any], x: float, y: float, width: float, height: float) -> dict[str, Any]:
    """The projection and window of the drawing: the whole map fits the box, a continent is a larger scale of it."""
    world = geometry["viewbox"]
    lon, lat = to_degrees(x + width / 2, y + height / 2, world)
    return {
        "projection": {
            "type": "equal earth",
            "rotation": {"lon": CENTRE, "lat": 0, "roll": 0},
            "scale": round(max(world[2] / width, FITTED_HEIGHT / height), 4),
        },
        "center": {"lon": round(lon, 3), "lat": round(lat, 3)},
        "lonaxis": {"range": [CENTRE - 180, CENTRE + 180]},
        "lataxis": {"range": [SOUTH, NORTH]},
        "fitbounds": False,
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
    }


def _shapes(view: MapView, drawn: list[MapArea], shapes: str) -> dict[str, Any]:
    """One shape for each area; ``z`` is the number of its fill, ``meta`` says which class each has."""
    fills = list(dict.fromkeys(area.fill for area in drawn))
    number = {fill: n for n, fill in enumerate(fills)}
    last = max(len(fills) - 1, 1)
    return {
        "type": "choropleth",
        "geojson": shapes,
        "locationmode": "geojson-id",
        "featureidkey": "id",
        "locations": [area.id for area in drawn],
        "z": [number[area.fill] for area in drawn],
        "zmin": 0,
        "zmax": last,
        "colorscale": _steps([_shape_colour(fill, view) for fill in fills]),
        "text": [escape(tooltip(area), quote=False) for area in drawn],
        "hoverinfo": "text",
        "showscale": False,
        "marker": {"line": {"width": 0.5, "color": EDGE}},
        "meta": {"ids": [a.id for a in drawn], "css": [area_class(a, view) for a in drawn]},
    }


def _land(view: MapView, geometry: dict[str, Any], shapes: str) -> dict[str, Any]:
    """Places that the view does not hold, drawn plain so that coasts are whole."""
    held = {area.id for area in view.areas}
    plain = sorted(set(geometry["paths"]) - held)
    return {
        "type": "choropleth",
        "geojson": shapes,
        "locationmode": "geojson-id",
        "featureidkey": "id",
        "locations": plain,
        "z": [0] * len(plain),
        "colorscale": [[0, LAND], [1, LAND]],
        "hoverinfo": "skip",
        "showscale": False,
        "marker": {"line": {"width": 0.5, "color": RULE}},
        "meta": {"ids": plain, "css": ["plain"] * len(plain), "kind": "land"},
    }


def _disputed(geometry: dict[str, Any]) -> dict[str, Any]:
    """Disputed boundaries, dashed."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in relative_lines(geometry["disputed"]):
        points = [to_degrees(x, y, geometry["viewbox"]) for x, y in line]
        lon += [*(round(p[0], 3) for p in points), None]
        lat += [*(round(p[1], 3) for p in points), None]
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": lon,
        "lat": lat,
        "line": {"width": 1, "color": SOFT, "dash": "2.5px,2px"},
        "hoverinfo": "skip",
        "meta": {"ids": ["disputed"] if lon else [], "css": [], "kind": "lines"},
    }


def relative_lines(path: str) -> list[list[tuple[float, float]]]:
    """Points of an SVG path that is written with relative moves and lines alone, as the release's paths are."""
    lines: list[list[tuple[float, float]]] = []
    x = y = 0.0
    for command, numbers in COMMAND.findall(path):
        values = [float(n) for n in NUMBER.findall(numbers)]
        for n in range(0, len(values) - 1, 2):
            x, y = x + values[n], y + values[n + 1]
            if command == "m" and n == 0:
                lines.append([])
            lines[-1].append((x, y))
    return lines


def _steps(colours: list[str]) -> list[list[Any]]:
    """A scale without transitions: each number has its colour and nothing lies between."""
    last = max(len(colours) - 1, 1)
    found: list[list[Any]] = []
    for n, colour in enumerate(colours):
        low, high = max((n - 0.5) / last, 0.0), min((n + 0.5) / last, 1.0)
        found += [[low, colour], [high, colour]]
    found[0][0], found[-1][0] = 0.0, 1.0
    return found


def _shape_colour(fill: str, view: MapView) -> str:
    return BASE if view.kind == "circles" and not fill.startswith("s-") else colour_of(fill, view)


def colour_of(fill: str, view: MapView) -> str:
    """Colour of a legend entry on white paper."""
    if fill.startswith("s-"):
        return MISSING
    if fill in ("z", "n0"):
        return ZERO if fill == "z" else EVEN
    name = colour_name(fill, view)
    ramp = RISE_FALL.get(view.palette) or RAMPS.get(view.palette, RAMPS["neutral"])
    return ramp[int(name[1:])]


def _dots(view: MapView, geometry: dict[str, Any], scale: float) -> dict[str, Any]:
    """Circles of the areas that are too small to be seen."""
    places = geometry["places"]
    small = [a for a in view.areas if a.id in places and is_small(places[a.id], scale)]
    return _markers(view, small, geometry, [7.0] * len(small), "dot")


def _circles(view: MapView, geometry: dict[str, Any]) -> dict[str, Any]:
    """Circles whose area is in proportion to the count; diameters in units of the drawing."""
    drawn = [a for a in view.areas if a.id in geometry["places"]]
    drawn.sort(key=lambda a: (-(a.radius or 0), a.id))
    return _markers(view, drawn, geometry, [2 * circle_radius(a.radius) for a in drawn], "circles")


def _markers(
    view: MapView, areas: list[MapArea], geometry: dict[str, Any], sizes: list[float], kind: str
) -> dict[str, Any]:
    world = geometry["viewbox"]
    points = [to_degrees(geometry["places"][a.id]["x"], geometry["places"][a.id]["y"], world) for a in areas]
    css = [f"a {colour_name(a.fill, view)} f-{a.fill}" if kind == "circles" else area_class(a, view) for a in areas]
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lon": [round(lon, 3) for lon, _ in points],
        "lat": [round(lat, 3) for _, lat in points],
        "text": [escape(tooltip(a), quote=False) for a in areas],
        "hoverinfo": "text",
        "marker": {
            "size": sizes,
            "sizemode": "diameter",
            "opacity": 1,
            "color": [colour_of(a.fill, view) for a in areas],
            "line": {"width": 0.7, "color": SOFT},
        },
        "meta": {"ids": [a.id for a in areas], "css": css, "kind": kind},
    }


def to_degrees(x: float, y: float, world: list[float]) -> tuple[float, float]:
    """Longitude and latitude of a point of the drawing: the inverse of Equal Earth by Newton's method.

    Šavrič, Patterson and Jenny (2018), doi:10.1080/13658816.2018.1504949; the constants are those of etl/projection.py.
    """
    half = radians(180.0) / (_M * _A[0])
    scale = world[2] / (2 * half)
    top = _equal_earth_y(NORTH)
    target = top - y / scale
    theta = target / _A[0]
    for _ in range(12):
        t2 = theta * theta
        t6 = t2**3
        value = theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2)) - target
        slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
        theta -= value / slope
    t2 = theta * theta
    t6 = t2**3
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    lon = degrees((x - world[2] / 2) / scale * _M * slope / cos(theta))
    lat = degrees(asin(max(-1.0, min(1.0, sin(theta) / _M))))
    return (lon + CENTRE + 180.0) % 360.0 - 180.0, lat


def _equal_earth_y(lat: float) -> float:
    theta = asin(_M * sin(radians(lat)))
    t2 = theta * theta
    return theta * (_A[0] + _A[1] * t2 + t2**3 * (_A[2] + _A[3] * t2))
