"""The comparison in a browser: choices in place, a typed country, keys in the drawing, no script needed."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

KENYA = "/compare?indicator=electoral_democracy_index_score&area=KEN"
READY = "() => document.documentElement.dataset.ready === 'core'"


def test_another_group_is_shown_in_place(tab):
    page = tab.open(KENYA)
    page.wait_for_function(READY)
    page.evaluate("window.stays = 1")
    page.select_option("#compare-peers", "population_KEN")
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('nearest in population')")
    assert page.evaluate("window.stays") == 1
    assert "peers=population_KEN" in page.url
    page.click("#tab-ranks")
    page.wait_for_selector(".plate[data-chart=ranks]")
    page.go_back()
    page.wait_for_selector(".plate[data-chart=strip]")


def test_a_typed_country_is_added(tab):
    page = tab.open(KENYA)
    page.wait_for_function(READY)
    page.fill("#compare-add", "Uganda")
    page.keyboard.press("Enter")
    page.wait_for_url("**area=KEN,UGA**")
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('Uganda')")


def test_keys_go_from_dot_to_dot(tab):
    page = tab.open(KENYA)
    page.wait_for_function(READY)
    page.focus(".plate[data-chart=strip]")
    page.keyboard.press("ArrowRight")
    assert page.locator(".note").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator(".note").is_visible()


def test_without_a_script_the_form_leads_to_the_same_address(plain):
    page = plain.open(KENYA)
    page.select_option("#compare-peers", "all")
    page.fill("#compare-add", "Ghana")
    page.click(".compare-controls button")
    assert page.url.endswith("/compare?indicator=electoral_democracy_index_score&area=KEN,GHA&year=2024&peers=all")
    assert "Ghana" in page.inner_text("h1")
