"""What a cell of a publisher's file must be in the release.

Invariant: one text of one record stands for one field of one row of the release, or for a stated absence.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

FACT = "fact"  # the field of a row of facts holds the number of the text
WORD = "word"  # a field of a row of facts is, or among other flags has, the word in `date`
ACT = "act"  # a treaty act
NONE = "none"  # no such row, or the field of the row is empty: `why` says by which rule

WHOLE_ROW = "row"  # for NONE: no row with this key may exist


class Cell(NamedTuple):
    """One text of a raw file and what the release must say of it.

    ``field`` is the column of the release: value, lower, upper, std_error or n, or provenance or flags. For an act,
    ``series`` is the instrument, ``dims`` the act, ``date`` its date, ``qualifier`` the marker and ``why`` the role.
    """

    source: str
    file: str
    row: int
    column: str
    text: str
    kind: str
    series: str = ""
    area: str = ""
    year: int = 0
    dims: str = ""
    counterpart: str = ""
    field: str = "value"
    value: float | None = None
    qualifier: str = "="
    date: str = ""
    why: str = ""


class Table(NamedTuple):
    """A raw file: its records as lists of texts, and the cells of one of them."""

    source: str
    file: str
    records: Callable[[], Iterator[tuple[int, list[str]]]]
    cells: Callable[[int, list[str]], Iterator[Cell]]


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Text of a plain or gzipped file without its byte order mark."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    return content.decode(encoding).removeprefix("\ufeff")


def read_records(path: Path, encoding: str = "utf-8") -> Iterator[tuple[int, list[str]]]:
    """Records of a CSV file with their numbers; the first is 1, whatever number of lines a record takes."""
    return enumerate(csv.reader(io.StringIO(read_text(path, encoding), newline="")), 1)


def read_header(path: Path, encoding: str = "utf-8") -> list[str]:
    """The first record of a CSV file, without reading the rest."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding=encoding, newline="") as stream:
        header: list[str] = next(csv.reader(stream))
    return [name.removeprefix("\ufeff") for name in header]


def body(path: Path, encoding: str = "utf-8", after: int = 1) -> Callable[[], Iterator[tuple[int, list[str]]]]:
    """The records below the header, which is record ``after``."""

    def read() -> Iterator[tuple[int, list[str]]]:
        return ((number, record) for number, record in read_records(path, encoding) if number > after and record)

    return read
