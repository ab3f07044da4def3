"""Views as images: ``/view/<kind>.svg`` and ``.png``, as a chart or for a feed.

Invariant: a PNG is rendered once for its content and kept as a file, whole or not at all; renderings are few at a time,
so images cannot take the time of pages. Only the fonts of the site are used, and no file but these is read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import BoundedSemaphore, Lock

import resvg_py
from flask import Flask, Response, request

from components.svg.plate import CHART, SIZES, SMALL, draw_plate
from components.updated import updated_line
from data.folders import made_folder, write_whole
from data.words import words
from web.addresses import add_rules
from web.downloads import file_name, refuse_restricted
from web.encoding import compress, deliver
from web.errors import json_error
from web.fast import keep_answer
from web.lifetimes import FRESH
from web.published import Refused, Wanted, current_tag, read_wanted
from web.stores import current_store

FONTS = Path(__file__).parents[1] / "assets" / "fonts" / "images"
RENDERER = "1"  # raised when the same drawing gives other pixels
AT_ONCE, WAITING, PATIENCE = 1, 1, 5.0  # in a worker, whose other threads stay with its pages
BOUND = 400 * 1024 * 1024
SVG, PNG = "image/svg+xml; charset=utf-8", "image/png"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors *"


class Pictures:
    """PNG files by what they show, in a folder that is bounded; the oldest go."""

    def __init__(self, folder: Path, bound: int = BOUND) -> None:
        self._folder, self._bound = folder, bound
        self._turn = BoundedSemaphore(AT_ONCE)
        self._queue = BoundedSemaphore(AT_ONCE + WAITING)
        self._sweep = Lock()
        self._fonts = [str(path) for path in sorted(FONTS.glob("*.ttf"))]

    def get(self, svg: str) -> bytes | None:
        """The image of a drawing; None where too many are being made."""
        key = hashlib.sha256(f"{RENDERER}\n{svg}".encode()).hexdigest()
        path = self._folder / f"{key}.png"
        found = _read(path)
        if found is not None:
            return found
        if not self._queue.acquire(blocking=False):
            return None
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                return None
            try:
                return _read(path) or self._made(path, svg)
            finally:
                self._turn.release()
        finally:
            self._queue.release()

    def _made(self, path: Path, svg: str) -> bytes:
        content = bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, skip_system_fonts=True, font_files=self._fonts, font_family="Measure Sans"
            )
        )
        try:
            write_whole(path, content)
            self._bounded()
        except OSError:
            pass  # a full disk costs time at the next request, nothing else
        return content

    def _bounded(self) -> None:
        """Remove the oldest until there is room."""
        with self._sweep:
            files = sorted(self._folder.glob("*.png"), key=lambda p: p.stat().st_mtime, reverse=True)
            total = 0
            for path in files:
                total += path.stat().st_size
                if total > self._bound:
                    path.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def install(server: Flask, origin: str) -> None:
    """Serve the images."""
    pictures = Pictures(made_folder("images"))

    def image(extension: str, kind: str, release: str = "") -> Response:
        wanted = read_wanted(kind, release, {"size": SIZES})
        refuse_restricted(wanted)
        svg = _drawn(wanted, origin)
        tag = hashlib.sha256(f"{svg}\n{RENDERER}\n{current_tag(wanted.store)}\n{extension}".encode()).hexdigest()[:32]
        if extension == "svg":
            body = svg.encode()
            response = deliver(request, body, tag, SVG, FRESH, lambda encoding: compress(body, encoding))
            response.headers["Content-Security-Policy"] = POLICY
        elif request.if_none_match.contains(tag):
            response = deliver(request, b"", tag, PNG, FRESH, None)
        else:
            made = pictures.get(svg)
            if made is None:
                busy = json_error(503, "too many images are being made", ["try again in a few seconds"])
                busy.headers["Retry-After"] = "5"
                raise Refused(busy)
            response = deliver(request, made, tag, PNG, FRESH, None)
        response.headers["Content-Disposition"] = f'inline; filename="{file_name(wanted, extension)}"'
        if wanted.is_canonical:
            keep_answer()
        return response

    for extension in ("svg", "png"):
        add_rules(server, f"/view/<kind>.{extension}", image, extension=extension)


def _drawn(wanted: Wanted, origin: str) -> str:
    exhibit, state = wanted.exhibit, wanted.state
    reader = words(exhibit.lang)
    size = wanted.extra.get("size", CHART)
    newer = updated_line(wanted.store, current_store(), exhibit, reader) if wanted.is_pinned and size != SMALL else ""
    theme = "dark" if state.theme == "dark" else "light"
    address = f"{origin}{exhibit.page}" if origin else exhibit.page
    return draw_plate(exhibit, reader, address, size, theme, newer, has_title=state.title)
