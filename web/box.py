"""Answers while the reader types: a small piece of HTML at ``/box``, without Dash.

Invariant: the same question to the same release gives the same bytes; what cannot be read is refused with 400.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flask import Flask, Response, request

from components.answers import live_answers
from components.links import Site
from data.store import Store
from data.words import words
from web.encoding import HTML, compress, deliver, digest_of
from web.errors import json_error
from web.lifetimes import FRESH
from web.resolve import LANGUAGES, PINNED
from web.stores import asked_store

PATHS = ("/box", f"{PINNED}<release>/box")
KEYS = ("q", "lang")
MAX_QUESTION = 200
KEPT = 1024
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def faults_of(query: dict[str, list[str]]) -> list[str]:
    """What is wrong with a query; nothing where it can be answered."""
    faults = [f"{key[:40]} is no parameter of this address" for key in query if key not in KEYS]
    faults += [f"{key} stands more than once" for key in KEYS if len(query.get(key, ())) > 1]
    question = query.get("q", [""])[0]
    if "q" not in query:
        faults.append("q is missing")
    if len(question) > MAX_QUESTION:
        faults.append(f"q is longer than {MAX_QUESTION} characters")
    if CONTROL.search(question):
        faults.append("q holds control characters")
    if query.get("lang", [LANGUAGES[0]])[0] not in LANGUAGES:
        faults.append(f"lang must be one of {', '.join(LANGUAGES)}")
    return faults


class _Opened:
    """A release as a key of the cache: by its digest."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __hash__(self) -> int:
        return hash(self.store.release.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Opened) and other.store.release.digest == self.store.release.digest


@lru_cache(maxsize=KEPT)
def _answered(opened: _Opened, release: str, question: str, lang: str) -> tuple[bytes, str]:
    body = str(live_answers(opened.store, Site(release, lang), question, words(lang))).encode()
    return body, digest_of(body)


def install(server: Flask) -> None:
    """Serve the answers of the current release, and of any other below its own path."""

    def box(release: str = "") -> Response:
        faults = faults_of(request.args.to_dict(flat=False))
        if faults:
            return json_error(400, "the query cannot be read", faults)
        store = asked_store(release)
        if store is None:
            return json_error(404, "there is no such release")
        question = " ".join(request.args["q"].split())
        body, digest = _answered(_Opened(store), release, question, request.args.get("lang", LANGUAGES[0]))
        return deliver(request, body, digest, HTML, FRESH, lambda encoding: compress(body, encoding))

    for number, path in enumerate(PATHS):
        server.add_url_rule(path, f"box{number}", box, methods=["GET"])
