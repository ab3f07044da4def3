"""The site in a browser: nothing from another host, nothing moves, all of it without scripts."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser

WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MAP = "/?indicator=cat_party_status_class&view=map"
LIVE = "() => document.querySelector('.plate.is-live[data-live=ready]') !== null"


class Visit:
    """A page with all that it asked for and all that it complained about."""

    def __init__(self, browser, server, path="/", **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.add_init_script(WATCH)
        self.server = server
        self.page.goto(server + path)

    def close(self):
        others = [url for url in self.requests if not url.startswith(self.server)]
        cookies = self.context.cookies()
        self.context.close()
        assert others == []
        assert cookies == []
        assert self.complaints == []


@pytest.fixture
def visit(browser, server):
    visits = []

    def go(path="/", **options):
        visits.append(Visit(browser, server, path, **options))
        return visits[-1]

    yield go
    for one in visits:
        one.close()


@pytest.mark.parametrize("width", [1440, 768, 360, 320])
@pytest.mark.parametrize("path", ["/", "/methodology", "/nowhere"])
def test_fits_and_stays(browser, server, path, width):
    one = Visit(browser, server, path, viewport={"width": width, "height": 900})
    one.page.wait_for_load_state("networkidle")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.page.evaluate("window.shifted") < 0.05
    if path == "/nowhere":
        one.complaints.clear()  # the browser itself notes the 404
    one.close()


def test_content_stays_when_dash_has_mounted(visit):
    one = visit(MAP)
    before = one.page.locator("h1").inner_text()
    title = one.page.title()
    one.page.wait_for_function(LIVE)
    one.page.wait_for_load_state("networkidle")
    assert one.page.locator("h1").inner_text() == before
    assert one.page.title() == title
    assert not [url for url in one.requests if "dash_table" in url or "polyfill" in url]


def test_nothing_runs_before_the_page_is_whole(visit):
    """The small script first, and the files of the live layer only once the page has loaded."""
    one = visit(MAP)
    one.page.wait_for_function(LIVE)
    loaded = one.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    scripts = one.page.evaluate("""performance.getEntriesByType("resource").filter((e) => e.name.endsWith(".js"))
      .map((e) => [e.name.split("/").pop(), e.startTime])""")
    early = [name for name, start in scripts if start < loaded]
    assert early == ["reader.js"]
    assert len(scripts) > 8


def test_second_visit_is_not_loaded_again_and_runs(visit):
    """By 304 the page has the same policy and the same scripts: all of them run, nothing is refused."""
    one = visit(MAP)
    one.page.wait_for_function(LIVE)
    for path in (MAP, "/", "/methodology"):
        tag = one.page.evaluate("(p) => fetch(p, {cache: 'no-store'}).then((r) => r.headers.get('etag'))", path)
        again = "([p, t]) => fetch(p, {headers: {'If-None-Match': t}, cache: 'no-store'}).then((r) => r.status)"
        assert one.page.evaluate(again, [path, tag]) == 304
    one.page.reload()
    one.page.wait_for_function(LIVE)
    assert one.page.evaluate("performance.getEntriesByType('navigation')[0].transferSize") < 1000  # headers alone
    bodies = one.page.evaluate("""performance.getEntriesByType("resource")
      .filter((e) => e.name.includes("/a/") && e.transferSize > 400).map((e) => e.name)""")
    assert bodies == []


def test_server_says_nothing_of_itself(server):
    for path in ("/", MAP, "/nowhere", "/readyz"):
        try:
            headers = urlopen(server + path, timeout=20).headers
        except HTTPError as error:
            headers = error.headers
        assert not {"Server", "X-Powered-By", "Set-Cookie", "Via"} & set(headers)


def test_without_scripts(visit):
    one = visit("/", java_script_enabled=False)
    one.page.fill("#head-q", "prison")
    one.page.click(".site-head form.box button")
    assert one.page.locator("#answers a").count() > 0
    one.page.locator("#answers a").first.click()
    assert one.page.locator("table tbody tr").count() > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_follows_the_reader(visit, theme):
    one = visit("/methodology", color_scheme=theme)
    colour = one.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == ("rgb(255, 255, 255)" if theme == "light" else "rgb(22, 22, 21)")
    other = visit("/?theme=light", color_scheme=theme)
    assert other.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
