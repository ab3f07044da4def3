"""What many readers ask for, answered before Flask takes the request apart: embeds, API, downloads.

Invariant: what is kept depends on path, query and encoding alone; the first answer of an address was made by Flask, and
every later one has the same status, headers and bytes. Bounded by bytes; the least recently used goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from web.encoding import ENCODINGS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

KEEP = "common_measure.keep"
BOUND = 64 * 1024 * 1024
MOST = 2 * 1024 * 1024  # bytes of one body
NOT_SENT = frozenset({"content-type", "content-length", "content-encoding"})  # with 304
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 200."""

    headers: tuple[tuple[str, str], ...]
    known: tuple[tuple[str, str], ...]  # headers of a 304
    etag: str
    body: bytes


class Answers:
    """Answers by address, bounded by their bytes."""

    def __init__(self, bound: int = BOUND) -> None:
        self._bound, self._bytes = bound, 0
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def get(self, key: Key) -> Answer | None:
        """The answer of an address, if there is one."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer; others go until there is room."""
        if len(answer.body) > MOST:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += len(answer.body) - (len(old.body) if old else 0)
            self._kept[key] = answer
            while self._bytes > self._bound and len(self._kept) > 1:
                _key, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.body)


def keep_answer() -> None:
    """Mark the answer to this request: it depends on path, query and encoding alone, at a canonical address."""
    request.environ[KEEP] = True


def encoding_of(header: str) -> str:
    """The encoding that a client takes, as web/encoding.py chooses it."""
    if not header:
        return ""
    accepted = parse_accept_header(header, Accept)
    return next((name for name in ENCODINGS if accepted[name] > 0), "")


def install(server: Flask, answers: Answers | None = None) -> Answers:
    """Stand before the server."""
    kept = answers if answers is not None else Answers()
    inner = server.wsgi_app
    encodings: dict[str, str] = {}

    def fast(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or _is_picky(environ):
            return inner(environ, start_response)
        wanted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = encodings.get(wanted)
        if encoding is None:
            encoding = encoding_of(wanted)
            if len(encodings) < 256:
                encodings[wanted] = encoding
        key = (environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), encoding)
        found = kept.get(key)
        if found is None:
            return _asked(inner, environ, start_response, kept, key)
        given = environ.get("HTTP_IF_NONE_MATCH")
        if given and parse_etags(given).contains(found.etag):
            start_response("304 NOT MODIFIED", list(found.known))
            return []
        start_response("200 OK", list(found.headers))
        return [] if method == "HEAD" else [found.body]

    server.extensions["answers"] = kept
    server.wsgi_app = fast  # type: ignore[method-assign]
    return kept


def _is_picky(environ: WSGIEnvironment) -> bool:
    """Whether a request of the API takes nothing that the API gives; Flask then says so with 406."""
    accepted = environ.get("HTTP_ACCEPT", "")
    return bool(accepted) and "/api/" in environ["PATH_INFO"] and "json" not in accepted and "*/*" not in accepted


def _asked(
    inner: Callable[..., Iterable[bytes]],
    environ: WSGIEnvironment,
    start_response: StartResponse,
    kept: Answers,
    key: Key,
) -> Iterable[bytes]:
    """The answer of the server itself, kept if it said so."""
    seen: list[tuple[str, list[tuple[str, str]]]] = []

    def started(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        seen.append((status, headers))
        return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

    body = inner(environ, started)
    if not environ.get(KEEP) or not seen or not seen[-1][0].startswith("200") or environ["REQUEST_METHOD"] != "GET":
        return body
    try:
        content = b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
    headers = tuple(seen[-1][1])
    etag = next((value for name, value in headers if name.lower() == "etag"), "")
    if etag:
        known = tuple((name, value) for name, value in headers if name.lower() not in NOT_SENT)
        kept.put(key, Answer(headers, known, etag.strip('"'), content))
    return [content]
