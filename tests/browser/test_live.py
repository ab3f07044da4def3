"""What a reader does on an interactive page, each compared with what the server says at the address it leads to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.browser.live import BUSY, DRAG, LIVE, RADII, at_rest, go_live, says, served, settled
from tests.browser.pages import KINDS, MAP, visit

pytestmark = pytest.mark.browser

RECORDED = json.loads((Path(__file__).parents[1] / "web" / "callbacks.json").read_text("utf-8"))
HEARD = """(before) => {
  const status = document.querySelector("body > p[role=status]");
  return status && status.textContent && status.textContent !== before;
}"""
HERE = "location.pathname + location.search"


def year_of(page) -> int:
    return int(page.locator("#year-now").inner_text())


def assert_as_served(page, what: str = "") -> None:
    at_rest(page)
    ours, theirs = says(page), served(page)
    different = {k: (ours[k], theirs[k]) for k in ours if ours[k] != theirs[k]}
    assert different == {}, what


def counted(page) -> int:
    return sum(int(e.replace(",", "")) for e in page.locator("[data-part=key] .leg-count").all_inner_texts())


@pytest.mark.parametrize("kind", ["map", "map in French", "circles", "classes", "indicator"])
def test_slider_by_keyboard(tab, kind):
    """Each step says at once what the page of its year says; letting go adds one step to the way back."""
    page = go_live(tab, KINDS[kind])
    first, way = year_of(page), page.evaluate("history.length")
    page.focus("#year-range")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        at_rest(page)
        year = year_of(page)
        assert parse(page.url)["year"] == str(year)
        assert says(page, *DRAG) == served(page, "", *DRAG)
        assert_as_served(page, str(year))
        assert counted(page) == int(re.match(r"\d+", page.locator(".leg-total").inner_text())[0])
        assert page.evaluate("document.activeElement.id") == "year-range"
    assert year < first
    assert page.evaluate("history.length") == way + 3
    page.wait_for_selector(LIVE)
    page.go_back()
    at_rest(page)
    assert year < year_of(page)
    assert_as_served(page, "after the way back")
    drawn = page.evaluate(RADII)
    page.reload()
    again = page.evaluate(RADII)
    assert set(drawn) == set(again)
    assert all(abs(drawn[area] - radius) < 0.06 for area, radius in again.items())


def parse(url: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in url.partition("?")[2].split("&") if part)


def test_slider_by_pointer(tab):
    """While the pointer drags, the address is replaced and the map follows; the table comes when it is let go."""
    page = go_live(tab, MAP)
    way, start = page.evaluate("history.length"), page.evaluate(HERE)
    page.hover("#year-range")
    page.wait_for_timeout(300)
    box = page.locator("#year-range").bounding_box()
    across = lambda share: (box["x"] + box["width"] * share, box["y"] + box["height"] / 2)  # noqa: E731  # a point on it
    table = says(page, "table")
    page.mouse.move(*across(0.85))
    page.mouse.down()
    years = set()
    for share in (0.8, 0.75, 0.7, 0.65):
        page.mouse.move(*across(share), steps=3)
        page.wait_for_timeout(60)
        year = year_of(page)
        years.add(year)
        address = page.evaluate(HERE)
        assert parse(address)["year"] == str(year)
        assert says(page, *DRAG) == served(page, address, *DRAG)
        assert says(page, "table") == table
    assert len(years) > 2
    assert page.evaluate("history.length") == way
    page.mouse.up()
    assert_as_served(page)
    assert page.evaluate("history.length") == way + 1
    assert says(page, "table") != table
    page.wait_for_selector(LIVE)
    page.go_back()
    at_rest(page)
    assert page.evaluate(HERE) == start
    assert_as_served(page, "back where the drag began")


def test_play_runs_and_stops_at_the_end(tab):
    page = go_live(tab, MAP)
    last = int(page.locator("#year-range").get_attribute("max"))
    page.evaluate("(n) => { const r = document.getElementById('year-range'); r.value = n; }", last - 2)
    page.clock.install()
    page.click("#year-play")
    assert page.locator("#year-play").inner_text() == "Stop"
    page.wait_for_function("() => CM.frames()")
    seen = []
    for _ in range(4):
        page.clock.run_for(800)
        seen.append(year_of(page))
    assert seen[0] < seen[1]
    assert page.locator("#year-play").inner_text() == "Play"
    page.clock.resume()
    assert int(page.locator("#year-range").input_value()) == last
    assert_as_served(page)
    page.click("#year-play")  # from the end it begins anew
    page.wait_for_function("() => document.getElementById('year-range').value < 3")
    page.click("#year-play")
    assert page.locator("#year-play").inner_text() == "Play"
    assert_as_served(page)


def test_less_motion_has_no_play(browser, site):
    for tab in visit(browser, site, reduced_motion="reduce"):
        page = go_live(tab, MAP)
        assert not page.locator("#year-play").is_visible()
        page.focus("#year-range")
        page.keyboard.press("ArrowLeft")
        assert_as_served(page)


def test_choices_stay_on_the_page_and_the_way_back_restores(tab):
    page = go_live(tab, MAP)
    page.evaluate("window.here = true")
    page.locator(".more-controls summary").click()
    steps = [
        ("select[name=year]", "2015"),
        ("select[name=dims]", "sex:female"),
        ("select[name=zoom]", "africa"),
        ("select[name=area]", "KEN"),
        ("#indicator-select", "homicide_rate_per_100000"),
        ("#indicator-select", "birth_registration_share_percent"),
        ("#indicator-select", "voice_accountability_estimate_model_score"),
    ]
    said = [says(page)]
    for selector, value in steps:
        page.select_option(selector, value)
        assert_as_served(page, value)
        assert page.locator(selector).input_value() == value
        said.append(says(page))
    assert len({one["title"] for one in said}) >= 5
    for one in reversed(said[:-1]):
        page.go_back()
        at_rest(page)
        assert says(page) == one
    for one in said[1:]:
        page.go_forward()
        at_rest(page)
        assert says(page) == one
    settled(page)
    assert page.evaluate("window.here") is True
    assert page.title().startswith(said[-1]["title"])


def test_place_by_keys(tab):
    """One stop for the chart; arrows tell one place after the other, Enter names it, Escape leaves."""
    page = go_live(tab, MAP)
    plate = page.locator(".plate[data-chart=map]")
    assert plate.get_attribute("role") == "group"
    assert page.locator("h1").inner_text() in plate.get_attribute("aria-label")
    plate.focus()
    page.keyboard.press("Home")
    status = page.locator("body > p[role=status]")
    page.wait_for_function("() => document.querySelector('.note:not([hidden])')")
    heard = []
    for _ in range(6):
        before = status.inner_text()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(HEARD, arg=before)
        heard.append(status.inner_text())
        at = page.locator(".live .a.is-at").first.get_attribute("data-id")
        row = page.locator(f"#values tr[data-id='{at}'] > *").all_inner_texts()
        name = row[0].replace("not counted", "").strip()
        assert heard[-1].startswith(f"{name}: ")
        assert row[1] in heard[-1] if row[1] != "–" else row[3] in heard[-1]
    assert len(set(heard)) == 6
    assert heard == sorted(heard)
    for key in ("ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        page.wait_for_timeout(40)
    values = [float(v) for v in re.findall(r": ([\d.]+)%", " ".join([status.inner_text()]))]
    assert len(values) == 1
    at = page.locator(".live .a.is-at").first.get_attribute("data-id")
    page.keyboard.press("Enter")
    at_rest(page)
    assert parse(page.url)["area"] == at
    assert page.locator(".lead-named").count() == 1
    assert_as_served(page)
    assert page.evaluate("document.activeElement.classList.contains('plate')")
    page.keyboard.press("Escape")
    assert not page.locator(".note").is_visible()


def middle_of(page, area: str) -> tuple[float, float]:
    """A point on the screen at which an area is on top."""
    found = page.evaluate(
        """(id) => {
      const seen = document.querySelector(".plate.is-live") ? ".live" : ".static";
      const shape = document.querySelector(`.plate ${seen} path[data-id="${id}"]`);
      shape.scrollIntoView({block: "center"});
      const box = shape.getBoundingClientRect();
      for (let n = 1; n < 400; n++) {
        const x = box.x + box.width * ((n * 0.618) % 1), y = box.y + box.height * ((n * 0.382) % 1);
        const top = document.elementFromPoint(x, y);
        if (top && top.dataset && top.dataset.id === id) return [x, y];
      }
      return null;
    }""",
        area,
    )
    assert found, area
    return found[0], found[1]


def test_place_by_pointer(tab):
    page = go_live(tab, MAP)
    page.evaluate("CM.loadFrames()")
    at_rest(page)
    for area in ("BRA", "CHN", "USA", "IND"):
        page.mouse.move(*middle_of(page, area))
        note = page.locator(".note")
        note.wait_for()
        row = page.locator(f"#values tr[data-id='{area}'] > *").all_inner_texts()
        assert note.locator("b").inner_text() == row[0]
        said = note.locator("span").first.inner_text()
        assert said == (f"{row[1]}, {row[2]}" if row[1] != "–" else row[3])
        inside = note.bounding_box()
        plate = page.locator(".plate[data-chart=map]").bounding_box()
        assert plate["x"] <= inside["x"] and inside["x"] + inside["width"] <= plate["x"] + plate["width"] + 1
    page.mouse.click(*middle_of(page, "BRA"))
    at_rest(page)
    assert parse(page.url)["area"] == "BRA"
    assert page.locator("#named-BRA").is_visible()
    assert page.locator(".chips-list li").all_inner_texts()[0].startswith("Brazil")
    assert_as_served(page)
    page.mouse.click(*middle_of(page, "BRA"))
    at_rest(page)
    assert "area" not in parse(page.url)
    assert_as_served(page)
    page.mouse.move(5, 5)
    page.wait_for_timeout(100)
    assert not page.locator(".note").is_visible()


def test_points_of_a_trend_by_keys(tab):
    page = go_live(tab, MAP)
    plate = page.locator("#trend .plate")
    plate.focus()
    heard: list[str] = []
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(HEARD, arg=heard[-1] if heard else "")
        heard.append(page.locator("body > p[role=status]").inner_text())
    assert len(set(heard)) == 5
    assert page.locator("#trend .note").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".note:visible").count() == 0


SPAN = """() => {
  document.getElementById("span-from").value = 2010;
  document.getElementById("span-to").value = 2018;
  document.querySelector(".span-form").requestSubmit();
}"""


def test_picker_and_years_of_the_trend(tab):
    page = go_live(tab, MAP)
    page.evaluate("window.here = true")
    before = page.locator(".chips-list li").count()
    page.fill("#picker-add", "Kenya")
    page.keyboard.press("Enter")
    page.locator(".chips-list li", has_text="Kenya").wait_for()
    at_rest(page)
    assert page.locator(".chips-list li").count() == before + 1
    assert "KEN" in parse(page.url)["area"].split(",")
    assert "add" not in parse(page.url)
    assert_as_served(page)
    page.get_by_role("link", name="Remove Kenya").click()
    page.locator(".chips-list li", has_text="Kenya").wait_for(state="detached")
    assert_as_served(page)
    page.evaluate(SPAN)  # the form lies behind the tools of the interactive trend where that has come
    page.wait_for_url("**span=2010..2018*")
    assert_as_served(page)
    page.fill("#picker-add", "Nowhereland")
    page.keyboard.press("Enter")
    page.locator(".notices", has_text="Nowhereland").wait_for()
    assert page.evaluate("window.here") is True


def test_table_filter_and_sentence(browser, site):
    for tab in visit(browser, site, permissions=["clipboard-read", "clipboard-write"]):
        page = go_live(tab, MAP)
        page.fill("#table-filter", "cote")
        assert page.locator("#values tbody tr:visible").all_inner_texts()[0].startswith("Côte d")
        assert page.locator("#values tbody tr:visible").count() == 1
        page.fill("#table-filter", "")
        assert page.locator("#values tbody tr:visible").count() > 190
        page.focus("#year-range")
        page.keyboard.press("ArrowLeft")
        at_rest(page)
        page.locator("#figure [data-copy]").click()
        page.locator("#figure [data-copy]", has_text="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(page.locator("[data-part=sentence]").inner_text())
        assert f"{site}/r/" in copied
        assert str(year_of(page)) in copied
        page.goto(re.search(r"http://\S+", copied)[0])
        assert page.locator("[data-part=sentence]").inner_text() in copied


def thumb(session, page, x: float, y: float) -> None:
    """A thumb that goes up by 165 pixels."""
    for step in range(12):
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y - 15 * step}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)


def test_phone_scrolls_over_the_map(browser, site):
    """A thumb on the map moves the page, and a tap names the place below it."""
    options = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    for tab in visit(browser, site, **options):
        page = go_live(tab, MAP)
        page.evaluate("document.querySelector('.plate').scrollIntoView({block: 'center'})")
        box = page.locator(".plate[data-chart=map]").bounding_box()
        session = tab.context.new_cdp_session(page)
        for share in (0.15, 0.35, 0.8):  # on the sea and on land
            page.evaluate("document.querySelector('.plate').scrollIntoView({block: 'center'})")
            start = page.evaluate("window.scrollY")
            thumb(session, page, box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
            assert page.evaluate("window.scrollY") - start > 100, share
        page.touchscreen.tap(*middle_of(page, "BRA"))
        page.wait_for_url("**area=BRA*")
        assert_as_served(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.select_option("select[name=year]", "2015")
        page.wait_for_url("**year=2015*")
        assert_as_served(page)


SAVING = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})});"


def test_who_saves_data_keeps_the_drawing(tab):
    """The small script alone: years, notes and choices work on the drawing, and nothing else is loaded."""
    page = tab.page
    page.add_init_script(SAVING + BUSY)
    tab.open(MAP)
    page.wait_for_selector("html[data-ready=core]")
    page.focus("#year-range")
    page.keyboard.press("ArrowLeft")
    assert_as_served(page)
    page.mouse.move(*middle_of(page, "BRA"))
    assert page.locator(".note b").inner_text() == "Brazil"
    page.mouse.click(*middle_of(page, "BRA"))
    assert_as_served(page)
    page.focus(".plate[data-chart=map]")
    page.keyboard.press("End")
    page.wait_for_function(HEARD, arg="")
    page.select_option("#indicator-select", "homicide_rate_per_100000")
    assert_as_served(page)
    assert not [url for url in tab.requests if "plotly" in url or "dash" in url]


def test_indicator_page_answers(tab):
    page = go_live(tab, KINDS["indicator"])
    page.evaluate("window.here = true")
    page.select_option("#year-select", "2010")
    assert_as_served(page)
    assert "/indicator/" in page.url
    page.fill("#picker-add", "Kenya")
    page.keyboard.press("Enter")
    page.locator(".chips-list li", has_text="Kenya").wait_for()
    assert_as_served(page)
    page.go_back()
    assert_as_served(page)
    page.go_back()
    assert_as_served(page)
    assert page.evaluate("window.here") is True
    settled(page)


def test_what_is_sent_is_what_was_recorded(tab):
    """The callbacks in tests/web/callbacks.json are those of the browser."""
    sent = []
    tab.page.on("request", lambda r: sent.append(r.post_data_json) if r.method == "POST" else None)
    page = go_live(tab, MAP)
    page.evaluate("document.querySelector('#trend .plate').scrollIntoView()")
    page.wait_for_selector("#trend .plate.is-live")
    page.select_option("select[name=year]", "2018")
    page.wait_for_selector(f"{LIVE}[data-year='2018']")
    page.wait_for_selector("#trend .plate.is-live")
    at_rest(page)
    found = {body["output"]: body for body in sent}
    assert found == {body["output"]: body for body in RECORDED}
    assert not any("figure" in json.dumps(body["inputs"]) for body in sent)


def test_same_without_scripts(browser, site):
    """Every choice of the tests above as a form or a link."""
    for tab in visit(browser, site, java_script_enabled=False):
        page = tab.open(MAP)
        for selector, value in (
            ("select[name=year]", "2015"),
            ("select[name=dims]", "sex:female"),
            ("select[name=area]", "KEN"),
        ):
            page.select_option(selector, value)
            page.click("form.controls button[type=submit]")
            assert f"{re.search(r'name=(.*?)[^a-z]', selector)[1]}=" in page.url
        assert "Kenya" in page.locator(".lead-named").inner_text()
        page.locator(".more-controls summary").click()
        page.select_option("select[name=zoom]", "africa")
        page.click("form.controls button[type=submit]")
        assert parse(page.url)["zoom"] == "africa"
        page.click("a[rel=next]")
        assert parse(page.url)["year"] == "2016"
        page.fill("#picker-add", "Uganda")
        page.click("form.picker:not(.span-form) button")
        assert parse(page.url.partition("#")[0])["area"] == "KEN,UGA"
        page.get_by_role("link", name="Remove Kenya").click()
        assert parse(page.url.partition("#")[0])["area"] == "UGA"
        page.fill("#span-from", "2010")
        page.fill("#span-to", "2018")
        page.locator(".span-form button").click()
        assert parse(page.url.partition("#")[0])["span"] == "2010..2018"
        page.select_option("#indicator-select", "homicide_rate_per_100000")
        page.click("form.controls button[type=submit]")
        assert page.locator("svg.map").count() == 1
        for hidden in ("#year-range", "#year-play", "#table-filter", ".copy"):
            assert page.locator(hidden).count() == 0 or not page.locator(hidden).first.is_visible()
