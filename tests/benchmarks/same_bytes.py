"""A peer for the API: a bare Flask view that gives the bytes of a file, and does nothing else.

Invariant: what any Flask site must pay for these bytes; no reading, no encoding, no header of ours.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()
server = Flask(__name__)


@server.get("/")
def same() -> Response:
    """The bytes."""
    return Response(BODY, mimetype="application/json")
