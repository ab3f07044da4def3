"""Views as files: ``/view/<kind>.<csv|json|metadata.json|xlsx>``, as shown or whole.

Invariant: "as shown" holds the rows of the exhibit that page, embed and citation show; a series that may not be handed
on is refused with its licence, and what describes it is served all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

import orjson
from flask import Flask, Response, request

from components.exhibits.addresses import cite_address, verify_address, view_address
from components.exhibits.base import Exhibit
from components.software import software_digest
from data.export.cells import plain
from data.export.columns import column_of
from data.export.csv import csv_lines
from data.export.xlsx import MOST_ROWS, workbook
from data.store import Store
from data.views.whole import count_whole, whole_columns, whole_rows
from data.words import Words, words
from web.addresses import add_rules
from web.encoding import JSON, deliver, deliver_body, digest_of
from web.errors import json_error
from web.fast import keep_answer
from web.lifetimes import lifetime
from web.published import Refused, Wanted, read_wanted

SHOWN, WHOLE = "shown", "whole"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": JSON,
    "metadata.json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def describe(store: Store, exhibit: Exhibit, reader: Words) -> dict[str, Any]:
    """What a reader must know of the rows, for people and for programs."""
    pinned = exhibit.state.but(release=store.id)
    return {
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "sentence": exhibit.sentence,
        "notes": list(exhibit.notes),
        "may_not_conclude": exhibit.caution,
        "kind": exhibit.kind,
        "release": store.id,
        "rows": len(exhibit.rows),
        "rows_sha256": exhibit.digest,
        "page": exhibit.page,
        "addresses": {
            "csv": view_address(exhibit.kind, "csv", pinned),
            "json": view_address(exhibit.kind, "json", pinned),
            "xlsx": view_address(exhibit.kind, "xlsx", pinned),
            "svg": view_address(exhibit.kind, "svg", pinned),
            "png": view_address(exhibit.kind, "png", pinned),
            "citation": cite_address(exhibit.kind, "txt", pinned),
            "verify": verify_address(exhibit.digest, exhibit.kind, exhibit.state, store.id),
        },
        "sources": [asdict(origin) for origin in exhibit.origins],
        "columns": [asdict(column_of(store, name, reader)) for name in exhibit.columns],
    }


def file_name(wanted: Wanted, extension: str) -> str:
    """Name of a file: what it is, of when, of which release, and the beginning of its hash."""
    exhibit = wanted.exhibit
    parts = ["common-measure", exhibit.kind, exhibit.state.indicator, *exhibit.state.area[:3]]
    parts += [str(exhibit.state.year or ""), wanted.store.id]
    is_whole = wanted.extra.get("rows") == WHOLE
    parts.append(WHOLE if is_whole else exhibit.digest[:12])
    return "_".join(filter(None, parts)) + f".{extension}"


def install(server: Flask) -> None:
    """Serve the files."""

    def answer(extension: str, kind: str, release: str = "") -> Response:
        own: dict[str, tuple[str, ...]] = {"rows": (SHOWN, WHOLE)} if extension != "metadata.json" else {}
        wanted = read_wanted(kind, release, own)
        if extension != "metadata.json":
            refuse_restricted(wanted)
        is_whole = wanted.extra.get("rows") == WHOLE
        response = _whole(wanted, extension) if is_whole else _shown(wanted, extension)
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(wanted, extension)}"'
        response.headers["Link"] = f'<{view_address(kind, "metadata.json", wanted.exhibit.state)}>; rel="describedby"'
        if not is_whole:
            response.headers["X-Rows-SHA256"] = wanted.exhibit.digest
            if wanted.is_canonical:
                keep_answer()
        return response

    for extension in TYPES:
        add_rules(server, f"/view/<kind>.{extension}", answer, extension=extension)


def refuse_restricted(wanted: Wanted) -> None:
    """Raises Refused where a licence does not let the figures be handed on."""
    barred = [origin for origin in wanted.exhibit.origins if not origin.may_redistribute]
    if barred:
        reasons = [f"{origin.name}: {origin.licence} ({origin.licence_url})" for origin in barred]
        raise Refused(json_error(403, "the licence does not let these figures be handed on", reasons))


def _shown(wanted: Wanted, extension: str) -> Response:
    exhibit, store = wanted.exhibit, wanted.store
    reader = words(exhibit.lang)
    if extension == "csv":
        body = b"".join(csv_lines(exhibit.columns, exhibit.rows))
    elif extension == "xlsx":
        body = workbook(exhibit.columns, exhibit.rows, _about(store, exhibit, reader))
    elif extension == "json":
        head = {"ok": True, "release": store.id, "view": describe(store, exhibit, reader)}
        body = orjson.dumps({**head, "columns": exhibit.columns, "data": [_safe(row) for row in exhibit.rows]})
    else:
        body = orjson.dumps({"ok": True, **describe(store, exhibit, reader)}, option=orjson.OPT_INDENT_2)
    if extension == "xlsx":  # a ZIP already
        return deliver(request, body, digest_of(body), TYPES[extension], lifetime(wanted.is_pinned), None)
    return deliver_body(body, TYPES[extension], lifetime(wanted.is_pinned))


def _safe(row: dict[str, object]) -> dict[str, object]:
    return {name: plain(value) if isinstance(value, str) else value for name, value in row.items()}


def _about(store: Store, exhibit: Exhibit, reader: Words) -> Iterator[tuple[str, str]]:
    yield reader.text("Title"), exhibit.title
    yield reader.text("Unit"), exhibit.subtitle
    yield reader.text("Finding"), exhibit.sentence
    for note in exhibit.notes:
        yield reader.text("Note"), note
    yield reader.text("You may not conclude"), exhibit.caution
    for origin in exhibit.origins:
        yield reader.text("Source"), origin.citation
        yield reader.text("As of"), origin.as_of
        yield reader.text("Licence"), f"{origin.licence} {origin.licence_url}"
    yield reader.text("Release"), store.id
    yield reader.text("Address"), exhibit.page
    yield reader.text("sha256 of the rows"), exhibit.digest
    for name in exhibit.columns:
        yield name, column_of(store, name, reader).meaning


def _whole(wanted: Wanted, extension: str) -> Response:
    """All observations of the indicator, streamed; nothing is made for a reader who has them already."""
    store, state = wanted.store, wanted.exhibit.state
    indicator = store.catalogue.indicators.get(state.indicator)
    if indicator is None:
        raise Refused(json_error(400, "the query cannot be read", ["rows=whole needs an indicator"]))
    reader = words(wanted.exhibit.lang)
    tag = hashlib.sha256(
        f"{store.release.digest} {software_digest()} {request.full_path} {reader.lang}".encode()
    ).hexdigest()[:32]
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = Response(_pieces(store, indicator.id, extension, reader, wanted), content_type=TYPES[extension])
    response.set_etag(tag)
    response.headers["Cache-Control"] = lifetime(wanted.is_pinned)
    return response


def _pieces(store: Store, name: str, extension: str, reader: Words, wanted: Wanted) -> Iterable[bytes]:
    indicator = store.catalogue.indicators[name]
    columns, rows = whole_columns(store, indicator), whole_rows(store, indicator, reader)
    if extension == "csv":
        return csv_lines(columns, rows)
    if extension == "json":
        return _json(store, columns, rows)
    count = count_whole(store, indicator)
    if count > MOST_ROWS:
        link = view_address(wanted.exhibit.kind, "csv", wanted.exhibit.state, rows=WHOLE)
        raise Refused(json_error(413, f"{count:,} rows are too many for a sheet", [f"take them as CSV: {link}"]))
    return [workbook(columns, rows, _about(store, wanted.exhibit, reader))]


def _json(store: Store, columns: tuple[str, ...], rows: Iterator[dict[str, object]]) -> Iterator[bytes]:
    head = orjson.dumps({"ok": True, "release": store.id, "columns": columns})
    yield head[:-1] + b',"data":['
    first = next(rows, None)
    if first is not None:
        yield orjson.dumps(_safe(first))
    yield from chain((b"," + orjson.dumps(_safe(row)) for row in rows), [b"]}"])
