"""Reads the two transcriptions of the UN Treaty Collection: dated acts to March 2015, and the status of August 2022.

Invariant: the dated file speaks to March 2015; the newer file only for later acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.verify.areas import load_codes
from tests.verify.cells import ACT, Cell, Table, body, read_records

INSTRUMENTS = {
    "icerd": "4-2",
    "icescr": "4-3",
    "icescr_op": "4-3-a",
    "iccpr": "4-4",
    "iccpr_op1": "4-5",
    "cedaw": "4-8",
    "op_cedaw": "4-8-b",
    "cat": "4-9",
    "opcat": "4-9-b",
    "crc": "4-11",
    "op_crc_ac": "4-11-b",
    "op_crc_sc": "4-11-c",
    "op_crc_ic": "4-11-d",
    "iccpr_op2": "4-12",
    "icmw": "4-13",
    "crpd": "4-15",
    "op_crpd": "4-15-a",
    "cped": "4-16",
}
MONTHS = {name: n for n, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
JOINING = {
    "": "ratification",
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "c": "formal_confirmation",
}
MEMBERS_BY_OLD_CODE = {"TP": "TLS", "S": "SSD"}
USED, ASIDE = "used", "set_aside"


def read_date(text: str) -> tuple[str, str]:
    """ISO date and marker of ``26 Jun 2002 a``."""
    day, month, year, *marker = text.split()
    return f"{year}-{MONTHS[month]:02d}-{int(day):02d}", marker[0] if marker else ""


@lru_cache(maxsize=64)
def dated(raw: Path, instrument: str) -> dict[str, tuple[str, str]]:
    """Texts of signature and joining of each participant, as the dated file has them."""
    codes = load_codes(raw)
    path = raw / "un_treaties" / "untc_2015" / "treaties" / f"{INSTRUMENTS[instrument]}.csv"
    return {codes.by_name(line[0]): (line[1], line[2]) for number, line in read_records(path) if number > 1}


def _dated_table(raw: Path, instrument: str) -> Table:
    codes = load_codes(raw)
    file = f"untc_2015/treaties/{INSTRUMENTS[instrument]}.csv"

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        area = codes.by_name(record[0])
        for column, text in (("signature", record[1]), ("joining", record[2])):
            if not text:
                continue
            date, marker = read_date(text)
            act = "signature" if column == "signature" else JOINING[marker]
            yield Cell(
                "un_treaties", file, row, column, text, ACT, instrument, area, dims=act, date=date,
                qualifier=marker, why=USED,
            )  # fmt: skip

    return Table("un_treaties", file, body(raw / "un_treaties" / file), cells)


def _role(status: str, year: str, note: str, signed: str, joined: str) -> str:
    if status == "state party":
        is_later = not joined and year != "" and int(year) >= 2015
        return USED if is_later and "tied to" not in note else ASIDE
    return USED if status == "signatory state" and not signed and not joined else ASIDE


def _status_table(raw: Path, instrument: str) -> Table:
    alpha2 = load_codes(raw).alpha2
    file = f"status_2022/hr_status_{instrument}.csv"

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        line = [*record, ""][:8]
        area = MEMBERS_BY_OLD_CODE.get(line[0]) or alpha2[line[0]]
        year, status, note = line[3], line[6], line[7]
        signed, joined = dated(raw, instrument).get(area, ("", ""))
        act = {"state party": "party_by_year", "signatory state": "signature", "no action": "no_action"}[status]
        date = {"party_by_year": year, "signature": "", "no_action": "2022"}[act]
        column, text = ("year ratification or accession", year) if act == "party_by_year" else ("status", status)
        role = _role(status, year, note, signed, joined)
        cell = Cell("un_treaties", file, row, column, text, ACT, instrument, area, dims=act, date=date, why=role)
        yield cell._replace(qualifier="")
        if "Denounced" in note:
            left = note.split()[-1]
            yield cell._replace(column="note", text=note, dims="denunciation", date=left, qualifier="", why=USED)

    return Table("un_treaties", file, body(raw / "un_treaties" / file), cells)


def tables(raw: Path) -> Iterator[Table]:
    """Both files of the eighteen instruments."""
    for instrument in INSTRUMENTS:
        yield _dated_table(raw, instrument)
        yield _status_table(raw, instrument)
