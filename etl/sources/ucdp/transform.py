"""UCDP one-sided violence: one tidy row for each actor and year; sums by country, region and world are derived.

Invariant: a record that names several countries is never split and never assigned to one of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from data.model import AreaKind, parse_dims
from etl.derive import DeriveContext
from etl.inputs import InputFile, Inputs

VINTAGE = "23.1"
ACTORS = "ONE_SIDED_ACTORS"
DEATHS = "ONE_SIDED_DEATHS"
GOVERNMENT = "ONE_SIDED_GOVERNMENT_DEATHS"
FIGURES = ["value", "lower", "upper"]
COLUMNS = {
    "gwno_location": "area",
    "best_fatality_estimate": "value_text",
    "low_fatality_estimate": "lower_text",
    "high_fatality_estimate": "upper_text",
    "actor_id": "dim_actor",
    "is_government_actor": "dim_perpetrator",
    "region": "dim_ucdp_region",
}


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One frame: every actor-year with best, low and high estimate, under the numbers of its countries ("490-516")."""
    yield pd.concat([_records(file) for file in inputs.of("onesided")], ignore_index=True)


def _records(file: InputFile) -> pd.DataFrame:
    raw = file.read_csv()
    frame = raw[["row", *COLUMNS]].rename(columns=COLUMNS)
    frame["area"] = frame["area"].str.replace(", ", "-", regex=False)
    return frame.assign(year=raw["year"].astype(int), series=ACTORS, vintage=file.vintage, file=file.name)


def derive(context: DeriveContext) -> Iterable[pd.DataFrame]:
    """Deaths by country, UCDP region and world, for all actors and for governments alone."""
    rows = context.observations(f"ucdp:{ACTORS}@{VINTAGE}")
    if rows.empty:
        return
    dims = rows["dims"].map(parse_dims)
    rows = rows.assign(
        perpetrator=dims.map(lambda d: d["perpetrator"]),
        region=dims.map(lambda d: d["ucdp_region"]),
        several=rows["area_kind"] == AreaKind.AGGREGATE.value,
        records=1,
    )
    for code, part in ((DEATHS, rows), (GOVERNMENT, rows[rows["perpetrator"] == "government"])):
        yield pd.concat([_countries(part), _regions(part), _world(part)], ignore_index=True).assign(
            series=code, vintage=VINTAGE, dims=""
        )


def _countries(rows: pd.DataFrame) -> pd.DataFrame:
    """Country-years: a sum of the records that name one country alone, and what is recorded for several together.

    A country-year that only shared records name has no value: NaN, the flag ``multi_location`` and a note.
    """
    single = (
        rows[~rows["several"]]
        .groupby(["area", "year"])
        .agg(
            value=("value", "sum"),
            lower=("lower", _sum_of_all),
            upper=("upper", _sum_of_all),
            records=("records", "sum"),
            marks=("flags", _union),
        )
    )
    shared = rows[rows["several"]]
    shared = shared.assign(area=shared["area"].map(named_countries())).explode("area")
    together = shared.groupby(["area", "year"])[[*FIGURES, "records"]].sum().add_prefix("shared_")
    both = single.join(together, how="outer").reset_index()
    marks = both["marks"].fillna("").astype(str)
    marks += both["value"].notna().map({True: ";lower_bound", False: ""})
    marks += both["shared_records"].notna().map({True: ";multi_location", False: ""})
    both["flags"] = marks.str.strip(";")
    both["note"] = [_note(*row) for row in both[[f"shared_{name}" for name in ("records", *FIGURES)]].to_numpy()]
    both["inputs"] = [
        f"ucdp:{ACTORS}@{VINTAGE}: {int(alone) if alone == alone else 0} records of this country alone"
        for alone in both["records"]
    ]
    return both[["area", "year", *FIGURES, "flags", "note", "inputs"]]


def _sum_of_all(values: pd.Series) -> float:
    """Sum, or nothing where one record has none: bounds of a sum cover every record of its value (decision 1004)."""
    return float(values.sum(skipna=False))


def _union(flags: pd.Series) -> str:
    return ";".join(sorted({flag for text in flags for flag in text.split(";") if flag}))


def _note(records: float, best: float, low: float, high: float) -> str:
    if records != records:
        return ""
    rows = "1 row" if records == 1 else f"{int(records)} rows"
    return f"Recorded for several countries together: {rows}, best {best:.0f}, low {low:.0f}, high {high:.0f}."


def _regions(rows: pd.DataFrame) -> pd.DataFrame:
    """Sums by UCDP region. Records of several regions are a line of their own and make the others lower bounds."""
    sums = rows.groupby(["region", "year"])[[*FIGURES, "records"]].agg(_sum_of_all).reset_index()
    sums["area"] = "ucdp:" + sums["region"].str.upper()
    across = set(sums.loc[sums["region"] == "several", "year"])
    open_below = sums["year"].isin(across) & (sums["region"] != "several")
    sums["flags"] = open_below.map({True: "lower_bound", False: ""})
    return _grouped(sums)


def _world(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby("year")[[*FIGURES, "records"]].agg(_sum_of_all).reset_index()
    return _grouped(sums.assign(area="ucdp:WORLD", flags=""))


def _grouped(sums: pd.DataFrame) -> pd.DataFrame:
    inputs = f"ucdp:{ACTORS}@{VINTAGE}: " + sums["records"].astype(int).astype(str) + " records, shared ones included"
    return sums.assign(note="", inputs=inputs)[["area", "year", *FIGURES, "flags", "note", "inputs"]]


@cache
def named_countries() -> dict[str, tuple[str, ...]]:
    """Our areas that each shared location names, by its aggregate id: read from the codes in areas.csv."""
    with Path(__file__).with_name("areas.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    single = {line["code"]: line["area"] for line in lines if line["kind"] == ""}
    shared = [line for line in lines if "-" in line["code"]]
    return {line["area"]: tuple(single[code] for code in line["code"].split("-")) for line in shared}
