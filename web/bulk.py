"""``/data/<release>/<file>``: a release as whole files, its own files, their hashes; all observations as one CSV.

Invariant: a file is sent with the hash that it was made with; the CSV is made while it is sent, memory stays flat, and
at most ``STREAMS`` of them are under way in a process, so that they cannot keep everybody else waiting.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

import brotli
import orjson
from flask import Flask, Response, request, send_file

from data.bulk_files import (
    CSV,
    LAYOUT,
    MADE,
    NOT_MADE,
    SUMS,
    content_type,
    made_files,
    own_files,
    sums,
)
from data.export.release_rows import release_lines
from data.release import ID, Release
from data.store import Store
from web.encoding import BROTLI, choose_encoding, deliver, digest_of
from web.errors import json_error
from web.lifetimes import FOREVER, FRESH
from web.published import Refused, opened

STREAMS = 2
WAIT = "30"  # seconds after which to ask again
FOREVER_KINDS = ("csv", "json", "geojson", "parquet")  # the others may come out of other software with other bytes


def install(server: Flask) -> None:
    """Serve the files."""
    streams = BoundedSemaphore(STREAMS)

    @server.get("/data/<release>/")
    def whole_list(release: str) -> Response:
        body = orjson.dumps(listing(_store(release).release), option=orjson.OPT_INDENT_2)
        return deliver(request, body, digest_of(body), "application/json", FRESH, None)

    @server.get("/data/<release>/<path:name>")
    def whole_file(release: str, name: str) -> Response:
        store = _store(release)
        if name == CSV:
            return stream_csv(store, streams)
        if name == SUMS:
            body = sums(store.release).encode()
            return deliver(request, body, digest_of(body), content_type(name), FRESH, None)
        return send(store.release, name)


def _store(release: str) -> Store:
    if not ID.fullmatch(release):
        raise Refused(json_error(404, "there is no such release"))
    return opened(release)


def listing(release: Release) -> dict[str, object]:
    """Every file of a release, for programs."""
    made = made_files(release)
    every = [*made.values(), *own_files(release).values()]
    base = f"/data/{release.id}/"
    return {
        "ok": True,
        "release": release.id,
        "release_sha256": release.digest,
        "files": [
            {"name": one.name, "address": base + one.name, "bytes": one.size, "sha256": one.sha256} for one in every
        ],
        "made_while_sent": [base + CSV],
        "not_made_here": [name for name in MADE if name not in made],
        "sums": base + SUMS,
    }


def send(release: Release, name: str) -> Response:
    """A file, whole or the part that is asked for. Raises Refused with 404 and the reason."""
    found = made_files(release).get(name) or own_files(release).get(name)
    if found is None:
        detail = NOT_MADE if name in MADE else f"/data/{release.id}/ lists every file"
        raise Refused(json_error(404, "there is no such file", [detail]))
    if request.if_none_match.contains(found.sha256):
        response = Response(status=304)
        response.set_etag(found.sha256)
    else:
        response = send_file(found.path, content_type(name), etag=found.sha256, conditional=True)
        if request.method == "HEAD":
            response.close()  # nobody will read it
    response.headers["Cache-Control"] = FOREVER if name.rpartition(".")[2] in FOREVER_KINDS else FRESH
    response.headers["Accept-Ranges"] = "bytes"
    encoded = base64.b64encode(bytes.fromhex(found.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{encoded}:"  # RFC 9530: of the whole file, also of a part of it
    _name(response, release, name)
    return response


def _name(response: Response, release: Release, name: str) -> None:
    saved = f"common-measure_{release.id}_{name.replace('/', '_')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{saved}"'


def stream_csv(store: Store, streams: BoundedSemaphore) -> Response:
    """All observations. Raises Refused with 503 while too many are being sent."""
    encoding = choose_encoding(request)
    tag = f"{store.release.digest[:32]}-{LAYOUT}" + (f"-{encoding}" if encoding else "")
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    elif request.method == "HEAD":
        response = Response(iter(()), content_type=content_type(CSV))  # no length: none is known before it is made
    else:
        if not streams.acquire(blocking=False):
            busy = json_error(503, "too many whole files are being sent: ask again a little later")
            busy.headers["Retry-After"] = WAIT
            raise Refused(busy)
        lines = release_lines(store)
        body = Stream(packed(lines, encoding) if encoding else lines, streams.release)
        response = Response(body, content_type=content_type(CSV))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag(tag)
    response.headers.update({"Cache-Control": FOREVER, "Vary": "Accept-Encoding", "Accept-Ranges": "none"})
    response.headers["X-Accel-Buffering"] = "no"  # a proxy passes it on rather than keeping half a gigabyte
    _name(response, store.release, CSV)
    return response


class Stream:
    """Pieces of a body; ``closed`` is called once, when they end or when nobody reads on."""

    def __init__(self, pieces: Iterable[bytes], closed: Callable[[], None]) -> None:
        self._pieces, self._closed, self._is_open = iter(pieces), closed, True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self.close()
            raise

    def close(self) -> None:
        """End it."""
        if self._is_open:
            self._is_open = False
            self._closed()


def packed(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces in an encoding, without a time in it; lightly, since it is done anew for each reader."""
    if encoding == BROTLI:
        brotli_ = brotli.Compressor(quality=2)
        add, end = brotli_.process, brotli_.finish
    else:
        gzip_ = zlib.compressobj(1, zlib.DEFLATED, 31)
        add, end = gzip_.compress, gzip_.flush
    for piece in pieces:
        small = add(piece)
        if small:
            yield small
    yield end()
