"""From an address of what is published beyond pages to its exhibit, read strictly: what is wrong is told, all of it.

Invariant: a refusal is a status with the reasons in one shape; an exhibit that is returned is that of its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, request

from components.exhibits.base import Exhibit
from components.exhibits.registry import KINDS, BadExhibit, build_exhibit
from components.software import software_digest
from data.model import AreaKind
from data.store import Store
from data.view_state import PAGE_KEYS, BadValue, ViewState, from_query, to_query
from data.words import words
from web.addresses import is_as_written
from web.errors import json_error
from web.lifetimes import DAY
from web.resolve import LANGUAGES, split_release
from web.stores import asked_store, current_store

OPEN_PATHS = (
    "/view/",
    "/cite/",
    "/api/",
    "/openapi.json",
    "/oembed",
    "/feeds/",
    "/data/",
    "/embed/",
    "/embed.js",
    "/verify/",
)
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, X-Rows-SHA256",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Refused(Exception):
    """An address that cannot be answered; ``response`` says why."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: the release, the exhibit, and the values of the endpoint's own keys."""

    store: Store
    exhibit: Exhibit
    state: ViewState
    extra: dict[str, str]
    is_pinned: bool
    is_canonical: bool


def opened(release: str) -> Store:
    """The release of an address. Raises Refused with 404."""
    store = asked_store(release)
    if store is None:
        raise Refused(json_error(404, "there is no such release"))
    return store


def read_wanted(kind: str, release: str, own: Mapping[str, tuple[str, ...]]) -> Wanted:
    """The exhibit that this request asks for; ``own`` are the endpoint's keys and their values, the default first.

    Raises Refused: 404 for an unknown kind, release or thing, 400 for keys and values that cannot be read.
    """
    store = opened(release)
    if kind not in KINDS:
        raise Refused(json_error(404, f"there is no view {kind[:40]!r}", [f"known: {', '.join(KINDS)}"]))
    query, faults = _single()
    extra = {key: query.pop(key, values[0]) for key, values in own.items()}
    faults += [
        f"{key} must be one of {', '.join(filter(None, values))}"
        for key, values in own.items()
        if extra[key] not in values
    ]
    faults += [f"{key[:40]} is no parameter of this address" for key in query if key not in PAGE_KEYS]
    state = ViewState()
    for key, text in query.items():
        if key in PAGE_KEYS:
            try:
                from_query({key: text})
            except BadValue as error:
                faults.append(f"{key}: {error}")
    if not faults:
        state = from_query(query)
        faults = _unknown(store, state)
    if faults:
        raise Refused(json_error(400, "the query cannot be read", faults))
    state = state.but(release=store.id if release else "")
    try:
        exhibit = build_exhibit(store, kind, state, words(state.lang or LANGUAGES[0]))
    except BadExhibit as error:
        raise Refused(json_error(404, str(error))) from error
    return Wanted(store, exhibit, state, extra, bool(release), _is_canonical(state, extra, own))


def _single() -> tuple[dict[str, str], list[str]]:
    """Every key once; a key that stands twice is a fault."""
    found = request.args.to_dict(flat=False)
    return {key: values[0] for key, values in found.items()}, [
        f"{key[:40]} stands more than once" for key, values in found.items() if len(values) > 1
    ]


def _unknown(store: Store, state: ViewState) -> list[str]:
    areas = store.catalogue.areas
    faults = [f"area: there is no area {a[:20]!r}" for a in state.area if a not in areas]
    faults += [
        f"area: {a} is an aggregate of its publisher, not a country"
        for a in state.area
        if a in areas and areas[a].kind is AreaKind.AGGREGATE
    ]
    if state.lang and state.lang not in LANGUAGES:
        faults.append(f"lang must be one of {', '.join(LANGUAGES)}")
    return faults


def _is_canonical(state: ViewState, extra: dict[str, str], own: Mapping[str, tuple[str, ...]]) -> bool:
    parts = [to_query(state), *(f"{key}={value}" for key, value in extra.items() if value != own[key][0])]
    return is_as_written("&".join(filter(None, parts)))


def current_tag(store: Store) -> str:
    """What a pinned drawing depends on beside its own release: the current one, which may have superseded it."""
    return f"{current_store().release.digest}:{store.release.digest}:{software_digest()}"


def install(server: Flask) -> None:
    """Open these addresses to scripts of any site, their refusals included."""

    @server.after_request
    def open_up(response: Response) -> Response:
        if split_release(request.path)[1].startswith(OPEN_PATHS):
            for name, value in OPEN.items():
                response.headers[name] = value
            if request.method == "OPTIONS" and response.status_code == 200:
                response.status_code = 204
                response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
                response.headers["Access-Control-Max-Age"] = "86400"
                response.headers["Cache-Control"] = DAY
        return response

    @server.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        error.response.headers["Cache-Control"] = "no-store"
        return error.response
