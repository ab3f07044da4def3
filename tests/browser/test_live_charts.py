"""Trend, groups, dots, regions: asked for when a reader comes near, in the exact place of the drawing, with tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.live import at_rest
from tests.browser.pages import KINDS, MAP, Visit, visit
from tests.browser.test_axe import AXE, RULES, faults
from tests.browser.test_live import thumb

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
APART = (HERE / "charts.js").read_text("utf-8")
WATCH = (HERE / "chart_frames.js").read_text("utf-8")
CHARTS = ".plate:has(> .live:not(#live-map))"
TREND = ".plate:has(> #live-trend)"
LATER = ("plotly-cartesian", "dash_bootstrap_components", "charts.js")
RATE = "/?indicator=homicide_rate_per_100000&area=BRA,GBR,KEN"
SHOWN = """(css) => [...document.querySelectorAll(css)].every((plate) => plate.dataset.live === "ready" && plate
  .querySelector(".js-plotly-plot").layout.meta.address.split("#")[0] === location.pathname + location.search)"""
SIZES = """async (id) => {
  const urls = JSON.parse(document.getElementById(id).textContent);
  await Promise.all(urls.map((url) => fetch(url)));
  const size = (url) => performance.getEntriesByName(location.origin + url).pop().encodedBodySize;
  return Object.fromEntries(urls.map((url) => [url, size(url)]));
}"""
LAYOUT = "document.querySelector('#live-trend .js-plotly-plot').layout"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}


@pytest.fixture
def tab(browser, site) -> Iterator[Visit]:
    for one in visit(browser, site):
        one.page.add_init_script(WATCH)
        yield one


def come_near(tab: Visit, path: str):
    """Open an address, go down to its last chart, and wait until every figure stands in its place."""
    page = tab.open(path)
    page.wait_for_function("() => document.getElementById('charts')", timeout=60_000)
    page.evaluate("(css) => [...document.querySelectorAll(css)].pop().scrollIntoView({block: 'center'})", CHARTS)
    ready(page)
    return page


def ready(page, css: str = CHARTS) -> None:
    """Wait until the figures show what the address says."""
    page.wait_for_function(SHOWN, arg=css, timeout=30_000)


def apart(page, css: str = TREND) -> dict[str, Any]:
    found: dict[str, Any] = page.eval_on_selector(css, APART)
    return found


def assert_on_drawings(page) -> int:
    """Marks within a pixel of the drawing's and of their size, texts within two, and no colour or word is another."""
    marks = 0
    for number in range(page.locator(CHARTS).count()):
        found = page.locator(CHARTS).nth(number).evaluate(APART)
        faulty = {
            key: found[key] for key in ("missing", "other", "words", "absent", "textOther", "extra") if found[key]
        }
        assert faulty == {}
        assert found["far"] < 1
        assert found["size"] < 1
        assert found["textFar"] < 2
        marks += found["marks"]
    return marks


def assert_whole(page) -> None:
    log = page.evaluate("window.charts")
    assert log["faults"] == []
    assert log["live"] > 3
    assert log["shift"] <= 0.05


def sizes(page, block: str) -> dict[str, int]:
    """Names of the scripts in a list of the page, and how large each travels."""
    found: dict[str, int] = page.evaluate(SIZES, block)
    return found


def test_nothing_is_added_to_the_first_wave(tab):
    """The scripts of the charts come when a chart is near, and neither they nor their components before."""
    page = tab.open(MAP)
    page.wait_for_selector(".plate[data-chart=map][data-live=ready]", timeout=60_000)
    page.wait_for_timeout(300)
    assert not [url for url in tab.requests if any(name in url for name in LATER)]
    assert page.locator(TREND).get_attribute("data-live") is None
    first = sizes(page, "live-files")
    assert not any(name in url for url in first for name in LATER)
    assert sum(first.values()) <= 400_000
    page.locator(TREND).scroll_into_view_if_needed()
    ready(page)
    assert [sum(name in url for url in tab.requests) for name in LATER] == [1, 1, 1]
    later = sizes(page, "live-more")
    assert sum(later.values()) <= 170_000
    assert_whole(page)


