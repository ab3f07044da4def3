"""Pages of groups and the index: drawn figures, links that stay, an unknown name that leads on."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import brotli
import numpy as np
import pytest

from components.group import build_group
from components.page import LIVE_SLOT, Page
from components.places import build_places
from components.svg.reading import Mark, draw_dots, draw_histogram
from data.store import Store
from data.views.profile import profile_areas
from data.words import words
from tests.components.links import stays_in
from web.resolve import is_kept

LINK = re.compile(r'href="(/[^"#]*)')
ANCHOR = re.compile(r'href="#([^"]+)"')
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
SOME = ("pacific_islands_forum", "eu", "subregion_polynesia", "KEN,UGA,TZA", "parties_icmw@2010-12-31", "PYF,NCL")
MOST_BYTES = 60_000


def page(store: Store, name: str, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    return build_group(store, name, query, words(lang), pinned)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def pages(real_store: Store) -> dict[str, Page]:
    return {name: page(real_store, name) for name in SOME}


def test_every_page_is_whole(pages: dict[str, Page]) -> None:
    for name, made in pages.items():
        assert made.status == 200, name
        assert LIVE_SLOT not in made.main
        assert "style=" not in made.main
        assert "<script" not in made.main
        assert "None" not in text_of(made.main), name
        assert 'class="notices"' not in made.main
        for anchor in ANCHOR.findall(made.main):
            assert f'id="{anchor}"' in made.main, (name, anchor)
        for svg in SVG.findall(made.main):
            ElementTree.fromstring(svg)


def test_the_largest_group_is_light(real_store: Store) -> None:
    assert len(brotli.compress(page(real_store, "all").main.encode(), quality=9)) < MOST_BYTES


def test_links_keep_the_release_and_the_language(real_store: Store) -> None:
    made = page(real_store, "eu", lang="fr", pinned=True)
    for href in map(unescape, LINK.findall(made.main)):
        assert stays_in(real_store.id, href), href
        assert "lang=fr" in href, href
    assert made.canonical == f"/r/{real_store.id}/group/eu"


def test_a_list_has_one_canonical_spelling(real_store: Store) -> None:
    assert page(real_store, "UGA,KEN,TZA,KEN").canonical == "/group/KEN,TZA,UGA"


def test_a_marked_member_stands_in_every_strip(real_store: Store) -> None:
    made = page(real_store, "pacific_islands_forum", area="VUT")
    assert 'class="notices"' not in made.main
    figures = made.main.count('circle class="chosen"')
    silent = made.main.count("No figure for the marked member.")
    assert figures > 10
    assert figures + silent == made.main.count('class="read-says"')
    assert 'class="is-marked"' in made.main


def test_what_the_page_does_not_know_is_noted(real_store: Store) -> None:
    made = page(real_store, "eu", area="KEN", colour="red")
    assert "colour is no parameter" in made.main
    assert "KEN is no member of this group." in made.main


def test_an_unknown_name_leads_on(real_store: Store) -> None:
    for name, meant in (
        ("EU", "/group/eu"),
        ("kenya", "/group/subregion_eastern_africa"),
        ("ken,uga", "/group/KEN,UGA"),
    ):
        made = page(real_store, name)
        assert made.status == 404, name
        assert f'href="{meant}"' in made.main, name
    assert page(real_store, "<b>no such thing").status == 404
    assert "<b>no such" not in page(real_store, "<b>no such thing").main


def test_free_spellings_never_push_others_out() -> None:
    assert is_kept("/group/eu", {}, "")
    assert not is_kept("/group/KEN,UGA", {}, "")
    assert not is_kept("/group/parties_cat@2001-01-01", {}, "")


def test_index_names_everything_once(real_store: Store) -> None:
    made = build_places(real_store, {}, words("en"))
    links = list(map(unescape, re.findall(r'<li><a href="([^"]+)"', made.main)))
    assert len(links) == len(set(links))
    assert {f"/country/{area}" for area in profile_areas(real_store.catalogue)} <= set(links)
    assert sum(link.startswith("/right/") for link in links) == 23
    assert {"/group/eu", "/group/sids", "/group/all", "/group/parties_cat"} <= set(links)
    for href in links:
        if href.startswith("/group/"):
            assert page(real_store, href.removeprefix("/group/")).status == 200
    for anchor in ANCHOR.findall(made.main):
        assert f'id="{anchor}"' in made.main


def test_strip_draws_every_figure_at_its_value() -> None:
    marks = [Mark(v, f"at {v}", is_chosen=v == 4, is_counted=v != 0) for v in (0.0, 4.0, 4.0, 10.0)]
    root = ElementTree.fromstring(draw_dots(marks, 4.0, "a & b"))
    circles = [element for element in root.iter() if element.tag == "circle"]
    assert sorted(float(c.get("cx", "")) for c in circles) == [8, 257.6, 257.6, 632]
    assert [c.get("class") for c in circles].count("chosen") == 2
    places = [(c.get("cx"), c.get("cy")) for c in circles]
    assert len(set(places)) == 4
    assert root.get("aria-label") == "a & b"


def test_strip_of_one_of_equal_and_of_none() -> None:
    assert draw_dots([], None, "x") == ""
    for values in ((3.0,), (3.0, 3.0, 3.0), (-2.0, -1.0)):
        root = ElementTree.fromstring(draw_dots([Mark(v, "") for v in values], None, "x"))
        assert sum(element.tag == "circle" for element in root.iter()) == len(values)


def test_a_crowd_stays_in_its_frame() -> None:
    root = ElementTree.fromstring(
        draw_dots([Mark(float(n % 3), "") for n in sorted(range(200), key=lambda n: n % 3)], 1.0, "x")
    )
    height = float((root.get("viewBox") or "").split()[3])
    for element in root.iter():
        if element.tag == "circle":
            assert 0 <= float(element.get("cy", "")) <= height


def test_histogram_counts_every_figure() -> None:
    assert draw_histogram(np.array([]), None, "x") == ""
    for values in ([1.0, 1.0], [-3.0, 0.0, 5.0], list(map(float, range(100)))):
        root = ElementTree.fromstring(draw_histogram(np.array(values), values[0], "x"))
        bars = next(e for e in root.iter() if e.get("class") == "bars").get("d", "")
        assert bars.count("M") == len(
            {min(int((v - values[0]) / ((values[-1] - values[0]) or 1) * 55), 54) for v in values}
        )
