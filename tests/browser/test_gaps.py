"""Gaps in a browser: the whole matrix is one stop, told in words, and every view works without a script."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

READY = "() => document.documentElement.dataset.ready === 'core'"
STOPS = """() => Array.from(document.querySelectorAll(".mx-plate, .mx-plate [tabindex], .mx-plate a"))
  .filter((e) => e.tabIndex >= 0 && e.getClientRects().length).length"""


def test_matrix_is_one_stop_and_says_the_cell_in_words(tab):
    page = tab.open("/gaps?view=matrix&right=health")
    page.wait_for_function(READY)
    assert page.evaluate(STOPS) == 1
    page.focus(".mx-scroll")
    page.keyboard.press("ArrowRight")
    first = page.locator(".mx-at").inner_text()
    assert "Algeria" in first
    page.keyboard.press("ArrowDown")
    second = page.locator(".mx-at").inner_text()
    assert second != first
    assert "Algeria" in second
    page.keyboard.press("ArrowRight")
    assert "Egypt" in page.locator(".mx-at").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**indicator=**area=EGY**")


def test_a_cell_of_the_small_matrix_opens_its_part(tab):
    page = tab.open("/gaps")
    page.wait_for_function(READY)
    page.click("a[href*='right=health'][href*='region=region_oceania']")
    page.wait_for_url("**view=matrix**")
    assert "14 states" in page.inner_text("main")


def test_without_a_script_filters_lead_to_the_same_address(plain):
    page = plain.open("/gaps?view=provenance")
    page.select_option("#gap-region", "region_africa")
    page.click(".controls button")
    assert "view=provenance" in page.url
    assert "region=region_africa" in page.url
    assert "Kenya" in page.inner_text("main")
    assert "Germany" not in page.inner_text("main")
