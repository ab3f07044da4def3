"""Varieties of Democracy: expert-coded indices and scores, 1789 onwards, in two editions.

Invariant: the bounds of a value come from the same record of the same edition as the value.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from etl.inputs import InputFile, Inputs
from etl.tidy import melt_columns

BOUNDS = {"lower_text": "_codelow", "upper_text": "_codehigh", "std_error_text": "_sd"}
KEEP = ("row", "file", "vintage", "area", "year", "note")


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One frame per series: the edition with bounds first, then the older selection without."""
    for file in inputs.of("core"):
        frame = _keyed(file, area="country_text_id")
        frame["note"] = _polity(frame)
        for code in inputs.codes(file.vintage):
            yield _with_bounds(frame, code)
    for file in inputs.of("selected"):
        frame = _keyed(file, area="country_name")
        frame["note"] = ""
        for code in inputs.codes(file.vintage):
            yield melt_columns(frame, {code: code}, KEEP)


def _keyed(file: InputFile, area: str) -> pd.DataFrame:
    frame = file.read_csv()
    frame["file"], frame["vintage"], frame["area"] = file.name, file.vintage, frame[area]
    # The newer file writes a year as "1789.0".
    frame["year"] = frame["year"].str.removesuffix(".0").astype(int)
    return frame


def _with_bounds(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    tidy = melt_columns(frame, {code: code}, KEEP)
    for column, suffix in BOUNDS.items():
        tidy[column] = frame[code + suffix].to_numpy()
    tidy["absorbed"] = (tidy[list(BOUNDS)] != "").sum(axis=1)
    return tidy


def _polity(frame: pd.DataFrame) -> pd.Series:
    """Name of the polity that was rated, where it differs: V-Dem keeps one id for a country and what came before it."""
    pairs = frame[["histname", "vdem_country_name"]].drop_duplicates()
    notes = {
        (polity, country): f"V-Dem rates the polity of that year: {polity} (decision 0406)."
        for polity, country in pairs.itertuples(index=False)
        if polity and country not in polity
    }
    keys = zip(frame["histname"], frame["vdem_country_name"], strict=True)
    return pd.Series([notes.get(key, "") for key in keys], index=frame.index, dtype=object)
