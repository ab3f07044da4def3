"""What readers do, from the first word to the quotable address: with scripts and without, by keyboard, on paper."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.live import go_live
from tests.browser.pages import KINDS, MAP, Visit, visit

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const text = (e.textContent || "").trim().slice(0, 40);
  const plate = e.closest(".plate");
  return {chart: plate && plate.dataset.chart, tag: e.tagName, name: e.name || "", id: e.id, css: e.className, text,
    ring: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2, seen: b.width > 0 && b.height > 0};
}"""


@pytest.fixture
def plain_tab(browser, site) -> Iterator[Visit]:
    """A tab in which no script runs."""
    yield from visit(browser, site, java_script_enabled=False)


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def column(page, number: int) -> list[str]:
    return page.locator(f"#table tbody tr > :nth-child({number})").all_inner_texts()


def test_a_journalist_without_scripts(plain_tab):
    page = plain_tab.open("/")
    page.fill("#head-q", "prison without trial")
    page.click(".site-head form.box button")
    page.locator("#answers a", has_text="Prisoners held without a sentence").click()
    assert "Prisoners held without a sentence" in page.locator("h1").inner_text()
    assert page.locator("svg.map").count() == 1

    page.select_option("select[name=year]", "2018")
    page.select_option("select[name=dims]", "sex:female")
    page.click("form.controls button")
    assert query(page.url)["year"] == ["2018"]
    assert query(page.url)["dims"] == ["sex:female"]
    title = page.locator("h1").inner_text()
    assert title.endswith("2018")
    assert "women and girls" in title
    assert page.locator("select[name=dims] option:checked").inner_text() == "Women and girls"

    page.click("#table thead a:text('Value')")
    first = column(page, 2)
    page.click("#table thead a:text('Value')")
    last = column(page, 2)
    values = [float(v.rstrip("%").replace(",", "")) for v in first if v.endswith("%")]
    assert values[:30] == sorted(values[:30])
    assert first[0] != last[0]
    assert 'aria-sort="descending"' in page.content()

    page.click("a.permanent")
    assert re.search(r"/r/[\d.]+/\?indicator=", page.url)
    assert page.locator("h1").inner_text() == title
    assert page.locator(".pinned-note").is_visible()


def test_what_is_asked_is_answered_without_scripts(plain_tab):
    page = plain_tab.open("/?q=torture+Kenya")
    assert page.locator("#answers a").count() > 3
    assert "area=KEN" in page.locator("#answers a").first.get_attribute("href")
    page.locator("#answers a").first.click()
    assert "Kenya" in page.locator(".lead-named").first.inner_text()


def test_an_empty_year_names_the_latest(plain_tab):
    page = plain_tab.open(KINDS["empty"])
    assert "No country has data for 2050" in page.locator("[data-part=sentence]").inner_text()
    assert page.locator("svg.map").count() == 0
    page.locator("a.button").click()
    assert page.locator("svg.map").count() == 1


def test_from_the_box_to_a_year_and_back(tab):
    page = tab.open("/")
    page.locator("form.box input[name=q]").first.fill("unsentenced detention")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    page.locator("main a[href*='indicator=']").first.click()
    page.wait_for_url("**/?indicator=*")
    page.select_option("select[name=year]", "2015")
    page.wait_for_url("**year=2015*")
    page.wait_for_function("() => document.querySelector('h1').textContent.endsWith('2015')")
    page.go_back()
    page.wait_for_function("() => !document.querySelector('h1').textContent.endsWith('2015')")
    assert "year=2015" not in page.url
    page.go_back()
    page.wait_for_url("**/?q=*")
    page.go_back()
    assert urlsplit(page.url).query == ""


def test_keyboard_reaches_everything_and_shows_where_it_is(tab):
    """From the first stop to the last, on the live page: each is seen and has a ring, two at most for a chart."""
    page = go_live(tab, MAP)
    page.evaluate("document.fonts.ready")
    page.evaluate("document.querySelector('#trend .plate').scrollIntoView()")
    page.wait_for_selector("#trend .plate.is-live")
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["css"] == "skip"
    assert page.evaluate("document.querySelector('.skip').getBoundingClientRect().width") > 40
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
        if stops[-1]["tag"] == "BODY":
            break
    assert stops.pop()["tag"] == "BODY"
    assert [s for s in stops if not (s["ring"] and s["seen"])] == []
    names = [s["name"] for s in stops]
    assert [n for n in names if n in ("indicator", "year", "dims", "area")] == ["indicator", "year", "dims", "area"]
    assert [s["id"] for s in stops if s["id"] in ("year-play", "year-range", "picker-add", "table-filter")] == [
        *("year-play", "year-range", "picker-add", "table-filter"),
    ]
    assert any(s["tag"] == "SUMMARY" and s["text"].startswith("under") for s in stops)
    assert any(s["css"] == "table-scroll" for s in stops)
    charts = [s["chart"] for s in stops if s["chart"]]
    assert {"map", "trend"} <= set(charts)
    assert all(charts.count(chart) <= 2 for chart in charts)


def test_legend_opens_by_key_and_dims_the_rest(tab):
    page = tab.open(MAP)
    entry = page.locator(".leg summary", has_text="Not reported")
    entry.focus()
    page.keyboard.press("Enter")
    names = page.locator(".leg[open] .leg-names").inner_text()
    assert names.count(",") > 5
    page.wait_for_function("() => getComputedStyle(document.querySelector('.map .areas [class*=f-b]')).opacity < 0.2")


def inches(pdf: bytes) -> set[tuple[str, str]]:
    return set(re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf.decode("latin-1")))


@pytest.mark.parametrize("kind", ["map", "dots", "methodology"])
def test_print_is_not_clipped(tab, kind):
    """On A4 nothing reaches beyond the paper: what would be scrolled on the screen is laid out whole."""
    page = tab.open(KINDS[kind])
    page.evaluate("document.fonts.ready")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 less margins of 1 cm, in CSS pixels
    clipped = page.evaluate("""() => [...document.querySelectorAll('main *')].filter((e) => {
      const s = getComputedStyle(e);
      const cut = s.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;
      const tall = s.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1;
      return s.display !== 'none' && s.position !== 'absolute' && !e.closest('svg') && (cut || tall);
    }).map((e) => e.className || e.tagName).slice(0, 5)""")
    assert clipped == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    pdf = page.pdf(format="A4", margin={"top": "1cm", "bottom": "1cm", "left": "1cm", "right": "1cm"})
    assert pdf.startswith(b"%PDF")
    assert len(inches(pdf)) <= 1
    assert zlib.crc32(pdf) != 0
