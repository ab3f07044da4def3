"""Every fault of a source is told at once, and every cell ends in exactly one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model import Flag
from etl.accounts import FileAccount, totals
from etl.faults import BuildError
from etl.flags import BIT
from etl.harmonise import count_flags
from tests.toy import FILE, OTHER_FILE, harmonise, series, tidy, toy_catalogue


class TestFaults:
    def test_all_faults_are_told_at_once_with_file_row_found_and_remedy(self, tmp_path: Path) -> None:
        result = harmonise(
            tmp_path,
            tidy(
                {"value_text": "1"},
                {"area": "ATL", "year": 2019},
                {"area": "ATL", "year": 2020},
                {"counterpart": "MU"},
                {"dim_sex": "X"},
                {"dim_colour": "red"},
                {"value_text": "many"},
                {"lower_text": "low"},
                {"provenance": "Z"},
                {"status": "?"},
                {"series": "NEW"},
            ),
        )
        assert result.told == [
            ("toy/main.csv", "3", "a known area code", "'ATL' (2 cells)", "Add a line to etl/sources/toy/areas.csv."),
            ("toy/main.csv", "5", "a known area code", "'MU' (1 cells)", "Add a line to etl/sources/toy/areas.csv."),
            ("toy/main.csv", "6", "a known category of sex", "'X'", "Add it to the dimension map in source.yml."),
            ("toy/main.csv", "8", "a number", "'many'", "Add it to no_value_texts if it means none."),
            ("toy/main.csv", "9", "a number as lower", "low", "Look."),
            ("toy/source.yml", "?", "a mapped status code", "'?'", "Add it to statuses."),
            ("toy/source.yml", "Z", "a mapped provenance code", "'Z'", "Add it to provenance."),
            ("toy/source.yml", "dim_colour", "a dimension map", "none", "Add the column to dimensions."),
            ("toy/transform.py", "NEW@2026", "a series of indicators.yml", "NEW@2026", "Describe it there."),
        ]
        with pytest.raises(BuildError, match=r"9 faults, nothing was written:\n  1\. toy/main\.csv, row 3: expected"):
            result.faults.raise_any()

    def test_a_year_that_stayed_text_is_told(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"year": "2019"}))
        assert [found[:4] for found in result.told] == [("toy/transform.py", "year", "a whole number", "text")]

    def test_unknown_cells_are_counted(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"area": "ATL"}, {"area": "MU"}, {}))
        assert result.account["unmapped"] == 2

    def test_an_empty_area_is_a_fault_an_empty_counterpart_is_none(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"area": ""}, {"counterpart": ""}))
        assert [fault[3] for fault in result.told] == ["'' (1 cells)"]
        assert len(result.table) == 1

    def test_only_unknown_areas(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"area": "ATL"}))
        assert result.table.empty
        assert len(result.told) == 1

    def test_a_series_stands_in_one_frame(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({}), tidy({"year": 2021}))
        assert result.told == [
            ("toy/transform.py", "toy:SHARE@2026", "one frame", "several", "Concatenate them."),
        ]

    @pytest.mark.parametrize(
        ("frame", "message"),
        [
            (tidy({}).drop(columns=["row", "year"]), r"toy: tidy frame lacks \['row', 'year'\]"),
            (tidy({"colour": "red"}), r"unknown \['colour'\]"),
        ],
    )
    def test_a_frame_of_another_shape_is_refused(self, tmp_path: Path, frame: pd.DataFrame, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            harmonise(tmp_path, frame)

    def test_an_unknown_flag_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="odd"):
            harmonise(tmp_path, tidy({"flags": "odd"}))


class TestCells:
    def test_every_fate_is_counted_and_the_sums_agree(self, tmp_path: Path) -> None:
        result = harmonise(
            tmp_path,
            tidy(
                {"absorbed": 2, "lower_text": "0.5", "upper_text": "2"},
                {"area": "W", "absorbed": 0},
                {"area": "EAW", "absorbed": 0},
                {"value_text": "", "absorbed": 0},
                {"value_text": "  ", "absorbed": 0},
                {"value_text": "N", "absorbed": 0, "year": 2001},
                {"set_aside": "a step of another figure", "absorbed": 0},
                {"value_text": "", "set_aside": "a step of another figure", "absorbed": 0},
                {"area": "NOWHERE", "absorbed": 0},
                {"value_text": "", "set_aside": "suppressed: fewer than ten", "absorbed": 0, "year": 2002},
                {"file": OTHER_FILE, "series": "OTHER", "absorbed": 0, "rows": "17-19,40"},
            ),
        )
        assert result.told == []
        account = result.account
        assert account["cells"] == 12
        assert account["kept_by_kind"] == {
            "country": 3,
            "territory": 0,
            "subnational": 1,
            "historical": 0,
            "aggregate": 1,
        }
        assert (account["blank"], account["absorbed"], account["no_value"]) == (2, 2, 2)
        assert account["set_aside"] == {"a step of another figure": 2, "area: Names no place.": 1}
        assert account["records_without_a_cell"] == 10
        assert account["sums_agree"] is True
        assert result.accounts[OTHER_FILE].as_dict()["records_without_a_cell"] == 20 - 5
        assert len(result.table) == 6

    def test_a_withheld_figure_is_kept_as_such(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"value_text": "12", "set_aside": "suppressed: fewer than ten"}))
        (row,) = result.table.to_dict(orient="records")
        assert row["value"] != row["value"]
        assert (row["qualifier"], row["value_text"], row["note"]) == ("N", "", "fewer than ten")
        assert row["bits"] == BIT[Flag.SUPPRESSED]

    def test_a_counterpart_that_names_no_place_never_turns_a_pair_into_a_total(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"counterpart": "NOWHERE"}, {"counterpart": "W"}))
        assert result.table["counterpart"].tolist() == ["toy:W"]
        assert result.account["set_aside"] == {"area: Names no place.": 1}
        assert result.account["sums_agree"] is True

    def test_only_blank_cells(self, tmp_path: Path) -> None:
        result = harmonise(tmp_path, tidy({"value_text": ""}, {"value_text": None}))
        assert result.table.empty
        assert result.account["blank"] == 2
        assert result.account["sums_agree"] is True

    def test_no_frame_at_all(self, tmp_path: Path) -> None:
        assert harmonise(tmp_path).table.empty

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=st.lists(
            st.fixed_dictionaries(
                {
                    "area": st.sampled_from(["KEN", "W", "EAW", "NOWHERE"]),
                    "value_text": st.sampled_from(["1", "", "<2.5", "N", "0.50", " "]),
                    "set_aside": st.sampled_from(["", "elsewhere", "suppressed: few"]),
                    "absorbed": st.integers(0, 3),
                    "file": st.sampled_from([FILE, OTHER_FILE]),
                    "dim_sex": st.sampled_from(["F", "M", "U", ""]),
                }
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_sums_agree_whatever_is_published(self, tmp_path: Path, rows: list[dict[str, Any]]) -> None:
        result = harmonise(tmp_path, tidy(*rows))
        accounts = [account.as_dict() for account in result.accounts.values()]
        assert all(account["sums_agree"] for account in accounts)
        total = totals(accounts)
        assert total["cells"] == len(rows) + sum(row["absorbed"] for row in rows)
        assert total["kept"] == len(result.table)
        assert total["no_value"] == (0 if result.table.empty else int(result.table["value"].isna().sum()))

    def test_a_lost_cell_is_found(self) -> None:
        account = FileAccount("toy", FILE, "0", 1, records=3, cells=3, blank=1)
        account.kept["country"] = 1
        assert account.as_dict()["sums_agree"] is False
        assert totals([account.as_dict()])["sums_agree"] is False

    def test_what_cannot_be_counted_in_records_is_not_counted(self) -> None:
        account = FileAccount("toy", "book.xlsx", "0", 1, records=-1, cells=2)
        account.kept["country"] = 2
        account.use([4, 5], [])
        assert account.as_dict()["records"] is None
        assert account.as_dict()["records_without_a_cell"] is None
        assert "records" not in totals([account.as_dict()])


class TestRows:
    def one(self, tmp_path: Path, **row: Any) -> dict[str, Any]:
        result = harmonise(tmp_path, tidy(row))
        assert result.told == []
        (found,) = result.table.to_dict(orient="records")
        return found

    def test_codes_become_ours(self, tmp_path: Path) -> None:
        row = self.one(tmp_path, area="EAW", counterpart="KEN", provenance="E", status="P", flags="break")
        assert (row["series"], row["code"]) == ("toy:SHARE@2026", "SHARE")
        assert (row["area"], row["area_kind"], row["counterpart"]) == ("GBR-EAW", "subnational", "KEN")
        assert row["provenance"] == "estimated"
        assert row["bits"] == BIT[Flag.PROVISIONAL] | BIT[Flag.ESTIMATED] | BIT[Flag.BREAK]

    def test_defaults(self, tmp_path: Path) -> None:
        row = self.one(tmp_path)
        assert (row["provenance"], row["bits"], row["dims"], row["counterpart"]) == ("unstated", 0, "", "")

    @pytest.mark.parametrize(
        ("text", "value", "kept", "decimals"),
        [("29.80", 29.8, "", 2), ("<2.5", 2.5, "<2.5", 1), ("1e3", 1000.0, "1e3", 0), (" 7 ", 7.0, "", 0)],
    )
    def test_the_text_is_kept_where_the_number_does_not_give_it_back(
        self, tmp_path: Path, text: str, value: float, kept: str, decimals: int
    ) -> None:
        row = self.one(tmp_path, value_text=text)
        assert (row["value"], row["value_text"], row["decimals"]) == (value, kept, decimals)

    def test_sides(self, tmp_path: Path) -> None:
        row = self.one(tmp_path, lower_text="0.5", upper_text=" 2 ", std_error_text="", n_text="14")
        assert (row["lower"], row["upper"], row["n"]) == (0.5, 2.0, 14.0)
        assert row["std_error"] != row["std_error"]


class TestDims:
    def dims(self, tmp_path: Path, *rows: dict[str, Any]) -> list[str]:
        result = harmonise(tmp_path, tidy(*rows))
        assert result.told == []
        return result.table["dims"].tolist()

    def test_sorted_by_dimension(self, tmp_path: Path) -> None:
        assert self.dims(tmp_path, {"dim_sex": "F", "dim_place": "U"}) == ["location:urban;sex:female"]

    def test_a_dimension_that_a_series_never_specifies_is_dropped(self, tmp_path: Path) -> None:
        rows = [{"dim_sex": "U", "dim_place": "R"}, {"dim_sex": "U", "dim_place": "U"}]
        assert self.dims(tmp_path, *rows) == ["location:rural", "location:urban"]

    def test_not_specified_beside_a_category_is_kept_and_never_the_total(self, tmp_path: Path) -> None:
        assert self.dims(tmp_path, {"dim_sex": "U"}, {"dim_sex": "F"}) == ["sex:not_specified", "sex:female"]

    def test_each_series_is_judged_apart(self, tmp_path: Path) -> None:
        rows = [{"dim_sex": "U"}, {"dim_sex": "U", "series": "OTHER"}, {"dim_sex": "F", "series": "OTHER"}]
        assert self.dims(tmp_path, *rows) == ["", "sex:not_specified", "sex:female"]

    def test_an_empty_category_is_no_dimension(self, tmp_path: Path) -> None:
        assert self.dims(tmp_path, {"dim_sex": "", "dim_place": "U"}, {"dim_sex": None, "dim_place": "R"}) == [
            "location:urban",
            "location:rural",
        ]


def test_one_code_in_two_vintages_is_two_series(tmp_path: Path) -> None:
    catalogue = toy_catalogue(series(), series(vintage="2024"))
    result = harmonise(tmp_path, tidy({}, {"vintage": "2024", "file": OTHER_FILE}), catalogue=catalogue)
    assert result.told == []
    assert result.table["series"].tolist() == ["toy:SHARE@2026", "toy:SHARE@2024"]


def test_flags_are_counted_by_file(tmp_path: Path) -> None:
    result = harmonise(tmp_path, tidy({"flags": "break;small_n"}, {"flags": "break"}, {"file": OTHER_FILE}))
    count_flags(result.table, result.accounts)
    assert result.account["flagged"] == {"break": 2, "small_n": 1}
    assert result.accounts[OTHER_FILE].flagged == {}
