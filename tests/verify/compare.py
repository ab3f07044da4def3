"""Compares cells with the rows of a release.

Invariant: an empty answer means that the release says exactly what the text says; anything else is told in one line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from tests.verify.cells import ACT, FACT, NONE, WHOLE_ROW, WORD, Cell
from tests.verify.readers.bank import WORDS
from tests.verify.shown import Key, Row, key_of, lineage_rows

LINEAGE = "lineage"  # for NONE: no row may cite this record


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def shown_text(row: Row) -> str:
    """The value as the release writes it out."""
    if row["value_text"]:
        return str(row["value_text"])
    return "" if is_empty(row["value"]) else f"{row['value']:.{row['decimals']}f}"


def compare_fact(cell: Cell, row: Row | None) -> str:
    """What is wrong with a row that must hold the cell; empty if nothing."""
    if row is None:
        return "no such row"
    faults = []
    found = row[cell.field]
    if cell.value is None:
        if not is_empty(found):
            faults.append(f"{cell.field} is {found}, expected none")
    elif is_empty(found) or float(found) != cell.value:
        faults.append(f"{cell.field} is {found}, expected {cell.value}")
    if cell.field == "value":
        if row["qualifier"] != cell.qualifier:
            faults.append(f"qualifier is {row['qualifier']!r}, expected {cell.qualifier!r}")
        if cell.why == "" and cell.text not in WORDS and shown_text(row) != cell.text:
            faults.append(f"written {shown_text(row)!r}, published {cell.text!r}")
    if row["file"] != cell.file or cell.row not in lineage_rows(row):
        faults.append(f"lineage is {row['file']} {lineage_rows(row)}")
    return "; ".join(faults)


def compare_word(cell: Cell, row: Row | None) -> str:
    """What is wrong with a row that must carry a word; empty if nothing."""
    found = row[cell.field] if row else "no such row"
    return "" if cell.date in found.split(";") else f"{cell.field} is {found!r}, expected {cell.date!r}"


def compare_none(cell: Cell, row: Row | None, citing: Iterable[Row]) -> str:
    """What is wrong where the release must be silent; empty if nothing."""
    if cell.field == LINEAGE:
        series = {other["series"] for other in citing if not cell.series or other["series"] == cell.series}
        return f"{sorted(series)} cite this record" if series else ""
    if row is None:
        return "" if cell.field == WHOLE_ROW or cell.why == "blank" else "no such row to be silent in"
    if cell.field == WHOLE_ROW:
        return "the row is there" if cell.row in lineage_rows(row) and row["file"] == cell.file else _other(cell, row)
    return "" if is_empty(row[cell.field]) else f"{cell.field} is {row[cell.field]}, expected none"


def _other(cell: Cell, row: Row) -> str:
    """Another record may speak for the same key; then it must be another one."""
    return "" if row["file"] else f"a computed row stands under the key of {cell.file} record {cell.row}"


def compare_act(cell: Cell, acts: list[Row]) -> str:
    """What is wrong with the acts that cite the record; empty if one of them is the cell's."""
    wanted = (cell.area, cell.series, cell.dims, cell.date, cell.qualifier, cell.why)
    found = [(a["area"], a["instrument"], a["act"], a["date"], a["marker"], a["role"]) for a in acts]
    return "" if wanted in found else f"expected {wanted}, found {found}"


def compare(cell: Cell, rows: dict[Key, Row], citing: dict[tuple[str, int], list[Row]]) -> str:
    """What is wrong with the release at a cell; empty if nothing."""
    if cell.kind == ACT:
        return compare_act(cell, citing.get((cell.file, cell.row), []))
    row = rows.get(key_of(cell))
    if cell.kind == FACT:
        return compare_fact(cell, row)
    if cell.kind == WORD:
        return compare_word(cell, row)
    assert cell.kind == NONE
    return compare_none(cell, row, citing.get((cell.file, cell.row), []))
