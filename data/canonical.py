r"""Rows in their canonical form, and its hash: what a citation names and ``/verify`` recomputes.

Invariant: the same figures give the same bytes on every machine, in every language, in any order of rows and columns.

Form 2 (docs/citation.md has test vectors): UTF-8; first line ``common-measure rows 2``; second line the names of the
columns, sorted, joined by tabs; then one line for each row, its cells in that order joined by tabs, lines sorted by
their bytes; each line ended by a line feed. Columns in the reader's language, and the release, take no part: ``LEFT``.
A number is the shortest text that reads back as the same double, whole numbers below 1e16 without a point; true and
false are ``true`` and ``false``; nothing is the empty text. In a text, backslash, tab, line feed and carriage return
are written ``\\``, ``\t``, ``\n`` and ``\r``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from math import isfinite

from data.views.export import WORDS

VERSION = 2
LEFT = frozenset((*WORDS, "release"))
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def canonical_number(value: object) -> str:
    """A cell in its one spelling; None is the empty text. Texts are written as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, float):
        return str(value)
    if value != value:
        return ""
    if isfinite(value) and value == int(value) and abs(value) < 1e16:
        return str(int(value))
    return repr(value)


def canonical_rows(rows: Iterable[Mapping[str, object]], left: frozenset[str] = LEFT) -> bytes:
    """Rows in canonical form; columns named in ``left`` take no part."""
    found = list(rows)
    names = sorted({name for row in found for name in row} - left)
    cells = ([canonical_number(row.get(name)).translate(ESCAPES) for name in names] for row in found)
    lines = sorted("\t".join(row).encode() for row in cells)
    head = (f"common-measure rows {VERSION}".encode(), "\t".join(names).encode())
    return b"".join(line + b"\n" for line in (*head, *lines))


def rows_digest(rows: Iterable[Mapping[str, object]]) -> str:
    """sha256 of rows in canonical form."""
    return hashlib.sha256(canonical_rows(rows)).hexdigest()
