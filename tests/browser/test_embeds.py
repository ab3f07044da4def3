"""Embeds in pages of another origin: their height, their silence, and what a host page may do to them.

Invariant: every page here stands on another port than the site; nobody else is asked, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.host_page import COUNTRIES, KINDS, HostPages, by_frame, by_script, host_pages, strict_policy
from tests.browser.test_axe import AXE, RULES, THIN, faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ElementHandle, Page

pytestmark = pytest.mark.browser

CLOSED = 'data-sandbox="allow-scripts"'
CARD = "country?area=KEN"
TREND = "trend?indicator=homicide_rate_per_100000&area=KEN,CHN"
REAL = "Math.ceil(document.body.getBoundingClientRect().height)"
HEIGHT = "(frame) => frame.clientHeight"
PATIENCE, PAUSE = 400, 50  # the strict policy of the page forbids Playwright its own way of waiting
REPEATED = "tbody tr:nth-child(n+12), .map g path:nth-child(n+6), .pt:nth-of-type(n+6)"


@dataclass
class Host:
    """A reader of another site: that site's pages, a tab, what it asked for, what it complained about."""

    site: str
    pages: HostPages
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, body: str, policy: str = "", head: str = "", **headers: str) -> Page:
        """A page of the host with this content, under the strict policy unless another is given."""
        path = f"/page-{len(self.pages.pages)}"
        self.page.goto(self.pages.put(path, body, policy or strict_policy(self.site), head, **headers))
        return self.page

    def frames(self, count: int) -> list[ElementHandle]:
        """The frames of the page, once there are as many."""
        self.until(lambda: len(self.page.query_selector_all("iframe")) == count, f"{count} frames")
        return self.page.query_selector_all("iframe")

    def height_within(self, frame: ElementHandle) -> int:
        """Height of what is in a frame."""
        inner = frame.content_frame()
        assert inner is not None
        inner.wait_for_selector("footer.source", state="attached")
        height: int = inner.evaluate(REAL)
        return height

    def fits(self, frame: ElementHandle) -> int:
        """Wait until a frame is as tall as its content; that height."""
        frame.scroll_into_view_if_needed()
        self.until(lambda: self._is_fitting(frame), f"a frame as tall as its content: {frame.get_attribute('src')}")
        return self.height_within(frame)

    def _is_fitting(self, frame: ElementHandle) -> bool:
        height = self.height_within(frame)
        return height > 100 and abs(int(frame.evaluate(HEIGHT)) - height) <= 1

    def until(self, is_so: Callable[[], bool], wanted: str) -> None:
        """Wait until something is so."""
        for _ in range(PATIENCE):
            if is_so():
                return
            self.page.wait_for_timeout(PAUSE)
        raise AssertionError(f"in vain: {wanted}")


def hosts(browser: Browser, site: str, **options: Any) -> Iterator[Host]:
    with host_pages() as pages:
        context = browser.new_context(**{"viewport": {"width": 900, "height": 800}, **options})
        page = context.new_page()
        host = Host(site, pages, context, page)
        page.on("request", lambda request: host.requests.append(request.url))
        page.on("console", lambda message: host.complaints.append(message.text))
        page.on("pageerror", lambda error: host.complaints.append(str(error)))
        yield host
        cookies = context.cookies()
        kept = [k for f in page.frames if f.url.startswith(site) and f.evaluate("origin") != "null" for k in _stored(f)]
        context.close()
    assert [url for url in host.requests if not url.startswith((site, pages.address, "data:", "about:"))] == []
    assert (cookies, kept, host.complaints) == ([], [], [])


def _stored(frame: Any) -> list[str]:
    names: list[str] = frame.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return names


@pytest.fixture
def host(browser: Browser, site: str) -> Iterator[Host]:
    yield from hosts(browser, site)


@pytest.fixture
def plain_host(browser: Browser, site: str) -> Iterator[Host]:
    yield from hosts(browser, site, java_script_enabled=False)


def test_every_kind_takes_its_height_and_keeps_it(host):
    """One of each kind, two of them in a sandbox, one without our markup; narrower, wider, and a table opened."""
    embeds = [kind[0] for kind in KINDS.values()]
    body = "".join(by_script(host.site, e, CLOSED if n < 2 else "") for n, e in enumerate(embeds))
    page = host.open(body + by_frame(host.site, CARD))
    frames = host.frames(len(embeds) + 1)
    wide = [host.fits(frame) for frame in frames]
    page.set_viewport_size({"width": 400, "height": 800})
    narrow = [host.fits(frame) for frame in frames]
    page.set_viewport_size({"width": 900, "height": 800})
    assert [host.fits(frame) for frame in frames] == wide
    assert wide != narrow
    inner = frames[1].content_frame()
    inner.click("summary")
    assert host.fits(frames[1]) > wide[1]
    inner.click("summary")
    assert host.fits(frames[1]) == wide[1]
    assert sum(url.endswith("/embed.js") for url in host.requests) == 1
    assert all(frame.get_attribute("title") for frame in frames)


