"""“Use this view” in a dialog: opened from a chart, changed in place, closed, and focus is where it was."""

from __future__ import annotations

import pytest

from tests.browser.test_axe import AXE, RULES, RUN
from tests.browser.test_box import SHIFT

pytestmark = pytest.mark.browser

MAP = "/?indicator=homicide_rate_per_100000&year=2020"
DIALOG = "dialog.share-dialog[open]"
LINK = "#cite a[data-share]"
COPIED = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied.push(text); } } });
"""


def opened(page):
    page.locator(LINK).click()
    page.locator(DIALOG).wait_for()
    return page.locator(DIALOG)


def test_the_dialog(tab):
    tab.context.add_init_script(SHIFT + COPIED)
    page = tab.open(MAP)
    page.wait_for_selector("html[data-ready]")
    page.evaluate("document.querySelector('#cite').scrollIntoView()")
    history, shifted = page.evaluate("history.length"), page.evaluate("window.shifted")
    dialog = opened(page)
    assert dialog.locator("#in-use-cite-title").evaluate("e => e === document.activeElement")
    dialog.locator("a[href='#in-embed']").click()
    assert dialog.locator("#in-use-embed-title").evaluate("e => e === document.activeElement")

    dialog.locator("[name=look]").select_option("dark")
    dialog.locator(".share-use textarea", has_text="theme=dark").first.wait_for()
    dialog.locator("[name=in]").focus()
    dialog.locator("[name=in]").select_option("fr")
    dialog.locator(".share-use textarea", has_text="lang=fr").first.wait_for()
    assert dialog.locator("[name=in]").evaluate("e => e === document.activeElement")
    assert "lang=fr&theme=dark" in dialog.locator("iframe").get_attribute("src")
    frame = page.frame_locator(f"{DIALOG} iframe")
    assert frame.locator("html").get_attribute("lang") == "fr"
    page.wait_for_function("() => Number(document.querySelector('.share-preview iframe').height) % 10 !== 0")

    dialog.locator("[data-copy-near]").first.click()
    page.wait_for_function("() => window.copied.length === 1")
    assert page.evaluate("window.copied[0]") == dialog.locator("textarea").first.input_value()
    assert f"{tab.home}/embed/map?" in page.evaluate("window.copied[0]")

    page.evaluate(AXE)
    inside = RUN.replace("axe.run(document,", "axe.run('.share-dialog',")
    assert page.evaluate(inside, {"type": "tag", "values": RULES}) == []
    assert page.evaluate(
        "() => new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"
    ) == page.evaluate("() => document.querySelectorAll('[id]').length")

    page.keyboard.press("Escape")
    page.locator("dialog.share-dialog").wait_for(state="hidden")
    assert page.locator(LINK).evaluate("e => e === document.activeElement")
    assert page.evaluate("history.length") == history
    assert page.url.endswith(MAP)
    assert page.evaluate("window.shifted") - shifted < 0.001
    opened(page).locator(".share-bar button").click()
    page.locator("dialog.share-dialog").wait_for(state="hidden")
    assert tab.complaints == []


def test_a_citation_is_copied_with_whole_addresses(tab):
    tab.context.add_init_script(COPIED)
    page = tab.open(MAP)
    page.wait_for_selector("html[data-ready]")
    page.locator("#cite [data-copy-near]").click()
    page.wait_for_function("() => window.copied.length === 1")
    text = page.evaluate("window.copied[0]")
    assert f"{tab.home}/r/2026" in text
    assert f"{tab.home}/verify/" in text
    assert " /" not in text


def test_the_page_answers_in_place(tab):
    page = tab.open("/share/map?indicator=homicide_rate_per_100000&year=2020")
    page.wait_for_selector("html[data-ready]")
    assert page.locator(".share-go").is_hidden()
    page.locator("[value=pinned]").check()
    page.locator(".share-use textarea", has_text="/r/2026").first.wait_for()
    assert "pin=pinned" in page.url
    page.locator("[name=width]").fill("400")
    page.locator("[name=width]").press("Enter")
    page.locator("textarea", has_text="max-width:400px").first.wait_for()
    assert page.locator(".share-preview iframe").get_attribute("width") == "400"
    assert tab.complaints == []


def test_without_scripts_the_form_makes_a_page(plain):
    page = plain.open(MAP)
    page.locator(LINK).click()
    page.wait_for_url("**/share/map?**#cite")
    page.locator("[name=look]").select_option("dark")
    page.locator("[name=width]").fill("640")
    page.locator(".share-go button").click()
    page.wait_for_url("**width=640**#embed")
    assert "theme=dark" in page.locator("textarea").first.input_value()
    assert page.locator(".share-preview iframe").get_attribute("width") == "640"
    assert page.locator("[data-copy-near]").first.is_hidden()
    assert page.frame_locator(".share-preview iframe").locator("h1, h2, figcaption, svg").first.is_visible()
