"""Uncertainty that a source publishes is read with its value, whatever form it has."""

from __future__ import annotations

import pytest

from data.model import Interval, IntervalKind
from data.query import observation, slice_rows
from data.store import Store
from data.views.formats import digits, interval_text, observation_text, value_text
from data.words import words


@pytest.mark.parametrize(
    ("unit", "interval", "text"),
    [
        ("deaths", Interval(41, 41, None, IntervalKind.RANGE), "low and high estimate the same"),
        ("deaths", Interval(41, 60, None, IntervalKind.RANGE), "low and high estimate 41–60"),
        ("percent", Interval(5.4, 6.8, 0.8, IntervalKind.EXPERT), "80% interval 5.4–6.8"),
    ],
)
def test_intervals_in_words(tiny_store: Store, unit: str, interval: Interval, text: str):
    indicator = next(i for i in tiny_store.catalogue.indicators.values() if i.unit == unit)
    assert interval_text(interval, 0, indicator, words("en")) == text


def test_what_is_counted_has_no_digits_after_the_point(tiny_store: Store):
    assert digits("people", 1, 10000.0) == 0
    assert digits("percent", 2, 52.13) == 1


def test_a_standard_error_without_an_interval_is_told(tiny_store: Store):
    told = []
    for indicator in tiny_store.catalogue.indicators.values():
        series = tiny_store.catalogue.series[indicator.preferred]
        if series.raw["has_std_error"] and not series.raw["intervals"]:
            start, end = slice_rows(tiny_store.blocks, series.id, series.headline)
            for row in range(start, end):
                item = observation(tiny_store.blocks, series.id, series.headline, row)
                if item.value is not None and item.std_error is not None:
                    told.append(observation_text(item, indicator, tiny_store.catalogue, words("en")))
    assert told
    assert all("(standard error 0." in text for text in told)


@pytest.mark.parametrize(("value", "decimals", "text"), [(0.002, 3, "0.002%"), (0.06, 2, "0.06%"), (0.0, 3, "0.0%")])
def test_what_is_not_zero_is_not_written_as_zero(tiny_store: Store, value: float, decimals: int, text: str) -> None:
    indicator = tiny_store.catalogue.indicators["unsentenced_detention_share_percent"]
    assert value_text(value, decimals, indicator, tiny_store.catalogue, words("en")) == text
