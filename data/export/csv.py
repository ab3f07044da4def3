"""Rows as CSV: UTF-8 without a mark, commas, quotes only where needed (RFC 4180), line feeds.

Invariant: a file that was written here is read back by :func:`read_csv` with every cell's text as it was.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.export.cells import cell, restored

BATCH = 1000
QUOTE = '"'
QUOTED = re.compile('[,"\r\n]')


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """The file piece by piece, so that any number of rows needs the memory of a few."""
    lines = [_line(columns)]
    for row in rows:
        lines.append(_line([cell(row.get(name)) for name in columns]))
        if len(lines) > BATCH:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _line(cells: Sequence[str]) -> str:
    """One line; the only cell of a line is quoted where it is empty, so that the line is not taken for none."""
    if len(cells) == 1 and not cells[0]:
        return '""\n'
    return ",".join(map(in_quotes, cells)) + "\n"


def in_quotes(text: str) -> str:
    """A cell as it stands in the file: in quotes where it needs them."""
    return f'"{text.replace(QUOTE, QUOTE * 2)}"' if QUOTED.search(text) else text


def read_csv(text: str) -> list[dict[str, str]]:
    """Rows of a file that was written here. Raises ValueError where a line has too many or too few cells."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = csv.field_size_limit(sys.maxsize)  # a cell that was written can be read; the limit is the process's
    try:
        columns = next(lines, None)
        if not columns:
            raise ValueError("the file is empty")
        rows = []
        for number, line in enumerate(lines, 2):
            if len(line) != len(columns):
                raise ValueError(f"row {number} has {len(line)} cells, expected {len(columns)}")
            rows.append({name: restored(text) for name, text in zip(columns, line, strict=True)})
    except csv.Error as error:
        raise ValueError(f"not a CSV file: {error}") from error
    finally:
        csv.field_size_limit(before)
    return rows
