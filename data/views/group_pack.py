"""A group for its peer review: members, core indicators, promises, who is missing, what publishers say of regions.

Invariant: no score, no average over indicators; every number counts the same states as the page that it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.groups import groups_of
from data.groups_kinds import REGION, SUBREGION, Group
from data.model import AreaKind
from data.query import observation
from data.store import Store
from data.views.benchmark_around import regional_figures
from data.views.benchmark_field import opening_column
from data.views.dots import RegionBar
from data.views.gaps_people import PeopleView, build_people
from data.views.group_pack_members import Members, build_members, core_indicators, gap_choice
from data.views.group_pack_treaties import Institutions, Promises, build_institutions, build_promises
from data.views.reading import Reading, build_reading
from data.words import Words

# Names under which publishers give figures for something like these groups; always shown under the publisher's own.
ALSO_NAMED = {
    "oecd": ("OECD members",),
    "arab_league": ("Arab States", "Arab World"),
    "pacific_islands_forum": ("Pacific island small states",),
    "african_union": ("Africa",),
    "council_of_europe": ("Europe",),
}


@dataclass(frozen=True, slots=True)
class RightReadings:
    """Core indicators of one right."""

    right: str
    name: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Regional:
    """One core indicator with what its publisher says of regions and the world, each under the publisher's name."""

    indicator: str
    name: str
    source: str
    bars: tuple[RegionBar, ...]


@dataclass(frozen=True)
class GroupPack:
    """Everything the page of a group shows. ``area`` is the member that is marked, or empty."""

    group: Group
    title: str
    in_line: str
    area: str
    members: Members
    rights: tuple[RightReadings, ...]
    promises: Promises | None
    institutions: Institutions | None
    people: PeopleView
    regional: tuple[Regional, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All core readings."""
        return tuple(reading for right in self.rights for reading in right.readings)


def build_group_pack(store: Store, group: Group, area: str, words: Words) -> GroupPack:
    """The pack of a group; ``area`` is a member to be marked, or empty."""
    return GroupPack(
        group=group,
        title=group.title(words),
        in_line=group.in_line(words),
        area=area,
        members=build_members(store, group, words),
        rights=_rights(store, group, words),
        promises=build_promises(store, group, area, words),
        institutions=build_institutions(store, group, words),
        people=build_people(store, gap_choice(store, group), "area", words),
        regional=_regional(store, group, words),
    )


def _rights(store: Store, group: Group, words: Words) -> tuple[RightReadings, ...]:
    found: dict[str, list[Reading]] = {}
    for indicator in core_indicators(store):
        reading = build_reading(store, indicator, group, words)
        if reading is not None and (reading.total or len(reading.places.area)):
            found.setdefault(str(indicator.core), []).append(reading)
    return tuple(
        RightReadings(right, words.text(store.catalogue.rights[right]["name"]), tuple(readings))
        for right, readings in found.items()
    )


def _regional(store: Store, group: Group, words: Words) -> tuple[Regional, ...]:
    """Core indicators whose publisher gives figures for a region of this name, for one around it, or for the world."""
    names = [group.name, *ALSO_NAMED.get(group.id, ()), *_around(store, group)]
    areas = np.array([store.catalogue.areas[a].kind is AreaKind.AGGREGATE for a in store.blocks.areas], dtype=bool)
    found = []
    for indicator in core_indicators(store):
        series = store.catalogue.series[indicator.preferred]
        _, column = opening_column(store, indicator)
        if column is None or not series.raw["aggregates"]:
            continue
        rows = column.rows[areas[column.area]].tolist()
        items = [observation(store.blocks, series.id, series.headline, row) for row in rows]
        bars = regional_figures(store, indicator, items, names, words)
        if bars:
            source = words.text(store.catalogue.sources[series.source]["name"])
            found.append(Regional(indicator.id, words.text(indicator.name), source, bars))
    return tuple(found)


def _around(store: Store, group: Group) -> list[str]:
    """Names of the regions and sub-regions that hold every member."""
    if not group.members:
        return []
    shared = groups_of(store, group.members[0])
    own = set(group.members)
    return [g.name for g in shared if g.kind in (REGION, SUBREGION) and own <= set(g.members) and g.id != group.id]
