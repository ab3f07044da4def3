"""Numbers are written as babel writes them, in every language of the interface."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from data.view_state import LANGS
from data.words import MINUS, words

NUMBERS = st.one_of(
    st.floats(-1e12, 1e12, allow_nan=False),
    st.integers(-(10**12), 10**12),
    st.decimals(-1000, 1000, places=3).map(float),
)


@pytest.mark.parametrize("lang", LANGS)
@given(value=NUMBERS, decimals=st.integers(0, 4))
@example(value=0.5, decimals=0)
@example(value=2.675, decimals=2)
@example(value=-0.04, decimals=1)
@example(value=1234567.5, decimals=0)
def test_a_number_is_written_as_babel_writes_it(lang: str, value: float, decimals: int):
    reader = words(lang)
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    expected = str(format_decimal(value, format=form, locale=reader.locale)).replace("-", MINUS)
    assert reader.number(value, decimals) == expected
