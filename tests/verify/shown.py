"""Looks rows of a release up by their key, straight in the Parquet files.

Invariant: what is found is what the file holds; nothing is computed, filled or renamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as arrow
import pyarrow.parquet as parquet

from tests.verify.cells import Cell
from tests.verify.place import read_json, release_file

Row = dict[str, Any]
COLUMNS = (
    "series area area_kind period_end dims counterpart value value_text decimals qualifier lower upper level "
    "interval_kind std_error n provenance flags file row rows formula inputs note"
).split()
WORDS = "series area area_kind dims counterpart value_text qualifier interval_kind provenance flags file formula note"


class Key(NamedTuple):
    """What no two rows of a source share."""

    series: str
    area: str
    year: int
    dims: str
    counterpart: str


def key_of(thing: Cell | Row) -> Key:
    """Key of a cell or of a row."""
    if isinstance(thing, Cell):
        return Key(thing.series, thing.area, thing.year, thing.dims, thing.counterpart)
    return Key(thing["series"], thing["area"], thing["period_end"].year, thing["dims"], thing["counterpart"])


@lru_cache(maxsize=16)
def facts(source: str, root: Path | None = None) -> arrow.Table:
    """The observations of a source."""
    path = release_file(f"facts/{source}.parquet", root)
    return parquet.read_table(path, columns=COLUMNS, read_dictionary=WORDS.split(), use_threads=False)


@lru_cache(maxsize=4)
def events(root: Path | None = None) -> list[Row]:
    """All treaty acts."""
    rows: list[Row] = parquet.read_table(release_file("events.parquet", root), use_threads=False).to_pylist()
    return rows


@lru_cache(maxsize=4)
def known_series(root: Path | None = None) -> frozenset[str]:
    """Series that the catalogue names."""
    return frozenset(read_json("catalogue.json", root)["series"])


def _codes(table: arrow.Table, name: str) -> tuple[np.ndarray, dict[str, int]]:
    column = table.column(name).combine_chunks()
    column = column.chunk(0) if isinstance(column, arrow.ChunkedArray) else column
    words = column.dictionary.to_pylist()
    return column.indices.to_numpy(), {word: code for code, word in enumerate(words)}


def rows_where(source: str, pairs: Iterable[tuple[str, str]], root: Path | None = None) -> list[Row]:
    """Every row of the given pairs of series and area."""
    table = facts(source, root)
    series, series_codes = _codes(table, "series")
    area, area_codes = _codes(table, "area")
    wanted = [
        series_codes[s] * len(area_codes) + area_codes[a]
        for s, a in set(pairs)
        if s in series_codes and a in area_codes
    ]
    found = np.isin(series.astype(np.int64) * len(area_codes) + area, np.array(wanted, dtype=np.int64))
    rows: list[Row] = table.filter(arrow.array(found)).to_pylist()
    return rows


def by_key(source: str, cells: Iterable[Cell], root: Path | None = None) -> dict[Key, Row]:
    """The rows that the cells speak of."""
    return {key_of(row): row for row in rows_where(source, ((c.series, c.area) for c in cells), root)}


def all_by_key(source: str, root: Path | None = None) -> dict[Key, Row]:
    """Every row of a source."""
    return {key_of(row): row for row in facts(source, root).to_pylist()}


def by_lineage(rows: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    """Rows by the record they come from, further records included."""
    found = defaultdict(list)
    for row in rows:
        for number in lineage_rows(row):
            found[row["file"], number].append(row)
    return found


def lineage_rows(row: Row) -> list[int]:
    """Numbers of the records behind a row: ``row`` and what ``rows`` adds, such as ``81-82;90``."""
    numbers = [row["row"]]
    for part in filter(None, str(row["rows"] or "").replace(",", ";").split(";")):
        first, _, last = part.strip().partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def at_lineage(source: str, numbers: Iterable[int], root: Path | None = None) -> list[Row]:
    """Rows whose first record has one of the numbers, in whatever file."""
    table = facts(source, root)
    found = np.isin(table.column("row").to_numpy(), np.array(sorted(set(numbers)), dtype=np.int32))
    rows: list[Row] = table.filter(arrow.array(found)).to_pylist()
    return rows
