"""Peer groups of a release: regions, development categories, forums, income classes and land neighbours.

Invariant: every group states its rule, its source and the date of its membership, and lists only ids of the registry.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
import yaml
from pydantic import Field, StringConstraints

from data.model import AreaKind
from etl.areas import Area
from etl.schema import Id, Strict, Words

GROUPS_PATH = Path(__file__).parent / "reference" / "groups.yml"
M49 = "United Nations Statistics Division, M49: https://unstats.un.org/unsd/methodology/m49/"
M49_DATE = "2026-05-15"
INCOME_SERIES = "world_bank:INCOME_CLASS@"
INCOME_SOURCE = (
    "World Bank: https://datahelpdesk.worldbank.org/knowledgebase/articles/906519-world-bank-country-and-lending-groups"
)
INCOME_CLASSES = {1: "low", 2: "lower middle", 3: "upper middle", 4: "high"}
_LEVELS = (("region", "region"), ("subregion", "subregion"), ("intermediate_region", "subregion"))

GroupKind = Literal["region", "subregion", "development", "forum", "income", "neighbours"]


class Group(Strict):
    """A set of areas that a reader may compare within. ``members`` are ids of the registry, sorted."""

    id: str
    name: str
    kind: GroupKind
    rule: Words
    source: Annotated[str, StringConstraints(min_length=8)]
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
    members: Annotated[tuple[str, ...], Field(min_length=1)]


class ListedGroup(Group):
    """A group of groups.yml."""

    id: Id
    kind: Literal["development", "forum"]


class GroupFile(Strict):
    """groups.yml."""

    groups: tuple[ListedGroup, ...]


def build_groups(
    areas: Mapping[str, Area],
    neighbours: Mapping[str, list[str]],
    income: pd.DataFrame | None = None,
    path: Path = GROUPS_PATH,
) -> list[dict[str, Any]]:
    """All groups, each {id, name, kind, rule, source, date, members}.

    ``neighbours`` come from the geometry. ``income`` holds observations of the income class (columns ``series``,
    ``area``, ``year``, ``value``), or is None. Raises ValueError naming every member that is no country or territory.
    """
    places = {a.id: a for a in areas.values() if a.kind in (AreaKind.COUNTRY, AreaKind.TERRITORY)}
    listed = GroupFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).groups
    groups = [*_regions(places), *listed, *_income(income, places), *_neighbour_groups(neighbours, places)]
    faults = [f"{g.id}: {m} is no country or territory" for g in groups for m in g.members if m not in places]
    ids = [g.id for g in groups]
    faults += [f"{i}: the id stands twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if faults:
        raise ValueError(f"{path.name}: " + "; ".join(faults))
    return [g.model_dump(mode="json") | {"members": sorted(set(g.members))} for g in groups]


def group_files(
    areas: Mapping[str, Area], neighbours: Mapping[str, list[str]], tables: Mapping[str, pd.DataFrame]
) -> bytes:
    """groups.json. ``tables`` are the observations by source, of which the income classes are taken."""
    table = tables.get("world_bank")
    income = None if table is None else table[table["series"].astype(str).str.startswith(INCOME_SERIES)]
    groups = build_groups(areas, neighbours, income)
    return (json.dumps(groups, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _regions(places: dict[str, Area]) -> list[Group]:
    found: list[Group] = []
    taken: set[str] = set()
    for attribute, kind in _LEVELS:
        members: dict[str, list[str]] = defaultdict(list)
        for area in places.values():
            if name := getattr(area, attribute):
                members[name].append(area.id)
        for name in sorted(set(members) - taken):
            found.append(
                Group(
                    id=f"{kind}_{_slug(name)}",
                    name=name,
                    kind="region" if kind == "region" else "subregion",
                    rule="Placed here by the United Nations standard M49; Kosovo, which M49 leaves out, by location.",
                    source=M49,
                    date=M49_DATE,
                    members=tuple(sorted(members[name])),
                )
            )
        taken |= set(members)
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _income(income: pd.DataFrame | None, places: dict[str, Area]) -> list[Group]:
    """Classes of the newest year of the newest vintage."""
    if income is None or not len(income):
        return []
    newest = max(str(series) for series in income["series"].unique())
    rows = income[(income["series"].astype(str) == newest) & income["value"].notna()]
    rows = rows[(rows["year"] == rows["year"].max()) & rows["area"].isin(list(places))]
    vintage = newest.removeprefix(INCOME_SERIES)
    return [
        Group(
            id=f"income_{_slug(name)}",
            name=f"{name.capitalize()} income",
            kind="income",
            rule=f"The World Bank's class for {int(rows['year'].max())}, in its edition of {vintage}: {name} income.",
            source=INCOME_SOURCE,
            date=vintage,
            members=tuple(sorted(rows.loc[rows["value"] == value, "area"].astype(str))),
        )
        for value, name in INCOME_CLASSES.items()
        if (rows["value"] == value).any()
    ]


def _neighbour_groups(neighbours: Mapping[str, list[str]], places: dict[str, Area]) -> list[Group]:
    return [
        Group(
            id=f"neighbours_{area}",
            name=f"{places[area].name} and its land neighbours",
            kind="neighbours",
            rule="The area itself and every area that shares a land border with it on our map (1:50 million).",
            source="Natural Earth 4.1, as drawn by us: https://www.naturalearthdata.com/",
            date="2018",
            members=tuple(sorted({area, *neighbours[area]})),
        )
        for area in sorted(neighbours)
        if neighbours[area] and area in places
    ]
