"""Whatever the address says, a page comes back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.explore import build_explore
from components.methodology import build_methodology
from data.store import Store
from data.view_state import PAGE_KEYS
from data.words import words

pytestmark = pytest.mark.long
KEYS = st.one_of(
    st.sampled_from(sorted(PAGE_KEYS | {"q", "right", "kind", "people", "source", "sort"})), st.text(max_size=8)
)
LIKELY = st.sampled_from(
    "|0|1|1850|1990|2019|2999|-1|2000..2020|sex:female|sex:martian|age:15_24;sex:male|KEN|KEN,GBR,XXX|map|dots|table|regions"
    "|africa|log|fr|ar|dark|torture Egypt|16.3.2|a;b:c".split("|")
)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(KEYS, st.one_of(LIKELY, st.text(max_size=40)), max_size=8), pick=st.integers(0, 10**6))
def test_any_query_gives_a_page(tiny_store: Store, query: dict[str, str], pick: int):
    known = sorted(tiny_store.catalogue.indicators)
    asked = {**query, "indicator": known[pick % len(known)]} if pick % 4 else query
    page = build_explore(tiny_store, asked, words("en"))
    assert page.status == 200
    assert page.main or page.redirect  # a choice in the picker leads to the address that holds it
    assert build_methodology(tiny_store, query, words("en")).status == 200 if pick % 50 == 0 else True
