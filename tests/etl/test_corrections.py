"""A correction says what it touched: the published text stays, the decision is named, the accounts agree."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.model import Flag
from etl.accounts import FileAccount
from etl.corrections import apply_corrections, matching, published_text
from etl.faults import Faults
from etl.flags import BIT
from etl.schema import Correction
from tests.toy import FILE, observations


def rule(match: dict[str, Any], action: str = "flag", **more: Any) -> Correction:
    fields = {"id": "toy_rule", "match": match, "action": action, "reason": "Because it is a toy.", "decision": "9901"}
    if action in ("flag", "clear_flag"):
        fields["flag"] = "implausible"
    return Correction.model_validate(fields | {"evidence": "Toy manual, page 3"} | more)


def applied(table: pd.DataFrame, *rules: Correction, partial: bool = False) -> tuple[pd.DataFrame, FileAccount, Faults]:
    account = FileAccount("toy", FILE, "0", 1, records=9, cells=len(table))
    account.kept["country"] = len(table)
    faults = Faults()
    result = apply_corrections(table, rules, {FILE: account}, faults, "toy", partial)
    return result, account, faults


TABLE = [
    {"value": 300.0, "year": 2019},
    {"value": 12.5, "decimals": 2, "year": 2020, "dims": "sex:female"},
    {"value": 2.5, "value_text": "<2.5", "qualifier": "<", "year": 2021, "area": "UGA"},
]


class TestMatching:
    @pytest.mark.parametrize(
        ("match", "rows"),
        [
            ({"series": "SHARE"}, [0, 1, 2]),
            ({"series": "toy:SHARE@2026"}, [0, 1, 2]),
            ({"series": ["OTHER", "SHARE"]}, [0, 1, 2]),
            ({"series": "OTHER"}, []),
            ({"area": "UGA"}, [2]),
            ({"area": ["UGA", "KEN"], "year": [2019, 2021]}, [0, 2]),
            ({"dims": "sex:female"}, [1]),
            ({"dims": ""}, [0, 2]),
            ({"value_text": "300"}, [0]),
            ({"value_text": "12.50"}, [1]),  # as published, not as a number
            ({"value_text": "12.5"}, []),
            ({"value_text": "<2.5"}, [2]),
            ({"row": 3}, [1]),
            ({"file": FILE, "area_kind": "country"}, [0, 1, 2]),
        ],
    )
    def test_every_key_narrows(self, match: dict[str, Any], rows: list[int]) -> None:
        mask = matching(observations(*TABLE), rule(match))
        assert [number for number, hit in enumerate(mask) if hit] == rows

    def test_texts_are_those_published(self) -> None:
        assert published_text(observations(*TABLE)).tolist() == ["300", "12.50", "<2.5"]


class TestActions:
    def test_flag(self) -> None:
        table, account, faults = applied(observations(*TABLE), rule({"year": 2019}))
        assert faults.found == []
        assert (table["bits"] == [BIT[Flag.IMPLAUSIBLE], 0, 0]).all()
        assert table["decisions"].tolist() == ["9901", "", ""]
        assert table["value"].tolist() == [300.0, 12.5, 2.5]
        assert account.corrected == 0

    def test_clear_flag_takes_only_that_one(self) -> None:
        both = BIT[Flag.IMPLAUSIBLE] | BIT[Flag.BREAK]
        table, _, _ = applied(observations({"bits": both}), rule({"year": 2020}, "clear_flag"))
        assert table["bits"].tolist() == [BIT[Flag.BREAK]]

    def test_set_value_keeps_what_was_published(self) -> None:
        table, account, _ = applied(observations(*TABLE), rule({"area": "UGA"}, "set_value", value_text="2.60"))
        row = table.iloc[2]
        assert (row["value"], row["decimals"], row["qualifier"], row["value_text"]) == (2.6, 2, "=", "")
        assert row["published_text"] == "<2.5"
        assert row["bits"] == BIT[Flag.CORRECTED]
        assert row["decisions"] == "9901"
        assert account.corrected == 1
        assert account.as_dict()["sums_agree"] is True

    def test_set_value_to_what_only_a_text_can_say(self) -> None:
        table, _, _ = applied(observations({}), rule({"year": 2020}, "set_value", value_text="<1"))
        row = table.iloc[0]
        assert (row["value"], row["qualifier"], row["value_text"]) == (1.0, "<", "<1")

    def test_set_value_to_no_number(self) -> None:
        with pytest.raises(ValueError, match="toy_rule: 'many' is no number"):
            applied(observations({}), rule({"year": 2020}, "set_value", value_text="many"))

    def test_a_second_correction_keeps_the_first_published_text(self) -> None:
        first = rule({"year": 2020}, "set_value", value_text="60")
        second = rule({"year": 2020}, "set_value", value_text="70")
        table, _, _ = applied(observations({"value": 50.0}), first, second)
        assert table.iloc[0]["value"] == 70.0
        assert table.iloc[0]["published_text"] == "50"

    def test_set_aside_moves_the_cell_in_the_accounts(self) -> None:
        table, account, _ = applied(observations(*TABLE), rule({"area": "UGA"}, "set_aside"))
        assert table["area"].tolist() == ["KEN", "KEN"]
        assert account.kept["country"] == 2
        assert account.set_aside == {"correction toy_rule": 1}
        assert account.as_dict()["sums_agree"] is True

    def test_rules_apply_in_order_and_decisions_add_up(self) -> None:
        table, _, _ = applied(observations({}), rule({"year": 2020}), rule({"year": 2020}, decision="0001"))
        assert table.iloc[0]["decisions"] == "9901;0001"


class TestFaults:
    def test_an_unknown_key_is_a_fault(self) -> None:
        _, _, faults = applied(observations({}), rule({"colour": "red"}))
        (fault,) = faults.found
        assert (fault.file, fault.row, fault.found) == ("toy/corrections.yml", "toy_rule", "['colour']")

    def test_a_rule_that_matches_too_little_is_a_fault(self) -> None:
        table, _, faults = applied(observations(*TABLE), rule({"area": "KEN"}, min_matches=3))
        (fault,) = faults.found
        assert (fault.expected, fault.found) == ("at least 3 matches", "2")
        assert table["decisions"].tolist() == ["", "", ""]

    def test_in_a_partial_build_it_is_none(self) -> None:
        _, _, faults = applied(observations(*TABLE), rule({"area": "ATL"}), partial=True)
        assert faults.found == []

    @pytest.mark.parametrize("action", ["flag", "clear_flag"])
    def test_flag_rules_name_a_flag_that_exists(self, action: str) -> None:
        for flag in (None, "odd"):
            with pytest.raises(ValueError, match="flag"):
                rule({"year": 2020}, action, flag=flag)

    def test_set_value_names_a_value(self) -> None:
        with pytest.raises(ValueError, match="value_text"):
            rule({"year": 2020}, "set_value")
