"""Colour classes rise, hold something, and are never moved by what is missing."""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.bins import NICE, TINY, colour_edges, has_zero_class, nice

numbers = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False).map(lambda v: float(f"{v:.9g}"))
lists = st.lists(numbers, max_size=60)
missing = st.lists(st.sampled_from([math.nan, math.inf, -math.inf]), max_size=10)
scales = st.sampled_from([(None, None), (0.0, None), (None, 100.0), (0.0, 100.0), (0.0, 1.0), (-2.5, 2.5)])


def edges_of(values: list[float], scale: tuple[float | None, float | None] = (None, None)) -> list[float]:
    return colour_edges(np.array(values, dtype=float), *scale)


@given(lists, scales)
def test_edges_rise_strictly_and_are_few(values: list[float], scale: tuple[float | None, float | None]) -> None:
    edges = edges_of(values, scale)
    assert len(edges) <= 5
    assert all(math.isfinite(edge) for edge in edges)
    assert all(a < b for a, b in pairwise(edges))


@given(lists, missing, scales)
def test_what_is_missing_never_moves_an_edge(
    values: list[float], gaps: list[float], scale: tuple[float | None, float | None]
) -> None:
    assert edges_of([*values, *gaps], scale) == edges_of(values, scale)


@given(lists)
def test_order_does_not_matter(values: list[float]) -> None:
    assert edges_of(values) == edges_of(values[::-1])


@given(lists)
def test_on_an_open_scale_no_class_is_empty(values: list[float]) -> None:
    edges = edges_of(values)
    if edges:
        classes = {bisect_right(edges, value) for value in values}
        assert classes == set(range(len(edges) + 1))


@pytest.mark.parametrize("values", [[], [3.0], [3.0] * 50, [math.nan] * 5, [0.0, math.nan]])
def test_without_two_values_there_is_nothing_to_part(values: list[float]) -> None:
    assert edges_of(values) == []


@given(st.lists(st.floats(0, 100), min_size=20, max_size=60))
def test_a_bounded_scale_that_is_filled_has_equal_steps(values: list[float]) -> None:
    low, high = np.quantile(values, [0.1, 0.9])
    if high - low >= 50:
        assert edges_of(values, (0.0, 100.0)) == [20.0, 40.0, 60.0, 80.0]


def test_a_bounded_scale_that_is_not_filled_is_parted_where_the_values_are() -> None:
    edges = edges_of([1.0 + number / 10 for number in range(40)], (0.0, 100.0))
    assert len(edges) == 5
    assert max(edges) < 5


def test_orders_of_magnitude_get_round_numbers() -> None:
    edges = edges_of([10.0**power for power in np.linspace(0, 6, 60)])
    assert all(any(math.isclose(edge / 10 ** math.floor(math.log10(edge)), step) for step in NICE) for edge in edges)
    assert len(edges) == 5


@given(numbers)
def test_nice_is_near_and_keeps_the_sign(value: float) -> None:
    rounded = nice(value)
    if abs(value) < TINY:
        assert rounded == 0.0
        return
    assert (rounded > 0, rounded < 0) == (value > 0, value < 0)
    assert abs(rounded - value) <= 0.34 * abs(value)


@pytest.mark.parametrize(
    ("values", "minimum", "expected"),
    [
        ([0.0, 1.0], 0.0, True),
        ([0.0, 0.0], 0.0, False),  # nothing to be told apart from
        ([1.0, 2.0], 0.0, False),
        ([0.0, 1.0], None, False),  # zero is the middle of an open scale
        ([0.0, 1.0], -2.5, False),
        ([math.nan, 0.0, 1.0], 0.0, True),
    ],
)
def test_zero_stands_apart_only_at_the_start_of_a_scale(
    values: list[float], minimum: float | None, expected: bool
) -> None:
    assert has_zero_class(np.array(values), minimum) is expected
