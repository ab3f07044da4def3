"""The page of treaties: every address gives a whole page, every cell says what it is, every link is canonical."""

from __future__ import annotations

import re
import time
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.page import LIVE_SLOT, Page
from components.treaties import build_treaties
from components.treaties_grid import CSS, kind_of
from data.store import Store
from data.view_state import TREATY_VIEWS
from data.views.instruments import INSTRUMENTS
from data.views.treaties_record import Standing
from data.words import words
from tests.components.links import stays_in

CAT = "cat_party_status_class"
ADDRESSES: list[dict[str, str]] = [
    {},
    {"year": "1990", "sort": "latest"},
    {"view": "map", "indicator": CAT},
    {"view": "map", "indicator": CAT, "peers": "ecowas", "year": "2001"},
    {"view": "curve"},
    {"view": "curve", "indicator": CAT},
    {"view": "delay"},
    {"view": "delay", "indicator": CAT, "area": "KEN"},
    {"region": "oceania", "peers": "sids"},
    {"peers": "PLW,TUV"},
    {"peers": "COK,NIU", "view": "delay"},
]
LINK = re.compile(r'href="(/[^"]*)"')
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
CELL = re.compile(r'<td class="(\w)([^"]*)"([^>]*)>([^<]*)</td>')
LIMIT = 60_000


