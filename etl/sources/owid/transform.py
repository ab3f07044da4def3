"""Our World in Data: exports of single charts, one value column each, or a best estimate with its low and high.

Invariant: a value that repeats a predecessor state carries the flag ``backfilled`` and names that state.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from etl.inputs import InputFile, Inputs

FOLDER = Path(__file__).parent
KEYS = ("entity", "code", "year")
OUTSIDE = "bound does not enclose the best estimate"


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One frame per export. The file's vintage says whose figures it carries: ``vdem-…``, ``ucdp-…`` or ``cpi-…``."""
    for spec in inputs.source.files:
        for file in inputs.of(spec.id):
            yield _export(file)


def _export(file: InputFile) -> pd.DataFrame:
    published = file.read_csv()
    origin = file.vintage.partition("-")[0]
    names, best, bounds = _columns(published, file.name)
    tidy = pd.DataFrame({"series": file.code, "vintage": file.vintage, "file": file.name, "row": published["row"]})
    code, entity = published[names["code"]], published[names["entity"]]
    tidy["area"] = code.where(code != "", "name:" + entity)
    tidy["year"] = published[names["year"]].astype(int)
    tidy["value_text"] = published[best]
    tidy["provenance"] = origin
    tidy["note"] = ""
    if origin == "vdem":
        tidy = _mark_backfilled(tidy)
    if bounds:
        tidy = _with_range(tidy, published[bounds[0]], published[bounds[1]])
    tidy["area"] = _distinct(tidy["area"], origin)
    return tidy


def _columns(frame: pd.DataFrame, name: str) -> tuple[dict[str, str], str, tuple[str, str] | None]:
    """Key columns, value column and the columns of a range, in an export with plain or with short column names."""
    names = {column.lower(): column for column in frame.columns}
    values = [c for key, c in names.items() if key not in ("row", *KEYS) and "region" not in key]
    if len(values) == 1 and set(KEYS) <= names.keys():
        return names, values[0], None
    low = [c for c in values if "low" in c.lower()]
    high = [c for c in values if "high" in c.lower()]
    best = [c for c in values if c not in low + high]
    if not (len(low) == len(high) == len(best) == 1 and set(KEYS) <= names.keys()):
        raise ValueError(f"owid/{name}: expected entity, code, year and one value column, or three; found {values}")
    return names, best[0], (low[0], high[0])


def _mark_backfilled(tidy: pd.DataFrame) -> pd.DataFrame:
    runs = pd.read_csv(FOLDER / "backfilled.csv", dtype=str, keep_default_na=False)
    runs["year"] = [list(range(int(a), int(b) + 1)) for a, b in zip(runs["first"], runs["last"], strict=True)]
    years = runs.explode("year").astype({"year": int}).rename(columns={"code": "area"})
    tidy = tidy.merge(years[["area", "year", "predecessor"]], on=["area", "year"], how="left", validate="m:1")
    filled = tidy["predecessor"].notna()
    tidy["flags"] = filled.map({True: "backfilled", False: ""})
    before = tidy["predecessor"].fillna("")
    note = "V-Dem does not rate this country in this year; the value repeats that of " + before + " (decision 0502)."
    tidy["note"] = note.where(filled, "")
    return tidy.drop(columns="predecessor")


def _with_range(tidy: pd.DataFrame, low: pd.Series, high: pd.Series) -> pd.DataFrame:
    """Low and high as the range of the best estimate; a pair that does not enclose it is set aside, not repaired."""
    # Numbers are read here only to compare them; what is handed over stays the published text.
    best = pd.to_numeric(tidy["value_text"])
    ordered = (pd.to_numeric(low) <= best) & (best <= pd.to_numeric(high))
    tidy = tidy.assign(
        lower_text=low.where(ordered, ""), upper_text=high.where(ordered, ""), absorbed=ordered * 2, set_aside=""
    )
    note = "Published low " + low + " and high " + high + " do not enclose this best estimate (decision 0504)."
    tidy["note"] = note.where(~ordered, "")
    aside = [tidy[~ordered].assign(value_text=text[~ordered], set_aside=OUTSIDE, note="") for text in (low, high)]
    return pd.concat([tidy, *aside], ignore_index=True)


def _distinct(areas: pd.Series, origin: str) -> pd.Series:
    """Codes that mean something else in the exports of one origin, or that only some exports give, told apart."""
    rows = pd.read_csv(FOLDER / "entities.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["origin"] == origin]
    return areas.replace(dict(zip(rows["code"], rows["area"], strict=True)))
