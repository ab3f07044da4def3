"""The canonical form of rows: one spelling, one hash, whatever the order and the language."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.citation import FIELDS, canonical_number, canonical_rows, cite, rows_digest
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
        row = {"indicator": "a_b_c", "iso3": "NAM", "period": 2019, "value": 31.8, "qualifier": "=", "status": "value"}
        expected = "common-measure rows 1\na_b_c\t\t\tNAM\t2019\t\tsex:total\t=\t31.8\t\t\t\t\t\t\t\tvalue\n"
        assert canonical_rows([row], "sex:total") == expected.encode()
        assert len(FIELDS) == 17

    def test_order_does_not_matter(self):
        rows = [{"indicator": "a_b_c", "iso3": code, "value": float(n)} for n, code in enumerate("CAB")]
        mixed = random.Random(1).sample(rows, 3)
        assert canonical_rows(rows, "") == canonical_rows(mixed, "")


def test_a_view_has_the_same_hash_in_every_language(tiny_store: Store):
    indicator = next(i for i in tiny_store.catalogue.indicators.values() if i.raw["view"] != "regions")
    choice = choose(tiny_store, ViewState(indicator=indicator.id), words("en"))
    views = [build_map_view(tiny_store, choice, words(lang), lang) for lang in ("en", "fr")]
    digests = {rows_digest(tiny_store, view) for view in views}
    assert len(digests) == 1
    citation = cite(tiny_store, views[0], "/?indicator=x", words("en"))
    assert citation.digest in digests
    assert citation.digest[:16] in citation.text
    assert hashlib.sha256(b"").hexdigest() != citation.digest
