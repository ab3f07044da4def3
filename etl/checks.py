"""Checks on a built release before it may be published.

Invariant: facts satisfy their schema, sums agree, and against the release before it nothing has silently shrunk.
"""

from __future__ import annotations

from typing import Any

import orjson

from data.facts import facts_frame
from etl.faults import CheckError, Faults

SHRINK = 0.9
RATIO = (0.5, 2.0)


def check_release(files: dict[str, bytes], before: dict[str, Any] | None) -> list[str]:
    """Warnings worth a look. Raises CheckError with every fault: sums, schema, categories, coverage, magnitude.

    ``before`` is the catalogue of the release before, or None for the first.
    """
    faults = Faults()
    catalogue = orjson.loads(files["catalogue.json"])
    report = orjson.loads(files["build_report.json"])
    _check_sums(report, faults)
    for name in sorted(n for n in files if n.startswith("facts/")):
        try:
            facts_frame(files[name])
        except Exception as error:  # pandera's error tree has no common public base beside Exception
            faults.add(name, "", "facts that satisfy their schema", str(error)[:2000], "See data/facts.py.")
    _check_headlines(catalogue, faults)
    warnings = _check_magnitude(catalogue)
    if before is not None:
        _check_coverage(catalogue, before, faults)
        _check_categories(catalogue, before, faults)
    faults.raise_any(CheckError)
    return warnings


def _check_sums(report: dict[str, Any], faults: Faults) -> None:
    for account in report["files"]:
        if not account["sums_agree"]:
            faults.add(account["file"], "", "every cell accounted for", account, "Find the cell that was lost.")
        if account["unmapped"]:
            faults.add(account["file"], "", "no unmapped cell", account["unmapped"], "Map it.")


def _check_headlines(catalogue: dict[str, Any], faults: Faults) -> None:
    for sid, series in catalogue["series"].items():
        if series["headline_rows"] == 0 and series["areas"] and not series["has_pairs"]:
            faults.add(sid, series["headline"], "a headline slice that exists", "no row", "Mend `headline`.")


def _check_magnitude(catalogue: dict[str, Any]) -> list[str]:
    low, high = RATIO
    notes = []
    for sid, series in catalogue["series"].items():
        against = series.get("against_preferred")
        if against and against["median_ratio"] is not None and not low <= against["median_ratio"] <= high:
            notes.append(f"{sid}: median ratio {against['median_ratio']} against the preferred vintage")
    return notes


def _check_coverage(catalogue: dict[str, Any], before: dict[str, Any], faults: Faults) -> None:
    for sid, old in before["series"].items():
        new = catalogue["series"].get(sid)
        if new is None:
            faults.add(sid, "", "a series of the release before", "none", "Say in a decision why it left.")
        elif new["rows"] < SHRINK * old["rows"] or new["countries"] < SHRINK * old["countries"]:
            found = f"{new['rows']} rows, {new['countries']} countries"
            faults.add(sid, "", f"about {old['rows']} rows, {old['countries']} countries", found, "Find what was lost.")


def _check_categories(catalogue: dict[str, Any], before: dict[str, Any], faults: Faults) -> None:
    for sid, old in before["series"].items():
        new = catalogue["series"].get(sid)
        if new is None:
            continue
        for name, dimension in old["dimensions"].items():
            gone = set(dimension["categories"]) - set(new["dimensions"].get(name, {"categories": {}})["categories"])
            if gone:
                faults.add(sid, name, f"categories {sorted(gone)}", "gone", "Map the new names or decide.")
