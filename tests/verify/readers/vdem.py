"""Reads V-Dem: edition 15 with bounds and standard deviation, edition 12 without.

Invariant: a bound is looked for only beside the value of its own record.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import PAST_STATES, load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header

V15, V12 = "vdem_cy_core_v15_subset.csv.gz", "vdem_v12_selected.csv.gz"
INDICES = ("v2x_polyarchy", "v2x_libdem", "v2x_partipdem", "v2x_delibdem", "v2x_egaldem", "v2x_api", "v2x_mpi")
V12_COLUMNS = (
    "v2x_polyarchy",
    "v2juhcind",
    "v2juncind",
    "v2x_clphy",
    "v2xpe_exlgender",
    "v2x_gender",
    "v2x_gencl",
    "v2cltort",
    "v2csprtcpt",
)
FIELDS = {"": "value", "_codelow": "lower", "_codehigh": "upper", "_sd": "std_error"}
BY_ID = {vdem: area for _, vdem, _, area in PAST_STATES if vdem}
BY_NAME = {name: area for name, _, _, area in PAST_STATES if name}


def _read(cell: Cell) -> Cell:
    if cell.text == "":
        return cell._replace(kind=NONE, field=WHOLE_ROW if cell.field == "value" else cell.field, why="blank")
    return cell._replace(value=float(cell.text))


def tables(raw: Path) -> Iterator[Table]:
    """The two editions."""
    codes = load_codes(raw)
    folder = raw / "vdem"
    new, old = read_header(folder / V15), read_header(folder / V12)

    def newer(row: int, record: list[str]) -> Iterator[Cell]:
        line = dict(zip(new, record, strict=True))
        area = BY_ID.get(line["country_text_id"], line["country_text_id"])
        for index in INDICES:
            for suffix, field in FIELDS.items():
                column = index + suffix
                series, year = f"vdem:{index}@v15", int(float(line["year"]))
                yield _read(Cell("vdem", V15, row, column, line[column], FACT, series, area, year, field=field))

    def older(row: int, record: list[str]) -> Iterator[Cell]:
        line = dict(zip(old, record, strict=True))
        name = line["country_name"]
        area = BY_NAME.get(name) or codes.by_name(name)
        for column in V12_COLUMNS:
            series, year = f"vdem:{column}@v12", int(float(line["year"]))
            cell = _read(Cell("vdem", V12, row, column, line[column], FACT, series, area, year))
            yield cell
            if cell.kind == FACT:  # no bound of another edition may stand beside it
                yield cell._replace(kind=NONE, field="lower", value=None, why="edition 12 publishes no bounds")

    yield Table("vdem", V15, body(folder / V15), newer)
    yield Table("vdem", V12, body(folder / V12), older)
