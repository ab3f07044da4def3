"""The years of a map as data, so that a reader can go through them without asking again.

Invariant: a frame says what the map view of its year says, word for word; nothing in it is computed anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from components.explore_parts import is_scaled, shown_items
from components.svg.draw import colour_name, swatch
from components.svg.map import area_class, circle_radius
from data.store import Store
from data.view_state import ViewState
from data.views.choose import MAP_FROM, choose
from data.views.labels import MARK
from data.views.map import MapView, build_map_view
from data.views.sentence import build_sentence
from data.words import Words


def frame_years(years: Iterable[int]) -> list[int]:
    """Years that have a map."""
    return [year for year in years if year >= MAP_FROM]


def build_frames(store: Store, state: ViewState, words: Words) -> dict[str, Any]:
    """All maps of a state, year by year, with what stays the same written once.

    ``ids``, ``names`` and ``counted`` are by area; ``legend`` by fill; each frame holds for every area the number of
    its fill, of its text and of its marks, its own year (0 where none) and, for circles, its radius. Raises KeyError
    where the indicator is not in the release.
    """
    first = choose(store, state, words)
    views = [
        build_map_view(store, choose(store, state.but(year=year), words), words, words.lang)
        for year in frame_years(first.years)
    ]
    ids = sorted({area.id for view in views for area in view.areas})
    fills = list(dict.fromkeys(item.fill for view in views for item in view.legend))
    texts: dict[str, int] = {}
    marks: dict[str, int] = {"": 0}
    frames = [_frame(store, view, ids, fills, texts, marks, words) for view in views]
    return {
        "release": store.id,
        "indicator": first.indicator.id,
        "kind": views[0].kind if views else "",
        "step": first.indicator.raw["expected_step"] or 1,
        "ids": ids,
        "names": [store.catalogue.areas[i].name(words.lang) for i in ids],
        "counted": _counted(views, ids),
        "fills": fills,
        "css": _css(views, fills),
        "legend": _legend(views, fills),
        "texts": list(texts),
        "marks": list(marks),
        "frames": frames,
    }


def _frame(
    store: Store,
    view: MapView,
    ids: list[str],
    fills: list[str],
    texts: dict[str, int],
    marks: dict[str, int],
    words: Words,
) -> dict[str, Any]:
    areas = {area.id: area for area in view.areas}
    number = {fill: position for position, fill in enumerate(fills)}
    rows = [areas[i] for i in ids]
    shown = shown_items(view, is_scaled(store, view))
    frame: dict[str, Any] = {
        "year": view.year,
        "title": view.title,
        "sentence": build_sentence(store, view, words),
        "empty": view.empty,
        "notes": list(view.notes),
        "fill": [number[a.fill] for a in rows],
        "text": [texts.setdefault(a.text, len(texts)) for a in rows],
        "own": [a.year or 0 for a in rows],
        "mark": [
            marks.setdefault(", ".join(words.text(MARK[m]) for m in a.marks), len(marks)) if a.marks else 0
            for a in rows
        ],
        "value": [a.value for a in rows],
        "shown": [number[item.fill] for item in shown],
    }
    if view.kind == "circles":
        frame["radius"] = [circle_radius(a.radius) for a in rows]
    return frame


def _counted(views: list[MapView], ids: list[str]) -> list[int]:
    known = {area.id: int(area.is_counted) for view in views for area in view.areas}
    return [known[i] for i in ids]


def _css(views: list[MapView], fills: list[str]) -> list[str]:
    """Classes of an area's shape for each fill, and those of its circle where circles stand for values."""
    found: dict[str, str] = {}
    for view in views:
        for area in view.areas:
            found.setdefault(area.fill, area_class(area, view))
    return [found.get(fill, f"a {colour_name(fill, views[0])} f-{fill}") for fill in fills]


def _legend(views: list[MapView], fills: list[str]) -> list[dict[str, str]]:
    items = {item.fill: (item, view) for view in views for item in view.legend}
    return [
        {"label": items[f][0].label, "swatch": swatch(*items[f]), "colour": colour_name(f, items[f][1])} for f in fills
    ]
