"""The frame that every source hands over: one row per published cell, all text as published.

Invariant: a transform renames and reshapes; it never parses a number, maps a code or drops a row in silence.

Columns (all str unless said): ``series`` (publisher's code), ``vintage``, ``file`` (path of the snapshot), ``row``
(int: record number in that file, the header being 1), ``area`` (publisher's code), ``year`` (int), ``value_text``.
Optional: ``dim_<column>`` (publisher's category), ``lower_text``, ``upper_text``, ``std_error_text``, ``n_text``,
``provenance`` and ``status`` (publisher's codes), ``counterpart`` (publisher's area code), ``rows`` (further records
behind the cell, ``"17-19,40"``), ``absorbed`` (int: published cells that became bounds of this one), ``flags``
(``"break;small_n"``), ``set_aside`` (reason: the cell is counted but not kept), ``note``.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

REQUIRED = ("series", "vintage", "file", "row", "area", "year", "value_text")
OPTIONAL = (
    "lower_text",
    "upper_text",
    "std_error_text",
    "n_text",
    "provenance",
    "status",
    "counterpart",
    "rows",
    "absorbed",
    "flags",
    "set_aside",
    "note",
)
DIM_PREFIX = "dim_"


def dim_columns(frame: pd.DataFrame) -> list[str]:
    """Columns of the frame that hold a publisher's categories."""
    return [name for name in frame.columns if name.startswith(DIM_PREFIX)]


def check_tidy(frame: pd.DataFrame, source: str) -> None:
    """Raise ValueError naming every column that is missing or unknown."""
    missing = [name for name in REQUIRED if name not in frame.columns]
    unknown = [n for n in frame.columns if n not in REQUIRED + OPTIONAL and not n.startswith(DIM_PREFIX)]
    if missing or unknown:
        raise ValueError(f"{source}: tidy frame lacks {missing} and has unknown {unknown}")


def melt_columns(
    frame: pd.DataFrame, columns: dict[str, str], keep: Iterable[str], value: str = "value_text"
) -> pd.DataFrame:
    """Wide to long: ``columns`` maps a column of the file to a series code; ``keep`` are carried along.

    Rows come out ordered by series, then by record, so that two runs give the same frame.
    """
    parts = []
    for column, code in columns.items():
        part = frame[[*keep]].copy()
        part["series"] = code
        part[value] = frame[column].to_numpy()
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
