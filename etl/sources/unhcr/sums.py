"""Sums over UNHCR's pairs, and the share of decisions that recognise or protect.

Invariant: a sum exists only where at least one pair is reported; it is never zero for want of a row.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from etl.derive import DeriveContext

VINTAGE = "2026-06"
WORLD = "unhcr:WORLD"
SMALL = 20
SUMS = (
    ("REFUGEES_PAIRS", "area", "REFUGEES_BY_ORIGIN"),
    ("REFUGEES_PAIRS", "counterpart", "REFUGEES_BY_ASYLUM"),
    ("ASYLUM_SEEKERS_PAIRS", "area", "ASYLUM_SEEKERS_BY_ORIGIN"),
    ("OIP_PAIRS", "area", "OIP_BY_ORIGIN"),
    ("STATELESS_PAIRS", "area", "STATELESS_BY_ASYLUM"),
)
OUTCOMES = {
    "recognised": "DECISIONS_RECOGNIZED_PAIRS",
    "other": "DECISIONS_OTHER_PAIRS",
    "rejected": "DECISIONS_REJECTED_PAIRS",
}


def derive(context: DeriveContext) -> Iterable[pd.DataFrame]:
    """Sums by origin or asylum with a line for the world, then the two shares of decisions by origin."""
    for pairs, side, code in SUMS:
        found = context.observations(_sid(pairs))
        if len(found):
            yield _sums(found, side, pairs).assign(series=code, vintage=VINTAGE, dims="")
    decisions = _decisions(context)
    if len(decisions):
        yield _rates(decisions, ["recognised"], "RECOGNITION_RATE")
        yield _rates(decisions, ["recognised", "other"], "PROTECTION_RATE")


def _sid(code: str) -> str:
    return f"unhcr:{code}@{VINTAGE}"


def _sums(pairs: pd.DataFrame, side: str, code: str) -> pd.DataFrame:
    """Sum and number of pairs by year and country of one side, and for the world."""
    sums = _with_world(pairs.assign(area=pairs[side], pairs=1), ["value", "pairs"])
    return sums.assign(inputs=f"{_sid(code)}: " + sums["pairs"].astype(str) + " pairs added").drop(columns="pairs")


def _with_world(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    by_area = rows.groupby(["area", "year"])[columns].sum().reset_index()
    world = rows.groupby("year")[columns].sum().reset_index().assign(area=WORLD)
    return pd.concat([by_area, world], ignore_index=True)


def _decisions(context: DeriveContext) -> pd.DataFrame:
    """Substantive decisions by origin and year: recognised, otherwise protected, rejected; and how many are cases."""
    parts = []
    for name, code in OUTCOMES.items():
        found = context.observations(_sid(code))
        cases = found["value"].where(found["dims"].str.contains("counted_by:cases"), 0)
        parts.append(found[["area", "year"]].assign(**{name: found["value"], "cases": cases}))
    rows = pd.concat(parts, ignore_index=True).fillna(0)  # each part holds one outcome; the others are not its own
    if rows.empty:
        return rows
    sums = _with_world(rows, [*OUTCOMES, "cases"])
    return sums.assign(n=sums[list(OUTCOMES)].sum(axis=1)).query("n > 0").reset_index(drop=True)


def _rates(decisions: pd.DataFrame, favourable: list[str], code: str) -> pd.DataFrame:
    out = decisions[["area", "year", "n"]].assign(
        series=code,
        vintage=VINTAGE,
        dims="",
        value=100 * decisions[favourable].sum(axis=1) / decisions["n"],
        decimals=1,
        flags=(decisions["n"] < SMALL).map({True: "small_n", False: ""}),
    )
    columns = zip(*(decisions[name].astype(int) for name in (*OUTCOMES, "cases")), strict=True)
    texts = [
        f"recognised {recognised}, other protection {other}, rejected {rejected}, of which counted as cases {cases}"
        for recognised, other, rejected, cases in columns
    ]
    return out.assign(inputs=[f"{', '.join(map(_sid, OUTCOMES.values()))}: {text}" for text in texts])