def test_a_tab_that_is_shown_later(host):
    page = host.open(f'<div id="tab" hidden>{by_script(host.site, CARD)}{by_frame(host.site, TREND)}</div>')
    frames = host.frames(2)
    page.evaluate("document.querySelectorAll('iframe').forEach((f) => { f.loading = 'eager' })")
    for frame in frames:
        assert frame.evaluate("f => Number(f.height)") >= 480
    page.evaluate("document.querySelector('#tab').hidden = false")
    tall = [host.fits(frame) for frame in frames]
    page.evaluate("document.querySelector('#tab').hidden = true")
    page.set_viewport_size({"width": 420, "height": 800})
    assert [frame.evaluate("f => f.height") for frame in frames] == [str(height) for height in tall]
    page.evaluate("document.querySelector('#tab').hidden = false")
    assert [host.fits(frame) for frame in frames] != tall


def test_style_that_works_against_it(host):
    style = (
        "<style>iframe{height:50px!important;max-height:60px!important;width:10px;min-height:900px;display:none;"
        "visibility:hidden;transition:height 9s}.common-measure{overflow:auto;line-height:0;font-size:0}</style>"
    )
    page = host.open(by_script(host.site, CARD) * 2, strict_policy(host.site, "'unsafe-inline'"), style)
    for frame in host.frames(2):
        host.fits(frame)
        assert frame.bounding_box()["width"] > 600
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_forty_on_one_page_and_more_that_come_later(host):
    page = host.open("".join(by_script(host.site, f"treaties?area={COUNTRIES[n % 6]}") for n in range(40)))
    frames = host.frames(40)
    assert sum("/embed/treaties" in url for url in host.requests) < 40  # those far below wait
    for frame in (*frames[::13], frames[-1]):
        host.fits(frame)
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", by_script(host.site, CARD))
    host.fits(host.frames(41)[-1])
    page.evaluate("document.querySelectorAll('.common-measure').forEach((place) => place.remove())")
    assert sum(url.endswith("/embed.js") for url in host.requests) == 1


def test_only_its_own_frames_are_heard(host):
    """Other frames say they are ours, the page itself does, and heights that are none come from everywhere."""
    forged = host.pages.put(
        "/forger",
        "<p>Forger</p><script>for (const height of [1, 777, 777.5, '777', 1e9, null])"
        "parent.postMessage({source: 'common-measure', id: 'x', height}, '*')</script>",
    )
    sandboxed = f'<iframe id="closed" src="{forged}" sandbox="allow-scripts"></iframe>'
    body = f'{by_script(host.site, CARD)}<iframe id="open" src="{forged}"></iframe>{sandboxed}'
    page = host.open(body)
    frame = host.frames(3)[0]
    height = host.fits(frame)
    page.evaluate(
        """() => {
          window.postMessage({source: "common-measure", id: "x", height: 777}, "*");
          for (const other of document.querySelectorAll("#open, #closed")) other.src += "?again";
        }"""
    )
    for other in page.frames[2:]:
        other.wait_for_load_state()
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    assert host.fits(frame) == height
    assert page.evaluate("[...document.querySelectorAll('#open, #closed')].every((f) => !f.style.height)")


def test_a_host_that_isolates_itself(host):
    page = host.open(
        by_script(host.site, TREND) + by_script(host.site, CARD, CLOSED),
        Cross_Origin_Embedder_Policy="require-corp",
        Cross_Origin_Opener_Policy="same-origin",
    )
    assert page.evaluate("crossOriginIsolated")
    frames = host.frames(2)
    for frame in frames:
        host.fits(frame)


def test_the_drawing_answers_on_demand(host):
    """Nothing of it is fetched before a reader is near; then arrows go from point to point, also in a sandbox."""
    page = host.open(by_script(host.site, TREND, CLOSED))
    (frame,) = host.frames(1)
    host.fits(frame)
    assert len([url for url in host.requests if url.startswith(host.site)]) == 2  # the document and the host script
    inner = frame.content_frame()
    inner.focus(".plate")
    inner.wait_for_selector(".note", state="attached")
    page.keyboard.press("ArrowRight")
    first = inner.inner_text(".note")
    page.keyboard.press("ArrowRight")
    assert first and inner.inner_text(".note") not in ("", first)
    page.keyboard.press("Escape")
    assert inner.is_hidden(".note")
    inner.hover(".plate .narrow .pt:last-of-type, .plate .wide .pt:last-of-type")
    assert inner.inner_text(".note")
    assert len([url for url in host.requests if url.startswith(host.site)]) == 3


def test_whole_without_scripts(plain_host):
    """The link stands for what the script would put there; a frame of the recommended height cuts nothing off."""
    from tests.browser.host_page import recommended

    embeds = [kind[0] for kind in KINDS.values()]
    width = 700
    body = by_script(plain_host.site, CARD) + "".join(
        by_frame(plain_host.site, e, recommended(plain_host.site, e, width), 'class="own"') for e in embeds
    )
    style = f"<style>iframe{{width:{width}px;border:0}}</style>"
    page = plain_host.open(body, strict_policy(plain_host.site, "'unsafe-inline'"), style)
    assert page.get_by_role("link", name=CARD).count() == 1
    for frame in plain_host.frames(len(embeds)):
        frame.scroll_into_view_if_needed()
        inner = frame.content_frame()
        assert plain_host.height_within(frame) <= frame.bounding_box()["height"]
        assert inner.inner_text(".sentence") and inner.inner_text(".source")
        assert inner.query_selector("table") is not None


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_an_embed(tab, kind):
    page = tab.open(f"/embed/{KINDS[kind][0]}")
    page.evaluate(THIN, REPEATED)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    run: dict[str, object] = {"type": "tag", "values": RULES}
    page.evaluate(AXE)
    assert [f for width, look in ((1000, "light"), (360, "dark")) for f in faults(page, width, look, run)] == []
