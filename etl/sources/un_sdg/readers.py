"""Readers for the three layouts in which SDG series come; all hand over the same tidy frame.

Invariant: a reader renames and reshapes. Each record of a file is one row of its frame, or a bound of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.faults import Faults
from etl.inputs import InputFile
from etl.tidy import DIM_PREFIX

ATTRIBUTES = ("row", "geo_area", "year", "value", "nature", "observation_status", "units")
EXTRAS = ("lower_text", "upper_text", "set_aside", "note")
UNSPECIFIED = "notspec"
EMPTY_DIMENSIONS = ("freq", "reporting_type")  # columns that say nothing about who or what is counted

API_COLUMNS = {"GeoAreaCode": "geo_area", "TimePeriod": "year", "Value": "value", "FootNote": "note"}
API_BOUNDS = {"LowerBound": "lower_text", "UpperBound": "upper_text"}
API_GLOBAL = "g"
NATIONAL = "published for the country's own platform, not the global figure"
REPEATED = "the same record, listed under a further target"
NO_POINT = "bound without a point value"

Reader = Callable[[InputFile, str, Faults], pd.DataFrame]


def slug(code: str) -> str:
    """One spelling for the publisher's codes: ``BOTHSEX`` and ``bothsex``, ``<5Y`` and ``lt5y``, ``15+`` and ``15``."""
    return re.sub(r"[^a-z0-9]+", "_", code.strip().lower().replace("<", "lt")).strip("_")


def read_ddf(file: InputFile, unit: str, faults: Faults) -> pd.DataFrame:
    """One CSV for each series: columns of keys, last the value under the series' lower-case code."""
    code = series_code(file)
    frame = file.read_csv()
    if not has_columns(frame, ("geo_area", "year", code.lower()), file, faults):
        return pd.DataFrame()
    frame = frame.rename(columns={code.lower(): "value"})
    check_units(frame, file, unit, faults)
    return tidy(frame, file)


def read_sdg_csv(file: InputFile, unit: str, faults: Faults) -> pd.DataFrame:
    """The publisher's own CSV: bracketed columns of dimensions and attributes, upper-case codes.

    A series that serves several targets is listed once for each of them: the repetitions are set aside.
    """
    frame = file.read_csv()
    if not has_columns(frame, ("SeriesCode", *API_COLUMNS), file, faults):
        return pd.DataFrame()
    check_one_series(frame, file, faults)
    repeated = frame.drop(columns=["row", "Goal", "Target", "Indicator"], errors="ignore").duplicated()
    kept = frame[["row", *API_COLUMNS]].rename(columns=API_COLUMNS)
    kept["geo_area"] = kept["geo_area"].str.lstrip("0")
    for column in [name for name in frame.columns if name.startswith("[")]:
        codes = frame[column]
        if (codes != "").any():
            kept[slug(column)] = codes.map({code: slug(code) or UNSPECIFIED for code in codes.unique()})
    for column, name in API_BOUNDS.items():
        if column in frame.columns and (frame[column] != "").any():
            kept[name] = frame[column]
    reporting = kept.get("reporting_type", pd.Series(API_GLOBAL, index=kept.index))
    kept["set_aside"] = np.select([repeated, ~reporting.isin([API_GLOBAL, UNSPECIFIED])], [REPEATED, NATIONAL], "")
    check_units(kept, file, unit, faults)
    return tidy(kept.drop(columns="reporting_type", errors="ignore"), file)


def read_ddf_bounds(file: InputFile, _unit: str, faults: Faults) -> pd.DataFrame:
    """Middle, lower and upper value as three records of one key: bounds become columns of the middle value.

    A bound whose key has no middle value stays a row of its own, set aside: no middle is ever made up.
    """
    column = series_code(file).lower()
    frame = file.read_csv()
    if not has_columns(frame, ("geo_area", "year", "bounds", column), file, faults):
        return pd.DataFrame()
    frame = frame.rename(columns={column: "value"})
    keys = [name for name in frame.columns if name not in ("row", "bounds", "value")]
    check_bounds(frame, keys, file, faults)
    merged = frame[frame["bounds"] == "mp"].drop(columns="bounds")
    behind = []
    for bound, name in (("lb", "lower_text"), ("ub", "upper_text")):
        side = frame.loc[frame["bounds"] == bound, [*keys, "value", "row"]]
        side = side.rename(columns={"value": name, "row": f"row_{bound}"})
        merged = merged.merge(side, on=keys, how="left")
        behind.append(merged.pop(f"row_{bound}"))
    records = pd.concat(behind, axis=1).to_numpy(dtype=float)
    merged[["lower_text", "upper_text"]] = merged[["lower_text", "upper_text"]].fillna("")
    merged["rows"] = [row_list(pair) for pair in records]
    merged["absorbed"] = (~np.isnan(records)).sum(axis=1)
    used = {*merged["row"], *records[~np.isnan(records)].astype(int)}
    orphans = frame[~frame["row"].isin(used)].drop(columns="bounds").assign(set_aside=NO_POINT, rows="", absorbed=0)
    if len(orphans):
        merged = pd.concat([merged, orphans], ignore_index=True).sort_values("row", ignore_index=True).fillna("")
    return tidy(merged, file, extras=(*EXTRAS, "rows", "absorbed"))


