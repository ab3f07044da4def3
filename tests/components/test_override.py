"""A reader may set values side by side against the rules; the page then says so in its title, and never offers it."""

from __future__ import annotations

import pytest

from components.explore import build_explore
from data.words import words

EN = words("en")
OWN_LINES = "national_poverty_headcount_percent"


def page(store, **query):
    return build_explore(store, {"indicator": OWN_LINES, **query}, EN)


@pytest.fixture(scope="module")
def store(real_store):
    return real_store


def test_the_rules_hold_unless_they_are_overridden(store):
    html = page(store).main
    assert "Draw it all the same" in html
    assert "override=1" in html
    assert 'data-chart="dots"' not in html
    assert "Every country draws its own line" in html


def test_what_is_overridden_says_so_in_its_title(store):
    shown = page(store, override="1")
    assert shown.title.endswith("compared against the rules")
    assert "override=1" in shown.canonical
    assert 'data-chart="dots"' in shown.main
    assert "compared against the rules</title>" in shown.main  # in the drawing, which may be saved
    assert "data-frames" not in shown.main
    assert "They are not ranked or averaged." in shown.main
    assert "Keep to the rules" in shown.main


def test_there_is_nothing_to_override_where_the_rules_agree(store):
    shown = build_explore(store, {"indicator": "homicide_rate_per_100000", "override": "1"}, EN)
    assert "against the rules" not in shown.title
    assert 'class="refusal"' not in shown.main


def test_a_licence_is_never_overridden(store):
    query = {
        "indicator": "corruption_perceptions_index_score",
        "from": "ti_cpi:CPI@2017",
        "base": "2015",
        "override": "1",
    }
    shown = build_explore(store, query, EN)
    assert "The licence of this source does not let us compute figures of our own from it." in shown.main
    assert "against the rules" not in shown.title