@pytest.mark.parametrize("kind", ["map", "classes", "dots", "regions"])
def test_a_figure_stands_exactly_on_its_drawing(tab, kind):
    page = come_near(tab, KINDS[kind])
    assert assert_on_drawings(page) > 5
    page.click("#theme-switch")
    while page.evaluate("document.documentElement.dataset.theme") != "dark":
        page.click("#theme-switch")
    assert assert_on_drawings(page) > 5
    assert_whole(page)
    page.emulate_media(media="print")
    assert (
        page.evaluate(f"() => getComputedStyle(document.querySelector('{CHARTS} > .static')).visibility") == "visible"
    )
    assert not page.locator(f"{CHARTS} > .live").first.is_visible()


@pytest.mark.parametrize("path", [RATE, f"{RATE},FRA,IND,USA,NGA,ZAF,MEX,JPN&scale=log", KINDS["dots"]])
def test_on_a_phone(browser, site, path):
    """The narrow drawing has its figure too; a thumb on a chart moves the page."""
    for tab in visit(browser, site, **PHONE):
        tab.page.add_init_script(WATCH)
        page = come_near(tab, path)
        assert assert_on_drawings(page) > 5
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(f"document.querySelector('{TREND}').scrollIntoView({{block: 'start'}})")
        before, box = page.evaluate("window.scrollY"), page.locator(TREND).bounding_box()
        thumb(tab.context.new_cdp_session(page), page, box["x"] + 120, box["y"] + 220)
        assert page.evaluate("window.scrollY") - before > 60
        assert_whole(page)


def test_tools_change_the_address_and_all_agree(tab):
    """Scale, peers, treaty: figure, drawing, address and tools say the same, on the way back and after a reload too."""
    page = come_near(tab, RATE)
    assert page.locator("#trend .plain-tools a").first.is_hidden()
    asked = [("logarithmic", "scale=log"), ("Median of the peers", "peers=none"), ("When each country", "vs=treaty")]
    for name, written in asked:
        page.locator("#live-trend-tools label", has_text=name).click()
        page.wait_for_url(f"**{written}*")
        ready(page)
        assert page.evaluate("document.activeElement.closest('#live-trend-tools') !== null")
        assert_on_drawings(page)
    assert page.evaluate(f"{LAYOUT}.yaxis.type") == "log"
    assert "Latin America" not in page.locator("#live-trend").inner_text()
    page.go_back()
    page.wait_for_function("() => !location.search.includes('treaty')")
    ready(page)
    assert not page.locator("#trend-treaty").is_checked()
    assert not page.locator("#trend-peers").is_checked()
    assert_on_drawings(page)
    page.reload()
    page = come_near(tab, page.url.removeprefix(tab.home))
    assert page.locator("#trend-scale input:checked").get_attribute("value") == "log"
    assert page.evaluate(f"{LAYOUT}.yaxis.type") == "log"
    assert_on_drawings(page)
    page.evaluate(AXE)
    for width, scheme in ((1440, "light"), (360, "dark")):
        page.evaluate("(css) => document.querySelectorAll(css).forEach((e) => e.remove())", "#table, #map")
        assert faults(page, width, scheme, {"type": "tag", "values": RULES}) == []
    assert_whole(page)


def test_years_by_keyboard(tab):
    """Each step shows what would be left; at rest it is one step of the way back, and the focus stays."""
    page = come_near(tab, RATE)
    way, last = page.evaluate("history.length"), page.evaluate(f"{LAYOUT}.xaxis.range[1]")
    page.focus("#trend-from")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{LAYOUT}.xaxis.range") == [2004, last]
    page.wait_for_function(
        "() => document.querySelector('#live-trend .js-plotly-plot').layout.xaxis.minallowed === 2004"
    )
    ready(page)
    assert page.url.endswith(f"span=2004..{last}")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value, history.length]") == [
        "trend-from",
        "2004",
        way + 1,
    ]
    assert page.locator("#trend-from-now").inner_text() == "2004"
    assert_on_drawings(page)
    page.go_back()
    page.wait_for_function("() => !location.search.includes('span')")
    ready(page)
    assert page.locator("#trend-from").input_value() == "2000"


