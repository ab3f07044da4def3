"""Finds peer groups: those of the release, and those made from it by a rule.

Invariant: a spelling means one group of one release; what the release cannot say is no group, never an empty one.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from data.groups_kinds import (
    ALL,
    ALL_NAME,
    ALL_RULE,
    CLASS_RULE,
    DEVELOPMENT,
    FORUM,
    INCOME,
    KINDS,
    NEIGHBOURS,
    OWN,
    OWN_RULE,
    PARTIES,
    PLACES,
    POPULATION,
    POPULATION_RULE,
    REGION,
    SUBREGION,
    Group,
)
from data.groups_parties import parties
from data.kept import kept
from data.model import ValueKind
from data.query import cross_section
from data.store import Store
from data.views.instruments import INSTRUMENTS
from data.views.population import POPULATION as PEOPLE
from data.views.population import YEARS_BACK

__all__ = ["Group", "find_group", "groups_of", "menu"]

CLASSES = "income_class_group_class"
NEAREST = 10
OWN_LEAST, OWN_MOST = 2, 60
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
ORDER = (SUBREGION, REGION, DEVELOPMENT, INCOME, POPULATION, NEIGHBOURS, FORUM, ALL)
UN = "United Nations: https://www.un.org/en/about-us/member-states"


def find_group(store: Store, spelling: str, year: int | None = None) -> Group | None:
    """The group of a spelling, as ``peers`` and ``/group/<id>`` have it; None where the release cannot say it.

    Ids of the release (``eu``, ``subregion_eastern_africa``, ``neighbours_KEN``), ``income_low@2015``,
    ``parties_cat@2010-12-31``, ``population_KEN``, ``all``, or a list of 2 to 60 ids (``KEN,UGA,TZA``). ``year`` is
    that of the view: classes of income and populations are those of that year where the release has them, else the
    newest; a year of the spelling goes before it.
    """
    name, at, when = spelling.partition("@")
    if at and not DATE.fullmatch(when):
        return None
    if "," in spelling:
        return None if at else _own(store, spelling)
    if name.startswith(f"{PARTIES}_"):
        return parties(store, name.removeprefix(f"{PARTIES}_"), when)
    if name.startswith(f"{INCOME}_"):
        wanted = int(when) if len(when) == 4 else None
        return None if at and wanted is None else _income(store, name, wanted, year)
    if at:
        return None
    if name == ALL:
        return _all(store)
    if name.startswith(f"{POPULATION}_"):
        return _population(store, name.removeprefix(f"{POPULATION}_"), year)
    return _released(store).get(name)


def groups_of(store: Store, area: str, year: int | None = None) -> list[Group]:
    """Groups to which an area belongs: sub-regions and region first, the narrowest before the wider, all last."""
    if area not in store.catalogue.areas:
        return []
    return kept(store, ("groups of", area, _bounded(year)), lambda: _groups_of(store, area, year))


def _groups_of(store: Store, area: str, year: int | None) -> list[Group]:
    released = _released(store).values()
    spellings = [group.id for group in released if group.kind == INCOME or area in group.members]
    found = [find_group(store, spelling, year) for spelling in (*spellings, f"{POPULATION}_{area}", ALL)]
    # a list of neighbours is about one area, and only that one's is its own
    own = [g for g in found if g is not None and area in g.members and (g.place is None or g.place.id == area)]
    return sorted(own, key=lambda g: (ORDER.index(g.kind), len(g.members), g.id))


def _bounded(year: int | None) -> int | None:
    """A year that may name what is kept: anything else would let an address fill the memory."""
    return year if year is None or 1900 <= year <= 2100 else None


def menu(store: Store, year: int | None = None) -> list[tuple[str, list[Group]]]:
    """Groups to choose from by kind: (label, an English message; groups). Those about one area are left out."""
    return kept(store, ("group menu", _bounded(year)), lambda: _menu(store, year))


def _menu(store: Store, year: int | None) -> list[tuple[str, list[Group]]]:
    released = list(_released(store).values())
    by_kind: list[tuple[str, list[Group | None]]] = [
        (kind, [g for g in released if g.kind == kind]) for kind in (REGION, SUBREGION, DEVELOPMENT, FORUM)
    ]
    levels = [find_group(store, g.id, year) for g in released if g.kind == INCOME]
    by_kind.insert(3, (INCOME, levels))
    by_kind.append((PARTIES, [find_group(store, f"{PARTIES}_{i.id}") for i in INSTRUMENTS]))
    by_kind.append((ALL, [find_group(store, ALL)]))
    return [
        (KINDS[kind], found) for kind, groups in by_kind if (found := [group for group in groups if group is not None])
    ]


def _released(store: Store) -> dict[str, Group]:
    return kept(store, ("released groups",), lambda: {raw["id"]: _group(store, raw) for raw in store.catalogue.groups})


def _group(store: Store, raw: dict[str, Any]) -> Group:
    place = raw["id"].removeprefix(f"{NEIGHBOURS}_") if raw["kind"] == NEIGHBOURS else ""
    return Group(
        id=raw["id"],
        kind=raw["kind"],
        name=raw["name"],
        rule=raw["rule"],
        source=raw["source"],
        date=raw["date"],
        members=tuple(raw["members"]),
        place=store.catalogue.areas.get(place),
    )


def _all(store: Store) -> Group:
    members = tuple(sorted(area.id for area in store.catalogue.members()))
    return Group(ALL, ALL, ALL_NAME, ALL_RULE, UN, _registry_date(store), members)


def _registry_date(store: Store) -> str:
    """Date of the table of areas, which the regions carry."""
    return max((str(raw["date"]) for raw in store.catalogue.groups if raw["kind"] == REGION), default="")


def _own(store: Store, spelling: str) -> Group | None:
    ids = list(dict.fromkeys(spelling.split(",")))
    areas = [store.catalogue.areas.get(area) for area in ids]
    known = tuple(area for area in areas if area is not None and area.kind in PLACES)
    if len(known) < len(ids) or not OWN_LEAST <= len(ids) <= OWN_MOST:
        return None
    return Group(",".join(ids), OWN, OWN_RULE, OWN_RULE, "", "", tuple(sorted(ids)), own=known)


def _income(store: Store, name: str, wanted: int | None, year: int | None) -> Group | None:
    """A class of income in the wanted year; else in that of the view, else as the release lists it."""
    released = _released(store).get(name)
    if released is None or released.kind != INCOME:
        return None
    asked = wanted if wanted is not None else year
    members = _class_of(store, name.removeprefix(f"{INCOME}_"), asked) if asked is not None else ()
    if not members:
        held = int(released.date[:4])
        stands_in = wanted if wanted is not None and wanted != held else None
        return Group(
            released.id, INCOME, released.name, released.rule, released.source, released.date, released.members,
            asked=stands_in,
        )  # fmt: skip
    spelled = name if wanted is None else f"{name}@{wanted}"
    if str(asked) == released.date[:4]:
        return Group(
            spelled, INCOME, released.name, released.rule, released.source, released.date, members
        )  # fmt: skip
    return Group(spelled, INCOME, released.name, CLASS_RULE, released.source, str(asked), members)


def _class_of(store: Store, code: str, year: int) -> tuple[str, ...]:
    """Areas in a class in one year, by the newest edition that has this year; empty where none has."""
    indicator = store.catalogue.indicators.get(CLASSES)
    if indicator is None or indicator.value_kind not in (ValueKind.ORDERED, ValueKind.CATEGORICAL):
        return ()
    value = next((float(c["value"]) for c in indicator.classes if c["code"] == code), None)
    rows = np.empty(0, dtype=np.int64)
    for name in indicator.series:  # the preferred edition first; older ones hold years that it leaves out
        series = store.catalogue.series[name]
        rows = cross_section(store.blocks, series.id, series.headline, year, 0)
        if len(rows):
            break
    held = rows[np.asarray(store.blocks.columns["value"][rows]) == value] if value is not None else rows[:0]
    areas = [store.blocks.areas[int(number)] for number in store.blocks.columns["area"][held]]
    return tuple(sorted(area for area in areas if store.catalogue.areas[area].kind in PLACES))


def _population(store: Store, area: str, year: int | None) -> Group | None:
    """The area and the nine member states nearest to it by the ratio of populations; ties by id."""
    place = store.catalogue.areas.get(area)
    people, when = _people(store, year)
    if place is None or people.get(area, 0.0) <= 0:
        return None
    others = [a.id for a in store.catalogue.members() if a.id != area and people.get(a.id, 0.0) > 0]
    own = np.log(people[area])
    others.sort(key=lambda other: (round(abs(float(np.log(people[other]) - own)), 12), other))
    members = tuple(sorted([area, *others[: NEAREST - 1]]))
    series = store.catalogue.series[store.catalogue.indicators[PEOPLE].preferred]
    source = store.catalogue.sources[series.source]
    return Group(
        f"{POPULATION}_{area}", POPULATION, POPULATION_RULE, POPULATION_RULE,
        f"{source['publisher']}: {source['homepage']}", str(when), members, place=place,
    )  # fmt: skip


def _people(store: Store, year: int | None) -> tuple[dict[str, float], int]:
    """Population by area in a year the release has, else the newest, and which year that is."""
    return kept(store, ("people", _bounded(year)), lambda: _people_of(store, year))


def _people_of(store: Store, year: int | None) -> tuple[dict[str, float], int]:
    indicator = store.catalogue.indicators.get(PEOPLE)
    if indicator is None:
        return {}, 0
    series = store.catalogue.series[indicator.preferred]
    last = int(series.raw["last_year"] or 0)
    when = year if year is not None and year in series.raw["years"] else last
    rows = cross_section(store.blocks, series.id, series.headline, when, YEARS_BACK if when == last else 0)
    columns = store.blocks.columns
    pairs = zip(columns["area"][rows].tolist(), columns["value"][rows].tolist(), strict=True)
    return {store.blocks.areas[n]: value for n, value in pairs if value == value}, when
