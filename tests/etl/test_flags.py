"""Sets of flags survive the way into an integer and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Flag
from data.prepare import FLAG_BIT
from data.query import FLAG_BITS, flags_of
from etl.flags import BIT, FLAGS, flag_bits, flag_text, flag_texts

sets = st.sets(st.sampled_from(list(Flag)))


@given(sets)
def test_text_and_integer_say_the_same(flags: set[Flag]) -> None:
    bits = flag_bits(tuple(flags))
    text = flag_text(bits)
    assert text == ";".join(sorted(flags))
    assert flag_bits(text) == bits
    assert flags_of(bits) == flags


@given(st.lists(sets, max_size=20))
def test_arrays_are_read_like_single_ones(rows: list[set[Flag]]) -> None:
    bits = np.array([flag_bits(tuple(row)) for row in rows], dtype=np.int32)
    assert flag_texts(bits).tolist() == [flag_text(int(b)) for b in bits]


def test_twice_the_same_flag_is_once() -> None:
    assert flag_bits("break;break") == BIT[Flag.BREAK]
    assert flag_bits("") == flag_bits(()) == 0


def test_an_unknown_flag_is_refused() -> None:
    with pytest.raises(ValueError, match="broken"):
        flag_bits("break;broken")


def test_etl_and_release_number_the_flags_alike() -> None:
    assert {flag.value: bit for flag, bit in BIT.items()} == FLAG_BIT
    assert {flag: bit for bit, flag in FLAG_BITS} == BIT
    assert max(BIT.values()) < 2**31
    assert set(Flag) == set(FLAGS)
