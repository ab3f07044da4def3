"""Every group states rule, source and date, and lists known places only."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl.areas import load_areas
from etl.groups import build_groups, group_files

AREAS = load_areas()
NEIGHBOURS = {"FRA": ["DEU"], "DEU": ["FRA"], "FJI": []}
INCOME = pd.DataFrame(
    {
        "series": ["world_bank:INCOME_CLASS@2017"] + ["world_bank:INCOME_CLASS@2022-07"] * 3,
        "area": ["FRA", "FRA", "NAM", "DEU"],
        "year": [2016, 2022, 2022, 2021],
        "value": [1.0, 4.0, 3.0, 4.0],
    }
)
GROUPS = {group["id"]: group for group in build_groups(AREAS, NEIGHBOURS, INCOME)}


SIZES = {
    "african_union": 55,
    "arab_league": 22,
    "asean": 11,
    "commonwealth": 56,
    "council_of_europe": 46,
    "ecowas": 12,
    "eu": 27,
    "gcc": 6,
    "ldc": 44,
    "lldc": 32,
    "oecd": 38,
    "pacific_islands_forum": 18,
    "saarc": 8,
    "sadc": 16,
    "sids": 53,
}


@pytest.mark.parametrize(("group", "size"), SIZES.items())
def test_size_of_listed_groups(group: str, size: int) -> None:
    assert len(GROUPS[group]["members"]) == size


def test_african_union_is_all_african_members_and_western_sahara() -> None:
    african = {a.id for a in AREAS.values() if a.un_member and a.region == "Africa"}
    assert set(GROUPS["african_union"]["members"]) == african | {"ESH"}


def test_every_group_states_rule_source_and_date() -> None:
    assert [g["id"] for g in GROUPS.values() if not (g["rule"] and g["source"] and g["date"])] == []


def test_every_member_of_the_united_nations_has_region_and_subregion() -> None:
    for kind in ("region", "subregion"):
        placed = {m for g in GROUPS.values() if g["kind"] == kind for m in g["members"]}
        assert {a.id for a in AREAS.values() if a.un_member} <= placed


def test_income_classes_are_those_of_the_newest_year() -> None:
    classes = {g["id"]: g["members"] for g in GROUPS.values() if g["kind"] == "income"}
    assert classes == {"income_high": ["FRA"], "income_upper_middle": ["NAM"]}
    assert GROUPS["income_high"]["date"] == "2022-07"


def test_neighbours_include_the_area_itself() -> None:
    assert GROUPS["neighbours_FRA"]["members"] == ["DEU", "FRA"]
    assert "neighbours_FJI" not in GROUPS


def test_unknown_members_are_named(tmp_path: Path) -> None:
    path = tmp_path / "groups.yml"
    path.write_text(
        "groups: [{id: club, name: Club, kind: forum, rule: Members of the club, source: its own list, "
        'date: "2020", members: [FRA, SUN, XXX]}]',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"club: SUN is no country.*club: XXX is no country"):
        build_groups(AREAS, {}, path=path)


def test_file_is_the_same_twice() -> None:
    tables = {"world_bank": INCOME}
    assert group_files(AREAS, NEIGHBOURS, tables) == group_files(AREAS, NEIGHBOURS, tables)
