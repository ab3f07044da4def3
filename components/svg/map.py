"""Draws a map view as SVG: one shape for each area, circles for the small and for counts, dashed disputed lines.

Invariant: an area has the fill of its class or state and nothing is drawn that the view does not hold.
"""

from __future__ import annotations

from typing import Any

from components.svg.draw import colour_name, number, text
from data.views.map import MapArea, MapView

SMALL = 8.0
DOT = 3.4
ZOOMS = {"africa": "Africa", "americas": "Americas", "asia": "Asia", "europe": "Europe", "oceania": "Oceania"}


def frame(geometry: dict[str, Any], zoom: str) -> tuple[float, float, float, float]:
    """Window of the drawing: the whole world, or a continent with a margin."""
    if zoom not in ZOOMS:
        x, y, width, height = geometry["viewbox"]
        return x, y, width, height
    x, y, width, height = geometry["zooms"][ZOOMS[zoom]]["bbox"]
    margin = 0.03 * max(width, height)
    return x - margin, y - margin, width + 2 * margin, height + 2 * margin


def draw_map(
    view: MapView,
    geometry: dict[str, Any],
    name: str,
    summary: str,
    zoom: str = "",
    prefix: str = "h",
    chosen: tuple[str, ...] = (),
) -> str:
    """SVG of the map with an accessible name and summary. ``chosen`` areas get a heavy outline.

    Every area carries its id (``data-id``), its colour and its fill as classes, so that a script can go to another year
    by changing classes alone. The hatches stand once on the page (``hatch_patterns``), beside all that use them.
    """
    x, y, width, height = frame(geometry, zoom)
    scale = geometry["viewbox"][2] / width
    body = [_land(view, geometry), _areas(view, geometry), _lines(geometry)]
    body.append(_circles(view, geometry, scale) if view.kind == "circles" else _dots(view, geometry, scale))
    body.append(_chosen(geometry, chosen))
    return (
        f'<svg class="map pal-{view.palette} kind-{view.kind}" viewBox="{number(x)} {number(y)} {number(width)} '
        f'{number(height)}" role="img" aria-labelledby="{prefix}-name {prefix}-desc" data-scale="{number(scale)}">'
        f'<title id="{prefix}-name">{text(name)}</title><desc id="{prefix}-desc">{text(summary)}</desc>'
        f"{''.join(body)}</svg>"
    )


def _land(view: MapView, geometry: dict[str, Any]) -> str:
    """Places that the view does not count: drawn plain, so that coasts are whole."""
    counted = {a.id for a in view.areas}
    shapes = [path for area, path in sorted(geometry["paths"].items()) if area not in counted]
    return f'<g class="land">{_each([*shapes, geometry.get("unassigned", "")])}</g>'


def _each(shapes: list[str]) -> str:
    """One element for each shape: they begin with a relative move, so two joined would put the second elsewhere."""
    return "".join(f'<path d="{shape}"/>' for shape in shapes if shape)


def area_class(area: MapArea, view: MapView) -> str:
    """Classes of an area's shape: ``a``, its colour or state, and its legend entry as ``f-…``."""
    plain = view.kind == "circles" and not area.fill.startswith("s-")
    return f"a {'base' if plain else colour_name(area.fill, view)} f-{area.fill}"


def _areas(view: MapView, geometry: dict[str, Any]) -> str:
    shapes = (
        f'<path class="{area_class(a, view)}" data-id="{text(a.id)}" d="{geometry["paths"][a.id]}">'
        f"<title>{text(tooltip(a))}</title></path>"
        for a in sorted(view.areas, key=lambda a: (a.fill, a.id))
        if a.id in geometry["paths"]
    )
    return f'<g class="areas">{"".join(shapes)}</g>'


def tooltip(area: MapArea) -> str:
    """Name, value or state, and the value's own year."""
    year = f", {area.year}" if area.year is not None else ""
    return f"{area.name}: {area.text}{year}"


def _lines(geometry: dict[str, Any]) -> str:
    return f'<path class="disputed" d="{geometry["disputed"]}"/>'


def is_small(place: dict[str, float], scale: float) -> bool:
    """Whether an area is drawn smaller than eight units and so gets a circle too."""
    return place["size"] * scale < SMALL


def _dots(view: MapView, geometry: dict[str, Any], scale: float) -> str:
    """Areas drawn smaller than eight units also get a circle of the same fill."""
    places = geometry["places"]
    circles = "".join(
        f'<circle class="{area_class(a, view)}" data-id="{text(a.id)}" cx="{number(places[a.id]["x"])}" '
        f'cy="{number(places[a.id]["y"])}" r="{number(DOT / scale)}"><title>{text(tooltip(a))}</title></circle>'
        for a in sorted(view.areas, key=lambda a: (a.fill, a.id))
        if a.id in places and is_small(places[a.id], scale)
    )
    return f'<g class="dot">{circles}</g>' if circles else ""


def _circles(view: MapView, geometry: dict[str, Any], scale: float) -> str:
    """Circles whose area is in proportion to the count, largest first so that small ones stay on top.

    An area without a figure has its circle too, of radius 0, for the years in which it has one.
    """
    places = geometry["places"]
    drawn = sorted((a for a in view.areas if a.id in places), key=lambda a: (-(a.radius or 0), a.id))
    circles = "".join(
        f'<circle cx="{number(places[a.id]["x"])}" cy="{number(places[a.id]["y"])}" '
        f'r="{number(circle_radius(a.radius) / scale)}" data-id="{text(a.id)}" '
        f'class="a {colour_name(a.fill, view)} f-{a.fill}"><title>{text(tooltip(a))}</title></circle>'
        for a in drawn
    )
    return f'<g class="circles">{circles}</g>'


def circle_radius(radius: float | None) -> float:
    """Radius as it is drawn: none without a figure, never too small to be seen with one."""
    return 0.0 if radius is None else max(radius, 0.8)


def _chosen(geometry: dict[str, Any], chosen: tuple[str, ...]) -> str:
    shapes = _each([geometry["paths"].get(area, "") for area in chosen])
    rings = "".join(
        f'<circle cx="{number(geometry["places"][a]["x"])}" cy="{number(geometry["places"][a]["y"])}" r="7"/>'
        for a in chosen
        if a in geometry["places"] and geometry["places"][a]["size"] < SMALL
    )
    return f'<g class="chosen">{shapes}{rings}</g>' if shapes or rings else ""


def not_drawn(view: MapView, geometry: dict[str, Any]) -> list[MapArea]:
    """Areas of the view that have no geometry, in order of name; they stand in a strip with their values."""
    return sorted((a for a in view.areas if a.id not in geometry["paths"]), key=lambda a: a.name)
