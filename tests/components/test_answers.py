"""The page of a question and the short list under the box: links, gaps, escapes, language."""

from __future__ import annotations

import re

import pytest

from components.answers import answers_page, answers_section, is_asking, live_answers
from components.links import Site
from data.words import words

EN, FR = words("en"), words("fr")
LINK = re.compile(r'href="([^"]+)"')


@pytest.fixture(scope="module")
def store(real_store):
    return real_store


@pytest.fixture
def page(store):
    def build(question="", site=None, reader=EN, **more):
        return answers_page(store, site or Site(), {"q": question, **more}, [], reader)

    return build


def test_what_asks_and_what_does_not():
    assert is_asking({"q": "torture"})
    assert is_asking({"right": "food"})
    assert not is_asking({"q": " ", "sort": "value"})


def test_a_page_has_one_heading_one_box_and_its_answers(page):
    made = page("torture Egypt")
    assert made.main.count("<h1") == 1
    assert made.main.count('role="search"') == 1
    assert 'value="torture Egypt"' in made.main
    assert "Egypt: the expert score for freedom from torture was −1.54 in 2021." in made.main
    assert "Measured, but without a figure of Egypt" in made.main
    assert made.title == "torture Egypt"
    assert made.canonical == "/?q=torture%20Egypt"
    assert "noindex" in made.head_extra


def test_links_keep_release_and_language(page):
    made = page("torture Égypte", Site("2026.11.1", "fr"), FR)
    links = LINK.findall(made.main)
    assert links
    assert all(link.startswith("/r/2026.11.1/") and "lang=fr" in link for link in links)
    assert made.lang == "fr"


def test_a_place_alone_is_a_table_with_its_page_first(page):
    main = page("Jamaica").main
    assert LINK.findall(main)[0] == "/country/JAM"
    assert "<table" in main
    assert main.index("/country/JAM") < main.index("<table")


def test_nothing_is_said_in_words_and_rights_nearby_are_called_so(page):
    main = page("minimum wage Bangladesh").main
    assert "No source in this release measures “minimum wage”." in main
    assert "Nearest by its words" in main
    assert 'href="/?right=work"' in main


def test_a_right_lists_its_indicators(page):
    made = page(right="food")
    assert made.title == "Indicators"
    assert "Indicators: Food" in made.main
    assert made.main.count('class="answer-name"') > 10


def test_what_is_asked_is_escaped(page, store):
    hostile = '"><script>alert(1)</script>'
    for html in (page(hostile).main, str(live_answers(store, Site(), hostile, EN))):
        assert "<script" not in html


def test_a_section_for_another_page_begins_lower(store):
    section = answers_section(store, Site(), {"q": "torture"}, EN)
    assert "<h2 " in section
    assert "<h1" not in section


def test_the_short_list_has_at_most_eight_and_says_how_many(store):
    for question in ("torture Egypt", "women", "Jamaica", "Egypt Libya", "health"):
        html = str(live_answers(store, Site(), question, EN))
        lines = html.count("<li")
        assert 0 < lines <= 8
        assert f'data-count="{lines} answers"' in html
    assert str(live_answers(store, Site(), "t", EN)) == ""


def test_the_short_list_and_the_page_say_the_same(page, store):
    short = re.findall(r"<small>(.*?)</small>", str(live_answers(store, Site(), "prison without trial Fiji", EN)))
    main = page("prison without trial Fiji").main
    assert short
    assert all(text in main for text in short)


def test_the_short_list_says_that_nothing_answers(store):
    html = str(live_answers(store, Site(), "gun violence United States", EN))
    assert "No source in this release measures “gun violence”." in html
    assert 'href="/?right=freedom_from_torture"' in html
    assert 'href="/country/USA"' in html
