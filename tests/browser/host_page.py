"""A page of another site that shows embeds, under a strict policy of its own.

``python -m tests.browser.host_page SITE FOLDER`` writes screenshots of one with six embeds of each kind.

Invariant: it stands at another origin than the site, and its policy lets it load the site's script and frames alone.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

COUNTRIES = ("KEN", "JAM", "BRA", "FRA", "IND", "VUT")
INDICATORS = (
    "homicide_rate_per_100000",
    "unsentenced_detention_share_percent",
    "refugees_by_origin_people",
    "birth_registration_share_percent",
    "cat_party_status_class",
    "hourly_earnings_mean_local_currency",
)
DEMOCRACY = "electoral_democracy_index_score"
KINDS = {
    "map": [f"map?indicator={i}" for i in INDICATORS],
    "trend": [f"trend?indicator={INDICATORS[0]}&area={a},CHN" for a in COUNTRIES],
    "benchmark": [
        f"benchmark?indicator={i}&area={a}{view}"
        for i, a, view in zip(
            (DEMOCRACY, INDICATORS[0]) * 3, COUNTRIES, ("", "", "&view=ranks", "", "&view=ranks", ""), strict=True
        )
    ],
    "country": [f"country?area={a}" for a in COUNTRIES],
    "table": [f"table?indicator={i}" for i in INDICATORS],
    "treaties": [
        *(f"treaties?area={a}" for a in COUNTRIES[:3]),
        "treaties?indicator=cat_party_status_class",
        "treaties?indicator=cat_party_status_class&view=curve",
        "treaties?indicator=cat_party_status_class&view=delay",
    ],
}


def strict_policy(site: str, style: str = "'none'") -> str:
    """Policy of the page: the site's script, the site's frames, nothing else."""
    return f"default-src 'none'; script-src {site}; frame-src {site} 'self'; style-src {style}; img-src {site}"


@dataclass
class HostPages:
    """Pages by path, with the headers that they are sent with; ``address`` is where they stand."""

    address: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def put(self, path: str, body: str, policy: str = "", head: str = "", **headers: str) -> str:
        """Add a page and give its address. An underscore in the name of a header stands for a hyphen."""
        html = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title>{head}</head>'
        html += f"<body>{body}</body></html>"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (html, sent | ({"Content-Security-Policy": policy} if policy else {}))
        return self.address + path


@contextmanager
def host_pages() -> Iterator[HostPages]:
    """A server of its own for pages that show embeds."""
    found: HostPages

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = found.pages.get(self.path.partition("?")[0], ("", {}))
            body = html.encode()
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = HostPages(f"http://127.0.0.1:{server.server_address[1]}")
    found.pages["/favicon.ico"] = (" ", {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def by_script(site: str, embed: str, more: str = "") -> str:
    """The markup that the dialog gives: a link that stands for itself until the script puts the frame there."""
    address = escape(f"{site}/embed/{embed}")
    link = f'<a href="{address}">{escape(embed)}</a>'
    return (
        f'<div class="common-measure" data-src="{address}" data-height="480" {more}>{link}</div>'
        f'<script async src="{site}/embed.js"></script>'
    )


def by_frame(site: str, embed: str, height: int = 480, more: str = "") -> str:
    """The markup without a script."""
    return (
        f'<iframe src="{escape(f"{site}/embed/{embed}")}" title="{escape(embed)}" width="100%" height="{height}" '
        f'loading="lazy" {more}></iframe>'
    )


SIZES = ((1440, 456, 0.6), (768, 744, 0.45), (360, 336, 0.4))  # width of the page, of an embed, scale of the picture
STYLE = (
    "body{margin:0 auto;padding:12px;max-width:1416px;font:16px/1.4 Georgia,serif;background:#fff;color:#222}"
    "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(400px,100%),1fr));gap:28px 24px}"
    "h2{grid-column:1/-1;margin:12px 0 0}iframe{border:0;width:100%}"
)


def gallery(site: str, width: int, has_script: bool) -> str:
    """Six embeds of each kind; without the script every frame has the height that the site recommends."""
    parts = ["<h1>Six embeds of each kind</h1><main>"]
    for kind, embeds in KINDS.items():
        cells = (by_script(site, e) if has_script else by_frame(site, e, recommended(site, e, width)) for e in embeds)
        parts.append(f"<h2>{kind}</h2>{''.join(f'<div>{cell}</div>' for cell in cells)}")
    return "".join([*parts, "</main>"])


def recommended(site: str, embed: str, width: int) -> int:
    """Height of a frame of that width, as oEmbed has it."""
    query = urlencode({"url": f"{site}/embed/{embed}", "maxwidth": width})
    with urlopen(f"{site}/oembed?{query}") as answer:
        return int(json.load(answer)["height"])


def main() -> None:
    """Screenshots at three widths, with and without scripts."""
    from playwright.sync_api import sync_playwright

    site, folder = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    path = os.environ.get("CM_CHROMIUM") or shutil.which("chromium")
    with host_pages() as pages, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for (width, own, scale), has_script in product(SIZES, (True, False)):
            policy, head = strict_policy(site, "'unsafe-inline'"), f"<style>{STYLE}</style>"
            address = pages.put(f"/{width}-{has_script}", gallery(site, own, has_script), policy, head)
            context = browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=has_script, device_scale_factor=scale
            )
            page = context.new_page()
            page.goto(address)
            for place in page.query_selector_all(".common-measure, iframe"):
                place.scroll_into_view_if_needed()
                page.wait_for_timeout(100)
            for _ in range(2):  # frames that are not in view are not painted
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_timeout(1500)
            page.screenshot(path=folder / f"embeds-{width}-{'script' if has_script else 'plain'}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
