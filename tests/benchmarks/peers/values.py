"""What both peers show: the same values as our maps, read with pandas from the Parquet of the current release.

Invariant: needs nothing of this project but its published files. The newest value within an indicator's tolerance is
worked out here, once, before the first request, so that a callback of a peer only filters.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

RELEASES = Path(os.environ.get("CM_RELEASES", Path(__file__).parents[3] / "data" / "releases"))
FIRST_YEAR = 2000
OPENING = os.environ.get("BENCH_INDICATOR", "infant_mortality_rate_per_1000_live_births")


def release_folder() -> Path:
    """Folder of the current release."""
    return RELEASES / json.loads((RELEASES / "current.json").read_text())["release"]


def _read(name: str) -> Any:
    return json.loads((release_folder() / name).read_text())


@cache
def geometry() -> dict[str, Any]:
    """The same outlines that our maps are drawn with, in degrees."""
    return dict(_read("geometry.geojson"))


def indicators() -> dict[str, dict[str, Any]]:
    """Core indicators that are coloured maps, by id."""
    return {
        name: one
        for name, one in _read("catalogue.json")["indicators"].items()
        if one["core"] and one["view"] == "map" and one["value_kind"] not in ("count", "ordered", "categorical")
    }


@cache
def values() -> pd.DataFrame:
    """Columns indicator, title, area, name, year, value: one row for each place of each map."""
    series = _read("catalogue.json")["series"]
    facts = pd.concat([_facts(path) for path in sorted((release_folder() / "facts").glob("*.parquet"))])
    parts = []
    for name, indicator in indicators().items():
        preferred = indicator["preferred"]
        rows = facts[(facts["series"] == preferred) & (facts["dims"] == series[preferred]["headline"])]
        filled = _with_tolerance(rows, (indicator["tolerance"] or {"years": 0})["years"])
        parts.append(filled.assign(indicator=name, title=indicator["name"]))
    table = pd.concat(parts, ignore_index=True)
    table["name"] = table["area"].map({area: entry["names"]["en"] for area, entry in _read("areas.json").items()})
    return table[["indicator", "title", "area", "name", "year", "value"]]


def _facts(path: Path) -> pd.DataFrame:
    columns = ["series", "area", "area_kind", "dims", "counterpart", "period_end", "value"]
    frame = pd.read_parquet(path, columns=columns)
    frame = frame[frame["value"].notna() & (frame["counterpart"] == "") & (frame["area_kind"] != "aggregate")]
    return frame.assign(year=pd.to_datetime(frame["period_end"]).dt.year)


def _with_tolerance(rows: pd.DataFrame, tolerance: int) -> pd.DataFrame:
    """For each year every area's newest value of that year or of up to ``tolerance`` years before."""
    years = sorted(y for y in rows["year"].unique() if y >= FIRST_YEAR)
    shown = [rows[(rows["year"] <= y) & (rows["year"] >= y - tolerance)].sort_values("year") for y in years]
    newest = [part.groupby("area").tail(1).assign(year=y) for part, y in zip(shown, years, strict=True)]
    return pd.concat(newest)[["area", "year", "value"]]


def opening() -> tuple[str, int]:
    """Indicator and year that a peer opens with: the year that our page opens with, if it is named."""
    table = values()
    last = int(table.loc[table["indicator"] == OPENING, "year"].max())
    return OPENING, int(os.environ.get("BENCH_YEAR", last))
