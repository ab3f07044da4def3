"""A country's page: every figure links to its map, missing is hatched and named, an unknown name leads on."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from components.country import build_country
from components.links import Site
from components.page import LIVE_SLOT, Page
from components.svg.locator import draw_locator, rings_of
from components.svg.profile_marks import draw_band, draw_shares, draw_standing
from data.store import Store
from data.views.profile import build_profile, profile_areas
from data.views.profile_rows import Band
from data.views.profile_treaties import PARTY, SIGNED
from data.words import words
from tests.components.links import stays_in

SOME = ("AFG", "BFA", "COK", "FRA", "GBR", "KEN", "MNE", "NRU", "PSE", "SSD", "TUV", "TWN", "TZA", "XKX")
LINK = re.compile(r'href="(/[^"]*)"')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
VALUE = re.compile(r'<a href="([^"]*)">[^<]*</a>(?:(?!</tr>).)*?<b class="v[^"]*">(.*?)</b>', re.DOTALL)
SMALL_KB = 7000


def page(store: Store, name: str, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    made = build_country(store, name, query, words(lang), pinned)
    assert made is not None
    return made


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def pages(tiny_store: Store) -> dict[str, Page]:
    return {area: page(tiny_store, area) for area in SOME}


def test_every_country_has_a_whole_page(tiny_store: Store):
    for area in profile_areas(tiny_store.catalogue):
        made = page(tiny_store, area)
        assert made.status == 200
        assert tiny_store.catalogue.areas[area].name() in text_of(made.main)
        assert "None" not in text_of(made.main)
        assert LIVE_SLOT not in made.main
        assert "style=" not in made.main
        assert "<script" not in made.main
        assert 'class="notices"' not in made.main


def test_values_on_the_page_are_those_of_the_profile(tiny_store: Store, pages: dict[str, Page]):
    for area, made in pages.items():
        profile = build_profile(tiny_store, area, words("en"))
        found = {
            parse_qs(urlsplit(unescape(href)).query)["indicator"][0]: unescape(v)
            for href, v in VALUE.findall(made.main)
        }
        shown = {i: row.value_text for i, row in profile.rows.items() if row.value_text and "_party_status" not in i}
        assert {i: v for i, v in found.items() if "_party_status" not in i} == shown, area


def test_links_keep_the_release_and_the_language(tiny_store: Store):
    made = page(tiny_store, "KEN", lang="fr", pinned=True)
    for href in map(unescape, LINK.findall(made.main)):
        assert stays_in(tiny_store.id, href), href
        assert "lang=fr" in href, href
    assert made.canonical == f"/r/{tiny_store.id}/country/KEN"
    for href in map(unescape, LINK.findall(page(tiny_store, "KEN").main)):
        assert "lang=" not in href


def test_anchors_lead_to_a_place_on_the_page(pages: dict[str, Page]):
    for made in pages.values():
        ids = re.findall(r'id="([^"]+)"', made.main)
        assert len(ids) == len(set(ids))
        for anchor in re.findall(r'href="#([^"]+)"', made.main):
            assert anchor in ids
        for fill in re.findall(r"url\(#([^)]+)\)", made.main):
            assert fill in ids


def test_tables_are_tables(pages: dict[str, Page]):
    for made in pages.values():
        for table in TABLE.findall(made.main):
            assert "<caption" in table
            heads = re.findall(r"<thead.*?</thead>", table, re.DOTALL)
            assert len(heads) == 1
            columns = len(re.findall(r"<t[hd]\b", heads[0]))
            for row in re.findall(r"<tr.*?</tr>", table.split("</thead>")[1], re.DOTALL):
                spans = [int(s) for s in re.findall(r'colspan="(\d+)"', row)]
                assert len(re.findall(r"<t[hd]\b", row)) + sum(s - 1 for s in spans) == columns
                assert 'scope="row"' in row


def test_drawings_are_well_formed(pages: dict[str, Page]):
    for made in pages.values():
        for svg in SVG.findall(made.main):
            ElementTree.fromstring(svg)
            assert 'aria-hidden="true"' in svg or "aria-label=" in svg


def test_parts_and_places_recorded_together_are_told(pages: dict[str, Page]):
    text = text_of(pages["GBR"].main)
    assert "Published for parts of the country only" in text
    assert "England and Wales" in text
    assert "Recorded for several countries together" in text_of(pages["BFA"].main)
    assert "observer State" in text_of(pages["PSE"].main)
    assert '<a href="/methodology#decision-0084">0084</a>' in pages["TWN"].main


def test_sources_that_never_assess_are_one_line(tiny_store: Store, pages: dict[str, Page]):
    for area, made in pages.items():
        profile = build_profile(tiny_store, area, words("en"))
        lines = re.findall(r'<p class="small silent">.*?</p>', made.main, re.DOTALL)
        assert len(lines) == bool(profile.silent)
        assert all(s.name in text_of(lines[0]) for s in profile.silent)


def test_treaty_sentences_carry_their_date(tiny_store: Store, pages: dict[str, Page]):
    for area, made in pages.items():
        commitments = build_profile(tiny_store, area, words("en")).commitments
        assert f"s of {commitments.as_of}" in text_of(made.main)
        assert "not in our sources" in text_of(made.main)


def test_structured_data(tiny_store: Store, pages: dict[str, Page]):
    for area, made in pages.items():
        body = re.search(r'<script type="application/ld\+json">(.*)</script>', made.head_extra, re.DOTALL)[1]
        assert "<" not in body
        place = json.loads(body)["@graph"][0]
        assert place["identifier"] == area
        assert place["name"] == tiny_store.catalogue.areas[area].name()
    assert made.title
    assert made.description


def test_unknown_keys_are_told(tiny_store: Store):
    assert "nonsense is no parameter" in text_of(page(tiny_store, "KEN", nonsense="1", lang="en", theme="dark").main)


@pytest.mark.parametrize(
    ("name", "meant"), [("kenya", "KEN"), ("south-sudan", "SSD"), ("uk", "GBR"), ("GBR-SCT", ""), ("un_sdg:1", "")]
)
def test_other_names_lead_on(tiny_store: Store, name: str, meant: str):
    made = page(tiny_store, name)
    assert made.status == 404
    assert made.canonical == ""
    links = [unescape(href) for href in LINK.findall(made.main)]
    assert any("q=" in href for href in links)
    if meant:
        assert f"/country/{meant}" in links


def test_names_are_escaped(tiny_store: Store):
    assert "<img" not in page(tiny_store, '<img src="x">').main


def test_locator_is_small_and_marks_the_place(tiny_store: Store):
    drawn = 0
    for area in profile_areas(tiny_store.catalogue):
        info = tiny_store.catalogue.areas[area]
        svg = draw_locator(tiny_store, info, "Where it lies")
        if not svg:
            assert area not in tiny_store.geometry["paths"]
            continue
        drawn += 1
        assert len(svg) < SMALL_KB
        root = ElementTree.fromstring(svg)
        here = root.find("{*}g") if root.find("{*}g") is not None else root.find("g")
        assert here is not None
        assert here.find("path").get("d") or here.find("circle") is not None
    assert drawn


def test_rings_of_a_path():
    assert rings_of("m1 2l3 0 0 .5zm-1-1l1 1z") == [[(1, 2), (4, 2), (4, 2.5)], [(0, 1), (1, 2)]]


def test_band_lies_within_its_scale():
    svg = draw_band(Band(0.0, 10.0, 5.0, 4.0, 6.0))
    assert 'x="38.8"' in svg
    assert 'width="18.4"' in svg


def test_shares_add_up():
    widths = re.findall(r'width="([\d.]+)"', draw_shares([("a", 1), ("b", 0), ("c", 3)]))
    assert sum(map(float, widths)) == 1000
    assert draw_shares([]).count("<rect") == 0
    assert 'fill="url(#k-not_reported)"' in draw_shares([("a", 1), ("m-none", 1)], "k")


def test_standings_differ():
    assert len({draw_standing(status) for status in (PARTY, SIGNED, 0, None)}) == 4


def test_addresses_are_the_canonical_ones(tiny_store: Store):
    made = page(tiny_store, "KEN", lang="fr", pinned=True)
    site = Site(tiny_store.id, "fr")
    links = {unescape(href) for href in LINK.findall(made.main)}
    for indicator in build_profile(tiny_store, "KEN", words("fr")).rows:
        if any(f"indicator={indicator}&" in href for href in links):
            assert site.explore(indicator, area=("KEN",)) in links


def test_the_group_is_a_choice_that_the_address_keeps(tiny_store: Store):
    usual = page(tiny_store, "KEN")
    assert usual.canonical == "/country/KEN"
    assert '<select name="peers"' in usual.main
    other = page(tiny_store, "KEN", peers="african_union")
    assert other.canonical == "/country/KEN?peers=african_union"
    assert re.search(r'<option value="african_union" selected>', other.main)
    assert page(tiny_store, "KEN", peers="subregion_eastern_africa").canonical == "/country/KEN"
    unknown = page(tiny_store, "KEN", peers="nowhere")
    assert unknown.canonical == "/country/KEN"
    assert "There is no group nowhere" in text_of(unknown.main)


def test_places_stand_beside_core_figures(real_store: Store):
    made = page(real_store, "KEN")
    assert made.main.count('class="bench-line"') >= 15
    assert re.search(r"8th highest of 16, Eastern Africa\s*; median 62.4%", text_of(made.main))
    assert "Eastern Africa: 7 of 18 have a figure, too few for a place" in text_of(made.main)
    assert "improved: the 68% intervals lie apart" in text_of(made.main)


def test_a_small_state_has_as_whole_a_page(real_store: Store):
    for area in ("VUT", "TON", "NRU"):
        said = text_of(page(real_store, area).main)
        assert len(re.findall(r"(?:highest|lowest) of \d+", said)) >= 5
        assert "Years after adoption" in said
        assert "Accreditation under the Paris Principles" in said
