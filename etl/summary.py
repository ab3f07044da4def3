"""Computes what the catalogue says of each indicator and series: coverage, bins, maturity, preferred series, core.

Invariant: nothing here is typed in; every statement is counted from the observations of this release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.model import AreaKind, Flag, Qualifier, ValueKind, canonical_dims, parse_dims
from etl.bins import colour_edges, has_zero_class
from etl.catalogue import Catalogue
from etl.finish import allowed_range
from etl.flags import BIT

RECENT = 5
PILOT_BELOW = 50
UNCERTAIN_MONTHS = 24
PLACES = (AreaKind.COUNTRY.value, AreaKind.TERRITORY.value)


@dataclass(frozen=True)
class SeriesFacts:
    """Counts of one series. ``facts`` goes into the catalogue as it stands."""

    id: str
    facts: dict[str, Any]


def released_months(text: str) -> int:
    """Months since year 0 of a date given as YYYY, YYYY-MM or YYYY-MM-DD; a bare year counts as its December."""
    year, _, rest = text.partition("-")
    return int(year) * 12 + int(rest[:2] or 12)


def summarise_series(sid: str, table: pd.DataFrame, catalogue: Catalogue) -> dict[str, Any]:
    """Coverage of one series: rows, countries, years, slices, groups, provenance, intervals, bins of its headline."""
    spec = catalogue.series[sid][1]
    headline = canonical_dims(spec.headline)
    places = table[table["area_kind"].isin(PLACES)]
    shown = places[(places["dims"] == headline) & (places["counterpart"] == "")]
    valued = shown[shown["qualifier"] != Qualifier.NO_VALUE.value]
    years = valued["year"]
    facts: dict[str, Any] = {
        "rows": len(table),
        "headline": headline,
        "headline_rows": len(shown),
        "countries": int(valued["area"].nunique()),
        "first_year": int(years.min()) if len(years) else None,
        "last_year": int(years.max()) if len(years) else None,
        "recent_countries": 0,
        "has_pairs": bool((table["counterpart"] != "").any()),
        "intervals": sorted({k for k in table["interval_kind"].unique() if k}),
        "levels": sorted({round(float(v), 4) for v in table["level"].dropna().unique()}),
        "has_std_error": bool(table["std_error"].notna().any()),
        "has_n": bool(table["n"].notna().any()),
        "provenance": {str(k): int(v) for k, v in sorted(valued["provenance"].value_counts().items())},
        "years": sorted({int(y) for y in years.unique()}),
        "dimensions": _dimensions(places, headline),
        "areas": sorted(table.loc[table["area_kind"] != AreaKind.AGGREGATE.value, "area"].unique().tolist()),
        "aggregates": sorted(table.loc[table["area_kind"] == AreaKind.AGGREGATE.value, "area"].unique().tolist()),
    }
    if len(years):
        facts["recent_countries"] = int(valued.loc[years > years.max() - RECENT, "area"].nunique())
    facts.update(_bins(sid, valued, catalogue))
    return facts


def _bins(sid: str, valued: pd.DataFrame, catalogue: Catalogue) -> dict[str, Any]:
    indicator = catalogue.indicators.get(catalogue.series[sid][1].indicator or "")
    if indicator is None or indicator.value_kind in (ValueKind.CATEGORICAL, ValueKind.ORDERED, ValueKind.DATE):
        return {"edges": [], "has_zero": False, "minimum": None, "maximum": None}
    sound = valued[
        (valued["qualifier"] == "=") & ((valued["bits"] & BIT[Flag.IMPLAUSIBLE]) == 0) & (valued["year"] >= 1990)
    ]
    values = sound["value"].to_numpy(dtype=float)
    low, high = allowed_range(catalogue, sid)
    has_zero = has_zero_class(values, low)  # then zero is a class of its own and must not pull the edges
    return {
        "edges": colour_edges(values[values != 0] if has_zero else values, low, high),
        "has_zero": has_zero,
        "minimum": float(values.min()) if len(values) else None,
        "maximum": float(values.max()) if len(values) else None,
    }


def _dimensions(places: pd.DataFrame, headline: str) -> dict[str, Any]:
    """Per dimension: rows by category, and the year in which most countries publish two or more named ones."""
    base = parse_dims(headline)
    slices = {text: parse_dims(text) for text in places["dims"].unique()}
    names = sorted({name for dims in slices.values() for name in dims})
    counts = places["dims"].value_counts()
    result: dict[str, Any] = {}
    for name in names:
        rows: dict[str, int] = {}
        for text, dims in slices.items():
            if name in dims:
                rows[dims[name]] = rows.get(dims[name], 0) + int(counts[text])
        near = {
            t: d[name]
            for t, d in slices.items()
            if name in d and {k: v for k, v in d.items() if k != name} == {k: v for k, v in base.items() if k != name}
        }
        part = places[places["dims"].isin(near) & (places["qualifier"] != Qualifier.NO_VALUE.value)]
        result[name] = {"categories": dict(sorted(rows.items())), **_groups_together(part, near)}
    return result


def _groups_together(part: pd.DataFrame, near: dict[str, str]) -> dict[str, Any]:
    named = {t for t, c in near.items() if c not in ("total", "not_specified")}
    pairs = part[part["dims"].isin(named)].groupby(["year", "area"])["dims"].nunique()
    both = pairs[pairs >= 2].groupby("year").size()
    if both.empty:
        return {"best_year": None, "best_countries": 0}
    year = int(both[both == both.max()].index.max())
    return {"best_year": year, "best_countries": int(both.max())}


def preferred_series(ids: list[str], facts: dict[str, dict[str, Any]], catalogue: Catalogue) -> tuple[str, str]:
    """The series that speaks for an indicator, and why (decision 0001).

    The newest vintage that has values for countries (or, if none has, the newest); but a series that publishes its
    uncertainty is preferred over a newer one that does not, while it is at most 24 months older and covers at least
    four fifths as many countries.
    """

    def age(sid: str) -> int:
        source, spec = catalogue.series[sid]
        return released_months(
            next(v.released for v in catalogue.sources[source].spec.vintages if v.id == spec.vintage)
        )

    held = [sid for sid in ids if sid in facts]
    speaking = [sid for sid in held if facts[sid]["headline_rows"]] or held
    newest = max(age(sid) for sid in speaking)
    first = next(sid for sid in speaking if age(sid) == newest)
    if facts[first]["intervals"]:
        return first, "newest vintage, with published intervals"
    for sid in sorted(speaking, key=age, reverse=True):
        wide = facts[sid]["countries"] >= 0.8 * facts[first]["countries"]
        if facts[sid]["intervals"] and newest - age(sid) <= UNCERTAIN_MONTHS and wide:
            return sid, "publishes its uncertainty and is at most 24 months older than the newest vintage"
    return first, "newest vintage"


def default_view(facts: dict[str, Any]) -> str:
    """How an indicator opens: map from 100 countries on, dots from 20, else table; regions if only they have values."""
    if facts["has_pairs"] and not facts["countries"]:
        return "pairs"
    if not facts["countries"]:
        return "regions" if facts["aggregates"] else "table"
    if facts["recent_countries"] >= 100:
        return "map"
    return "dots" if facts["recent_countries"] >= 20 else "table"


def choose_core(summaries: dict[str, dict[str, Any]], catalogue: Catalogue) -> dict[str, str]:
    """Core indicators and the right for which each stands (decision 0002).

    For every right: candidates are whole (no component), established (50 countries or more in the last five years of
    the data), open to ranking, and name this right first. They are ordered by kind (outcome, process, structural), by
    whether they publish groups of people in 20 countries or more, by countries, by latest year, by id. The first
    is core; a second too where a right has eight candidates or more, if it is of another source type.
    """
    order = {"outcome": 0, "process": 1, "structural": 2}
    chosen: dict[str, str] = {}
    for right in catalogue.rights.values():
        if right.covenant == "none":
            continue
        candidates = [
            i
            for i in catalogue.indicators.values()
            if i.id in summaries
            and i.rights[0] == right.id
            and i.core_candidate
            and i.component_of is None
            and (i.comparability is None or (i.comparability.rank and i.comparability.across_areas))
            and not i.detection_dependent
            and summaries[i.id]["preferred_facts"]["recent_countries"] >= PILOT_BELOW
        ]
        candidates.sort(
            key=lambda i: (
                order[i.kind.value],
                -int(summaries[i.id]["people_countries"] >= 20),
                -summaries[i.id]["preferred_facts"]["recent_countries"],
                -(summaries[i.id]["preferred_facts"]["last_year"] or 0),
                i.id,
            )
        )
        if candidates:
            chosen[candidates[0].id] = right.id
            second = next((c for c in candidates[1:] if c.source_type != candidates[0].source_type), None)
            if len(candidates) >= 8 and second is not None:
                chosen[second.id] = right.id
    return chosen


def people_countries(facts: dict[str, Any], catalogue: Catalogue) -> int:
    """Most countries that in one year publish two or more named categories of a dimension of people."""
    counts = [
        dimension["best_countries"]
        for name, dimension in facts["dimensions"].items()
        if name in catalogue.dimensions and catalogue.dimensions[name].people
    ]
    return max(counts, default=0)


def magnitude_note(newer: pd.DataFrame, older: pd.DataFrame) -> dict[str, Any]:
    """How far two vintages of one measure lie apart: matched keys, keys that differ, median ratio of the values."""
    keys = ["area", "year", "dims"]
    both = newer.merge(older, on=keys, suffixes=("", "_old"))
    both = both[both["value"].notna() & both["value_old"].notna()]
    ratio = (
        (both["value"] / both["value_old"].where(both["value_old"] != 0)).replace([np.inf, -np.inf], np.nan).dropna()
    )
    return {
        "matched": len(both),
        "differ": int((both["value"] != both["value_old"]).sum()),
        "median_ratio": round(float(ratio.median()), 4) if len(ratio) else None,
    }
