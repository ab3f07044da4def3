"""The registry holds each place once, and a source's codes lead to it or are named all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.model import AreaKind
from etl.areas import AreaFaults, AreaResolver, load_areas
from etl.schema import SourceSpec

HEADER = "code,name,area,kind,part_of,start,end,note,decision\n"
REGISTRY = load_areas()


def resolver(tmp_path: Path, system: str, rows: str = "") -> AreaResolver:
    path = tmp_path / "areas.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return AreaResolver(SourceSpec.model_construct(id="test", area_codes=system), path, REGISTRY)


class TestRegistry:
    def test_members_of_the_united_nations(self) -> None:
        members = [a for a in REGISTRY.values() if a.un_member]
        assert len(members) == 193
        assert all(a.kind is AreaKind.COUNTRY and a.universe == "un_member" for a in members)
        assert {a.id for a in REGISTRY.values() if a.universe == "observer"} == {"PSE", "VAT"}

    def test_every_member_has_a_name_in_six_languages_and_a_region(self) -> None:
        assert [a.id for a in REGISTRY.values() if a.un_member and (len(a.names) < 6 or not a.subregion)] == []

    def test_parts_belong_to_something(self) -> None:
        parts = [a for a in REGISTRY.values() if a.kind is AreaKind.SUBNATIONAL]
        assert {a.id for a in parts if not a.part_of} == {"ABYEI"}

    def test_historical_states_ended_and_were_succeeded(self) -> None:
        for area in REGISTRY.values():
            if area.kind is AreaKind.HISTORICAL:
                assert area.end is not None and area.successors, area.id
                assert area.start is None or area.start <= area.end, area.id

    @pytest.mark.parametrize(("area", "year"), [("SSD", 2011), ("ERI", 1993), ("NAM", 1990), ("FRA", None)])
    def test_start_of_young_states(self, area: str, year: int | None) -> None:
        assert REGISTRY[area].start == year

    def test_an_id_that_refers_to_nothing_is_named(self, tmp_path: Path) -> None:
        source = Path("etl/reference/areas.csv").read_text(encoding="utf-8").splitlines()
        broken = next(line for line in source if line.startswith("GBR-SCT,")).replace(",GBR,", ",XXX,")
        path = tmp_path / "areas.csv"
        path.write_text(f"{source[0]}\n{broken}\n", encoding="utf-8")
        with pytest.raises(AreaFaults, match="GBR-SCT refers to 'XXX'"):
            load_areas(path)


class TestResolver:
    @pytest.mark.parametrize(
        ("system", "code", "area"),
        [
            ("iso3", "NAM", "NAM"),
            ("iso2", "NA", "NAM"),
            ("m49", "516", "NAM"),
            ("m49", "412", "XKX"),
            ("m49", "827", "GBR-EAW"),
            ("m49", "891", "SCG"),
            ("name", "Namibia", "NAM"),
        ],
    )
    def test_code_systems(self, tmp_path: Path, system: str, code: str, area: str) -> None:
        assert resolver(tmp_path, system).resolve(code).area_id == area

    def test_exceptions_come_first(self, tmp_path: Path) -> None:
        known = resolver(tmp_path, "iso3", "ROM,Romania,ROU,,,,,old code,\nTP,Timor-Leste,TLS,,,,,,0086\n")
        assert known.resolve("ROM").area_id == "ROU"
        assert known.resolve("TP").kind == AreaKind.COUNTRY

    def test_aggregates_keep_their_publisher(self, tmp_path: Path) -> None:
        known = resolver(tmp_path, "m49", "1,World,test:1,aggregate,,,,,\n001,World,test:1,aggregate,,,,,\n")
        assert known.resolve("001").kind == AreaKind.AGGREGATE
        assert [(a.id, a.name, a.source) for a in known.aggregates()] == [("test:1", "World", "test")]

    def test_set_aside_has_a_reason(self, tmp_path: Path) -> None:
        found = resolver(tmp_path, "custom", "UNK,Unknown,,set_aside,,,,origin not recorded,\n").resolve("UNK")
        assert (found.area_id, found.kind, found.reason) == ("", "set_aside", "origin not recorded")

    def test_unknown_codes_are_named_at_once(self, tmp_path: Path) -> None:
        known = resolver(tmp_path, "iso3")
        assert known.unknown(["ZZZ", "FRA", "YYY", "ZZZ"]) == ["YYY", "ZZZ"]
        with pytest.raises(LookupError, match="'ZZZ' is unknown"):
            known.resolve("ZZZ")

    def test_all_bad_rows_are_named_at_once(self, tmp_path: Path) -> None:
        rows = "A,A,NOPE,,,,,,\nB,B,other:B,aggregate,,,,,\nC,C,,set_aside,,,,,\n"
        rows += "D,D,FRA,historical,,,,,\nE,E,FRA,,,,,,12\n"
        with pytest.raises(AreaFaults) as error:
            resolver(tmp_path, "custom", rows)
        assert len(error.value.faults) == 5
        assert "row 2, code 'A'" in error.value.faults[0]
