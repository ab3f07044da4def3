"""What the tests of the interactive pages share: a page in its live state, what it says, and what every frame showed.

Invariant: a page in the browser and a page from the server are read by the same script, so texts compare as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.pages import Visit

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

HERE = Path(__file__).parent
LIVE = ".plate[data-chart=map][data-live=ready]"
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}

WATCH = (HERE / "frames.js").read_text("utf-8")

READ = (HERE / "says.js").read_text("utf-8")
SERVED = f"""async (address) => {{
  const text = await (await fetch(address, {{headers: {{Accept: "text/html"}}}})).text();
  return ({READ})(new DOMParser().parseFromString(text, "text/html"));
}}"""
# Counts what is asked for and not answered, or not read, yet.
BUSY = """window.busy = 0;
for (const [owner, name] of [[window, "fetch"], [Response.prototype, "text"], [Response.prototype, "json"]]) {
  const before = owner[name];
  owner[name] = function (...values) {
    window.busy += 1;
    return before.apply(this, values).finally(() => setTimeout(() => { window.busy -= 1; }, 40));
  };
}
"""
RADII = """() => Object.fromEntries([...document.querySelectorAll(".plate .static .circles circle")]
  .map((e) => [e.dataset.id, Number(e.getAttribute("r"))]))"""
DRAG = ("title", "sentence", "unit", "notes", "legend", "counted", "strip", "year", "slider", "now", "areas", "circles")


def says(page: Page, *parts: str) -> dict[str, Any]:
    """What the page in the browser says."""
    found: dict[str, Any] = page.evaluate(f"() => ({READ})(document)")
    return {k: v for k, v in found.items() if not parts or k in parts}


def served(page: Page, address: str = "", *parts: str) -> dict[str, Any]:
    """What the server says at an address, that of the page itself if none is named."""
    found: dict[str, Any] = page.evaluate(SERVED, address or page.evaluate("location.pathname + location.search"))
    return {k: v for k, v in found.items() if not parts or k in parts}


def go_live(tab: Visit, path: str) -> Page:
    """Open an address and wait until its figure has taken the place of the drawing."""
    page = tab.page
    page.add_init_script(BUSY)
    tab.open(path)
    page.wait_for_selector(LIVE, timeout=60_000)
    at_rest(page)
    return page


def at_rest(page: Page) -> None:
    """Wait until everything that was asked for has come and stands on the page."""
    page.wait_for_timeout(60)
    page.wait_for_function("() => !window.busy")


def settled(page: Page) -> None:
    """Wait until the figure shows what the page says."""
    page.wait_for_selector(LIVE, timeout=30_000)
    page.wait_for_timeout(60)


def slowly(tab: Visit) -> CDPSession:
    """The phone of the budgets: 1.6 Mbit/s, 150 ms, a processor four times slower."""
    session = tab.context.new_cdp_session(tab.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return session
