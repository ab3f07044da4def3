"""Applies the rules of corrections.yml to observations.

Invariant: what was published stays readable: a changed value keeps the published text and names its decision.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.model import Flag
from etl.accounts import FileAccount
from etl.faults import Faults
from etl.flags import BIT
from etl.numbers import format_number, is_plain, parse_number
from etl.schema import Correction

MATCHABLE = frozenset(
    {"series", "code", "area", "area_kind", "year", "dims", "value_text", "file", "counterpart", "row"}
)


def apply_corrections(
    observations: pd.DataFrame,
    corrections: tuple[Correction, ...],
    accounts: dict[str, FileAccount],
    faults: Faults,
    source: str,
    partial: bool,
) -> pd.DataFrame:
    """Observations after every rule, in order; a rule that matches too little is a fault unless ``partial``."""
    for rule in corrections:
        unknown = set(rule.match) - MATCHABLE
        if unknown:
            faults.add(f"{source}/corrections.yml", rule.id, f"one of {sorted(MATCHABLE)}", sorted(unknown), "Mend it.")
            continue
        mask = matching(observations, rule)
        if mask.sum() < rule.min_matches and not partial:
            faults.add(
                f"{source}/corrections.yml",
                rule.id,
                f"at least {rule.min_matches} matches",
                int(mask.sum()),
                "The file has changed, or match is not in our ids (area: KEN, dims: sex:total): review the rule.",
            )
            continue
        observations = _apply(observations, rule, mask, accounts)
    return observations


def matching(observations: pd.DataFrame, rule: Correction) -> npt.NDArray[np.bool_]:
    """Rows that a rule means; ``series`` may be a code or a full id, every key a value or a list of values."""
    mask = np.ones(len(observations), dtype=bool)
    for key, wanted in rule.match.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        if key == "series":
            hit = observations["series"].isin(values) | observations["code"].isin(values)
        elif key == "value_text":
            hit = published_text(observations).isin([str(v) for v in values])
        else:
            hit = observations[key].isin(values)
        mask &= hit.to_numpy()
    return mask


def published_text(observations: pd.DataFrame) -> pd.Series:
    """The text as published, also where it is implied by value and decimals."""
    plain = [
        format_number(v, int(d)) if v == v else ""
        for v, d in zip(observations["value"], observations["decimals"], strict=True)
    ]
    return observations["value_text"].where(observations["value_text"] != "", pd.Series(plain, observations.index))


def _apply(
    observations: pd.DataFrame, rule: Correction, mask: npt.NDArray[np.bool_], accounts: dict[str, FileAccount]
) -> pd.DataFrame:
    if not mask.any():
        return observations
    touched = observations.loc[mask]
    if rule.action == "set_aside":
        for key, count in touched.groupby(["file", "area_kind"]).size().items():
            file, kind = (str(part) for part in key)  # type: ignore[attr-defined]  # a key of two
            accounts[str(file)].kept[str(kind)] -= int(count)
            accounts[str(file)].set_aside[f"correction {rule.id}"] += int(count)
        return observations[~mask].reset_index(drop=True)
    observations = observations.copy()
    observations.loc[mask, "decisions"] = _append(touched["decisions"], rule.decision)
    if rule.action == "flag":
        observations.loc[mask, "bits"] |= BIT[Flag(str(rule.flag))]
    elif rule.action == "clear_flag":
        observations.loc[mask, "bits"] &= ~BIT[Flag(str(rule.flag))]
    else:
        _set_value(observations, rule, mask)
        for name, count in touched["file"].value_counts().items():
            accounts[str(name)].corrected += int(count)
    return observations


def _append(decisions: pd.Series, number: str) -> pd.Series:
    return decisions.where(decisions == "", decisions + ";") + number


def _set_value(observations: pd.DataFrame, rule: Correction, mask: npt.NDArray[np.bool_]) -> None:
    text = str(rule.value_text)
    parsed = parse_number(text)
    if parsed is None:
        raise ValueError(f"{rule.id}: {text!r} is no number")
    before = observations.loc[mask, "published_text"]
    observations.loc[mask, "published_text"] = before.where(before != "", published_text(observations.loc[mask]))
    observations.loc[mask, "value"] = parsed.value
    observations.loc[mask, "qualifier"] = parsed.qualifier.value
    observations.loc[mask, "decimals"] = parsed.decimals
    observations.loc[mask, "value_text"] = "" if is_plain(text, parsed) else text
    observations.loc[mask, "bits"] |= BIT[Flag.CORRECTED]
