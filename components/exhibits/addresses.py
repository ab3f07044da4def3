"""Addresses of what is published beyond pages, and which exhibit stands on a page.

Invariant: an address spells its state as data/view_state.py does; below a pinned state's own release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from components.links import address
from data.view_state import PAGE_KEYS, ViewState, read_query

EMBEDDED = ("map", "trend", "benchmark", "country", "table", "treaties")
PLAIN = {"/gaps": "gaps", "/treaties": "treaties", "/signals": "signals"}
NAMED = {"/country/": "country", "/group/": "group", "/right/": "right", "/indicator/": "map"}


def _with(state: ViewState, path: str, extra: Mapping[str, object]) -> str:
    base = address(state, path)
    more = "&".join(
        f"{key}={quote(str(value), safe=',;:.@-_~')}" for key, value in extra.items() if value not in ("", None)
    )
    return f"{base}{'&' if '?' in base else '?'}{more}" if more else base


def embed_address(kind: str, state: ViewState) -> str:
    """Where the exhibit stands as an embed."""
    return address(state, f"/embed/{kind}")


def view_address(kind: str, extension: str, state: ViewState, **extra: object) -> str:
    """Where the exhibit is downloaded; ``extra`` are ``rows`` and ``size``."""
    return _with(state, f"/view/{kind}.{extension}", extra)


def share_address(kind: str, state: ViewState, anchor: str = "") -> str:
    """The page on how to use the exhibit."""
    return address(state.but(theme=""), f"/share/{kind}") + (f"#{anchor}" if anchor else "")


def share_of(page: str, release: str) -> str:
    """How the exhibit on a page is used; ``release`` is empty unless the reader is in a pinned one."""
    path, _, query = page.partition("#")[0].partition("?")
    own = path if not path.startswith("/r/") else "/" + path.removeprefix("/r/").partition("/")[2]
    found = from_page(own, dict(parse_qsl(query)))
    return share_address(found[0], found[1].but(release=release)) if found else ""


def cite_address(kind: str, extension: str, state: ViewState) -> str:
    """Its citation as a file."""
    return address(state.but(theme=""), f"/cite/{kind}.{extension}")


def question_address(kind: str, state: ViewState, release: str) -> str:
    """Where a reader questions it."""
    return _with(state.but(release="", theme=""), "/question", {"kind": kind, "release": release})


def question_of(share: str, release: str) -> str:
    """Where the exhibit of a ``share_address`` is questioned, as it stands in this release."""
    path, _, query = share.partition("#")[0].partition("?")
    kind = path.rpartition("/")[2]
    return f"/question?{query}{'&' if query else ''}kind={kind}&release={release}"


def verify_address(digest: str, kind: str, state: ViewState, release: str) -> str:
    """Where its hash is recomputed."""
    return _with(state.but(release="", theme="", lang=""), f"/verify/{digest}", {"kind": kind, "release": release})


def from_page(own: str, query: Mapping[str, str]) -> tuple[str, ViewState] | None:
    """Kind and state of the exhibit on a page (path without its release); None where the page shows no single one."""
    known = {key: value for key, value in query.items() if key in PAGE_KEYS}
    state, _notices = read_query(known)
    if own == "/" and state.indicator:
        return "map", state
    if own == "/compare":
        views = ("", "strip", "ranks")
        return ("benchmark" if state.view in views and not state.right and not state.vs else "compare"), state
    if own in PLAIN:
        return PLAIN[own], state
    folder, slash, name = own.rpartition("/")
    kind = NAMED.get(folder + slash)
    if kind is None or not name:
        return None
    name = unquote(name)
    given: dict[str, dict[str, Any]] = {
        "country": {"area": (name,)},
        "group": {"peers": name},
        "right": {"right": name},
        "map": {"indicator": name},
    }
    return kind, state.but(**given[kind])
