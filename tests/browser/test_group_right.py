"""Pages of groups and rights in a browser: forms without scripts, nothing clipped on paper, folded lists printed."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

A4 = 718  # pixels between margins of one centimetre
CLIPPED = """(width) => [...document.querySelectorAll("main *")]
  .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > width + 1 && !e.closest("svg"))
  .map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)}`)"""
PAGES = re.compile(rb"/Type\s*/Page\b")


def test_a_member_is_marked_without_scripts(plain):
    page = plain.open("/group/pacific_islands_forum")
    assert page.locator(".dots-line .chosen").count() == 0
    page.select_option("#pick-area", "TON")
    page.click(".pick button")
    assert page.url.endswith("/group/pacific_islands_forum?area=TON")
    assert page.locator(".dots-line .chosen").count() > 10
    assert page.locator(".members .is-marked").inner_text().startswith("Tonga")
    page.locator(".ways a").first.click()
    assert "peers=pacific_islands_forum" in page.url and "area=TON" in page.url


def test_a_group_is_chosen_for_a_right_without_scripts(plain):
    page = plain.open("/right/health")
    page.select_option("#pick-peers", "eu")
    page.click(".pick button")
    assert page.url.endswith("/right/health?peers=eu")
    assert "European Union" in page.locator("h1").inner_text()
    assert "of 27" in page.locator("#outcome .says").first.inner_text()


def test_the_index_leads_everywhere(plain):
    page = plain.open("/places")
    page.click(".letters a[href='#letter-V']")
    page.click("text=Vanuatu")
    assert page.url.endswith("/country/VUT")
    page = plain.open("/places")
    page.click("#groups a >> text=Pacific Islands Forum")
    page.click(".right-reads h3 a >> text=Health")
    assert page.url.endswith("/right/health")


@pytest.mark.parametrize(
    "path", ["/group/pacific_islands_forum?area=VUT", "/group/eu", "/right/health", "/right/equality", "/places"]
)
def test_nothing_is_clipped_on_paper(tab, path):
    page = tab.open(path)
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate(CLIPPED, A4) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    pages = len(PAGES.findall(page.pdf(format="A4")))
    assert 1 <= pages <= 16


def test_folded_figures_are_printed(tab):
    page = tab.open("/group/pacific_islands_forum")
    figures = page.locator("#read-homicide_rate_per_100000 .figures ul")
    assert not figures.is_visible()
    page.emulate_media(media="print")
    assert figures.bounding_box()["height"] > 0
    assert not page.locator(".pack-tools").is_visible()
