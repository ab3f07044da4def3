"""A query of the API as values, or everything that is wrong with it at once.

Invariant: what passes satisfies the schema that the document gives (web/api/spec.py), and nothing more is asked.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import orjson

from web.api.spec import MOST_LISTED, Endpoint, Kind, Param

SHOWN = 60


def read_query(endpoint: Endpoint, given: dict[str, list[str]]) -> tuple[dict[str, Any], list[str]]:
    """Values by parameter, and the faults."""
    known = {param.name: param for param in endpoint.params}
    faults = [f"{name[:SHOWN]!r} is no parameter of {endpoint.path}" for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, param in known.items():
        texts = given.get(name)
        if texts is None:
            if param.is_required:
                faults.append(f"{name} is required")
            continue
        if len(texts) > 1:
            faults.append(f"{name} stands more than once; separate several values by commas")
            continue
        value, wrong = read_value(param, texts[0])
        values[name] = value
        faults += wrong
    return values, faults


def read_value(param: Param, text: str) -> tuple[Any, list[str]]:
    """One value, and what is wrong with it."""
    if param.kind is Kind.NUMBER:
        if re.fullmatch(r"-?[0-9]{1,9}", text) and param.low <= int(text) <= param.high:
            return int(text), []
        return None, [f"{param.name} must be a whole number from {param.low} to {param.high}"]
    if param.kind is Kind.LIST:
        return _listed(param, text)
    return text, _one(param, text)


def _listed(param: Param, text: str) -> tuple[tuple[str, ...], list[str]]:
    parts = text.split(",")
    if len(parts) > MOST_LISTED:
        return (), [f"{param.name} takes at most {MOST_LISTED} values"]
    faults = [fault for part in parts for fault in _one(param, part)]
    if len(set(parts)) < len(parts):
        faults.append(f"{param.name} names a value twice")
    return tuple(parts), faults


def _one(param: Param, text: str) -> list[str]:
    if param.allowed and text not in param.allowed:
        some = ", ".join(param.allowed[:6])
        return [f"{param.name}: there is no {text[:SHOWN]!r}; known: {some}{' …' if len(param.allowed) > 6 else ''}"]
    if param.pattern and not re.search(param.pattern.replace("$", r"\Z"), text):
        return [f"{param.name}: {text[:SHOWN]!r} is not of the form {param.pattern[:SHOWN]}"]
    return []


def canonical(endpoint: Endpoint, values: dict[str, Any], skip: Sequence[str] = ()) -> str:
    """The one spelling of a query: parameters in the order of their declaration."""
    parts = []
    for param in endpoint.params:
        value = values.get(param.name)
        if value is not None and param.name not in skip:
            text = ",".join(value) if isinstance(value, tuple) else str(value)
            parts.append(f"{param.name}={quote(text, safe=',:;._-')}")
    return "&".join(parts)


def binding(release: str, query: str) -> str:
    """What a cursor is bound to."""
    return hashlib.sha256(f"{release}\n{query}".encode()).hexdigest()[:16]


def write_cursor(release: str, query: str, position: Sequence[int]) -> str:
    """A cursor for the page after ``position``."""
    return urlsafe_b64encode(orjson.dumps([release, binding(release, query), *position])).decode().rstrip("=")


class BadCursor(ValueError):
    """A cursor that does not fit; the message says why."""


def read_cursor(text: str, release: str, query: str) -> tuple[int, ...]:
    """The position of a cursor. Raises BadCursor for one of another release or query, or none at all."""
    try:
        content = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        own, bound, *position = content
        position = [int(n) for n in position]
    except (NoBase64, orjson.JSONDecodeError, ValueError, TypeError) as error:
        raise BadCursor("the cursor cannot be read: take 'next' as it was given") from error
    if own != release:
        known = own if isinstance(own, str) and re.fullmatch(r"[\d.]{1,20}", own) else "another"
        raise BadCursor(f"the cursor is of release {known}: go on below /r/{known}/api/v1, or begin anew")
    if bound != binding(release, query):
        raise BadCursor("the cursor is of another query: only limit may change between pages")
    if any(not -1 <= n < 2**40 for n in position):
        raise BadCursor("the cursor cannot be read: take 'next' as it was given")
    return tuple(position)
