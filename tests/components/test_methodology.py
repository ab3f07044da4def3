"""The methodology can be read: live examples, every list whole though folded, every anchor at its place."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest

from components.links import Site
from components.methodology import build_methodology
from components.methodology_examples import examples
from components.methodology_parts import decision_groups, right_rows
from components.methodology_texts import DONE, MEANING
from components.page import LIVE_SLOT, Page
from data.model import AreaState
from data.store import Store
from data.words import words

LINK = re.compile(r'href="([^"]*)"')


def page(store: Store, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    return build_methodology(store, query, words(lang), pinned)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def made(tiny_store: Store) -> Page:
    return page(tiny_store)


def test_ids_are_unique_and_anchors_lead_somewhere(made: Page):
    ids = re.findall(r'\sid="([^"]+)"', made.main)
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    assert {link[1:] for link in LINK.findall(made.main) if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize(
    "anchor",
    ["sources", "rules", "core", "uncertainty", "report", "disagreements", "corrections", "decisions", "languages"],
)
def test_places_that_other_pages_link_to(made: Page, anchor: str):
    assert f'id="{anchor}"' in made.main


def test_it_works_without_script_and_without_inline_style(made: Page):
    assert LIVE_SLOT not in made.main
    assert "style=" not in made.main
    assert "<script" not in made.main
    assert made.main.count("<h1") == 1
    assert 'class="notices"' not in made.main


def test_headings_never_skip_a_level(made: Page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", made.main)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_everything_that_is_folded_is_there(tiny_store: Store, made: Page):
    read = text_of(made.main)
    for source in tiny_store.catalogue.sources.values():
        assert source["licence"]["attribution"] in read
        assert source["name"] in read
    for number, raw in tiny_store.catalogue.decisions.items():
        assert f'id="decision-{number}"' in made.main
        assert raw["title"] in read
    for state in AreaState:
        assert MEANING[state] in read


def test_every_state_and_every_outcome_of_a_rule_has_words(tiny_store: Store):
    assert set(MEANING) == set(AreaState)
    used = {rule["action"] for source in tiny_store.catalogue.sources.values() for rule in source["corrections"]}
    assert used <= set(DONE)


def test_examples_say_what_their_own_page_says(tiny_store: Store):
    found = examples(tiny_store, Site(), words("en"))
    assert {"map", "band"} <= {e.key for e in found}
    for example in found:
        assert example.lesson
        assert example.finding
        assert example.svg or example.rows
        assert example.href.startswith("/indicator/")
        assert f'id="read-{example.key}"' in page(tiny_store).main
    counted = next(e for e in found if e.key == "map")
    assert sum(line.count for line in counted.legend) == 193


def test_a_right_counts_each_of_its_indicators_once(tiny_store: Store):
    rows = right_rows(tiny_store, Site(), words("en"))
    wanted = sum(len(set(i.rights)) for i in tiny_store.catalogue.indicators.values())
    assert sum(row.total for row in rows) == wanted
    assert sum(len(row.core) for row in rows) == tiny_store.catalogue.counts["core"]


class TestDecisions:
    def test_a_number_leads_to_its_record(self, tiny_store: Store):
        assert page(tiny_store, decision="0005").redirect == "/methodology#decision-0005"
        assert page(tiny_store, pinned=True, decision="0005").redirect.startswith(f"/r/{tiny_store.id}/methodology#")

    def test_words_narrow_the_list(self, tiny_store: Store):
        found = page(tiny_store, decision="tolerance older")
        everything = page(tiny_store).main.count('class="decision"')
        assert 0 < found.main.count('class="decision"') < everything
        assert 'id="decision-0005"' in found.main
        assert '<details class="decision-group" open>' in found.main
        assert found.canonical == "/methodology"

    def test_nothing_found_is_said_and_what_was_asked_is_escaped(self, tiny_store: Store):
        found = page(tiny_store, decision="<b>nothing</b>")
        assert "No decision holds “&lt;b&gt;nothing&lt;/b&gt;”" in found.main
        assert "<b>nothing" not in found.main

    def test_all_are_in_exactly_one_group(self, tiny_store: Store):
        numbers = [d["number"] for group in decision_groups(tiny_store, "", words("en")) for d in group.items]
        assert sorted(numbers) == sorted(tiny_store.catalogue.decisions)


def test_bodies_of_decisions_are_marked_as_english(tiny_store: Store):
    french = page(tiny_store, lang="fr").main
    raw = tiny_store.catalogue.decisions["0001"]
    place = unescape(french).index(raw["question"][:40])
    assert unescape(french)[place - 11 : place] == '<span lang="en">'[-11:]
    assert '<span lang="en">' not in page(tiny_store).main


def test_links_keep_the_release_and_the_language(tiny_store: Store):
    made = page(tiny_store, lang="fr", pinned=True)
    for link in (unescape(link) for link in LINK.findall(made.main) if link.startswith("/")):
        assert link.startswith(f"/r/{tiny_store.id}/"), link
        assert "lang=fr" in link, link
    assert made.canonical == f"/r/{tiny_store.id}/methodology"
    assert 'class="notices"' not in page(tiny_store, lang="fr", theme="dark").main
    assert 'class="notices"' in build_methodology(tiny_store, {"foo": "1"}, words("en")).main
