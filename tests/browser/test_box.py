"""The box in a browser: it never opens by itself, the keyboard goes through it, axe finds nothing in it; the theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.pages import Visit, visit
from tests.browser.test_axe import AXE, RULES, RUN

pytestmark = pytest.mark.browser

FOCUS = "() => document.activeElement.getAttribute('href') || document.activeElement.id"
COUNT = "() => document.querySelector('form.box [role=status]').textContent"
LIST = ".box-list"
HEAD = RUN.replace("axe.run(document,", "axe.run('.site-head',")
SHIFT = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift" });
"""


@pytest.fixture
def dark_tab(browser, site) -> Iterator[Visit]:
    """A telephone at night."""
    yield from visit(browser, site, viewport={"width": 360, "height": 740}, color_scheme="dark")


def type_in(page, question: str, field: str = "#head-q"):
    """Type a question and wait for its answers."""
    page.locator(field).press_sequentially(question)
    page.locator(f"{LIST} a").first.wait_for()
    page.wait_for_function(f"(text) => document.querySelector('{field}').value === text", arg=question)


def test_it_opens_for_what_is_typed_and_never_by_itself(tab):
    page = tab.open("/methodology")
    assert page.locator(LIST).is_hidden()
    page.focus("#head-q")
    assert page.locator(LIST).is_hidden()
    type_in(page, "torture Egypt")
    assert "answers" in page.evaluate(COUNT)
    assert "−1.54 in 2021" in page.locator(f"{LIST} a").first.inner_text()
    page.mouse.click(700, 700)
    assert page.locator(LIST).is_hidden()
    page.fill("#head-q", "")
    assert page.locator(f"{LIST} a").count() == 0


def test_the_keyboard_goes_through_it_and_back(tab):
    page = tab.open("/methodology")
    type_in(page, "prison without trial Jamaica 2015")
    links = [a.get_attribute("href") for a in page.locator(f"{LIST} a").all()]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS) == links[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS) == links[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUS) == "head-q"
    page.keyboard.press("Escape")
    assert page.locator(LIST).is_hidden()
    assert page.input_value("#head-q") == "prison without trial Jamaica 2015"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS) == links[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**year=2015*")
    assert "area=JAM" in page.url


def test_leaving_it_by_tab_closes_it(tab):
    page = tab.open("/methodology")
    type_in(page, "hunger Yemen")
    for _ in range(page.locator(f"{LIST} a").count() + 2):
        page.keyboard.press("Tab")
    assert page.locator(LIST).is_hidden()
    assert page.evaluate("!document.activeElement.closest('form.box')")


def test_enter_leads_to_the_page_of_answers_in_the_same_language(tab):
    page = tab.open("/methodology?lang=fr")
    page.locator("#head-q").press_sequentially("droit à l'eau Mali")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert "lang=fr" in page.url
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "Mali" in page.locator("#answers").inner_text()
    assert page.locator("#head-q").count() == 0


def test_the_large_box_answers_too(tab):
    page = tab.open("/?q=torture")
    page.fill("#q", "")
    type_in(page, "surveillance China", "#q")
    assert "No source in this release measures" in page.locator(LIST).inner_text()
    assert "No source" in page.evaluate(COUNT)


def test_a_question_that_is_overtaken_is_not_shown(tab):
    page = tab.open("/methodology")
    page.route("**/box?q=torture", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.locator("#head-q").press_sequentially("torture")
    page.wait_for_timeout(250)
    page.fill("#head-q", "water Chad")
    page.locator(f"{LIST} a", has_text="water").first.wait_for()
    page.wait_for_timeout(700)
    assert "Chad" in page.locator(LIST).inner_text()
    assert "torture" not in page.locator(LIST).inner_text().lower()


@pytest.mark.parametrize("lang", ["", "?lang=fr"])
def test_axe_finds_nothing_in_the_open_list(tab, dark_tab, lang):
    for one in (tab, dark_tab):
        page = one.open(f"/methodology{lang}")
        page.evaluate("document.fonts.ready")
        page.evaluate(SHIFT)
        type_in(page, "torture Egypt")
        assert page.evaluate("window.shifted") == 0
        page.evaluate(AXE)
        assert page.evaluate(HEAD, {"type": "tag", "values": RULES}) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_theme_is_chosen_kept_and_given_back(tab):
    page = tab.open("/methodology")
    button = page.locator("#theme-switch")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert button.is_visible()
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    button.click()
    button.click()
    assert "dark" in button.inner_text()
    assert page.evaluate(paper) == "rgb(22, 22, 21)"
    page.reload()
    assert page.evaluate(paper) == "rgb(22, 22, 21)"
    page.goto(f"{tab.home}/methodology?theme=light")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.goto(f"{tab.home}/methodology")
    page.locator("#theme-switch").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_without_scripts_there_is_no_switch_and_the_form_answers(browser, site):
    for one in visit(browser, site, java_script_enabled=False):
        page = one.open("/methodology")
        assert page.locator("#theme-switch").is_hidden()
        page.fill("#head-q", "torture Kenya")
        page.click("form.box button")
        assert page.locator("#answers a").count() > 3
