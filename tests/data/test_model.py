"""The words of the record have one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import AreaState, canonical_dims, parse_dims, series_id
from data.views.labels import DIRECTION, KIND, MARK, PROVENANCE, SOURCE_TYPE, STATE

names = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=12)


@given(st.dictionaries(names, names, max_size=6))
def test_dims_survive_the_way_to_text_and_back(dims: dict[str, str]) -> None:
    text = canonical_dims(dims)
    assert parse_dims(text) == dims
    assert canonical_dims(parse_dims(text)) == text


@given(st.permutations(["age:15_24", "sex:female", "location:urban"]))
def test_order_never_matters(parts: list[str]) -> None:
    assert canonical_dims(parse_dims(";".join(parts))) == "age:15_24;location:urban;sex:female"


@pytest.mark.parametrize("text", ["sex", "sex:", ":female", "sex:female;sex:male", "sex:female;age"])
def test_what_is_no_slice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not 'dimension:category' given once"):
        parse_dims(text)


def test_an_empty_slice() -> None:
    assert parse_dims("") == parse_dims(";") == {}
    assert canonical_dims({}) == ""


def test_a_series_is_publisher_code_and_vintage() -> None:
    assert series_id("un_sdg", "VC_PRS_UNSNT", "2023-12-17") == "un_sdg:VC_PRS_UNSNT@2023-12-17"


def test_states_stand_in_the_order_in_which_they_are_decided() -> None:
    assert [state.value for state in AreaState] == [
        "not_applicable",
        "did_not_exist",
        "regions_only",
        "not_in_source",
        "parts_only",
        "several_together",
        "not_reported",
        "suppressed",
        "censored",
        "implausible",
        "value",
    ]


@pytest.mark.parametrize("words", [STATE, MARK, PROVENANCE, DIRECTION, KIND, SOURCE_TYPE])
def test_every_member_that_reaches_a_reader_has_its_words(words: dict[object, str]) -> None:
    members = type(next(iter(words)))
    assert set(words) == set(members)  # type: ignore[call-overload]  # an enum is iterable
    assert len(set(words.values())) == len(words)
