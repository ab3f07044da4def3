"""Whether a downloaded file still holds the figures that its hash stands for: no network, no release.

Invariant: a file is called sound only if its rows, in canonical form, have the hash that it is checked against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from data.canonical import rows_digest
from data.export.csv import read_csv

IN_NAME = re.compile(r"_([0-9a-f]{12,64})(?:\.whole)?(?: ?\(\d+\))?\.(?:csv|json)$")
HASH = re.compile(r"[0-9a-f]{12,64}")
SHORTEST = 12
ZIPPED = b"PK\x03\x04"
CAPITALS = re.compile(r"(^|,)(TRUE|FALSE)(,|\r?$)", re.MULTILINE)
SHORTENED = re.compile(r"(^|,)-?\d(\.\d+)?E[+-]?\d+(,|\r?$)", re.MULTILINE)


class UnreadableFile(ValueError):
    """The file is not as it was downloaded; the message says what differs and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Hash of the rows, the hash that was expected (empty if none is known), how many rows there are.

    ``signs`` are what shows that another program has written the file anew.
    """

    digest: str
    expected: str
    rows: int
    signs: tuple[str, ...] = ()

    @property
    def is_match(self) -> bool | None:
        """None where nothing was expected."""
        return self.digest.startswith(self.expected) if self.expected else None


def check_file(path: Path, expected: str = "") -> Checked:
    """Check a CSV or JSON file against a hash, or the one in its own name. Raises UnreadableFile."""
    wanted = expected.lower().strip()
    if wanted and not HASH.fullmatch(wanted):
        raise UnreadableFile(f"{expected!r} is no hash: expected {SHORTEST} to 64 hexadecimal digits")
    if not wanted:
        found = IN_NAME.search(path.name)
        wanted = found[1] if found else ""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}") from error
    signs: tuple[str, ...] = ()
    if path.suffix.lower() == ".json":
        rows = _json_rows(content)
    elif content.startswith(ZIPPED):
        raise UnreadableFile("the file is a workbook: only CSV and JSON files can be checked")
    else:
        rows, signs = _csv_rows(content), signs_of_change(content)
    return Checked(rows_digest(rows), wanted, len(rows), signs)


def signs_of_change(content: bytes) -> tuple[str, ...]:
    """What a file that we wrote does not have, and one that a spreadsheet has saved may have."""
    text = content.decode("utf-8")
    signs = (
        ("lines end with CR LF, ours with LF", "\r\n" in text),
        ("a cell is TRUE or FALSE, ours are true and false", bool(CAPITALS.search(text))),
        ("a number is written like 1.2E+05: digits may be lost", bool(SHORTENED.search(text))),
        ("every cell is quoted, ours only where needed", text.startswith('"')),
    )
    return tuple(sign for sign, is_there in signs if is_there)


def _json_rows(content: bytes) -> list[dict[str, Any]]:
    try:
        rows = orjson.loads(content)["data"]
        return [dict(row) for row in rows]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableFile("the file is not the JSON that was downloaded: it has no list of rows 'data'") from error


def _csv_rows(content: bytes) -> list[dict[str, str]]:
    again = "Download the file again and check it before a spreadsheet has saved it."
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"the file is not UTF-8 any more (byte {error.start}). {again}") from error
    if text.startswith("\ufeff"):
        raise UnreadableFile(f"the file begins with a byte-order mark, which ours do not: it was saved anew. {again}")
    head = text.partition("\n")[0]
    if ";" in head and "," not in head:
        raise UnreadableFile(f"cells are separated by semicolons: a spreadsheet has saved the file. {again}")
    try:
        return list(read_csv(text))
    except ValueError as error:
        raise UnreadableFile(f"{error}. {again}") from error