READERS: dict[str, Reader] = {"ddf": read_ddf, "sdg_csv": read_sdg_csv, "ddf_bounds": read_ddf_bounds}


def tidy(frame: pd.DataFrame, file: InputFile, extras: tuple[str, ...] = EXTRAS) -> pd.DataFrame:
    """The tidy frame of records in the columns of the DDF layout; what is no attribute is a dimension."""
    out = pd.DataFrame(
        {
            "series": series_code(file),
            "vintage": file.vintage,
            "file": file.name,
            "row": frame["row"].astype(int),
            "area": frame["geo_area"],
            "year": parse_years(frame["year"]),
            "value_text": frame["value"],
        }
    )
    for name in frame.columns:
        if name in EMPTY_DIMENSIONS and (frame[name] == UNSPECIFIED).all():
            continue
        if name not in ATTRIBUTES and name not in extras:
            out[f"{DIM_PREFIX}{name}"] = frame[name]
    for name, target in (("nature", "provenance"), ("observation_status", "status")):
        if name in frame.columns:
            out[target] = frame[name]
    for name in extras:
        if name in frame.columns and (frame[name] != "").any():
            out[name] = frame[name]
    return out


def series_code(file: InputFile) -> str:
    """Code of the series that the file holds. Raises ValueError where the file is not one of a single series."""
    if file.code is None:
        raise ValueError(f"{file.name}: a file of this source holds one series, and source.yml names it with {{code}}")
    return file.code


def parse_years(years: pd.Series) -> pd.Series:
    """Years as int; ``2016.0`` is 2016. Raises ValueError on a part of a year."""
    numbers = pd.to_numeric(years)
    if (numbers % 1 != 0).any():
        raise ValueError(f"years must be whole, found {sorted(years[numbers % 1 != 0].unique())}")
    return numbers.astype(int)


def row_list(rows: npt.NDArray[np.float64]) -> str:
    """Record numbers as text: ``3-4`` or ``3,5``; those that are missing are left out."""
    found = sorted(int(row) for row in rows if not np.isnan(row))
    if len(found) == 2 and found[1] == found[0] + 1:
        return f"{found[0]}-{found[1]}"
    return ",".join(map(str, found))


def has_columns(frame: pd.DataFrame, columns: tuple[str, ...], file: InputFile, faults: Faults) -> bool:
    """Whether the file has the columns; if not, a fault names those that are missing."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        faults.add(f"un_sdg/{file.name}", 1, f"columns {list(columns)}", f"no {missing}", "Has the layout changed?")
    return not missing


def check_units(frame: pd.DataFrame, file: InputFile, unit: str, faults: Faults) -> None:
    """Note the first record of each unit that is not the one expected."""
    if "units" not in frame.columns:
        faults.add(f"un_sdg/{file.name}", 1, "a column of units", "none", "Has the layout changed?")
        return
    for found, part in frame[frame["units"] != unit].groupby("units"):
        what = f"{found!r} in {len(part)} records"
        faults.add(
            f"un_sdg/{file.name}", part["row"].iloc[0], f"unit {unit!r}", what, "Review the series, then units.yml."
        )


def check_one_series(frame: pd.DataFrame, file: InputFile, faults: Faults) -> None:
    """Note records of another series than the one asked for."""
    for row, code in frame.loc[frame["SeriesCode"] != series_code(file), ["row", "SeriesCode"]].head(3).to_numpy():
        faults.add(f"un_sdg/{file.name}", row, series_code(file), repr(code), "Ask the publisher for one series.")


def check_bounds(frame: pd.DataFrame, keys: list[str], file: InputFile, faults: Faults) -> None:
    """Note unknown kinds of bound, and bounds given twice for one key."""
    for row, bound in frame.loc[~frame["bounds"].isin(["mp", "lb", "ub"]), ["row", "bounds"]].head(3).to_numpy():
        faults.add(f"un_sdg/{file.name}", row, "mp, lb or ub", repr(bound), "Decide what this record is.")
    for row in frame.loc[frame.duplicated([*keys, "bounds"]), "row"].head(3):
        faults.add(f"un_sdg/{file.name}", row, "one record of each bound", "a second one", "Decide which one holds.")
