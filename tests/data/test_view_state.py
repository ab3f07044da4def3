"""An address and a state say the same, and what cannot be read is told."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import canonical_dims
from data.view_state import (
    FIELD,
    LANGS,
    SCALES,
    THEMES,
    VIEWS,
    YEAR_MAX,
    YEAR_MIN,
    ZOOMS,
    BadValue,
    ViewState,
    from_query,
    read_query,
    to_query,
)
from tests.pseudo import pseudo_words

ids = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:@", max_size=20)
word = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=10)
year = st.integers(YEAR_MIN, YEAR_MAX)
states = st.builds(
    ViewState,
    indicator=ids,
    vs=ids,
    area=st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ-", min_size=1, max_size=7), unique=True, max_size=5).map(tuple),
    year=st.none() | year,
    span=st.none() | st.tuples(year, year).map(lambda pair: (min(pair), max(pair))),
    since=ids,
    dims=st.dictionaries(word, word, max_size=3).map(canonical_dims),
    by=ids,
    region=ids,
    peers=ids,
    view=st.sampled_from(["", *VIEWS]),
    scale=st.sampled_from(["", *SCALES]),
    base=st.none() | year,
    zoom=st.sampled_from(["", *ZOOMS]),
    tol=st.none() | st.integers(0, 20),
    override=st.booleans(),
    controls=st.booleans(),
    title=st.booleans(),
    lang=st.sampled_from(["", *LANGS]),
    theme=st.sampled_from(["", *THEMES]),
)


def query_of(state: ViewState) -> dict[str, str]:
    return dict(parse_qsl(to_query(state), keep_blank_values=True, strict_parsing=bool(to_query(state))))


@given(states)
def test_a_state_survives_the_way_into_an_address_and_back(state: ViewState) -> None:
    assert from_query(query_of(state)) == state


@given(states)
def test_an_address_has_one_spelling(state: ViewState) -> None:
    text = to_query(state)
    assert to_query(from_query(query_of(state))) == text
    keys = [key for key, _ in parse_qsl(text, keep_blank_values=True)]
    assert keys == [key for key in FIELD if key in keys]
    assert to_query(from_query(dict(reversed(query_of(state).items())))) == text


def test_defaults_are_not_written() -> None:
    assert to_query(ViewState()) == ""
    assert to_query(ViewState(release="2026.11.1")) == ""  # it stands in the path
    assert to_query(ViewState(release="2026.11.1"), skip=()) == "release=2026.11.1"


def test_an_address_can_be_read_by_a_person() -> None:
    state = ViewState(
        indicator="unsentenced_detention_share_percent",
        area=("KEN", "NAM"),
        year=2019,
        span=(2000, 2020),
        since="un_sdg:VC_PRS_UNSNT@2023-12-17",
        dims="age:15_24;sex:female",
        tol=0,
        controls=False,
    )
    assert to_query(state) == (
        "indicator=unsentenced_detention_share_percent&area=KEN,NAM&year=2019&span=2000..2020"
        "&from=un_sdg:VC_PRS_UNSNT@2023-12-17&dims=age:15_24;sex:female&tol=0&controls=0"
    )


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("colour", "red", "'colour' is no parameter of this page"),
        ("release", "2026.11.1", "'release' is no parameter"),
        ("year", "next", f"whole number from {YEAR_MIN} to {YEAR_MAX}"),
        ("year", "", "whole number"),
        ("year", "1699", "whole number"),
        ("year", "2101", "whole number"),
        ("year", "-2000", "whole number"),
        ("year", "2019.0", "whole number"),
        ("year", "２０１９", "whole number"),
        ("year", "9" * 5000, "whole number"),
        ("tol", "21", "whole number from 0 to 20"),
        ("span", "2020..2000", "write it as 2000..2020"),
        ("span", "2020", "whole number|write it as"),
        ("override", "yes", "one of 0, 1"),
        ("view", "pie", "one of map, dots, table, regions"),
        ("zoom", "Europe", "one of world"),
        ("lang", "de", "one of en, fr, es, ar, ru, zh"),
        ("dims", "sex", "must be 'dimension:category'"),
        ("dims", "sex:female;sex:male", "stand once"),
        ("indicator", "<script>", "characters that no id has"),
        ("indicator", "a b", "characters that no id has"),
        ("indicator", "a" * 401, "characters that no id has"),
        ("area", "KEN,%27", "characters that no id has"),
        ("peers", "é", "characters that no id has"),
    ],
)
def test_what_cannot_be_read_is_dropped_with_a_notice_or_refused(key: str, text: str, said: str) -> None:
    state, notices = read_query({key: text, "indicator" if key != "indicator" else "vs": "x_y_z"})
    assert state == (ViewState(indicator="x_y_z") if key != "indicator" else ViewState(vs="x_y_z"))
    assert len(notices) == 1
    assert len(notices[0]) < 300
    with pytest.raises(BadValue, match=said):
        from_query({key: text})


def test_a_notice_is_in_the_readers_language() -> None:
    assert read_query({"x": "1"}, pseudo_words())[1] == ["⟦'x' is no parameter of this page.⟧"]
    assert read_query({"tol": "x"}, pseudo_words())[1] == [
        "⟦tol='x' was ignored: ⟦it must be a whole number from 0 to 20⟧.⟧"
    ]


@given(st.dictionaries(st.sampled_from([*FIELD, "x"]), st.text(max_size=30), max_size=6))
def test_no_address_breaks_the_reader(query: dict[str, str]) -> None:
    state, notices = read_query(query)
    assert from_query(query_of(state)) == state
    if not notices:
        assert from_query(query) == state


def test_an_area_is_named_once() -> None:
    assert from_query({"area": "KEN,,NAM,KEN"}).area == ("KEN", "NAM")


def test_changing_a_part() -> None:
    state = ViewState(indicator="a_b_c", year=2019)
    assert state.but(year=2020) == ViewState(indicator="a_b_c", year=2020)
    assert state.year == 2019
    assert ViewState(dims="age:lt5y;sex:female").chosen_dims() == {"age": "lt5y", "sex": "female"}
