"""A release that has silently shrunk, lost a category or a cell is not published."""

from __future__ import annotations

import copy
from typing import Any

import orjson
import pandas as pd
import pytest

from data.facts import FACTS, facts_frame, to_bytes
from etl.checks import check_release
from etl.faults import CheckError, Fault

UNSENTENCED = "un_sdg:VC_PRS_UNSNT@2023-12-17"


@pytest.fixture
def catalogue(tiny_files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(tiny_files["catalogue.json"])
    return found


def faults_of(files: dict[str, bytes], before: dict[str, Any] | None = None) -> list[Fault]:
    with pytest.raises(CheckError) as caught:
        check_release(files, before)
    return caught.value.faults


def plain(content: bytes) -> pd.DataFrame:
    """Facts with plain texts, which may be changed to anything."""
    frame = facts_frame(content)
    words = [name for name, dtype in frame.dtypes.items() if dtype == "category"]
    return frame.astype(dict.fromkeys(words, object))


def changed(files: dict[str, bytes], name: str, content: object) -> dict[str, bytes]:
    return files | {name: orjson.dumps(content)}


def test_the_tiny_release_is_sound_and_so_is_the_same_again(
    tiny_files: dict[str, bytes], catalogue: dict[str, Any]
) -> None:
    check_release(tiny_files, None)
    check_release(tiny_files, catalogue)


class TestAgainstTheReleaseBefore:
    def test_fewer_rows(self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]) -> None:
        before = copy.deepcopy(catalogue)
        before["series"][UNSENTENCED]["rows"] *= 2
        (fault,) = faults_of(tiny_files, before)
        assert fault.file == UNSENTENCED
        assert "rows" in fault.found

    def test_fewer_countries(self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]) -> None:
        before = copy.deepcopy(catalogue)
        before["series"][UNSENTENCED]["countries"] = 100
        assert [fault.file for fault in faults_of(tiny_files, before)] == [UNSENTENCED]

    def test_a_little_less_is_no_fault_more_is_none(
        self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]
    ) -> None:
        before = copy.deepcopy(catalogue)
        series = next(s for s in before["series"].values() if s["rows"] > 100)
        series["rows"] = int(series["rows"] / 0.9)
        before["series"][UNSENTENCED]["rows"] = 1
        check_release(tiny_files, before)

    def test_a_series_gone(self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]) -> None:
        before = copy.deepcopy(catalogue)
        before["series"]["un_sdg:GONE@2020-10"] = before["series"][UNSENTENCED]
        (fault,) = faults_of(tiny_files, before)
        assert (fault.file, fault.found) == ("un_sdg:GONE@2020-10", "none")

    def test_categories_gone(self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]) -> None:
        before = copy.deepcopy(catalogue)
        before["series"][UNSENTENCED]["dimensions"]["sex"]["categories"]["other"] = 3
        before["series"][UNSENTENCED]["dimensions"]["age"] = {"categories": {"lt5y": 1}}
        told = [(fault.row, fault.expected) for fault in faults_of(tiny_files, before)]
        assert told == [("age", "categories ['lt5y']"), ("sex", "categories ['other']")]


class TestByItself:
    def test_a_headline_that_nothing_stands_in(self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]) -> None:
        catalogue["series"][UNSENTENCED]["headline_rows"] = 0
        (fault,) = faults_of(changed(tiny_files, "catalogue.json", catalogue))
        assert (fault.file, fault.row) == (UNSENTENCED, "sex:total")

    def test_sums_that_do_not_agree_and_codes_that_were_not_mapped(self, tiny_files: dict[str, bytes]) -> None:
        report = orjson.loads(tiny_files["build_report.json"])
        report["files"][0]["sums_agree"] = False
        report["files"][1]["unmapped"] = 2
        told = {fault.expected for fault in faults_of(changed(tiny_files, "build_report.json", report))}
        assert told == {"every cell accounted for", "no unmapped cell"}

    def test_facts_that_are_none(self, tiny_files: dict[str, bytes]) -> None:
        (fault,) = faults_of(tiny_files | {"facts/ucdp.parquet": b"PAR1"})
        assert fault.file == "facts/ucdp.parquet"

    @pytest.mark.parametrize(
        ("column", "value", "said"),
        [
            ("area_kind", "planet", "area_kind"),
            ("qualifier", "N", "no value exactly where N"),
            ("flags", "odd", "unknown flag"),
            ("lower", 1e9, "lower above upper"),
            ("interval_kind", "", "bounds of no kind"),
            ("series", "ucdp", "series"),
            ("dims", "Sex=F", "dims"),
            ("file", "", "no lineage"),
            ("n", -1.0, "n"),
        ],
    )
    def test_facts_against_their_schema(
        self, tiny_files: dict[str, bytes], column: str, value: object, said: str
    ) -> None:
        frame = plain(tiny_files["facts/ucdp.parquet"])
        row = frame.index[(frame["formula"] == "") & frame["lower"].notna()][0]
        frame.loc[row, column] = value
        (fault,) = faults_of(tiny_files | {"facts/ucdp.parquet": to_bytes(frame, FACTS)})
        assert said in fault.found

    def test_a_key_that_stands_twice(self, tiny_files: dict[str, bytes]) -> None:
        frame = plain(tiny_files["facts/ucdp.parquet"])
        frame.loc[1, list(frame.columns)] = frame.loc[0].to_list()
        (fault,) = faults_of(tiny_files | {"facts/ucdp.parquet": to_bytes(frame, FACTS)})
        assert "a key stands twice" in fault.found

    def test_a_vintage_of_another_magnitude_is_a_warning(
        self, tiny_files: dict[str, bytes], catalogue: dict[str, Any]
    ) -> None:
        sid = next(s for s, series in catalogue["series"].items() if series.get("against_preferred"))
        catalogue["series"][sid]["against_preferred"]["median_ratio"] = 100.0
        warnings = check_release(changed(tiny_files, "catalogue.json", catalogue), None)
        assert warnings == [f"{sid}: median ratio 100.0 against the preferred vintage"]
