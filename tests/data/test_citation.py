"""The canonical form of rows: one spelling, one hash, whatever the order and the language."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.citation import canonical_number, canonical_rows, view_digest
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.words import words


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (float("nan"), ""),
            (3.0, "3"),
            (0.0, "0"),
            (-2.5, "-2.5"),
            (1e15, "1000000000000000"),
            (0.1, "0.1"),
        ],
    )
    def test_one_spelling(self, value, text):
        assert canonical_number(value) == text

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_reads_back_as_the_same_number(self, value):
        assert float(canonical_number(value)) == value


class TestRows:
    def test_vector(self):
        row = {"indicator": "a_b_c", "area": "Namibia", "iso3": "NAM", "period": 2019, "value": 31.8, "release": "1"}
        more = {**row, "iso3": "KEN", "value": None, "flags": "tab\there"}
        lines = (
            "common-measure rows 2",
            "flags\tindicator\tiso3\tperiod\tvalue",
            "\ta_b_c\tNAM\t2019\t31.8",
            "tab\\there\ta_b_c\tKEN\t2019\t",
        )
        assert canonical_rows([more, row]) == "".join(f"{line}\n" for line in lines).encode()

    def test_order_does_not_matter(self):
        rows = [{"indicator": "a_b_c", "iso3": code, "value": float(n)} for n, code in enumerate("CAB")]
        mixed = [dict(reversed(row.items())) for row in random.Random(1).sample(rows, 3)]
        assert canonical_rows(rows) == canonical_rows(mixed)


def test_a_view_has_the_same_hash_in_every_language(tiny_store: Store):
    indicator = next(i for i in tiny_store.catalogue.indicators.values() if i.raw["view"] != "regions")
    choice = choose(tiny_store, ViewState(indicator=indicator.id), words("en"))
    views = [build_map_view(tiny_store, choice, words(lang), lang) for lang in ("en", "fr")]
    assert len({view_digest(tiny_store, view) for view in views}) == 1
