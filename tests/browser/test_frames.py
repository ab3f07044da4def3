"""Frame by frame: from the first paint to the interactive figure, and through every change, the map is never blank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.live import LIVE, WATCH, go_live, served, settled, slowly
from tests.browser.pages import KINDS, MAP, Visit, visit

pytestmark = pytest.mark.browser

FILLS = """(css) => Object.fromEntries([...document.querySelectorAll(css)]
  .map((e) => [e.dataset.id, getComputedStyle(e).fill]))"""
APART = (Path(__file__).parent / "apart.js").read_text("utf-8")
CIRCLES = ".plate .static :is(.dot, .circles) circle"
PLACES = ".plate .static .areas .a"


@pytest.fixture
def tab(browser, site) -> Iterator[Visit]:
    for one in visit(browser, site):
        one.page.add_init_script(WATCH)
        yield one


def seen(page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("window.seen")
    return found


def assert_whole(page) -> None:
    log = seen(page)
    assert log["faults"] == []
    assert log["frames"] > 5
    assert log["shift"] <= 0.05


def open_with_focus(tab: Visit, path: str):
    """Open a page, scroll it and put the focus on the year before the figure comes."""
    page = tab.page
    page.goto(tab.home + path, wait_until="domcontentloaded")
    page.evaluate("() => { document.getElementById('year-select').focus(); window.scrollTo(0, 200); }")
    page.wait_for_selector(LIVE, timeout=90_000)
    page.wait_for_timeout(1000)
    assert page.evaluate("document.activeElement.id") == "year-select"
    assert page.evaluate("window.scrollY") == 200
    return page


@pytest.mark.parametrize("kind", ["map", "circles", "classes"])
def test_figure_takes_the_place_of_the_drawing(tab, kind):
    page = open_with_focus(tab, KINDS[kind])
    assert_whole(page)
    first = seen(page)["fills"]
    assert len(first) > 190
    assert page.evaluate(FILLS, ".plate .static .areas .a") == first
    assert {k: v for k, v in page.evaluate(FILLS, ".plate .live .choroplethlocation.a").items() if k in first} == first
    if kind != "classes":
        apart = page.evaluate(APART, CIRCLES)
        assert len(apart) > 10
        assert [one for one in apart if one[1] is None or one[1] > 1] == []
    whole = [one for one in page.evaluate(APART, PLACES) if one[1] is not None and one[1] <= 1]
    assert len(whole) > (150 if kind != "circles" else 40)  # beyond the continent shapes are cut off


def test_on_a_slow_phone(browser, site):
    for tab in visit(browser, site, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True):
        tab.page.add_init_script(WATCH)
        slowly(tab)
        page = open_with_focus(tab, MAP)
        assert_whole(page)
        assert page.evaluate(FILLS, ".plate .static .areas .a") == seen(page)["fills"]
        assert [one for one in page.evaluate(APART, CIRCLES) if one[1] is None or one[1] > 1] == []


def test_year_changed_while_the_figure_is_on_its_way(tab):
    """Who is quicker than the figure gets the figure of the year that was chosen."""
    page = tab.page
    slowly(tab)
    page.goto(tab.home + MAP)
    page.wait_for_selector("html[data-ready=core]")
    page.focus("#year-range")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(LIVE, timeout=90_000)
    page.wait_for_timeout(1500)
    settled(page)
    title = page.locator("[data-part=title]").inner_text()
    assert title.endswith("2017")
    assert page.evaluate("document.querySelector('.js-plotly-plot').layout.meta.title") == title
    assert page.evaluate(FILLS, ".plate .live .choroplethlocation.a") == page.evaluate(
        FILLS, ".plate .static .areas .a"
    )
    assert_whole(page)


def test_dark_frames_have_no_light_ones_among_them(browser, site):
    for tab in visit(browser, site, color_scheme="dark"):
        tab.page.add_init_script(WATCH)
        page = go_live(tab, MAP)
        page.focus("#year-range")
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(500)
        settled(page)
        assert_whole(page)


def changes(page) -> Iterator[str]:
    """Everything that a reader can change about a map, one after the other."""
    page.focus("#year-range")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(120)
    yield "year by the slider"
    page.select_option("#year-select", "2015")
    yield "year"
    page.click("a[rel=next]")
    yield "next year"
    page.locator(".more-controls summary").click()
    page.select_option("select[name=zoom]", "africa")
    yield "zoom"
    page.select_option("select[name=zoom]", "")
    yield "back to the world"
    page.select_option("select[name=dims]", "sex:female")
    yield "group"
    page.select_option("#indicator-select", "homicide_rate_per_100000")
    yield "another indicator"
    page.go_back()
    yield "the way back"
    page.go_back()
    yield "the way back again"
    page.go_forward()
    yield "forward"


def test_no_change_blanks_the_map(tab):
    page = go_live(tab, MAP)
    done = []
    for what in changes(page):
        page.wait_for_timeout(400)
        settled(page)
        done.append(what)
        log = seen(page)
        assert log["faults"] == [], what
        title = page.locator("[data-part=title]").inner_text()
        assert page.evaluate("document.querySelector('.js-plotly-plot').layout.meta.title") == title, what
    assert len(done) == 10
    assert seen(page)["live"] > 20
    assert served(page, "", "title")["title"] == page.locator("[data-part=title]").inner_text()


def test_figure_keeps_to_the_drawing_at_every_width(tab):
    page = go_live(tab, MAP)
    for width in (1000, 600, 360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(700)
        settled(page)
        assert [one for one in page.evaluate(APART, CIRCLES) if one[1] is None or one[1] > 1] == [], width
    assert_whole(page)


@pytest.mark.parametrize("start", ["map", "dots"])
def test_figure_comes_back_after_a_view_without_a_map(tab, start):
    """Dots, an empty year, a table: the figure waits, and stands in its place when there is a map again."""
    page = tab.open(KINDS[start])
    page.evaluate("window.elsewhere = true")
    page.wait_for_function("() => window.Plotly && window.dash_clientside")
    for indicator in ("homicide_rate_per_100000", "birth_registration_share_percent", "homicide_rate_per_100000"):
        page.select_option("#indicator-select", indicator)
        is_map = indicator.startswith("homicide")
        page.wait_for_selector(LIVE if is_map else ".plate[data-chart=dots]", timeout=30_000)
    page.goto(tab.home + KINDS["empty"])
    page.evaluate("window.elsewhere = true")
    page.wait_for_function("() => window.Plotly && window.dash_clientside")
    page.select_option("#year-select", "2019")
    settled(page)
    page.wait_for_timeout(300)
    assert [one for one in page.evaluate(APART, CIRCLES) if one[1] is None or one[1] > 1] == []
    assert seen(page)["faults"] == []
