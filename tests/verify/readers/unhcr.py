"""Reads UNHCR's pairs of origin and asylum, decisions, and IDMC's displaced people.

Invariant: a 0 in a record that exists for another population is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header

POPULATION, DECISIONS, IDMC = "population.csv.gz", "asylum_decisions.csv.gz", "idmc.csv.gz"
SPECIAL = {"UNK": "unhcr:UNK", "XXA": "unhcr:XXA", "TIB": "CHN-TIB", "AB9": "ABYEI"}
PAIRS = {"refugees": "REFUGEES_PAIRS", "asylum_seekers": "ASYLUM_SEEKERS_PAIRS", "oip": "OIP_PAIRS"}
OUTCOMES = {
    "dec_recognized": "DECISIONS_RECOGNIZED_PAIRS",
    "dec_other": "DECISIONS_OTHER_PAIRS",
    "dec_rejected": "DECISIONS_REJECTED_PAIRS",
}
PROCEDURE = {"G": "government", "U": "unhcr", "J": "joint"}
COUNTED = {"P": "persons", "C": "cases"}


def _population(row: int, line: dict[str, str], origin: str, asylum: str) -> Iterator[Cell]:
    year = int(float(line["year"]))
    base = Cell("unhcr", POPULATION, row, "", "", FACT, year=year)
    wanted = [(column, f"unhcr:{code}@2026-06", origin, asylum) for column, code in PAIRS.items()]
    wanted.append(("stateless", "unhcr:STATELESS_PAIRS@2026-06", asylum, origin))
    wanted.append(("idps", "unhcr:IDPS@2026-06", asylum, ""))
    for column, series, area, counterpart in wanted:
        text = line[column]
        cell = base._replace(column=column, text=text, series=series, area=area, counterpart=counterpart)
        if text == "" or float(text) == 0:
            why = "zero in a record of another population" if text else "blank"
            # Someone displaced inside a country stands in one record of the year, so the key itself must be free.
            yield cell._replace(kind=NONE, field=WHOLE_ROW if counterpart else "lineage", why=why)
        else:
            yield cell._replace(value=float(text))


def _decisions(row: int, line: dict[str, str], origin: str, asylum: str) -> Iterator[Cell]:
    level = "new" if line["dec_level"] == "NA" else line["dec_level"].lower()
    dims = (
        f"asylum_procedure:{PROCEDURE[line['procedure_type']]};counted_by:{COUNTED[line['dec_pc']]};"
        f"decision_level:{level}"
    )
    has_decision = any(float(line[column]) for column in OUTCOMES)
    for column, code in OUTCOMES.items():
        series, year, text = f"unhcr:{code}@2026-06", int(float(line["year"])), line[column]
        cell = Cell("unhcr", DECISIONS, row, column, text, FACT, series, origin, year, dims, asylum)
        if has_decision:
            yield cell._replace(value=float(text))
        else:
            yield cell._replace(kind=NONE, field=WHOLE_ROW, why="zero in a record without a substantive decision")


def _displaced(row: int, line: dict[str, str], origin: str, _: str) -> Iterator[Cell]:
    text, year = line["total"], int(float(line["year"]))
    yield Cell("unhcr", IDMC, row, "total", text, FACT, "unhcr:IDPS_IDMC@2026-06", origin, year, value=float(text))


def tables(raw: Path) -> Iterator[Table]:
    """Pairs, decisions, and displacement as IDMC counts it."""
    iso = load_codes(raw).iso

    def area(code: str) -> str:
        if code not in SPECIAL and code not in iso:
            raise KeyError(code)
        return SPECIAL.get(code, code)

    for file, read in ((POPULATION, _population), (DECISIONS, _decisions), (IDMC, _displaced)):
        path = raw / "unhcr" / file
        columns = read_header(path)

        def cells(row: int, record: list[str], read=read, columns=columns) -> Iterator[Cell]:  # type: ignore[no-untyped-def]
            line = dict(zip(columns, record, strict=True))
            yield from read(row, line, area(line["coo_iso"]), area(line["coa_iso"]))

        yield Table("unhcr", file, body(path), cells)
