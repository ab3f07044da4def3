"""Headers of every response: content security policy, no cookie, no name of the software.

Invariant: what a page may load is listed here and comes from this host alone; no nonce, so a cached body stays valid.
"""

from __future__ import annotations

import base64
import hashlib

from flask import Flask, Response

COMMON = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
DEFAULTS = {**COMMON, "Content-Security-Policy": CLOSED, "Cache-Control": "no-store"}
REMOVED = ("Server", "X-Powered-By", "Set-Cookie")


def csp_hash(text: str) -> str:
    """Source expression that allows one inline script or style by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page_policy(style: str, is_live: bool, scripts: tuple[str, ...] = ()) -> str:
    """Policy of a page. ``style`` is its inline style sheet, ``scripts`` are its inline scripts.

    The live layer writes styles itself, so pages that carry it allow inline ones; no other page does.
    """
    styles = "'unsafe-inline'" if is_live else csp_hash(style)
    parts = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *map(csp_hash, scripts)]),
        "style-src": f"'self' {styles}",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "frame-src": "'self'",  # the preview of an embed
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def install(server: Flask) -> None:
    """Put the headers on every response of the server."""

    @server.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        present = {name.lower() for name, _ in headers}
        for name in REMOVED:
            if name.lower() in present:
                headers.remove(name)
        for name, value in DEFAULTS.items():
            if name.lower() not in present:
                headers.add(name, value)
        return response