def page(store: Store, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    return build_treaties(store, query, words(lang), pinned)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def pages(real_store: Store) -> list[Page]:
    return [page(real_store, **query) for query in ADDRESSES]


class Whole(HTMLParser):
    """Notes tags that are closed out of turn and ids that stand twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for key, value in attrs if key == "id"]
        if tag not in ("input", "col", "br", "img", "meta", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for key, value in attrs if key == "id"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "option" and self.open[-1] != "option":
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_address_gives_a_whole_page(pages: list[Page]):
    for query, made in zip(ADDRESSES, pages, strict=True):
        assert made.status == 200
        assert "None" not in text_of(made.main).replace("None is party", "").replace("None of the", ""), query
        assert LIVE_SLOT not in made.main
        assert "style=" not in made.main
        assert "<script" not in made.main
        assert 'class="notices"' not in made.main, query
        whole = Whole()
        whole.feed(made.main)
        assert whole.wrong == [], query
        assert whole.open == [], query
        assert len(whole.ids) == len(set(whole.ids)), query
        for drawing in SVG.findall(made.main):
            ElementTree.fromstring(drawing)


def test_date_stands_in_title_sentence_and_foot(real_store: Store, pages: list[Page]):
    for query, made in zip(ADDRESSES, pages, strict=True):
        date = "August 2022" if "year" not in query else f"the end of {query['year']}"
        assert made.title.endswith(f"as of {date}"), query
        assert "51 months older than this release" in text_of(made.main)
        assert "as of August 2022 · release" in re.sub(r"\s+", " ", text_of(made.main)), query
        if query.get("peers") != "COK,NIU":
            assert date in made.description or query.get("view") == "curve", query


def test_every_cell_has_a_standing_and_says_it(pages: list[Page]):
    main = pages[0].main
    cells = CELL.findall(main[main.index('<table class="matrix"') : main.index('id="doubts"')])
    assert len(cells) == (193 + 4) * len(INSTRUMENTS)
    assert {css for css, *_rest in cells} <= set(CSS.values())
    names = {v: k for k, v in CSS.items()}
    for css, _more, attributes, text in cells:
        standing = names[css]
        assert text or standing in (Standing.ABSENT, Standing.BEFORE)
        if standing in (Standing.PARTY, Standing.SIGNATORY, Standing.LEFT, Standing.UNKNOWN):
            assert attributes.startswith(' title="')
    for css in CSS.values():
        assert f' data-{css}="' in main
    assert main.count('<th scope="row">') >= 193


def test_map_shows_the_continent_of_a_group(real_store: Store, pages: list[Page]):
    frame = re.compile(r'<svg class="map [^>]*viewBox="([^"]*)"')
    world, africa = (frame.search(pages[n].main) for n in (2, 3))
    assert world is not None
    assert africa is not None
    assert world[1] != africa[1]
    assert "zoom" not in pages[3].canonical
    mixed = frame.search(page(real_store, view="map", peers="commonwealth").main)
    assert mixed is not None
    assert mixed[1] == world[1]


def test_kinds_of_instruments_stand_together():
    kinds = [kind_of(i) for i in INSTRUMENTS]
    assert kinds == ["convention"] * 9 + ["protocol"] * 4 + ["door"] * 5


def test_links_keep_release_and_language(real_store: Store):
    for query in ({}, {"view": "curve"}, {"view": "map", "indicator": CAT}, {"view": "delay"}):
        made = page(real_store, "fr", pinned=True, **query)
        for href in map(unescape, LINK.findall(made.main)):
            assert stays_in(real_store.id, href), href
            assert "lang=fr" in href, href
        assert made.canonical.startswith(f"/r/{real_store.id}/treaties")


def test_tabs_and_columns_lead_to_pages_of_their_own(real_store: Store, pages: list[Page]):
    hrefs = {unescape(h) for h in LINK.findall(pages[0].main) if h.startswith("/treaties")}
    asked = [{k: v[0] for k, v in parse_qs(urlsplit(h).query).items()} for h in hrefs]
    assert {q.get("view", "matrix") for q in asked} == set(TREATY_VIEWS)
    assert len({q["indicator"] for q in asked if "indicator" in q}) == len(INSTRUMENTS)
    for query in asked[:6]:
        assert 'class="notices"' not in page(real_store, **query).main


def test_what_means_nothing_is_dropped_with_a_notice(real_store: Store):
    made = page(real_store, view="scatter", year="1800", peers="nobody", region="atlantis", nonsense="1", indicator="x")
    text = text_of(made.main)
    assert made.canonical == "/treaties?year=1965"
    for part in ("scatter", "1800", "nobody", "atlantis", "nonsense"):
        assert part in text
    assert "There is no treaty x" in text_of(page(real_store, view="map", indicator="x").main)
    assert page(real_store, view="map", indicator=CAT, year="1970").canonical.endswith("year=1984&view=map")


def test_disagreements_are_listed_with_both_records(pages: list[Page]):
    text = text_of(pages[0].main)
    assert "59 disagreements" in text
    assert "party 1998" in text
    assert "succession 1988-10-25" in text
    assert "The two records do not differ in any place of this view." in text_of(pages[9].main) or "†" in pages[9].main


def test_reporting_is_one_paragraph_without_a_figure(pages: list[Page]):
    for made in pages:
        section = made.main[made.main.index('id="reporting"') :]
        section = section[: section.index("</section>")]
        assert section.count("<p>") == 1
        assert "not a rights score" in section
        assert "<table" not in section
        assert "<svg" not in section


def test_without_any_status_the_page_says_so(tiny_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("components.treaties.treaty_record", lambda _store: None)
    made = page(tiny_store)
    assert "holds no record of treaties" in made.title
    assert made.status == 200


def test_tiny_release_has_every_view(tiny_store: Store):
    for view in TREATY_VIEWS:
        assert page(tiny_store, view=view).status == 200


def test_small_and_quick(real_store: Store):
    for query in ADDRESSES:
        page(real_store, **query)
        start = time.perf_counter()
        made = page(real_store, **query)
        assert time.perf_counter() - start < 0.6, query  # ten times what it takes, for a busy machine
        assert len(brotli.compress(made.main.encode(), quality=6)) < LIMIT, query


@pytest.mark.long
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.one_of(
            st.sampled_from(["view", "year", "peers", "region", "sort", "indicator", "area"]), st.text(max_size=6)
        ),
        st.one_of(
            st.sampled_from(
                ["", "map", "curve", "delay", "1966", "2022", "2100", "eu", "KEN,UGA", "africa", CAT, "-1"]
            ),
            st.text(max_size=20),
        ),
        max_size=6,
    )
)
def test_any_query_gives_a_page(real_store: Store, query: dict[str, str]):
    made = build_treaties(real_store, query, words("en"))
    assert made.status == 200
    assert made.main
