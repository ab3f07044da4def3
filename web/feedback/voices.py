"""What readers and offices said, beside the figures that it is about: counted questions, and replies in full.

Invariant: a reply is labelled as one and stands beside the figure; a database that is away takes nothing from a page.
"""

from __future__ import annotations

import time
from urllib.parse import unquote

from flask import Flask

from components.page import Page
from components.templating import render
from components.voices import area_of, indicator_of, voice_values
from data.words import words
from web.feedback.store import Feedback, Unavailable
from web.stores import current_store

FOLDERS = ("/indicator/", "/country/")
PATIENCE = 5.0  # seconds for which a worker takes the last revision that it saw for the newest
_seen: dict[int, tuple[float, int]] = {}


def _feedback(server: Flask) -> Feedback | None:
    desk = server.extensions.get("feedback")
    return desk.feedback if desk is not None else None


def heard(server: Flask, path: str) -> int:
    """A number that a page with voices is kept under; it grows when somebody has said something. Others have 0."""
    feedback = _feedback(server)
    if feedback is None or not any(folder in path for folder in FOLDERS):
        return 0
    now = time.monotonic()
    at, number = _seen.get(id(feedback), (0.0, 0))
    if not at or now - at > PATIENCE:
        try:
            number = feedback.revision()
        except (Unavailable, OSError):
            number = -1
        _seen[id(feedback)] = (now, number)
    return number


def voices(server: Flask, page: Page) -> str | None:
    """The part of a page; None where nothing can be read, so that the page is not kept without it."""
    feedback, reader = _feedback(server), words(page.lang)
    path = unquote(page.path)
    indicator, area = indicator_of(path), area_of(path)
    if feedback is None or not (indicator or area):
        return ""
    try:
        replies = feedback.replies(indicator, area)
        counts = feedback.counts(indicator) if indicator else (0, 0)
    except (Unavailable, OSError):
        return None
    values = voice_values(current_store(), replies, counts, indicator, area, reader)
    return str(render("voices.html.j2", reader, **values))
