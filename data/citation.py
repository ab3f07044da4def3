"""The hash of exactly the figures that a view shows, and ``python -m data.citation verify`` for files of them.

Invariant: the hash is that of the rows in canonical form (data/canonical.py), the same in every language.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.canonical import canonical_number, canonical_rows, rows_digest
from data.store import Store
from data.verify import UnreadableFile, check_file
from data.views.map import MapView
from data.views.table import export_rows
from data.words import words

__all__ = ["canonical_number", "canonical_rows", "rows_digest", "view_digest"]


def view_digest(store: Store, view: MapView) -> str:
    """sha256 of a map view's canonical rows, the same in every language."""
    return rows_digest(export_rows(store, view, words("en")))


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m data.citation verify FILE [HASH]``: 0 the file matches, 1 it does not, 2 it cannot be checked."""
    parser = argparse.ArgumentParser(prog="python -m data.citation", description="Check a downloaded file offline.")
    command = parser.add_subparsers(required=True).add_parser("verify", help="compare a file with its hash")
    command.add_argument("file", type=Path, help="a CSV or JSON file as it was downloaded")
    command.add_argument("hash", nargs="?", default="", help="the hash that is cited; else the one in the file's name")
    chosen = parser.parse_args(arguments)
    try:
        found = check_file(chosen.file, chosen.hash)
    except UnreadableFile as error:
        print(f"cannot be checked: {error}")
        return 2
    print(f"rows    {found.rows}\nsha256  {found.digest}")
    if found.is_match is None:
        print("nothing to compare with: name the hash that is cited, or keep the file's own name")
        return 2
    print(
        f"match   the figures are those of {found.expected}"
        if found.is_match
        else f"MISMATCH, expected {found.expected}"
    )
    if not found.is_match and found.signs:
        print("another program has saved this file: " + "; ".join(found.signs))
    return 0 if found.is_match else 1


if __name__ == "__main__":
    sys.exit(main())
