"""Transparency International: the 2017 workbook of the Corruption Perceptions Index, scores of 2012 to 2017.

Invariant: a confidence interval is shown only for 2017, the one year for which the workbook publishes it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator

import openpyxl
import pandas as pd

from etl.inputs import InputFile, Inputs

CURRENT, HISTORY = "CPI 2017", "CPI historical data 2012-2017"
HEADER = 3  # the third row of both sheets names the columns
OLD_SCORE = re.compile(r"cpi score (\d{4})")


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One frame: 2017 with bounds from the first sheet, 2012 to 2016 from the historical one."""
    file = inputs.one("workbook")
    (code,) = inputs.codes(file.vintage)
    records = [*_current(_sheet(file, CURRENT)), *_history(_sheet(file, HISTORY))]
    yield pd.DataFrame(records).assign(series=code, vintage=file.vintage, file=file.name).fillna("")


def _sheet(file: InputFile, title: str) -> list[tuple[int, dict[str, str]]]:
    """Records of a sheet with their row in it; cells as text, columns by their name in small letters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl reports the colour rules that it does not read
        book = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
    rows = [
        ["" if cell is None else str(cell).strip() for cell in row] for row in book[title].iter_rows(values_only=True)
    ]
    names = [name.lower() for name in rows[HEADER - 1]]
    records = (
        (number, dict(zip(names, row, strict=True))) for number, row in enumerate(rows[HEADER:], start=HEADER + 1)
    )
    return [(number, record) for number, record in records if record["country"]]


def _area(record: dict[str, str]) -> str:
    return record["iso3"] or record["country"].lower().replace(" ", "_")


def _current(records: list[tuple[int, dict[str, str]]]) -> Iterator[dict[str, object]]:
    for number, record in records:
        sides = {
            "lower_text": record["lower ci"],
            "upper_text": record["upper ci"],
            "std_error_text": record["standard error"],
        }
        yield {
            "row": number,
            "area": _area(record),
            "year": 2017,
            "value_text": record["cpi score 2017"],
            **sides,
            "absorbed": sum(text != "" for text in sides.values()),
            "note": _sources(record["number of sources"]),
        }


def _history(records: list[tuple[int, dict[str, str]]]) -> Iterator[dict[str, object]]:
    """2017 stands in this sheet again and is read from the first one only."""
    columns = {name: match[1] for name in records[0][1] if (match := OLD_SCORE.fullmatch(name)) and match[1] != "2017"}
    for name, year in sorted(columns.items()):
        for number, record in records:
            error = record[f"standard error {year}"]
            yield {
                "row": number,
                "area": _area(record),
                "year": int(year),
                "value_text": record[name],
                "std_error_text": error,
                "absorbed": int(error != ""),
                "note": _sources(record[f"sources {year}"]),
            }


def _sources(count: str) -> str:
    """How many assessments stand behind a score; they are no respondents, so they are no ``n``."""
    return f"From {count} assessments by other organisations." if count else ""
