"""Facts that the issue and the README of the mirror name, read off the release with pyarrow alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow.compute as calc
import pyarrow.parquet as parquet
import pytest

from tests.verify.draw import QUOTAS
from tests.verify.place import read_json, release_file
from tests.verify.shown import COLUMNS, Row, events, facts

NOW, BEFORE = "@2023-12-17", "@2020-10"


def rows(series: str, **equal: Any) -> list[Row]:
    """Rows of a series, by area, year or dims."""
    source = series.split(":", maxsplit=1)[0]
    where: list[tuple[str, str, Any]] = [("series", "==", series)]
    where += [(name, "==", value) for name, value in equal.items() if name != "year"]
    path = release_file(f"facts/{source}.parquet")
    found: list[Row] = parquet.read_table(path, columns=COLUMNS, filters=where, use_threads=False).to_pylist()
    return [row for row in found if equal.get("year") in (None, row["period_end"].year)]


def acts(area: str, instrument: str) -> list[tuple[str, str, str]]:
    """Acts that count: act, date and precision."""
    return [
        (act["act"], act["date"], act["precision"])
        for act in events()
        if (act["area"], act["instrument"], act["role"]) == (area, instrument, "used")
    ]


@pytest.fixture(scope="module")
def areas() -> dict[str, Any]:
    found: dict[str, Any] = read_json("areas.json")
    return found


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    found: dict[str, Any] = read_json("build_report.json")
    return found


@pytest.fixture(scope="module")
def members(areas: dict[str, Any]) -> set[str]:
    found = {area for area, entry in areas.items() if entry["un_member"]}
    assert len(found) == 193
    return found


class TestTreaties:
    def test_united_states(self) -> None:
        assert ("ratification", "1994-10-21", "day") in acts("USA", "cat")
        assert ("ratification", "1994-10-21", "day") in acts("USA", "icerd")
        assert not any(act == "party_by_year" for act, _, _ in acts("USA", "icerd"))

    def test_serbia_succeeds_in_2001(self) -> None:
        assert acts("SRB", "crc") == [("succession", "2001-03-12", "day")]
        assert not rows("un_treaties:CRC_STATUS@2022-08", area="SRB", year=1995)
        assert [row["value"] for row in rows("un_treaties:CRC_STATUS@2022-08", area="SRB", year=2010)] == [2.0]

    def test_moldova(self) -> None:
        assert ("ratification", "2010-09-21", "day") in acts("MDA", "crpd")

    @pytest.mark.parametrize(("area", "date"), [("PAK", "1990-11-12"), ("PLW", "1995-08-04"), ("PAN", "1990-12-12")])
    def test_shifted_rows(self, area: str, date: str) -> None:
        assert date in {day for _, day, _ in acts(area, "crc")}

    def test_who_denounced_had_signed(self) -> None:
        status = {
            row["period_end"].year: row["value"] for row in rows("un_treaties:ICCPR_OP1_STATUS@2022-08", area="JAM")
        }
        assert [status[year] for year in (1967, 1974, 1975, 1996, 1997, 2022)] == [1, 1, 2, 2, 0, 0]

    def test_timor_leste_and_non_members(self) -> None:
        assert ("accession", "2003-04-16", "day") in acts("TLS", "icerd")
        assert ("accession", "2014-04-02", "day") in acts("PSE", "icerd")
        assert acts("un_treaties:EU", "crpd")[-1] == ("formal_confirmation", "2010-12-23", "day")


class TestViolence:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("ONE_SIDED_GOVERNMENT_DEATHS", "1 row, best 768619, low 344840, high 1589881"),
            ("ONE_SIDED_DEATHS", "3 rows, best 779623, low 345995, high 1611336"),
        ],
    )
    def test_rwanda_1994_is_no_number(self, code: str, said: str) -> None:
        (row,) = rows(f"ucdp:{code}@23.1", area="RWA", year=1994)
        assert (row["value"], row["lower"], row["upper"], row["qualifier"]) == (None, None, None, "N")
        assert "multi_location" in row["flags"].split(";")
        assert said in row["note"]

    def test_shared_rows_are_given_to_nobody(self) -> None:
        table = facts("ucdp")
        actors = table.filter(calc.equal(table.column("series"), "ucdp:ONE_SIDED_ACTORS@23.1")).to_pylist()
        shared = [row for row in actors if row["area"].startswith("ucdp:")]
        assert (len(actors), len(shared)) == (1191, 185)
        assert sum(row["value"] for row in shared) == 919_946
        assert sum(row["value"] for row in actors) == 1_135_250

    def test_world_2022(self) -> None:
        (row,) = rows("ucdp:ONE_SIDED_DEATHS@23.1", area="ucdp:WORLD", year=2022)
        assert (row["lower"], row["value"], row["upper"]) == (10_425, 11_846, 17_438)

    def test_regions_and_what_they_share_make_the_world(self) -> None:
        regions = ("AFRICA", "AMERICAS", "ASIA", "EUROPE", "MIDDLE_EAST", "SEVERAL")
        sums: Counter[int] = Counter()
        for region in regions:
            for row in rows("ucdp:ONE_SIDED_DEATHS@23.1", area=f"ucdp:{region}"):
                sums[row["period_end"].year] += row["value"]
        world = {r["period_end"].year: r["value"] for r in rows("ucdp:ONE_SIDED_DEATHS@23.1", area="ucdp:WORLD")}
        assert world == dict(sums)

    def test_bounds_of_a_sum_hold_as_many_records_as_its_value(self) -> None:
        """Congo 2016: one of the records has a low estimate above its high one."""
        (row,) = rows("ucdp:ONE_SIDED_DEATHS@23.1", area="COD", year=2016)
        single = rows("ucdp:ONE_SIDED_ACTORS@23.1", area="COD", year=2016)
        assert row["value"] == sum(actor["value"] for actor in single)
        if row["lower"] is not None:
            low = sum(actor["value"] if actor["lower"] is None else actor["lower"] for actor in single)
            assert row["lower"] == low
            assert row["upper"] >= row["value"]


class TestDetention:
    def test_united_kingdom_has_parts_only(self, areas: dict[str, Any]) -> None:
        series = f"un_sdg:VC_PRS_UNSNT{NOW}"
        assert not rows(series, area="GBR")
        for part in ("GBR-EAW", "GBR-NIR", "GBR-SCT"):
            assert areas[part]["part_of"] == "GBR"
            found = {row["period_end"].year for row in rows(series, area=part)}
            assert found & {2019, 2020, 2021}

    def test_impossible_values_are_kept_and_marked(self) -> None:
        found = [row for row in rows(f"un_sdg:VC_PRS_UNSNT{NOW}") if (row["value"] or 0) > 100]
        assert all("implausible" in row["flags"].split(";") for row in found)
        keys = {(row["area"], row["period_end"].year, row["dims"]): row["value"] for row in found}
        assert keys["PSE", 2016, "sex:male"] == 413.76
        assert {("SAU", 2018), ("BRB", 2018), ("BRB", 2019), ("SUR", 2020)} <= {key[:2] for key in keys}

    def test_spending_above_its_budget_is_no_fault(self) -> None:
        found = [row for row in rows(f"un_sdg:GF_XPD_GBPC{NOW}") if row["value"] > 100]
        assert len(found) > 100
        assert not any("implausible" in row["flags"] for row in found)


class TestCountsOfSdg:
    def test_national_institutions_2021(self, members: set[str]) -> None:
        found = rows(f"un_sdg:NHRI_STATUS{NOW}", year=2021)
        classes = Counter(row["value"] for row in found if row["area"] in members)
        assert classes == {3.0: 83, 2.0: 30, 1.0: 6, 0.0: 74}

    def test_small_counts_of_homicide(self, members: set[str]) -> None:
        latest: dict[str, Row] = {}
        for row in rows(f"un_sdg:VC_IHR_PSRC{NOW}", dims="sex:total"):
            if row["area"] in members and row["period_end"] >= latest.get(row["area"], row)["period_end"]:
                latest[row["area"]] = row
        small = [row for row in latest.values() if row["n"] < 20]
        assert (len(latest), len(small)) == (168, 32)
        assert all("small_n" in row["flags"].split(";") for row in small)
        assert not any("small_n" in row["flags"] for row in latest.values() if row["n"] >= 20)

    def test_revision_of_homicide(self) -> None:
        new, old = (
            {(row["area"], row["period_end"], row["dims"]): row for row in rows(f"un_sdg:VC_IHR_PSRC{vintage}")}
            for vintage in (NOW, BEFORE)
        )
        both = new.keys() & old.keys()
        changed = [key for key in both if new[key]["value"] != old[key]["value"]]
        assert (len(both), len(changed)) == (3510, 3350)

    def test_no_figure_and_less_than(self) -> None:
        table = facts("un_sdg")
        censored = table.filter(calc.equal(table.column("qualifier"), "<")).to_pylist()
        assert len(censored) == 1252
        assert {(row["value"], row["value_text"]) for row in censored} == {(2.5, "<2.5")}
        none = table.filter(calc.equal(table.column("qualifier"), "N")).to_pylist()
        assert all(row["value"] is None for row in none)
        assert all(row["value_text"] == "N" for row in none if row["file"])
        report = [entry for entry in read_json("build_report.json")["files"] if entry["source"] == "un_sdg"]
        assert sum(1 for row in none if row["file"]) == sum(entry["no_value"] for entry in report)

    def test_namibia_is_not_a_missing_code(self, areas: dict[str, Any]) -> None:
        assert areas["NAM"]["iso2"] == "NA"
        for source in set(QUOTAS) - {"un_treaties"}:
            column = facts(source).column("area")
            assert calc.any(calc.equal(column, "NAM")).as_py() or source == "ucdp", source

    @pytest.mark.parametrize(
        ("area", "source"), [("TWN", "un_sdg"), ("XKX", "un_sdg"), ("XKX", "owid"), ("XKX", "ti_cpi")]
    )
    def test_taiwan_and_kosovo(self, areas: dict[str, Any], area: str, source: str) -> None:
        assert areas[area]["kind"] == "territory"
        assert not areas[area]["un_member"]
        assert calc.any(calc.equal(facts(source).column("area"), area)).as_py()


class TestUncertainty:
    def test_small_panels_are_withheld(self) -> None:
        table = facts("hrmi")
        none = table.filter(calc.equal(table.column("qualifier"), "N")).to_pylist()
        assert len(none) == 4937
        for row in none:
            assert row["value"] is None
            assert row["n"] is None
            assert "suppressed" in row["flags"].split(";")
        assert calc.min(table.column("n")).as_py() >= 10

    def test_bounds_of_vdem_belong_to_edition_15(self) -> None:
        table = facts("vdem")
        is_15 = calc.ends_with(table.column("series").cast("string"), "@v15")
        new, old = table.filter(is_15), table.filter(calc.invert(is_15))
        assert new.num_rows > 100_000
        assert old.num_rows > 100_000
        for field in ("lower", "upper", "std_error"):
            assert new.column(field).null_count == 0
            assert old.column(field).null_count == old.num_rows

    def test_governance_has_an_error_and_no_bounds_of_ranks(self) -> None:
        found = rows("world_bank:VA.EST@2024")
        assert all(row["std_error"] is not None and row["lower"] is None and row["upper"] is None for row in found)

    @pytest.mark.parametrize("series", ["ti_cpi:CPI@2017", "owid:ti-corruption-perception-index@cpi-2024"])
    def test_corruption_index_begins_with_its_scale(self, series: str) -> None:
        found = rows(series)
        assert min(row["period_end"].year for row in found) == 2012
        assert all(0 <= row["value"] <= 100 for row in found)

    def test_revision_of_the_human_rights_index(self) -> None:
        new, old = (
            {(row["area"], row["period_end"]): row["value"] for row in rows(f"owid:human-rights-index-vdem@{vintage}")}
            for vintage in ("vdem-v16-2026-07", "vdem-v15-2026-02")
        )
        both = new.keys() & old.keys()
        changes = {key: abs(new[key] - old[key]) for key in both if new[key] != old[key]}
        assert (len(both), len(changes)) == (34_753, 30_913)
        assert max(changes, key=lambda key: changes[key])[0] == "HTI"


class TestWholeRelease:
    @pytest.mark.parametrize("source", sorted(QUOTAS))
    def test_kind_of_an_area_is_that_of_the_registry(self, areas: dict[str, Any], source: str) -> None:
        pairs = facts(source).select(["area", "area_kind"]).group_by(["area", "area_kind"]).aggregate([]).to_pylist()
        assert {pair["area"]: pair["area_kind"] for pair in pairs} == {
            p["area"]: areas[p["area"]]["kind"] for p in pairs
        }
        assert len(pairs) == len({pair["area"] for pair in pairs})

    def test_levels_of_the_intervals(self) -> None:
        found = {}
        for source in sorted(QUOTAS):
            table = facts(source)
            with_bounds = table.filter(calc.is_valid(table.column("lower")))
            groups = with_bounds.group_by(["interval_kind", "level"]).aggregate([]).to_pylist()
            found[source] = {(g["interval_kind"], g["level"] and round(g["level"], 2)) for g in groups}
        assert {source: kinds for source, kinds in found.items() if kinds} == {
            "hrmi": {("expert", 0.8)},
            "owid": {("range", None)},
            "ti_cpi": {("sampling", 0.9)},
            "ucdp": {("range", None)},
            "un_sdg": {("model", 0.8), ("model", 0.95)},
            "vdem": {("expert", 0.68)},
        }


class TestBuildReport:
    def test_cells_of_each_file_are_accounted_for(self, report: dict[str, Any]) -> None:
        for entry in report["files"]:
            told = entry["kept"] + entry["absorbed"] + entry["blank"] + entry["unmapped"]
            assert told + sum(entry["set_aside"].values()) == entry["cells"], entry["file"]
            assert entry["kept"] == sum(entry["kept_by_kind"].values()), entry["file"]
            assert entry["unmapped"] == 0
            # A workbook has sheets, not records; elsewhere they are counted.
            counted = entry["records"] is not None and entry["records"] > 0
            assert counted or entry["file"].endswith(".xlsx"), entry["file"]

    def test_kept_is_what_the_release_holds(self, report: dict[str, Any]) -> None:
        kept = Counter({(e["source"], e["file"]): e["kept"] for e in report["files"] if e["kept"]})
        held: Counter[tuple[str, str]] = Counter()
        for source in QUOTAS:
            for counted in calc.value_counts(facts(source).column("file").cast("string")).to_pylist():
                held[source, counted["values"]] += counted["counts"]
        held = Counter({key: count for key, count in held.items() if key[1]})
        held.update(("un_treaties", act["file"]) for act in events() if act["role"] == "used")
        assert held == kept

    def test_sources_and_totals_are_sums(self, report: dict[str, Any]) -> None:
        def number(entry: dict[str, Any], name: str) -> int:
            return int(entry.get(name) or 0)

        for name in ("cells", "kept", "absorbed", "blank", "no_value", "corrected", "records", "bytes"):
            for source, entry in report["sources"].items():
                mine = [e for e in report["files"] if e["source"] == source]
                assert sum(number(e, name) for e in mine) == number(entry, name), (source, name)
            total = sum(number(entry, name) for entry in report["sources"].values())
            assert total == number(report["totals"], name), name
