"""A Chromium that is slowed down as the budgets say, and what it sees of one visit with a cold cache.

Invariant: ours and the peers are watched by the same script, in the same window, with the same throttling; no request
leaves the machine, and what a peer wants from another host is handed to it at once.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from tests.benchmarks.report import NotMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WINDOW = {"width": 360, "height": 800}
WIDE = {"width": 1280, "height": 900}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
LAYERS = ("coastlines", "countries", "lakes", "land", "ocean", "rivers", "subunits")
NOTHING = {"type": "GeometryCollection", "geometries": []}
NO_TOPOLOGY = json.dumps({"type": "Topology", "objects": dict.fromkeys(LAYERS, NOTHING), "arcs": []})
STILL = 3.0  # seconds without a change after which a visit has settled
LOOK = 400  # milliseconds between two looks at what a page has noted


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for all visits of a part."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Traffic:
    """What the network brought: bytes as they travelled, by kind of request, with the moment of each piece."""

    kinds: dict[str, str] = field(default_factory=dict)
    pieces: list[tuple[float, str, int]] = field(default_factory=list)
    wholes: dict[str, int] = field(default_factory=dict)
    offset: float = 0.0
    refused: int = 0

    def arrived(self, kind: str = "") -> float:
        """Kilobytes of a kind of file, or of all, headers included."""
        return sum(size for key, size in self.wholes.items() if not kind or self.kinds.get(key) == kind) / 1e3

    def before(self, kind: str, moment: float) -> float:
        """Kilobytes of a kind of file that had come by a moment (wall-clock milliseconds)."""
        return sum(n for at, key, n in self.pieces if self.kinds.get(key) == kind and at < moment) / 1e3


@dataclass
class Tab:
    """A tab with its own, empty cache. ``kind`` is ``svg`` for our map and ``plotly`` for a peer's."""

    page: Page
    session: CDPSession
    traffic: Traffic

    def log(self) -> dict[str, Any]:
        """What the watching script has noted."""
        return dict(self.page.evaluate("() => window.__bench"))


@contextmanager
def tab(browser: Browser, kind: str, slow: bool, scripts: bool = True) -> Iterator[Tab]:
    """A tab that is watched. ``scripts`` False keeps the page's own scripts from loading."""
    context = browser.new_context(viewport=WINDOW if slow else WIDE)
    page = context.new_page()
    page.add_init_script((HERE / "watch.js").read_text("utf-8").replace("CONFIG.map", f'"{kind}"'))
    session = context.new_cdp_session(page)
    traffic = _listen(session)
    if not scripts:
        session.send("Network.setBlockedURLs", {"urls": ["*.js"]})
    if slow:
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield Tab(page, session, traffic)
    finally:
        context.close()


def _listen(session: CDPSession) -> Traffic:
    traffic = Traffic()

    def asked(event: dict[str, Any]) -> None:
        traffic.kinds[event["requestId"]] = event.get("type", "Other")
        traffic.offset = event["wallTime"] - event["timestamp"]

    def came(event: dict[str, Any]) -> None:
        at = 1000 * (event["timestamp"] + traffic.offset)
        traffic.pieces.append((at, event["requestId"], event["encodedDataLength"]))

    def ended(event: dict[str, Any]) -> None:
        traffic.wholes[event["requestId"]] = event["encodedDataLength"]

    def paused(event: dict[str, Any]) -> None:
        """A request to another host: an empty world or an empty style sheet, without the way there and back."""
        traffic.refused += 1
        is_json = event["request"]["url"].split("?")[0].endswith(".json")
        kind, body = ("application/json", NO_TOPOLOGY) if is_json else ("text/css", "")
        headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        session.send(
            "Fetch.fulfillRequest",
            {
                "requestId": event["requestId"],
                "responseCode": 200,
                "responseHeaders": [{"name": name, "value": value} for name, value in headers.items()],
                "body": base64.b64encode(body.encode()).decode(),
            },
        )

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.dataReceived", came)
    session.on("Network.loadingFinished", ended)
    session.on("Fetch.requestPaused", paused)
    session.send("Network.enable")
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "https://*"}]})
    return traffic


def visit(one: Tab, address: str, wait_for: str = "", patience: float = 60.0) -> dict[str, Any]:
    """Open an address and wait until nothing changes any more.

    ``wait_for`` names a moment of the log without which the page has not settled, unless patience has ended.
    """
    one.page.goto(address, wait_until="commit", timeout=120_000)
    begin = changed = time.monotonic()
    seen = ""
    while True:
        one.page.wait_for_timeout(LOOK)
        log, now = one.log(), time.monotonic()
        found = str((log, len(one.traffic.pieces)))
        if found != seen:
            changed, seen = now, found
        is_still = now - changed >= STILL
        if is_still and (not wait_for or log.get(wait_for) or now - begin > patience):
            return log
        if now - begin > 3 * patience:
            raise NotMeasured(f"{address} did not settle in {3 * patience:.0f} seconds")


def warm(address: str, times: int = 24) -> None:
    """Ask for an address until every worker has answered it, so that no visit pays for a first rendering."""
    for _ in range(times):
        with urlopen(Request(address, headers={"Accept-Encoding": "br, gzip"}), timeout=60) as answer:
            answer.read()


def colours(browser: Browser, address: str) -> tuple[int, int]:
    """Sign of our static map in its final colours, and its number of areas: as it is when no script ever runs."""
    with tab(browser, "svg", slow=False, scripts=False) as one:
        log = visit(one, address)
    if not log["drawn"]:
        raise NotMeasured("the page holds no static map (.plate svg.map)")
    final = log["drawn"][-1]
    return int(final["sign"]), int(final["count"])


def drawn_at(log: dict[str, Any], final: int | None = None) -> float:
    """Milliseconds until the last area had its final colour: the frame after the one in which it was so.

    ``final`` is the sign of the final colours; without it, those at the end of the visit are final.
    """
    signs = [entry for entry in log["drawn"] if entry["painted"] is not None]
    if not signs:
        raise NotMeasured("no map was drawn")
    wanted = signs[-1]["sign"] if final is None else final
    hits = [entry["painted"] for entry in signs if entry["sign"] == wanted]
    if not hits:
        raise NotMeasured("the map never had the colours that it has without scripts")
    return float(hits[0] if final is not None else hits[-1]) - float(log["origin"])
