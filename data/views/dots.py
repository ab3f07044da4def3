"""Named dots in rows by region, and the publisher's own regional figures, for indicators too thin for a map.

Invariant: a dot is an area of the map view with a value; a regional figure keeps the publisher's name and is never
recomputed.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Qualifier
from data.store import Store
from data.views.formats import observation_text
from data.views.map import MapArea, MapView
from data.views.states import median
from data.words import Words


@dataclass(frozen=True, slots=True)
class DotRow:
    """Areas of one region with a value, lowest first, and their unweighted median (None below five)."""

    region: str
    areas: tuple[MapArea, ...]
    median: float | None


@dataclass(frozen=True, slots=True)
class RegionBar:
    """A figure that the publisher gives for a region of its own."""

    area: str
    name: str
    value: float
    text: str
    year: int


FLOOR = 5


def build_dot_rows(store: Store, view: MapView, words: Words) -> list[DotRow]:
    """One row for each UN region that has a value, in alphabetical order."""
    regions: dict[str, list[MapArea]] = {}
    for area in view.valued:
        region = store.catalogue.areas[area.id].region or words.text("Elsewhere")
        regions.setdefault(region, []).append(area)
    rows = []
    for region, areas in sorted(regions.items()):
        values = [a.value for a in areas if a.value is not None]
        rows.append(DotRow(words.text(region), tuple(areas), median(values) if len(values) >= FLOOR else None))
    return rows


def build_region_bars(store: Store, view: MapView, words: Words, lang: str = "en") -> list[RegionBar]:
    """The publisher's own regional figures of the view's year and slice, highest first."""
    if view.section is None:
        return []
    bars = [
        RegionBar(
            item.area,
            store.catalogue.areas[item.area].name(lang),
            item.value,
            observation_text(item, view.indicator, store.catalogue, words),
            item.year,
        )
        for item in view.section.aggregates
        if item.value is not None and item.qualifier is Qualifier.EXACT
    ]
    return sorted(bars, key=lambda bar: (-bar.value, bar.name))
