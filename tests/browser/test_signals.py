"""The page of signals in a browser: form in place, both lists equal, whole without scripts, fits a phone."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

READY = "() => document.documentElement.dataset.ready === 'core'"
WGI = "voice_accountability_estimate_model_score"


def test_form_changes_the_view_in_place(tab):
    page = tab.open("/signals")
    page.wait_for_function(READY)
    page.evaluate("window.kept = 1")
    page.select_option("#signals-indicator", WGI)
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('2018')")
    page.select_option("#signals-peers", "ecowas")
    page.wait_for_function("() => document.querySelectorAll('#values tbody tr').length === 12")
    assert "ECOWAS" in page.locator(".lead").inner_text()
    assert f"indicator={WGI}&peers=ecowas" in page.evaluate("location.search")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#values tbody tr').length === 193")
    assert page.evaluate("window.kept") == 1


def test_both_lists_have_the_same_width_and_start(tab):
    page = tab.open("/signals")
    first, second = (page.locator(".pair-list").nth(n).bounding_box() for n in (0, 1))
    assert first["y"] == second["y"]
    assert abs(first["width"] - second["width"]) < 1
    boxes = [page.locator(".pair-list").nth(n).locator(".pair").first.bounding_box() for n in (0, 1)]
    assert abs(boxes[0]["width"] - boxes[1]["width"]) < 1
    assert boxes[0]["height"] == boxes[1]["height"]


def test_signal_leads_to_its_trend(tab):
    page = tab.open("/signals")
    page.locator(".pairs a").first.click()
    page.wait_for_url("**/?indicator=*#trend")
    assert page.locator("#trend").is_visible()


def test_all_of_it_without_scripts(plain):
    page = plain.open("/signals")
    assert page.locator(".pair:visible").count() > 10
    page.select_option("#signals-year", "1992")
    page.click(".controls button[type=submit]")
    assert "1987 to 1992" in page.locator("h1").inner_text()
    assert "year=1992" in page.url
    page.locator("#overview a").first.click()
    assert page.locator("h1").inner_text()
    assert page.locator("#abstained h3").count() >= 1


def test_fits_a_phone(tab):
    tab.page.set_viewport_size({"width": 320, "height": 700})
    page = tab.open("/signals")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".pair").first.bounding_box()["width"] > 200
