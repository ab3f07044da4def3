"""The front in its order, whole in either language, light enough, and honest where a release bears no story."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import brotli
import pytest

from components.explore import build_explore
from components.page import LIVE_SLOT
from components.svg.swarm import swarm
from data.store import Store
from data.view_state import read_query
from data.words import words

LIMIT = 70_000
ORDER = (
    "<h1>",
    'class="lead"',
    '<svg class="map',
    '<svg class="silence wide',
    'id="sure-title"',
    'class="box box-large"',
    'class="trio"',
    'id="better-title"',
    'id="hidden-title"',
    'id="release-title"',
    'id="doors-title"',
    'id="rights-title"',
)


@pytest.fixture(scope="module")
def whole(real_store: Store) -> Store:
    """The release of the repository."""
    return real_store


@pytest.fixture(scope="module", params=["en", "fr"])
def front(request: pytest.FixtureRequest, whole: Store):
    query = {} if request.param == "en" else {"lang": request.param}
    return build_explore(whole, query, words(request.param))


def test_the_order_is_that_of_the_specification(front):
    places = [front.main.index(mark) for mark in ORDER]
    assert places == sorted(places)
    assert front.main.count(LIVE_SLOT) == 1
    assert front.main.count('<section class="front-graphic"') == 3
    assert front.main.count("<div><h3>", front.main.index("doors-title")) == 4


def test_no_hole_no_style_no_script(front):
    text = unescape(re.sub(r"<[^>]+>", " ", front.main))
    assert not re.search(r"\bNone\b|\bnan\b|%\(|\{\{", text)
    assert " style=" not in front.main
    assert "<script" not in front.main
    ids = Counter(re.findall(r' id="([^"]+)"', front.main))
    assert not [name for name, count in ids.items() if count > 1]


def test_it_is_light(front):
    assert len(brotli.compress(front.main.encode())) <= LIMIT


def test_every_story_names_its_source_date_release_and_hash(front, whole: Store):
    feet = re.findall(r'<p class="figure-source">(.*?)</p>', front.main)
    assert len(feet) == 2 + 3 + 2
    for foot in feet:
        assert whole.id in foot
        assert re.search(r"\d{4}", foot)
        assert re.search(r"[0-9a-f]{12}…", foot)
    pinned = re.findall(r'class="permanent" href="([^"]+)"', front.main)
    assert len(pinned) == len(feet)
    assert all(re.match(rf"/r/{whole.id}/(compare)?\?indicator=", unescape(address)) for address in pinned)


def test_every_link_is_an_address_that_reads(front):
    for href in re.findall(r'href="(/[^"]*)"', front.main):
        parts = urlsplit(unescape(href))
        own = ("kind", "release") if parts.path == "/question" else ("q", "right", "sort")
        query = {k: v for k, v in parse_qsl(parts.query) if k not in own}
        assert read_query(query)[1] == [], href
        assert ("lang=fr" in parts.query) == (front.lang == "fr"), href


def test_silence_has_a_dot_and_a_table_row_for_each_state(front):
    dots = [len(re.findall(rf'<circle class="pt {group}"', front.main)) for group in ("with", "without")]
    table = front.main[front.main.index('</summary>\n      <div class="table-scroll"') :].partition("</table>")[0]
    assert table.count('<th scope="row">') * 2 == sum(dots)
    assert table.count("<tbody>") == 2


def test_a_release_without_core_indicators_still_has_a_front(tiny_store: Store):
    made = build_explore(tiny_store, {}, words("en"))
    assert made.status == 200
    assert "<h1>" in made.main
    assert "None" not in re.sub(r"<[^>]+>", " ", made.main)
    assert made.main.count(LIVE_SLOT) == 1
    if 'class="front-map"' not in made.main:
        assert "silence" not in made.main
        assert "doors-title" not in made.main


def test_a_question_is_answered_in_its_place(tiny_store: Store):
    made = build_explore(tiny_store, {"q": "torture"}, words("en"))
    assert 'id="answers"' in made.main
    assert "front-head" not in made.main


@pytest.mark.parametrize("radius", [1.0, 4.7])
def test_dots_of_a_swarm_do_not_touch(radius: float):
    xs = sorted([3.0] * 12 + [k * 0.7 for k in range(60)] + [200.0])
    places = list(zip(xs, swarm(xs, radius), strict=True))
    gaps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for n, (a, b) in enumerate(places) for c, d in places[n + 1 :]]
    assert min(gaps) >= 2 * radius
    assert places[-1][1] == 0