def test_drawing_nearer_and_back(tab):
    """A drag across years shows these, in the colours of the page; a double click shows all again."""
    page = come_near(tab, RATE)
    page.emulate_media(color_scheme="dark")
    page.locator(TREND).scroll_into_view_if_needed()
    whole, box = page.evaluate(f"{LAYOUT}.xaxis.range"), page.locator(TREND).bounding_box()
    x, y = box["x"] + 250, box["y"] + 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 220, y + 4, steps=6)
    page.mouse.up()
    page.wait_for_selector("#live-trend.is-zoomed")
    first, last = page.evaluate(f"{LAYOUT}.xaxis.range")
    assert whole[0] < first < last < whole[1]
    assert page.evaluate(f"{LAYOUT}.xaxis.tickvals")[0] >= first
    assert page.evaluate("[...document.querySelectorAll('#live-trend .pt')].every((p) => !p.style.fill)")
    assert page.locator("#live-trend .tie").first.is_hidden()
    page.mouse.dblclick(x, y)
    page.wait_for_selector("#live-trend:not(.is-zoomed)")
    page.wait_for_function(f"(n) => {LAYOUT}.xaxis.tickvals[0] === n", arg=whole[0])
    assert_on_drawings(page)
    assert_whole(page)


def test_points_answer_to_pointer_and_keys(tab):
    page = come_near(tab, RATE)
    words = page.eval_on_selector_all("#live-trend .pt", "all => all.map((p) => p.dataset.text)")
    note = page.locator(f"{TREND} .note")
    page.locator(TREND).focus()
    for expected in words[:3]:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "(text) => document.querySelector('.note:not([hidden])')?.textContent === text", arg=expected
        )
        assert page.locator("#live-trend .is-at").count() == 1
    page.keyboard.press("End")
    page.wait_for_function(
        "(text) => document.querySelector('.note:not([hidden])')?.textContent === text", arg=words[-1]
    )
    page.keyboard.press("Escape")
    assert note.is_hidden()
    box = page.locator("#live-trend .pt").nth(6).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 7, box["y"] + box["height"] / 2 + 5)
    assert note.inner_text() == words[6]


def test_no_change_blanks_a_chart(tab):
    """Other groups, a country less, another year, another indicator, and the way back."""
    page = come_near(tab, "/?indicator=child_labour_economic_activity_percent&area=KEN,NGA,BGD")
    others = page.eval_on_selector_all("#indicator-select option:not(:checked)", "all => all.map((e) => e.value)")
    for act in (
        page.locator("#groups .group-options a:not([aria-current])").first.click,
        page.locator("#trend .chips-list a").last.click,
        page.locator("a[rel=prev]").click,
        lambda: page.select_option("#indicator-select", others[0]),
        page.go_back,
        page.go_back,
    ):
        before = page.url
        act()
        page.wait_for_function("(url) => location.href !== url", arg=before)
        at_rest(page)
        ready(page)
        assert_on_drawings(page)
    log = page.evaluate("window.charts")
    assert log["faults"] == []
    assert log["live"] > 20


def test_without_scripts_links_and_forms_do_the_same(browser, site):
    for tab in visit(browser, site, java_script_enabled=False):
        page = tab.open(RATE)
        page.click("#trend a:text('Logarithmic scale')")
        page.click("#trend a:text('Hide the median of the peers')")
        page.fill("#span-from", "2005")
        page.click("#trend .span-form button")
        for part in ("scale=log", "peers=none", "span=2005..2021"):
            assert part in page.url
        assert page.locator("#live-trend, #live-trend-tools").all_inner_texts() == ["", ""]
        assert page.locator(f"{TREND} svg.wide").is_visible()
        assert page.locator("#trend a:text('Show the median of the peers')").is_visible()
