"""Reads the workbook of the Corruption Perceptions Index 2017: its first sheet, and the history from 2012.

Invariant: the year comes from the sheet and the heading; nothing before 2012 is read.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import openpyxl

from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table

FILE = "CPI2017.xlsx"
FIRST = ("CPI 2017", {3: "value", 5: "std_error", 6: "lower", 7: "upper"})
HISTORY = "CPI historical data 2012-2017"
OWN_CODES = {"KSV": "XKX"}
HEADING = re.compile(r"^(CPI score|Standard error) (20\d\d)$", re.IGNORECASE)
SERIES = "ti_cpi:CPI@2017"


@lru_cache(maxsize=2)
def _sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # conditional formats of the workbook
        book = openpyxl.load_workbook(path, data_only=True)
    return {name: list(book[name].iter_rows(values_only=True)) for name in (FIRST[0], HISTORY)}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _area(record: list[str]) -> str:
    return OWN_CODES.get(record[1], record[1]) if record[1] else "ti_cpi:global_avarage"


def _cell(row: int, column: str, text: str, area: str, year: int, field: str) -> Cell:
    cell = Cell("ti_cpi", FILE, row, column, text, FACT, SERIES, area, year, field=field)
    if text == "":
        return cell._replace(kind=NONE, field=WHOLE_ROW if field == "value" else field, why="blank")
    return cell._replace(value=float(text))


def tables(raw: Path) -> Iterator[Table]:
    """Two sheets of one file; the records of the second begin with an empty text to tell them apart."""
    path = raw / "ti_cpi" / FILE

    def records(sheet: str) -> Iterator[tuple[int, list[str]]]:
        for number, line in enumerate(_sheets(path)[sheet], 1):
            if number > 3 and line[0]:
                yield number, [_text(value) for value in line]

    def first(row: int, record: list[str]) -> Iterator[Cell]:
        for at, field in FIRST[1].items():
            yield _cell(row, f"{FIRST[0]}!{at + 1}", record[at], _area(record), 2017, field)

    def history(row: int, record: list[str]) -> Iterator[Cell]:
        for at, heading in enumerate(_sheets(path)[HISTORY][2]):
            match = HEADING.match(_text(heading))
            if match is None or match[2] == "2017":  # 2017 is read from the first sheet
                continue
            field = "value" if match[1].lower().startswith("cpi") else "std_error"
            yield _cell(row, f"{HISTORY}!{heading}", record[at], _area(record), int(match[2]), field)

    yield Table("ti_cpi", FILE, lambda: records(FIRST[0]), first)
    yield Table("ti_cpi", FILE, lambda: records(HISTORY), history)
