"""Reads the Human Development Report's table: one record an area, one column a measure, sex and year.

Invariant: the year of a value is that of its column, never that of the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header

FILE = "HDR23-24_Composite_indices_complete_time_series.csv"
WITH_SEX = {"hdi", "le", "eys", "mys", "gnipc", "lfpr", "pr", "se"}
PLAIN = {"gii", "gdi", "abr", "ihdi", "coef_ineq", "ineq_le", "ineq_edu", "ineq_inc"}
COLUMN = re.compile(r"^(?P<measure>.+?)(?:_(?P<sex>[fm]))?_(?P<year>\d{4})$")
SEX = {"f": "female", "m": "male", None: "total"}


def read_column(column: str) -> tuple[str, int, str] | None:
    """Measure, year and dimensions of a column; None where the release does not take it."""
    match = COLUMN.match(column)
    if match is None:
        return None
    measure = {"gni_pc": "gnipc"}.get(match["measure"], match["measure"])
    if measure in WITH_SEX:
        return measure, int(match["year"]), f"sex:{SEX[match['sex']]}"
    return (measure, int(match["year"]), "") if measure in PLAIN else None


def tables(raw: Path) -> Iterator[Table]:
    """The one table."""
    iso = load_codes(raw).iso
    path = raw / "undp_hdr" / FILE
    columns = [(at, name, read_column(name)) for at, name in enumerate(read_header(path, "latin-1"))]

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        area = record[0] if record[0] in iso else f"undp_hdr:{record[0]}"
        for at, column, known in columns:
            if known is None:
                continue
            measure, year, dims = known
            text = record[at]
            cell = Cell("undp_hdr", FILE, row, column, text, FACT, f"undp_hdr:{measure}@2023-24", area, year, dims)
            if text == "":
                yield cell._replace(kind=NONE, field=WHOLE_ROW, why="blank")
            else:
                yield cell._replace(value=float(text))

    yield Table("undp_hdr", FILE, body(path, "latin-1"), cells)
