"""Pages of rights: panels, links that stay, a group in the address, an unknown name that leads on."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import brotli
import pytest

from components.page import Page
from components.right import build_right
from data.store import Store
from data.words import words
from tests.components.links import stays_in

LINK = re.compile(r'href="(/[^"#]*)')
ANCHOR = re.compile(r'href="#([^"]+)"')
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
MOST_BYTES = 60_000


def page(store: Store, name: str, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    return build_right(store, name, query, words(lang), pinned)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def pages(real_store: Store) -> dict[str, Page]:
    return {right: page(real_store, right) for right in real_store.catalogue.rights}


def test_every_right_has_a_whole_page(pages: dict[str, Page]) -> None:
    for right, made in pages.items():
        assert made.status == 200
        assert made.canonical == f"/right/{right}"
        assert "style=" not in made.main
        assert "<script" not in made.main
        assert "None" not in text_of(made.main).replace("None of them", ""), right
        assert len(brotli.compress(made.main.encode(), quality=9)) < MOST_BYTES
        for stage in ("structural", "process", "outcome", "unmeasured"):
            assert f'id="{stage}"' in made.main
        for anchor in ANCHOR.findall(made.main):
            assert f'id="{anchor}"' in made.main, (right, anchor)
        for svg in SVG.findall(made.main):
            ElementTree.fromstring(svg)


def test_a_stage_without_indicators_says_so(pages: dict[str, Page]) -> None:
    assert pages["life"].main.count("This release holds no indicator of this kind for this right.") == 1
    assert "no indicator of this kind" not in pages["fair_trial"].main


def test_links_keep_release_language_and_group(real_store: Store) -> None:
    made = page(real_store, "health", lang="fr", pinned=True, peers="eu")
    for href in map(unescape, LINK.findall(made.main)):
        assert stays_in(real_store.id, href), href
        assert "lang=fr" in href, href
        if "/compare" in href or "/treaties" in href:
            assert "peers=eu" in href
    assert made.canonical == f"/r/{real_store.id}/right/health?peers=eu"
    assert '<option value="eu" selected>' in made.main


def test_a_list_of_ones_own_stands_in_the_form(real_store: Store) -> None:
    made = page(real_store, "food", peers="KEN,UGA")
    assert '<option value="KEN,UGA" selected>Kenya and Uganda</option>' in made.main
    assert "of 2" in text_of(made.main)


def test_what_cannot_be_read_is_noted(real_store: Store) -> None:
    made = page(real_store, "food", peers="nobody", year="2001")
    assert "There is no group nobody; all states are shown." in made.main
    assert "year is no parameter of this page." in made.main
    assert made.canonical == "/right/food"


def test_an_unknown_name_leads_on(real_store: Store) -> None:
    made = page(real_store, "torture")
    assert made.status == 404
    assert 'href="/right/freedom_from_torture"' in made.main
    assert made.main.count('href="/right/') >= 23
    assert "<i>" not in page(real_store, "<i>x").main


def test_the_tiny_release_gives_pages_too(tiny_store: Store) -> None:
    for right in tiny_store.catalogue.rights:
        assert page(tiny_store, right).status == 200
