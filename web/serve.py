"""Answers page addresses: resolve, render once, keep what many readers share, send it compressed with a strong ETag.

Invariant: the bytes of a page depend on its release and its address alone; an unknown address is a real 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from flask import Flask, Response, abort, g, redirect, request
from flask_caching import Cache
from werkzeug.wrappers import Response as AnyResponse

from components.page import VOICES_SLOT
from components.shell import THEME_SCRIPT
from web.dash_app import MeasureDash
from web.encoding import BROTLI, HTML, EncodedBodies, compress, decompress, deliver, digest_of
from web.feedback.voices import heard, voices
from web.headers import page_policy
from web.lifetimes import FRESH
from web.resolve import is_kept, is_page, moved, resolve
from web.stores import current_store

KEPT_PAGES = 256
DASH_PAGES = ("/", "/<path:path>")
DASH_ANSWERS = ("/_dash-layout", "/_dash-dependencies")
DASH_CLOSED = (
    "/_reload-hash",
    "/_favicon.ico",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    "_dash_assets.static",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it is kept: compressed, with the hash of its plain bytes and its policy.

    ``moved_to`` is another address that answers instead.
    """

    packed: bytes
    digest: str
    policy: str
    status: int
    moved_to: str = ""

    def plain(self) -> bytes:
        """The page itself."""
        return decompress(self.packed, BROTLI)

    def encoded(self, encoding: str) -> bytes:
        """The page in an encoding; all but a few readers take the one that is kept."""
        return self.packed if encoding == BROTLI else compress(self.plain(), encoding)


def install(server: Flask, dash_app: MeasureDash) -> Cache:
    """Take the place of Dash's own views, which answer every address with 200. Returns the cache of pages."""
    cache = Cache(config={"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": KEPT_PAGES, "CACHE_DEFAULT_TIMEOUT": 0})
    cache.init_app(server)
    encoded = EncodedBodies(2 * KEPT_PAGES)

    def page(path: str = "") -> AnyResponse:
        address = f"/{path}"
        target = moved(address)
        if target is not None:
            written = request.query_string.decode("latin-1")
            return redirect(target + (f"?{written}" if written else ""), 308)
        rendered = _rendered(dash_app, cache, address)
        if rendered.moved_to:
            return redirect(rendered.moved_to, 303)
        response = deliver(request, rendered.plain, rendered.digest, HTML, FRESH, rendered.encoded, rendered.status)
        response.headers["Content-Security-Policy"] = rendered.policy
        return response

    for endpoint in DASH_PAGES:
        server.view_functions[endpoint] = page
    for endpoint in DASH_ANSWERS:
        server.view_functions[endpoint] = _steady(server, endpoint, encoded)
    for endpoint in DASH_CLOSED:
        server.view_functions[endpoint] = _closed
    return cache


def _rendered(dash_app: MeasureDash, cache: Cache, path: str) -> Rendered:
    if not is_page(path):
        abort(404)  # also while no release can be opened
    written = request.query_string.decode("latin-1")
    key = f"{current_store().id} {heard(dash_app.server, path)} {path}?{written}"
    found = cache.get(key)  # only canonical addresses were ever put there
    if isinstance(found, Rendered):
        return found
    query = request.args.to_dict()
    page = resolve(path, query)
    if page is None:
        abort(404)
    if page.redirect:
        return Rendered(b"", "", "", 303, page.redirect)
    g.page = page
    html = str(dash_app.interpolate_index())
    said = voices(dash_app.server, page) if VOICES_SLOT in html else ""
    html = html.replace(VOICES_SLOT, said or "")
    body = html.encode()
    policy = page_policy(dash_app.style_of(page.critical_css), page.is_live, (THEME_SCRIPT,))
    rendered = Rendered(compress(body, BROTLI), digest_of(body), policy, page.status)
    is_sound = page.status == 200 and page.is_final and said is not None and not page.notices
    if is_sound and is_kept(path, query, unquote(written)):
        cache.set(key, rendered)
    return rendered


def _steady(server: Flask, endpoint: str, encoded: EncodedBodies) -> Callable[[], Response]:
    """One of Dash's own answers, the same for every reader, with an ETag."""
    view = server.view_functions[endpoint]

    def answer() -> Response:
        body = server.make_response(server.ensure_sync(view)()).get_data()
        digest = digest_of(body)
        return deliver(
            request,
            body,
            digest,
            "application/json",
            FRESH,
            lambda encoding: encoded.get(body, digest, encoding),
        )

    return answer


def _closed(**_: str) -> Response:
    """Dash's addresses that this site does not use."""
    abort(404)
