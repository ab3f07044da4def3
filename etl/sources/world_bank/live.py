"""Reads the answers of the World Bank's interface, version 2, into the same frame as its files.

Invariant: numbers keep the digits of the answer, ``null`` is a blank cell, and an error never passes for data.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from etl.faults import BuildError, Fault
from etl.inputs import InputFile

# The interface's codes where they differ from those of the files.
FILE_CODE = {"IQ.SPI.OVRL": "SPI.INDEX", **{f"IQ.SPI.PIL{n}": f"SPI.INDEX.PIL{n}" for n in range(1, 6)}}
STANDARD_ERROR_OF = {"VA.STD.ERR": "VA.EST"}
CELL = ["series", "area", "year"]


def read_world_bank_json(file: InputFile) -> pd.DataFrame:
    """Tidy frame of one answer, or of all pages of it. Raises BuildError where the Bank answered with an error."""
    records = [record for answer in _answers(file) for record in _records(file, answer)]
    cells = pd.DataFrame(
        {
            "row": range(2, len(records) + 2),
            "series": [record["indicator"]["id"] for record in records],
            "area": [record["countryiso3code"] or record["country"]["id"] for record in records],
            "year": [int(record["date"]) for record in records],
            "value_text": ["" if record["value"] is None else str(record["value"]) for record in records],
            "status": [record.get("obs_status") or "" for record in records],
        }
    )
    cells["series"] = cells["series"].replace(FILE_CODE)
    return _with_standard_errors(cells).assign(vintage=file.vintage, file=file.name)


def _answers(file: InputFile) -> list[Any]:
    # Figures are read as text, so that 61.10 does not become 61.1.
    content = json.loads(file.content, parse_float=str, parse_int=str)
    paged = isinstance(content, list) and bool(content) and all(isinstance(part, list) for part in content)
    return content if paged else [content]


def _records(file: InputFile, answer: Any) -> list[Any]:
    """Records of one answer ``[page, records]``; the Bank writes ``null`` where it has none."""
    if isinstance(answer, list) and len(answer) == 2 and "page" in answer[0]:
        return list(answer[1] or [])
    found = str(answer)
    if isinstance(answer, list) and answer and "message" in answer[0]:
        found = "; ".join(f"{m.get('key')}: {m.get('value')}" for m in answer[0]["message"])
    raise BuildError(
        [Fault(f"world_bank/{file.name}", "", "[page, records]", found[:300], "Mend the address in source.yml.")]
    )


def _with_standard_errors(cells: pd.DataFrame) -> pd.DataFrame:
    """Standard errors, which the interface answers as an indicator of their own, beside their estimates."""
    is_error = cells["series"].isin(STANDARD_ERROR_OF)
    if not is_error.any():
        return cells
    errors = cells[is_error].assign(series=cells.loc[is_error, "series"].replace(STANDARD_ERROR_OF))
    sides = errors[[*CELL, "value_text", "row"]].rename(columns={"value_text": "std_error_text", "row": "rows"})
    joined = cells[~is_error].merge(sides, on=CELL, how="left", validate="one_to_one")
    joined["absorbed"] = joined["rows"].notna().astype(int)
    joined["rows"] = [f"{int(row)}" if row == row else "" for row in joined["rows"]]
    alone = errors.merge(cells.loc[~is_error, CELL], on=CELL, how="left", indicator="found")
    alone = alone[alone["found"] == "left_only"].drop(columns="found")
    return pd.concat([joined, alone.assign(set_aside="standard error without an estimate")], ignore_index=True).fillna(
        {"std_error_text": "", "rows": "", "absorbed": 0, "set_aside": ""}
    )
