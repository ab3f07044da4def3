"""Two countries side by side say what the engine of comparison says, and never who does better."""

from __future__ import annotations

import re
from html import unescape

import pytest

from components.country import build_country
from components.page import Page
from data.compare import Outcome, Purpose, compare
from data.compare_texts import reason_anchor
from data.store import Store
from data.views.profile_pair import APART, TOGETHER, Pair, build_pair, pair_sentence
from data.words import words

EN = words("en")
PAIRS = (("KEN", "UGA"), ("DEU", "NRU"), ("VUT", "TON"), ("PSE", "GBR"), ("IND", "CHN"))
WINNER = re.compile(r"\b(better than|worse than|ahead|behind|leads|wins|outperform\w*)\b")


def page(store: Store, area: str, **query: str) -> Page:
    made = build_country(store, area, query, EN)
    assert made is not None
    return made


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture(scope="module")
def pairs(real_store: Store) -> dict[tuple[str, str], Pair]:
    return {ids: build_pair(real_store, ids, EN) for ids in PAIRS}


def test_rows_and_verdicts_are_those_of_the_engine(real_store: Store, pairs: dict[tuple[str, str], Pair]):
    for pair in pairs.values():
        core = [row.indicator.id for row in pair.rows if row.indicator.core]
        assert sorted(core) == sorted(i.id for i in real_store.catalogue.indicators.values() if i.core)
        for row in (*pair.rows, *pair.conditions):
            items = [own.item for own in row.rows if own.is_published and own.item is not None]
            if len(items) < 2:
                assert row.verdict is None
                assert not row.told
            else:
                assert row.verdict == compare(real_store, items, Purpose.SIDE_BY_SIDE)


def test_apart_only_without_a_common_point(pairs: dict[tuple[str, str], Pair]):
    told = {APART: 0, TOGETHER: 0}
    for pair in pairs.values():
        for row in pair.rows:
            if not row.told:
                continue
            told[row.told] += 1
            assert row.verdict is not None
            assert row.verdict.outcome is not Outcome.REFUSE
            first, second = (own.item.interval for own in row.rows if own.item is not None)
            assert first is not None
            assert second is not None
            assert first.level == second.level == row.level
            assert (first.upper < second.lower or second.upper < first.lower) is (row.told == APART)
    assert all(told.values())


def test_order_changes_the_columns_alone(real_store: Store, pairs: dict[tuple[str, str], Pair]):
    there, back = pairs["KEN", "UGA"], build_pair(real_store, ("UGA", "KEN"), EN)
    assert [(r.indicator.id, r.verdict, r.told) for r in there.rows] == [
        (r.indicator.id, r.verdict, r.told) for r in back.rows
    ]
    assert there.shared == back.shared


def test_the_page_names_both_each_year_and_no_winner(real_store: Store, pairs: dict[tuple[str, str], Pair]):
    for ids, pair in pairs.items():
        made = page(real_store, ids[0], vs=ids[1])
        said = text_of(made.main)
        assert made.canonical == f"/country/{ids[0]}?vs={ids[1]}"
        assert all(name in said for name in pair.names)
        assert pair_sentence(pair, EN) in said
        assert not WINNER.search(said)
        assert "None" not in said
        for row in pair.rows:
            for own in row.rows:
                if own.value_text:
                    assert re.search(rf">{re.escape(own.value_text)}</b>", unescape(made.main))
            lines = row.verdict.reasons if row.verdict is not None else ()
            assert all(f"#{reason_anchor(ground.code)}" in made.main for ground in lines)


def test_a_typed_name_leads_to_the_canonical_address(real_store: Store):
    assert page(real_store, "KEN", add="uganda").redirect == "/country/KEN?vs=UGA"
    assert page(real_store, "KEN", add="UGA").redirect == "/country/KEN?vs=UGA"
    assert page(real_store, "KEN", add="Germany", vs="UGA").redirect == "/country/KEN?vs=DEU"


@pytest.mark.parametrize("query", [{"add": "Atlantis"}, {"vs": "XXX"}, {"vs": "KEN"}, {"add": "kenya"}, {"vs": "<b>"}])
def test_what_names_no_other_country_gives_a_notice(real_store: Store, query: dict[str, str]):
    made = page(real_store, "KEN", **query)
    assert not made.redirect
    assert made.canonical == "/country/KEN"
    assert 'class="notices"' in made.main
    assert "<b>here" not in made.main
