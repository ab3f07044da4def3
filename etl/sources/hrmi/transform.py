"""Reshapes HRMI's four files: expert scores, income-adjusted scores and their parts, and groups at risk.

Invariant: a panel of fewer than ten experts is withheld, and a group whose code is not established is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.inputs import InputFile, Inputs

KEEP = ["file", "row", "area", "year", "vintage", "series", "value_text"]
CIVIL_QUESTIONS = frozenset(
    f"{code}_atrisk" for code in ("arrest", "assem", "disap", "dpex", "exkill", "express", "polpart", "tort")
)
UNSETTLED_CODES = frozenset({"11", "28", "29", "30", "31", "32", "33"})  # decision 0304
SHIFTED_CODES = frozenset(str(code) for code in range(12, 28))
FEWEST_EXPERTS = 10
WITHHELD = f"suppressed: panel under {FEWEST_EXPERTS} respondents"
UNSETTLED = "group not established: the code does not carry its label in this question (decision 0304)"
SHIFTED = "The file's code for this group is one higher in this question than its list of labels (decision 0304)."
BY_SEX = frozenset(
    {
        "AdultSurvival",
        "NetPrimEnrol",
        "NetSecEnrol",
        "NotStunted",
        "PISAmath",
        "PISAreading",
        "PISAscience",
        "U5Survival",
    }
)


def transform(inputs: Inputs) -> Iterator[pd.DataFrame]:
    """Tidy frames, one for each file; groups at risk come in two, for their codes differ."""
    yield civil_scores(inputs.one("civil"))
    yield social_scores(inputs.one("social"))
    yield social_parts(inputs.one("social_parts"))
    yield from groups_at_risk(inputs.one("at_risk"))


def _read(file: InputFile, series: str, value: str) -> pd.DataFrame:
    table = file.read_csv()
    return table.assign(
        file=file.name,
        vintage=file.vintage,
        area=table["country_code"],
        year=table["year"].astype(int),
        series=table[series],
        value_text=table[value],
    )


def civil_scores(file: InputFile) -> pd.DataFrame:
    """Expert scores with their band and the standard deviation of the model's estimate."""
    table = _read(file, "metric_code", "mean")
    table = table.assign(
        std_error_text=table["sd"],
        lower_text=table["lobound_10"],
        upper_text=table["upbound_90"],
        provenance="survey",
        absorbed=3,
    )
    return table[[*KEEP, "std_error_text", "lower_text", "upper_text", "provenance", "absorbed"]]


def social_scores(file: InputFile) -> pd.DataFrame:
    """Income-adjusted scores of rights; a series is a right under one assessment standard."""
    table = _read(file, "metric_code", "score_wrt_immediate_duty")
    by_sex = table.groupby(["metric_code", "standard"])["group"].transform("nunique") > 1
    table = table.assign(
        series=table["metric_code"] + "_" + table["standard"],
        dim_group=table["group"].where(by_sex, ""),
        set_aside=np.where(
            table["metric_code"] == "PISA_Average", "average of school tests, a step of the education score", ""
        ),
        provenance="frontier",
    )
    return table[[*KEEP, "dim_group", "set_aside", "provenance"]]


def social_parts(file: InputFile) -> pd.DataFrame:
    """Income-adjusted scores of the single statistics that are published for women and men."""
    table = _read(file, "metric_code", "score_wrt_immediate_duty")
    kept = table["metric_code"].isin(sorted(BY_SEX))
    table = table.assign(
        dim_group=table["group"],
        set_aside=np.where(kept, "", "not published by sex; stands in the score of its right"),
        provenance="frontier",
    )
    return table[[*KEEP, "dim_group", "set_aside", "provenance"]]


def groups_at_risk(file: InputFile) -> Iterator[pd.DataFrame]:
    """Share of experts who name a group, for the civil and political questions and for the others."""
    table = _read(file, "metric_code", "proportion")
    table = table.assign(n_text=table["total_respondents"], provenance="survey", set_aside="", note="")
    small = table["total_respondents"].astype(int) < FEWEST_EXPERTS
    table.loc[small, "set_aside"] = WITHHELD
    table.loc[small, "n_text"] = ""
    civil = table["metric_code"].isin(sorted(CIVIL_QUESTIONS))
    table.loc[civil & table["people_code"].isin(sorted(UNSETTLED_CODES)), "set_aside"] = UNSETTLED
    table.loc[civil & table["people_code"].isin(sorted(SHIFTED_CODES)) & ~small, "note"] = SHIFTED
    columns = [*KEEP, "n_text", "set_aside", "note", "provenance"]
    yield table.loc[civil, columns].assign(dim_civil_people_code=table.loc[civil, "people_code"])
    yield table.loc[~civil, columns].assign(dim_people_code=table.loc[~civil, "people_code"])
