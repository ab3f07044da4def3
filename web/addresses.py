"""What the addresses of this site have in common: their host, their twin below a release, their canonical spelling.

Invariant: what is kept for many readers has one spelling of its address, and names no host but the configured one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from flask import Flask, request

from web.resolve import PINNED

LONGEST = 400  # characters of an address whose answer is kept


def add_rules(server: Flask, rule: str, view: Callable[..., Any], **defaults: str) -> None:
    """Serve an address of the current release, and the same below the path of any release, which ``view`` is given."""
    for prefix in ("", f"{PINNED}<release>"):
        server.add_url_rule(prefix + rule, prefix + rule, view, methods=["GET"], defaults=defaults)


def host_of(origin: str) -> str:
    """The site's own address: the configured one, else the one under which this request came."""
    return origin or request.host_url.rstrip("/")


def kept_for(origin: str, lifetime: str) -> str:
    """An answer that names its host may be kept only where the host is configured."""
    return lifetime if origin else "no-store"


def is_as_written(query: str) -> bool:
    """Whether this request spells its query as we write it ourselves, and is short: only such answers are kept."""
    asked = unquote(request.query_string.decode("latin-1"))
    return asked == unquote(query) and len(request.path) + len(asked) <= LONGEST
