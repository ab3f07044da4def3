"""Draws a map view as SVG: areas grouped by fill, circles for the small and for counts, dashed disputed lines.

Invariant: an area has the fill of its class or state and nothing is drawn that the view does not hold.
"""

from __future__ import annotations

from typing import Any

from components.svg.draw import colour_name, hatch_id, hatches, number, text
from data.model import AreaState
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
    """SVG of the map with an accessible name and summary. ``chosen`` areas get a heavy outline."""
    x, y, width, height = frame(geometry, zoom)
    scale = geometry["viewbox"][2] / width
    states = [state for state in AreaState if any(a.state is state for a in view.areas)]
    body = [_land(view, geometry), _areas(view, geometry, prefix), _lines(geometry)]
    body.append(_circles(view, geometry, scale) if view.kind == "circles" else _dots(view, geometry, scale, prefix))
    body.append(_chosen(geometry, chosen))
    return (
        f'<svg class="map pal-{view.palette} kind-{view.kind}" viewBox="{number(x)} {number(y)} {number(width)} '
        f'{number(height)}" role="img" aria-labelledby="{prefix}-name {prefix}-desc" data-scale="{number(scale)}">'
        f'<title id="{prefix}-name">{text(name)}</title><desc id="{prefix}-desc">{text(summary)}</desc>'
        f"<defs>{hatches(states, prefix)}</defs>{''.join(body)}</svg>"
    )


def _land(view: MapView, geometry: dict[str, Any]) -> str:
    """Places that the view does not count: drawn plain, so that coasts are whole."""
    counted = {a.id for a in view.areas}
    shapes = [path for area, path in sorted(geometry["paths"].items()) if area not in counted]
    return f'<g class="land">{_each([*shapes, geometry.get("unassigned", "")])}</g>'


def _each(shapes: list[str]) -> str:
    """One element for each shape: they begin with a relative move, so two joined would put the second elsewhere."""
    return "".join(f'<path d="{shape}"/>' for shape in shapes if shape)


def _groups(view: MapView) -> list[tuple[str, list[MapArea]]]:
    groups: dict[str, list[MapArea]] = {}
    for area in view.areas:
        groups.setdefault(area.fill, []).append(area)
    return sorted(groups.items())


def _fill(fill: str, prefix: str) -> str:
    return f' fill="url(#{hatch_id(AreaState(fill[2:]), prefix)})"' if fill.startswith("s-") else ""


def _areas(view: MapView, geometry: dict[str, Any], prefix: str) -> str:
    parts = []
    for fill, areas in _groups(view):
        css = "base" if view.kind == "circles" and not fill.startswith("s-") else colour_name(fill, view)
        paths = "".join(
            f'<path d="{geometry["paths"][a.id]}"><title>{text(tooltip(a))}</title></path>'
            for a in areas
            if a.id in geometry["paths"]
        )
        parts.append(f'<g class="{css} f-{fill}"{_fill(fill, prefix)}>{paths}</g>')
    return "".join(parts)


def tooltip(area: MapArea) -> str:
    """Name, value or state, and the value's own year."""
    year = f", {area.year}" if area.year is not None else ""
    return f"{area.name}: {area.text}{year}"


def _lines(geometry: dict[str, Any]) -> str:
    return f'<path class="disputed" d="{geometry["disputed"]}"/>'


def _dots(view: MapView, geometry: dict[str, Any], scale: float, prefix: str) -> str:
    """Areas drawn smaller than eight units also get a circle of the same fill."""
    parts = []
    for fill, areas in _groups(view):
        small = [a for a in areas if a.id in geometry["places"] and geometry["places"][a.id]["size"] * scale < SMALL]
        circles = "".join(
            f'<circle cx="{number(geometry["places"][a.id]["x"])}" cy="{number(geometry["places"][a.id]["y"])}" '
            f'r="{number(DOT / scale)}"><title>{text(tooltip(a))}</title></circle>'
            for a in small
        )
        if circles:
            parts.append(f'<g class="dot {colour_name(fill, view)} f-{fill}"{_fill(fill, prefix)}>{circles}</g>')
    return "".join(parts)


def _circles(view: MapView, geometry: dict[str, Any], scale: float) -> str:
    """Circles whose area is in proportion to the count, largest first so that small ones stay on top."""
    drawn = [a for a in view.areas if a.radius is not None and a.id in geometry["places"]]
    drawn.sort(key=lambda a: (-(a.radius or 0), a.id))
    return (
        '<g class="circles">'
        + "".join(
            f'<circle cx="{number(geometry["places"][a.id]["x"])}" cy="{number(geometry["places"][a.id]["y"])}" '
            f'r="{number(max(a.radius or 0, 0.8) / scale)}" class="{colour_name(a.fill, view)} f-{a.fill}">'
            f"<title>{text(tooltip(a))}</title></circle>"
            for a in drawn
        )
        + "</g>"
    )


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
