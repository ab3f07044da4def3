"""The last marks change no published value: they flag, join counts, and refuse a key that stands twice."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Flag
from etl.catalogue import Catalogue
from etl.faults import Faults
from etl.finish import KEY, allowed_range, finish
from etl.flags import BIT
from tests.toy import indicator, observations, series, toy_catalogue

INTERVAL = {"kind": "sampling", "level": 0.95, "evidence": "Toy manual, page 3"}


def finished(catalogue: Catalogue, *rows: dict[str, Any]) -> tuple[list[dict[str, Any]], Faults]:
    faults = Faults()
    table = finish(observations(*rows), catalogue, catalogue.sources["toy"], faults)
    return table.to_dict(orient="records"), faults


class TestBounds:
    catalogue = toy_catalogue(series(interval=INTERVAL))

    def test_bounds_get_kind_and_level(self) -> None:
        (row,), faults = finished(self.catalogue, {"lower": 40.0, "upper": 60.0})
        assert (row["interval_kind"], row["level"]) == ("sampling", 0.95)
        assert faults.found == []

    def test_no_bounds_no_kind(self) -> None:
        (row,), _ = finished(self.catalogue, {})
        assert row["interval_kind"] == ""
        assert math.isnan(row["level"])

    def test_bounds_that_contradict_each_other_are_kept_in_the_note_only(self) -> None:
        (row,), _ = finished(self.catalogue, {"lower": 60.0, "upper": 40.5, "note": "read twice", "value": 50.0})
        assert math.isnan(row["lower"])
        assert math.isnan(row["upper"])
        assert row["value"] == 50.0
        assert row["note"] == "read twice; bounds as published contradict each other: 60 to 40.5"
        assert row["decisions"] == "0003"
        assert row["interval_kind"] == ""

    def test_decisions_that_were_there_stay(self) -> None:
        (row,), _ = finished(self.catalogue, {"lower": 60.0, "upper": 40.0, "decisions": "9901"})
        assert row["decisions"] == "9901;0003"

    def test_a_level_that_is_not_stated_stays_open(self) -> None:
        catalogue = toy_catalogue(series(interval=INTERVAL | {"level": None, "kind": "range"}))
        (row,), _ = finished(catalogue, {"lower": 40.0, "upper": 60.0})
        assert row["interval_kind"] == "range"
        assert math.isnan(row["level"])

    def test_bounds_of_a_series_that_describes_none_are_a_fault(self) -> None:
        _, faults = finished(toy_catalogue(), {"lower": 40.0, "upper": 60.0})
        (fault,) = faults.found
        assert (fault.file, fault.row) == ("toy/indicators", "toy:SHARE@2026")
        assert "bounds without one" in fault.found


class TestPlausibility:
    @pytest.mark.parametrize(
        ("value", "implausible"), [(-0.1, True), (0.0, False), (100.0, False), (100.1, True), (413.7, True)]
    )
    def test_a_share_beyond_its_range_is_flagged_and_kept(self, value: float, implausible: bool) -> None:
        (row,), faults = finished(toy_catalogue(), {"value": value})
        assert row["value"] == value
        assert bool(row["bits"] & BIT[Flag.IMPLAUSIBLE]) is implausible
        assert faults.found == []

    def test_what_is_missing_is_never_implausible(self) -> None:
        (row,), _ = finished(toy_catalogue(), {"value": math.nan, "qualifier": "N"})
        assert row["bits"] == 0

    def test_flags_that_were_there_stay(self) -> None:
        (row,), _ = finished(toy_catalogue(), {"value": 300.0, "bits": BIT[Flag.BREAK]})
        assert row["bits"] == BIT[Flag.BREAK] | BIT[Flag.IMPLAUSIBLE]

    @pytest.mark.parametrize(
        ("bounds", "own_unit", "expected"),
        [
            ((None, None), None, (0.0, 100.0)),
            ((0, 200), None, (0, 200)),
            ((None, 50), None, (0.0, 50)),
            ((0, 200), "deaths", (0.0, None)),  # bounds of the definition are in the indicator's unit
            ((None, None), "number", (None, None)),
        ],
    )
    def test_the_definition_goes_before_the_unit(
        self, bounds: tuple[float | None, float | None], own_unit: str | None, expected: tuple[Any, Any]
    ) -> None:
        more = {"unit": own_unit} if own_unit else {}
        catalogue = toy_catalogue(series(**more), indicators=(indicator(bounds=bounds),))
        assert allowed_range(catalogue, "toy:SHARE@2026") == expected

    @given(st.lists(st.floats(allow_nan=True, allow_infinity=False, width=32), min_size=1, max_size=30))
    def test_no_value_is_ever_changed_or_dropped(self, values: list[float]) -> None:
        rows = [{"value": value, "year": 1990 + number} for number, value in enumerate(values)]
        table, _ = finished(toy_catalogue(), *rows)
        assert pd.Series([row["value"] for row in table]).equals(pd.Series(values))
        for row in table:
            outside = row["value"] < 0 or row["value"] > 100
            assert bool(row["bits"] & BIT[Flag.IMPLAUSIBLE]) is bool(outside)


class TestCounts:
    def test_counts_of_another_series_stand_behind_a_rate(self) -> None:
        catalogue = toy_catalogue(series(n_from="CASES"), series("CASES", unit="number"))
        cases = {"series": "toy:CASES@2026", "code": "CASES"}
        rows, _ = finished(
            catalogue,
            {"year": 2019},
            {"year": 2020},
            {"year": 2020, "dims": "sex:female"},
            {"year": 2020, "area": "UGA"},
            cases | {"year": 2020, "value": 19.0},
            cases | {"year": 2020, "value": 340.0, "area": "UGA"},
            cases | {"year": 2021, "value": 3.0},
        )
        assert [row["n"] for row in rows[:4]][1::2] == [19.0, 340.0]
        assert math.isnan(rows[0]["n"])
        assert math.isnan(rows[2]["n"])
        small = [bool(row["bits"] & BIT[Flag.SMALL_N]) for row in rows]
        assert small == [False, True, False, False, False, False, False]

    @pytest.mark.parametrize(
        ("has_n", "n", "small"),
        [
            (False, 19, True),
            (False, 20, False),
            (True, 9, True),
            (True, 10, False),
            (True, 19, False),
            (False, 0, True),
        ],
    )
    def test_few_cases_and_few_respondents_have_their_own_limit(self, has_n: bool, n: float, small: bool) -> None:
        (row,), _ = finished(toy_catalogue(series(has_n=has_n)), {"n": n})
        assert bool(row["bits"] & BIT[Flag.SMALL_N]) is small
        assert row["value"] == 50.0

    def test_no_count_no_flag(self) -> None:
        (row,), _ = finished(toy_catalogue(), {})
        assert row["bits"] == 0


class TestDecisions:
    @pytest.mark.parametrize(
        ("note", "before", "after"),
        [
            ("", "", ""),
            ("", "9901", "9901"),
            ("repeats another (decision 0502).", "", "0502"),
            ("repeats another (decision 0502).", "9901", "9901;0502"),
            ("repeats another (decision 0502).", "0502", "0502"),
            ("decision 0502 and decision 0503", "9901;0503", "9901;0503;0502"),
        ],
    )
    def test_a_decision_that_a_note_names_is_linked_once(self, note: str, before: str, after: str) -> None:
        (row,), _ = finished(toy_catalogue(), {"note": note, "decisions": before})
        assert row["decisions"] == after


class TestKeys:
    def test_a_key_that_stands_twice_names_both_records(self) -> None:
        _, faults = finished(toy_catalogue(), {}, {}, {"year": 2021})
        (fault,) = faults.found
        assert fault.file == "toy/main.csv"
        assert fault.row == "toy:SHARE@2026 KEN 2020  "
        assert fault.found == "main.csv:2, main.csv:3"
        assert "corrections.yml" in fault.remedy

    @pytest.mark.parametrize(
        "other",
        [{"area": "UGA"}, {"year": 2021}, {"dims": "sex:female"}, {"counterpart": "UGA"}, {"series": "toy:B@2026"}],
    )
    def test_each_part_of_the_key_counts(self, other: dict[str, Any]) -> None:
        catalogue = toy_catalogue(series(), series("B"))
        _, faults = finished(catalogue, {}, other)
        assert faults.found == []

    def test_the_key_is_that_of_the_release(self) -> None:
        assert KEY == ["series", "area", "year", "dims", "counterpart"]
