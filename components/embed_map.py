"""What an embed of a map says beside the drawing: countries by name, the ends of the range, what is not drawn.

Invariant: nobody is named as highest or lowest where the values may not be ranked.
"""

from __future__ import annotations

from typing import Any

from components.embed_asked import Asked
from components.explore_parts import strip
from components.svg.map import ZOOMS
from data.compare import Purpose, standing
from data.store import Store
from data.views.against import objection
from data.views.choose import choose
from data.views.map import MapArea, MapView
from data.views.sentence import area_sentence
from data.words import Words

HIGHEST, LOWEST = 3, 2
NAMED = 5
NONE: dict[str, Any] = {"named": [], "ends": [], "strip": [], "refusal": "", "total": None}


def map_values(asked: Asked) -> dict[str, Any]:
    """Sentences on the countries that the address names, five ends of the range, areas without a shape, a refusal."""
    exhibit, store, words = asked.exhibit, asked.store, asked.words
    view = exhibit.view
    if not isinstance(view, MapView):
        refused = exhibit.empty if not exhibit.svg else ""
        return NONE | {"refusal": refused, "total": sum(line.count for line in exhibit.legend) or None}
    choice = choose(store, asked.state, words)
    found = {area.id: area for area in view.areas}
    is_map = exhibit.chart == "map" and bool(exhibit.svg)
    return {
        "named": [area_sentence(store, view, found[a], words) for a in asked.state.area[:NAMED] if a in found],
        "ends": ends(store, view, words, asked.state.zoom) if is_map else [],
        "strip": strip(view, store) if is_map else [],
        "refusal": "" if exhibit.kind == "table" else objection(store, choice, view, asked.state, words) or view.empty,
        "total": len(view.counted) if exhibit.legend else None,
    }


def ends(store: Store, view: MapView, words: Words, zoom: str = "") -> list[tuple[str, str, str]]:
    """Name, value and year of the three highest and the two lowest, with who else has the value at the cut.

    Where the map shows one continent, they are of it.
    """
    verdict = standing(store, view.indicator, view.series, Purpose.RANK)
    if view.indicator.classes or verdict.refusals:
        return []
    region = ZOOMS.get(zoom, "")
    valued = [area for area in view.valued if not region or store.catalogue.areas[area.id].region == region]
    if len(valued) <= HIGHEST + LOWEST:
        return [_line(area, 0, words) for area in reversed(valued)]
    top, rest = valued[: -HIGHEST - 1 : -1], valued[:-HIGHEST]
    bottom, middle = rest[:LOWEST], rest[LOWEST:]
    tied_top = sum(area.text == top[-1].text for area in rest)
    tied_bottom = sum(area.text == bottom[-1].text for area in middle)
    high = [_line(area, tied_top if area is top[-1] else 0, words) for area in top]
    return high + [_line(area, tied_bottom if area is bottom[-1] else 0, words) for area in reversed(bottom)]


def _line(area: MapArea, others: int, words: Words) -> tuple[str, str, str]:
    name = area.name
    if others:
        name = words.plural("%(name)s and %(count)s other", "%(name)s and %(count)s others", others, name=name)
    return name, area.text, str(area.year or "")
