"""A release as one SQLite file: every observation, what is said of it, and where it comes from.

Invariant: a column of numbers points to a row of the table that it is named after; the view ``figures`` spells all out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from data.bulk_lists import Table, lists
from data.export.release_rows import dimensions, open_segments, status_of
from data.model import parse_dims
from data.records import INTERVALS, MAKERS, QUALIFIED, Segment
from data.store import Store

OWN = (
    *("year", "area", "counterpart", "value", "value_text", "decimals", "qualifier", "lower", "upper", "level"),
    *("interval_kind", "std_error", "n", "provenance", "flags", "published_text", "file", "row", "formula", "note"),
    "decisions",
)
OBSERVATIONS = """
CREATE TABLE observations (
  series INTEGER NOT NULL REFERENCES series(number), slice INTEGER NOT NULL REFERENCES slices(number),
  area TEXT NOT NULL REFERENCES areas(id), year INTEGER NOT NULL, counterpart TEXT REFERENCES areas(id),
  value REAL, value_text TEXT, qualifier TEXT NOT NULL, lower REAL, upper REAL, level REAL, interval_kind TEXT,
  std_error REAL, n REAL, provenance TEXT NOT NULL, flags TEXT, status TEXT NOT NULL, missing_reason TEXT,
  published_text TEXT, file INTEGER REFERENCES files(number), row INTEGER, formula TEXT, note TEXT, decisions TEXT
)"""
INDEXES = (
    "CREATE INDEX observations_by_series ON observations (series, slice, area, year)",
    "CREATE INDEX observations_by_area ON observations (area, series)",
    "CREATE INDEX series_by_indicator ON series (indicator)",
    "CREATE INDEX events_by_area ON events (area, instrument)",
)
FIGURES = """
CREATE VIEW figures AS SELECT s.indicator, i.name AS indicator_name, a.name AS area_name, o.area AS iso3,
  a.kind AS area_kind, o.year, d.dims, o.counterpart, o.value, o.value_text, o.qualifier, i.unit, o.lower, o.upper,
  o.level, o.interval_kind, o.std_error, o.n, o.provenance, o.flags, o.status, o.missing_reason, s.id AS series,
  s.is_preferred, d.dims = s.headline AS is_headline, q.name AS source, q.licence, s.code AS source_series, s.vintage,
  f.name AS file, o.row, o.published_text, o.note, o.decisions
FROM observations o JOIN series s ON s.number = o.series JOIN slices d ON d.number = o.slice
  JOIN indicators i ON i.id = s.indicator JOIN areas a ON a.id = o.area JOIN sources q ON q.id = s.source
  LEFT JOIN files f ON f.number = o.file"""
NUMBERS = frozenset({"start", "end", "row"})


def write_sqlite(store: Store, path: Path, about: Iterable[tuple[str, str]]) -> None:
    """Write the file; what is at ``path`` is taken to be nothing."""
    parts = open_segments(store)
    base = sqlite3.connect(path)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
        base.execute("CREATE TABLE about (key TEXT, value TEXT)")
        _insert(base, "about", about)
        tables = lists(store)
        for table in tables:
            _write_list(base, table)
        slices = _write_slices(base, parts)
        numbers = {row[0]: number for t in tables if t.name == "series" for number, row in enumerate(t.rows, 1)}
        base.execute("CREATE TABLE files (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        base.execute(OBSERVATIONS)
        files: dict[str, int] = {}
        for part in parts:
            rows = _rows(store, part, numbers[part.series.id], slices[part.dims], files)
            _insert(base, "observations", rows)
        _insert(base, "files", ((number, name) for name, number in files.items()))
        for text in (*INDEXES, FIGURES):
            base.execute(text)
        base.commit()
        base.execute("ANALYZE")
        base.commit()
    finally:
        base.close()


def _write_list(base: sqlite3.Connection, table: Table) -> None:
    """A list of the release; series are numbered, so that two million rows need not spell them."""
    is_numbered = table.name == "series"
    truths = {c for c, v in zip(table.columns, table.rows[0], strict=True) if isinstance(v, bool)} if table.rows else ()
    columns = ["number INTEGER PRIMARY KEY"] if is_numbered else []
    for name in table.columns:
        text = f'"{name}" {"INTEGER" if name in truths or name in NUMBERS else "TEXT"}'
        if (name,) == table.keys:
            text += " NOT NULL UNIQUE" if is_numbered else " PRIMARY KEY"
        if name in table.foreign:
            text += " REFERENCES {}({})".format(*table.foreign[name])
        columns.append(text)
    base.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")
    rows = [(number, *row) for number, row in enumerate(table.rows, 1)] if is_numbered else table.rows
    _insert(base, table.name, rows)


def _write_slices(base: sqlite3.Connection, parts: Sequence[Segment]) -> dict[str, int]:
    names = dimensions(parts)
    columns = "".join(f', "{name}" TEXT' for name in names)
    base.execute(f"CREATE TABLE slices (number INTEGER PRIMARY KEY, dims TEXT NOT NULL UNIQUE{columns})")
    found = {dims: number for number, dims in enumerate(sorted({part.dims for part in parts}), 1)}
    rows = [(number, dims, *(parse_dims(dims).get(name) for name in names)) for dims, number in found.items()]
    _insert(base, "slices", rows)
    return found


def _insert(base: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows into a table; each has a cell for every column of it."""
    (width,) = base.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    marks = ", ".join("?" * width)
    base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  # a table cannot be a parameter


def _rows(store: Store, part: Segment, series: int, slice_: int, files: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    blocks = store.blocks
    columns = [blocks.columns[name][part.start : part.end].tolist() for name in OWN]
    known: dict[tuple[int, int], tuple[str, str, str]] = {}

    def text(number: int) -> str | None:
        return blocks.text(number) if number >= 0 else None

    for (
        year, area, other, value, said, decimals, qualifier, lower, upper, level, interval, error, n, maker, bits,
        published, file, row, formula, note, decisions,
    ) in zip(*columns, strict=True):  # fmt: skip
        marks = known.get((bits, qualifier))
        if marks is None:
            marks = known[bits, qualifier] = status_of(bits, qualifier)
        yield (
            *(series, slice_, blocks.areas[area], year, blocks.areas[other] if other >= 0 else None),
            *(value, blocks.value_text(said, value, decimals), QUALIFIED[qualifier], lower, upper),
            *(round(level, 4), INTERVALS[interval] or None, error, n, MAKERS[maker], *marks),
            *(text(published), _number(files, text(file)), row if row >= 0 else None, text(formula)),
            *(text(note), text(decisions)),
        )


def _number(files: dict[str, int], name: str | None) -> int | None:
    return None if name is None else files.setdefault(name, len(files) + 1)
