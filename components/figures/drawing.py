"""A drawing read back: its texts, strokes and marks with their places, so that a figure can stand exactly on it.

Invariant: only drawings of components/svg are read; every place is in the drawing's own units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from xml.etree.ElementTree import Element

from components.svg.parsed import parsed

Place = tuple[float, float]
MOVE = re.compile(r"translate\(([\d.-]+) ([\d.-]+)\)(?: scale\(([\d.]+)\))?")
PART = re.compile(r"([MLHVvZ])|(-?(?:\d+\.?\d*|\.\d+))")
ARITY = {"H": 1, "V": 1, "v": 1, "L": 2, "M": 2}
QUIET = frozenset({"title", "desc", "defs"})


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``outer`` are the classes around it, ``css`` its own."""

    text: str
    x: float
    y: float
    anchor: str
    outer: str
    css: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule, a tie, a swatch: lines that belong to no single value. ``path`` holds M, L and Z alone."""

    path: tuple[tuple[str, Place], ...]
    outer: str
    css: str
    fill: str


@dataclass(frozen=True, slots=True)
class Point:
    """The mark of a row: its classes, its place, its shape around that place (``r4`` is a circle)."""

    x: float
    y: float
    css: str
    shape: str
    fill: str


@dataclass(frozen=True)
class Drawing:
    """One SVG; ``points`` by the number of the row."""

    css: str
    width: float
    height: float
    texts: tuple[Text, ...]
    strokes: tuple[Stroke, ...]
    points: dict[int, Point]


def read_drawing(svg: str, frame: str) -> Drawing:
    """The drawing for a frame (wide or narrow) out of those that stand side by side."""
    root = parsed(f"<svgs>{svg}</svgs>")
    own = next(item for item in root if frame in item.get("class", "").split())
    _, _, width, height = (float(part) for part in own.get("viewBox", "").split())
    texts: list[Text] = []
    strokes: list[Stroke] = []
    points: dict[int, Point] = {}
    for item, (x, y), outer in _walk(own, (0.0, 0.0), ""):
        if item.tag == "text":
            texts += _texts(item, x, y, outer)
        elif "data-i" in item.attrib:
            points[int(item.get("data-i", ""))] = _point(item, x, y)
        elif item.tag in ("path", "rect", "circle"):
            strokes.append(_stroke(item, x, y, outer))
    return Drawing(own.get("class", ""), width, height, tuple(texts), tuple(strokes), points)


def _walk(item: Element, at: Place, outer: str) -> Iterator[tuple[Element, Place, str]]:
    """Everything that is seen, with where its group stands and the classes of its group."""
    for child in item:
        if child.tag in QUIET:
            continue
        if child.tag == "g":
            dx, dy, _ = _moved(child)
            yield from _walk(child, (at[0] + dx, at[1] + dy), child.get("class", outer))
        else:
            yield child, at, outer


def _moved(item: Element) -> tuple[float, float, float]:
    found = MOVE.search(item.get("transform", ""))
    return (float(found[1]), float(found[2]), float(found[3] or 1)) if found else (0.0, 0.0, 1.0)


def _number(item: Element, name: str) -> float:
    return float(item.get(name, "0"))


def _texts(item: Element, x: float, y: float, outer: str) -> list[Text]:
    anchor, css = item.get("text-anchor", "start"), item.get("class", "")
    spans = item.findall("tspan")
    if not spans:
        return [Text(item.text or "", x + _number(item, "x"), y + _number(item, "y"), anchor, outer, css)]
    return [
        Text(s.text or "", x + _number(s, "x"), y + _number(s, "y"), anchor, css, s.get("class", "")) for s in spans
    ]


def _point(item: Element, x: float, y: float) -> Point:
    css, fill = item.get("class", ""), item.get("fill", "")
    if item.tag == "circle":
        return Point(x + _number(item, "cx"), y + _number(item, "cy"), css, f"r{item.get('r')}", fill)
    if item.tag == "rect":
        middle = y + _number(item, "y") + _number(item, "height") / 2
        return Point(x + _number(item, "x"), middle, css, "", fill)
    dx, dy, scale = _moved(item)
    path = read_path(item.get("d", ""))
    at = (dx, dy) if "transform" in item.attrib else path[0][1]
    back = (0.0, 0.0) if "transform" in item.attrib else at
    shape = "".join(
        letter if letter == "Z" else f"{letter}{(px - back[0]) * scale:.4g} {(py - back[1]) * scale:.4g}"
        for letter, (px, py) in path
    )
    return Point(x + at[0], y + at[1], css, shape, fill)


def _stroke(item: Element, x: float, y: float, outer: str) -> Stroke:
    css, fill = item.get("class", ""), item.get("fill", "")
    dx, dy, scale = _moved(item)
    if item.tag == "rect":
        left, top = _number(item, "x"), _number(item, "y")
        path = _box(left, top, left + _number(item, "width"), top + _number(item, "height"))
    elif item.tag == "circle":
        middle, radius = (_number(item, "cx"), _number(item, "cy")), _number(item, "r")
        path = _round(middle, radius)
    else:
        path = read_path(item.get("d", ""))
    moved = tuple((letter, (x + dx + scale * px, y + dy + scale * py)) for letter, (px, py) in path)
    return Stroke(moved, outer, css, fill)


def _box(left: float, top: float, right: float, bottom: float) -> list[tuple[str, Place]]:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return [("L" if n else "M", corner) for n, corner in enumerate(corners)] + [("Z", corners[0])]


def _round(middle: Place, radius: float) -> list[tuple[str, Place]]:
    """A circle of a key, as a polygon so fine that nobody sees it."""
    turn = [2 * pi * n / 24 for n in range(24)]
    corners = [(middle[0] + radius * cos(a), middle[1] + radius * sin(a)) for a in turn]
    return [("L" if n else "M", corner) for n, corner in enumerate(corners)] + [("Z", corners[0])]


def read_path(text: str) -> list[tuple[str, Place]]:
    """A path of M, L, H, V, v and Z with every place absolute. Numbers after M or L go on as lines."""
    found: list[tuple[str, Place]] = []
    x = y = 0.0
    letter, held = "M", []
    for command, digits in PART.findall(text):
        if command == "Z":
            found.append(("Z", (x, y)))
            continue
        if command:
            letter = command
            continue
        held.append(float(digits))
        if len(held) < ARITY[letter]:
            continue
        x = held[0] if letter in "MLH" else x
        y = held[-1] if letter in "MLV" else y + held[0] if letter == "v" else y
        found.append(("M" if letter == "M" else "L", (x, y)))
        letter, held = "L" if letter == "M" else letter, []
    return found
