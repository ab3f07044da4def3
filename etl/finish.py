"""Last marks upon a source's observations: intervals, counts behind rates, plausibility, and one row for each key.

Invariant: a value outside what its unit allows is flagged, never changed or dropped.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.model import AreaKind, Flag, Qualifier
from etl.catalogue import Catalogue, SourceEntry
from etl.faults import Faults
from etl.flags import BIT

KEY = ["series", "area", "year", "dims", "counterpart"]
NAMED = re.compile(r"decision (\d{4})")
CONTRADICTORY_BOUNDS = "0003"
OUTSIDE_UNIT = "0006"


def finish(observations: pd.DataFrame, catalogue: Catalogue, entry: SourceEntry, faults: Faults) -> pd.DataFrame:
    """Observations with level, interval kind, n and flags set, sorted by key. Repeated keys are faults."""
    observations = observations.copy()
    for name in ("level", "formula", "inputs", "published_text", "decisions", "interval_kind"):
        if name not in observations.columns:
            observations[name] = np.nan if name == "level" else ""
    _drop_contradictory_bounds(observations)
    _set_intervals(observations, catalogue, faults, entry.spec.id)
    _join_counts(observations, entry)
    _flag_implausible(observations, catalogue)
    _flag_small(observations, catalogue)
    _link_decisions(observations)
    _link_cases(observations, catalogue, entry)
    check_keys(observations, faults, entry.spec.id)
    return observations


def _drop_contradictory_bounds(observations: pd.DataFrame) -> None:
    """Bounds whose lower end lies above the upper one go; the note keeps them as published (decision 0003)."""
    rows = (observations["lower"] > observations["upper"]).to_numpy()
    found = observations.loc[rows, ["lower", "upper", "note"]]
    observations.loc[rows, "note"] = [
        "; ".join(filter(None, [str(note), f"bounds as published contradict each other: {low:g} to {high:g}"]))
        for low, high, note in zip(found["lower"], found["upper"], found["note"], strict=True)
    ]
    observations.loc[rows, ["lower", "upper"]] = np.nan
    observations.loc[rows, "decisions"] = joined_decisions(
        observations.loc[rows, "decisions"], pd.Series(CONTRADICTORY_BOUNDS, observations.index[rows])
    )


def _set_intervals(observations: pd.DataFrame, catalogue: Catalogue, faults: Faults, source: str) -> None:
    has = observations["lower"].notna() | observations["upper"].notna()
    observations["level"] = observations["level"].astype(float)
    observations["interval_kind"] = observations["interval_kind"].astype(object)
    for sid in observations.loc[has, "series"].unique():
        spec = catalogue.series[sid][1]
        rows = has & (observations["series"] == sid)
        if spec.interval is None:
            faults.add(f"{source}/indicators", sid, "an interval description", "bounds without one", "Describe them.")
            continue
        observations.loc[rows, "level"] = spec.interval.level if spec.interval.level is not None else np.nan
        observations.loc[rows, "interval_kind"] = spec.interval.kind.value


def _join_counts(observations: pd.DataFrame, entry: SourceEntry) -> None:
    for spec in entry.series:
        if spec.n_from is None:
            continue
        name = f"{entry.spec.id}:{spec.code}@{spec.vintage}"
        behind = f"{entry.spec.id}:{spec.n_from}@{spec.vintage}"
        counts = observations.loc[observations["series"] == behind].set_index(["area", "year", "dims"])["value"]
        rows = observations["series"] == name
        if rows.any() and len(counts):
            keys = pd.MultiIndex.from_frame(observations.loc[rows, ["area", "year", "dims"]])
            observations.loc[rows, "n"] = counts[~counts.index.duplicated()].reindex(keys).to_numpy()


def allowed_range(catalogue: Catalogue, sid: str) -> tuple[float | None, float | None]:
    """Least and greatest value that definition or unit allow for a series."""
    spec = catalogue.series[sid][1]
    indicator = catalogue.indicators.get(spec.indicator or "")
    low, high = indicator.bounds if indicator and spec.unit is None else (None, None)
    unit = catalogue.units[spec.unit or (indicator.unit if indicator else "number")]
    return (unit.minimum if low is None else low), (unit.maximum if high is None else high)


def _flag_implausible(observations: pd.DataFrame, catalogue: Catalogue) -> None:
    for sid, index in observations.groupby("series", sort=False).groups.items():
        low, high = allowed_range(catalogue, str(sid))
        values = observations.loc[index, "value"]
        outside = pd.Series(False, index=index)
        if low is not None:
            outside |= values < low
        if high is not None:
            outside |= values > high
        if outside.any():
            found = index[outside.to_numpy()]
            observations.loc[found, "bits"] |= BIT[Flag.IMPLAUSIBLE]
            before = observations.loc[found, "decisions"].astype(object)
            observations.loc[found, "decisions"] = (before + ";" + OUTSIDE_UNIT).str.strip(";")


def _flag_small(observations: pd.DataFrame, catalogue: Catalogue) -> None:
    """Mark rates that rest on few cases and answers of few respondents, as reference/comparing.yml limits them."""
    limits = catalogue.comparing
    for sid in observations.loc[observations["n"].notna(), "series"].unique():
        limit = limits.few_respondents if catalogue.series[sid][1].has_n else limits.few_cases
        rows = (observations["series"] == sid) & (observations["n"] < limit)
        observations.loc[rows.to_numpy(), "bits"] |= BIT[Flag.SMALL_N]


def _link_decisions(observations: pd.DataFrame) -> None:
    """A decision named in a note is linked to the observation."""
    codes, unique = pd.factorize(observations["note"])
    found = np.array([";".join(NAMED.findall(text)) for text in unique], dtype=object)[codes]
    observations["decisions"] = joined_decisions(observations["decisions"], pd.Series(found, observations.index))


def joined_decisions(decisions: pd.Series, more: pd.Series) -> pd.Series:
    """Numbers of both texts, each once, in the order in which they came."""
    codes, unique = pd.factorize(decisions.astype(object) + ";" + more.astype(object))
    texts = [";".join(dict.fromkeys(filter(None, text.split(";")))) for text in unique]
    return pd.Series(np.array(texts, dtype=object)[codes], decisions.index, dtype=object)


def _link_cases(observations: pd.DataFrame, catalogue: Catalogue, entry: SourceEntry) -> None:
    """Link what a decision touched as a whole: rows without a figure, limits, parts, and all that we compute."""
    bits = observations["bits"].to_numpy()
    nothing = observations["qualifier"] == Qualifier.NO_VALUE.value
    suppressed = (bits & BIT[Flag.SUPPRESSED]) != 0
    cases = {
        "suppressed": suppressed,
        "no_value": nothing & ~suppressed & (observations["formula"] == ""),
        "censored": observations["qualifier"].isin([Qualifier.BELOW.value, Qualifier.ABOVE.value]),
        "part": observations["area_kind"] == AreaKind.SUBNATIONAL.value,
    }
    for case, number in entry.spec.case_decisions.items():
        add_decision(observations, np.asarray(cases[case]), number)
    for sid in observations.loc[observations["formula"] != "", "series"].unique():
        indicator = catalogue.indicators.get(catalogue.series[sid][1].indicator or "")
        if indicator is not None and indicator.derivation is not None:
            add_decision(observations, (observations["series"] == sid).to_numpy(), indicator.derivation.decision)


def add_decision(observations: pd.DataFrame, rows: npt.NDArray[np.bool_], number: str) -> None:
    """Link a decision to some rows, once."""
    texts = observations.loc[rows, "decisions"].astype(object)
    codes, unique = pd.factorize(texts)
    joined = [t if number in t.split(";") else ";".join(filter(None, [t, number])) for t in unique]
    observations.loc[rows, "decisions"] = np.array(joined, dtype=object)[codes] if len(unique) else texts


def check_keys(observations: pd.DataFrame, faults: Faults, source: str) -> None:
    """Note each key that stands more than once, with the records that carry it."""
    repeated = observations[observations.duplicated(KEY, keep=False)]
    for key, rows in list(repeated.groupby(KEY, sort=True))[:50]:
        where = ", ".join(f"{r.file}:{r.row}" for r in rows.itertuples())
        faults.add(
            f"{source}/{rows.iloc[0]['file']}",
            " ".join(map(str, key)),
            "one record for this key",
            where,
            "Map the column that tells them apart (dim_<column>), or set one aside in corrections.yml by a decision.",
        )
