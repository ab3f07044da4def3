"""Errors in two forms: a page in the shell for readers, one JSON shape for programs.

Invariant: every error has its real status and names no file, line or version.
"""

from __future__ import annotations

import logging

import orjson
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from components.errors import build_error, error_title
from components.shell import THEME_SCRIPT, render_shell
from data.release import ReleaseError
from web.dash_app import MeasureDash
from web.headers import page_policy
from web.language import reader_words
from web.resolve import split_release

LOG = logging.getLogger("common_measure")
MACHINE = (
    "/_dash-",
    "/a/",
    "/frames/",
    "/shapes/",
    "/live/",
    "/livez",
    "/readyz",
    "/freshness",
    "/api/",
    "/view/",
    "/cite/",
    "/data/",
    "/feeds/",
    "/openapi",
    "/oembed",
)


def wants_json() -> bool:
    """Whether a program asks: by the address, or because it takes JSON rather than HTML."""
    if split_release(request.path)[1].startswith(MACHINE):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html") == "application/json"


def json_error(status: int, message: str, errors: list[str] | None = None) -> Response:
    """The one shape of an error for programs."""
    content = {"ok": False, "status": status, "error": message, "errors": errors or []}
    return Response(orjson.dumps(content), status, content_type="application/json")


def install(server: Flask, dash_app: MeasureDash) -> None:
    """Answer every error of the server."""

    def answer(status: int, detail: str = "") -> Response:
        words = reader_words()
        if wants_json():
            response = json_error(status, error_title(status, words), [detail] if detail else [])
        else:
            g.page = page = build_error(status, words)
            body = render_shell(page, page.lang, request.args.get("theme", "auto"), dash_app.shell_assets())
            response = Response(body, status, content_type="text/html; charset=utf-8")
            response.headers["Content-Security-Policy"] = page_policy(dash_app.style_of(), False, (THEME_SCRIPT,))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept, Accept-Encoding"
        return response

    @server.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        detail = error.description or "" if status == 400 and request.path.startswith(MACHINE) else ""
        response = answer(status, detail)
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    @server.errorhandler(ReleaseError)
    def no_release(error: ReleaseError) -> Response:
        LOG.error("no release: %s", error)
        return answer(503)

    @server.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        LOG.exception("fault at %s", request.path, exc_info=error)
        return answer(500)
