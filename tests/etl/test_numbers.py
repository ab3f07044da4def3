"""A number is read as it was written, and written back the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Qualifier
from etl.numbers import Parsed, format_number, is_plain, parse_number


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "decimals"),
    [
        ("0", 0.0, Qualifier.EXACT, 0),
        ("-0.30", -0.3, Qualifier.EXACT, 2),
        ("29.80", 29.8, Qualifier.EXACT, 2),
        (" 7 ", 7.0, Qualifier.EXACT, 0),
        ("<2.5", 2.5, Qualifier.BELOW, 1),
        ("< 2.5", 2.5, Qualifier.BELOW, 1),
        (">95", 95.0, Qualifier.ABOVE, 0),
        (".5", 0.5, Qualifier.EXACT, 1),
        ("+3", 3.0, Qualifier.EXACT, 0),
        ("1e3", 1000.0, Qualifier.EXACT, 0),
        ("1.25E-2", 0.0125, Qualifier.EXACT, 4),
        ("1.5e+1", 15.0, Qualifier.EXACT, 0),
        ("1e-30", 1e-30, Qualifier.EXACT, 17),
    ],
)
def test_numbers_as_publishers_write_them(text: str, value: float, qualifier: Qualifier, decimals: int) -> None:
    assert parse_number(text) == Parsed(value, qualifier, decimals)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N",
        "..",
        "-",
        "nan",
        "NaN",
        "inf",
        "Infinity",
        "1,5",
        "1 000",
        "1_000",
        "12%",
        "<",
        "<=3",
        "0x10",
        "1e",
        "1e999",
    ],
)
def test_what_is_no_number_is_never_one(text: str) -> None:
    assert parse_number(text) is None


def test_a_text_that_says_there_is_none() -> None:
    parsed = parse_number(" N ", ("N", "NA"))
    assert parsed is not None
    assert math.isnan(parsed.value)
    assert parsed.qualifier is Qualifier.NO_VALUE
    assert parse_number("N") is None


@pytest.mark.parametrize(
    ("text", "plain"), [("29.80", True), ("-3", True), ("<2.5", False), (".5", False), ("+3", False), ("1e3", False)]
)
def test_plain_texts_need_not_be_kept(text: str, plain: bool) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert is_plain(text, parsed) is plain


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=None, allow_nan=False, allow_infinity=False))
def test_a_plain_text_is_given_back(number: object) -> None:
    text = f"{number:f}"
    parsed = parse_number(text)
    assert parsed is not None
    if is_plain(text, parsed):
        assert format_number(parsed.value, parsed.decimals) == text


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_up_to_fifteen_digits_every_text_is_plain(number: int, decimals: int) -> None:
    sign, digits = ("-", str(-number)) if number < 0 else ("", str(number))
    digits = digits.rjust(decimals + 1, "0")
    text = sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)
    parsed = parse_number(text)
    assert parsed is not None
    assert parsed.decimals == decimals
    assert format_number(parsed.value, decimals) == text
    assert is_plain(text, parsed)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    parsed = parse_number(text)
    assert parsed is None or (math.isfinite(parsed.value) and 0 <= parsed.decimals <= 17)
