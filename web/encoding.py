"""Bodies as they travel: the encoding the client takes, one strong ETag for each, 304 where it has the body already.

Invariant: the ETag is the hash of the plain body with the encoding's name, so equal bytes have equal tags everywhere.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from enum import Enum

import brotli
from flask import Request, Response, request

from web.kept import Kept

HTML, JSON = "text/html; charset=utf-8", "application/json"
BROTLI, GZIP = "br", "gzip"
ENCODINGS = (BROTLI, GZIP)


def digest_of(body: bytes) -> str:
    """Short sha256 of a body."""
    return hashlib.sha256(body).hexdigest()[:32]


class Effort(Enum):
    """How hard a body is compressed: the quality of Brotli and the level of gzip."""

    QUICK = (1, 1)  # sent once and not kept
    USUAL = (5, 6)
    CLOSE = (10, 9)  # a quarter of the time of THOROUGH, one hundredth larger
    THOROUGH = (11, 9)  # asked for by many


def compress(body: bytes, encoding: str, effort: Effort = Effort.USUAL) -> bytes:
    """The body in an encoding; no time is written into it."""
    quality, level = effort.value
    if encoding == BROTLI:
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=level, mtime=0)


def decompress(body: bytes, encoding: str) -> bytes:
    """Inverse of :func:`compress`. Raises ValueError where the bytes are damaged."""
    try:
        return bytes(brotli.decompress(body)) if encoding == BROTLI else gzip.decompress(body)
    except (brotli.error, OSError, EOFError) as error:
        raise ValueError(f"not {encoding}: {error}") from error


def choose_encoding(request: Request) -> str:
    """Encoding that the client takes, brotli before gzip; empty for the plain body."""
    accepted = request.accept_encodings
    return next((name for name in ENCODINGS if accepted[name] > 0), "")


class EncodedBodies:
    """Encoded bodies by digest and encoding; beyond the bound the least recently used goes."""

    def __init__(self, bound: int = 256) -> None:
        self._kept: Kept[tuple[str, str], bytes] = Kept(bound)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, body: bytes, digest: str, encoding: str) -> bytes:
        """The body in that encoding."""
        return self._kept.get((digest, encoding), lambda: compress(body, encoding))


def deliver(
    request: Request,
    body: bytes | Callable[[], bytes],
    digest: str,
    content_type: str,
    cache_control: str,
    encoded: Callable[[str], bytes] | None,
    status: int = 200,
) -> Response:
    """The response for a body, or what makes it; ``encoded`` gives it in an encoding, or is None where none helps."""
    encoding = choose_encoding(request) if encoded is not None else ""
    tag = f"{digest}-{encoding}" if encoding else digest
    if status == 200 and request.if_none_match.contains(tag):
        response = Response(status=304)
        del response.headers["Content-Type"]
    else:
        sent = encoded(encoding) if encoding and encoded else body if isinstance(body, bytes) else body()
        response = Response(sent, status, content_type=content_type)
        if encoding:
            response.headers["Content-Encoding"] = encoding
    response.set_etag(tag)
    response.headers["Cache-Control"] = cache_control
    if encoded is not None:
        response.headers["Vary"] = "Accept-Encoding"
    return response


def deliver_body(body: bytes, content_type: str, cache_control: str, status: int = 200) -> Response:
    """:func:`deliver` for the request that is answered, of a body that is compressed for it and not kept."""
    return deliver(request, body, digest_of(body), content_type, cache_control, lambda e: compress(body, e), status)
