"""A country's page on paper and in the hand: nothing clipped on A4, every section in the PDF, the forms lead on."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

A4_AT_96_DPI = (794, 1123)
MARGINS = 98  # 13 mm on either side
PAGES = ("/country/KEN", "/country/VUT", "/country/DEU", "/country/KEN?vs=UGA")
HEADINGS = {
    "/country/VUT": ("Vanuatu", "Right by right", "Commitments", "Who is missing", "Who made the figures"),
    "/country/KEN?vs=UGA": ("Kenya and Uganda side by side", "Right by right", "Commitments"),
}
CLIPPED = """() => [...document.querySelectorAll('.country *')].filter((e) => {
  const style = getComputedStyle(e);
  if (style.display === 'none' || style.overflowX === 'visible' || e.closest('svg, .hidden')) return false;
  return e.scrollWidth > e.clientWidth + 1;
}).map((e) => e.className || e.tagName)"""

RUNNING = """() => ['--run', '--at', '--release'].map(
  (name) => getComputedStyle(document.documentElement).getPropertyValue(name))"""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_clipped_on_paper(browser: Browser, site: str, path: str):
    page = browser.new_page(viewport={"width": A4_AT_96_DPI[0] - MARGINS, "height": A4_AT_96_DPI[1]})
    page.goto(site + path)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CLIPPED) == []
    for gone in ("nav.places", ".beside", ".country-asks", ".skip"):
        assert page.locator(gone).first.is_hidden()
    run, at, release = page.evaluate(RUNNING)
    assert run.strip('"') == page.locator("meta[property='og:title']").get_attribute("content")
    assert at.strip('"').endswith(path)
    assert "Release " in release
    closed = "() => [...document.querySelectorAll('.country details .profile')].filter((t) => !t.offsetHeight).length"
    assert page.evaluate(closed) == 0
    page.close()


@pytest.mark.parametrize("width", [768, 900, 360])
@pytest.mark.parametrize("path", ["/country/VUT", "/country/KEN?peers=all", "/country/KEN?vs=UGA"])
def test_no_width_needs_a_sideways_scroll(browser: Browser, site: str, path: str, width: int):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(site + path, wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("path", HEADINGS)
def test_the_pdf_is_made_of_whole_pages(browser: Browser, site: str, path: str):
    page = browser.new_page()
    page.goto(site + path)
    made = page.pdf(format="A4", prefer_css_page_size=True, outline=True, tagged=True)
    assert made.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in made or b"/MediaBox [0 0 595" in made
    titles = outline_of(made)
    for heading in HEADINGS[path]:
        assert any(heading in title for title in titles), (heading, titles)
    page.close()


def outline_of(made: bytes) -> list[str]:
    """Titles of the outline, which Chromium makes of the headings; they stand in the clear or in a packed stream."""
    texts = [made]
    for part in made.split(b"stream\n")[1:]:
        try:
            texts.append(zlib.decompress(part.split(b"\nendstream")[0]))
        except zlib.error:
            continue
    found = []
    for text in texts:
        for part in text.split(b"/Title ")[1:]:
            raw = part[1 : part.find(b")" if part[:1] == b"(" else b">")]
            plain = raw if part[:1] == b"(" else bytes.fromhex(raw.decode("ascii"))
            is_wide = plain.startswith(b"\xfe\xff")
            found.append(plain[2:].decode("utf-16-be") if is_wide else plain.decode("latin-1"))
    return found


def test_another_group_takes_the_place_of_the_first(browser: Browser, site: str):
    page = browser.new_page()
    page.goto(site + "/country/VUT")
    page.wait_for_selector("html[data-ready], body[data-ready]")
    page.focus("#country-peers")
    page.select_option("#country-peers", "sids")
    page.wait_for_url("**/country/VUT?peers=sids")
    page.wait_for_selector(".cols >> text=Small island developing States")
    assert page.evaluate("document.activeElement.id") == "country-peers"
    printed = page.evaluate("[document.documentElement.dataset.at, document.querySelector('.on-paper').textContent]")
    assert all(text.endswith("/country/VUT?peers=sids") for text in printed)
    page.close()


def test_a_typed_country_opens_beside_it_without_scripts(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/country/KEN")
    page.fill("#country-add", "Uganda")
    page.click(".beside button")
    page.wait_for_url("**/country/KEN?vs=UGA")
    assert "Kenya and Uganda side by side" in page.locator("h1").inner_text()
    context.close()
