"""The page of treaties in a browser: one stop for keys, arrows in it, other views in place, no script needed."""

from __future__ import annotations

import pytest

from tests.browser.pages import Visit

pytestmark = pytest.mark.browser

READY = "() => document.documentElement.dataset.ready === 'core'"
SAID = ".hidden[role=status]:not(:empty)"
STOPS = """() => Array.from(document.querySelectorAll("#chart a, #chart [tabindex]"))
  .filter((e) => e.tabIndex >= 0 && !e.closest("figcaption") && e.getClientRects().length).length"""


def opened(tab: Visit, path: str):
    page = tab.open(path)
    page.wait_for_function(READY)
    return page


def test_matrix_is_one_stop_and_arrows_move_in_it(tab):
    page = opened(tab, "/treaties?sort=name")
    assert page.evaluate(STOPS) == 1
    page.focus(".plate[data-chart=matrix]")
    page.keyboard.press("ArrowRight")
    note = page.locator(".note")
    assert note.inner_text() == "Afghanistan, ICCPR: Party: accession, 24 January 1983"
    assert page.locator(SAID).inner_text() == note.inner_text()
    page.keyboard.press("ArrowDown")
    assert note.inner_text().startswith("Albania, ICCPR: ")
    page.keyboard.press("ArrowRight")
    assert note.inner_text().startswith("Albania, ICESCR: ")
    page.keyboard.press("ArrowUp")
    assert note.inner_text().startswith("Afghanistan, ICESCR: ")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('td.is-at').getBoundingClientRect().bottom <= innerHeight")
    assert note.inner_text().startswith("State of Palestine, OP-CRC-IC: ")
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.focus(".plate[data-chart=matrix]")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country/AFG")


def test_pointer_tells_what_has_no_title(tab):
    page = opened(tab, "/treaties?sort=name&peers=IND,HTI")
    page.locator("td.n").first.hover()
    assert "Neither signed nor joined" in page.locator(".note").inner_text()


def test_controls_and_tabs_change_the_view_in_place(tab):
    page = opened(tab, "/treaties")
    page.evaluate("window.kept = 1")
    page.select_option("#treaty-peers", "ecowas")
    page.wait_for_function("() => document.querySelectorAll('.matrix tbody tr').length === 12")
    assert "12 UN member states (ECOWAS)" in page.locator(".lead").inner_text()
    page.click("#tab-map")
    page.locator("svg.map").wait_for()
    page.select_option("#treaty-select", "opcat_party_status_class")
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('OPCAT')")
    drawn = page.locator("svg.map [data-id]").evaluate_all("(shapes) => [...new Set(shapes.map((s) => s.dataset.id))]")
    assert len(drawn) == 12
    page.select_option("#treaty-year", "2008")
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('2008')")
    address = page.evaluate("location.search")
    for part in ("indicator=opcat_party_status_class", "year=2008", "peers=ecowas", "view=map"):
        assert part in address
    page.click("#tab-delay")
    page.locator("svg.waits").first.wait_for()
    page.go_back()
    page.locator("svg.map").wait_for()
    assert page.evaluate("window.kept") == 1


@pytest.mark.parametrize(
    "view", ["", "?view=map", "?view=curve", "?view=delay", "?view=delay&indicator=cat_party_status_class"]
)
def test_all_of_it_without_scripts(plain, view):
    page = plain.open(f"/treaties{view}")
    assert page.locator("h1").inner_text()
    assert page.locator(".plate svg:visible, .matrix:visible").count() >= 1
    page.select_option("#treaty-region", "oceania")
    page.click(".controls button[type=submit]")
    assert "Oceania" in page.locator("h1").inner_text()
    assert "region=oceania" in page.url
    page.locator("#nhri summary").click()
    assert page.locator("#nhri tbody tr").first.is_visible()


def test_matrix_fits_a_phone_and_keeps_its_head(tab):
    tab.page.set_viewport_size({"width": 320, "height": 700})
    page = opened(tab, "/treaties")
    page.evaluate("document.querySelector('.matrix tbody tr:nth-child(90)').scrollIntoView()")
    head = page.locator(".matrix thead tr:last-child th").nth(1).bounding_box()
    assert head is not None
    assert abs(head["y"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
