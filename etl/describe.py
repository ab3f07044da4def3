"""Assembles catalogue.json: what each source, indicator and series is, in words and in counts.

Invariant: an indicator stands here only if the release holds observations of it.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl.catalogue import Catalogue
from etl.schema import IndicatorSpec
from etl.summary import (
    PILOT_BELOW,
    choose_core,
    default_view,
    magnitude_note,
    people_countries,
    preferred_series,
    summarise_series,
)

SOURCE_FIELDS = {
    "id",
    "name",
    "publisher",
    "homepage",
    "description",
    "citation",
    "licence",
    "vintages",
    "decisions",
    "collection",
    "revision_policy",
    "biases",
}


class Parts:
    """Observations of one series at a time, cut out when asked for, so that no second copy of all is held."""

    def __init__(self, tables: dict[str, pd.DataFrame]) -> None:
        self._where = {
            str(sid): (table, rows)
            for table in tables.values()
            for sid, rows in table.groupby("series", sort=True).indices.items()
        }
        self.ids = sorted(self._where)

    def __getitem__(self, sid: str) -> pd.DataFrame:
        table, rows = self._where[sid]
        return table.iloc[rows]


def describe(
    catalogue: Catalogue,
    tables: dict[str, pd.DataFrame],
    release: str,
    report: dict[str, Any],
) -> dict[str, Any]:
    """Content of catalogue.json."""
    parts = Parts(tables)
    facts = {sid: summarise_series(sid, parts[sid], catalogue) for sid in parts.ids}
    summaries = _summaries(catalogue, facts)
    core = choose_core(summaries, catalogue)
    used = _used_decisions(parts, catalogue)
    indicators = {
        iid: _indicator(catalogue.indicators[iid], summary, core, used, catalogue)
        for iid, summary in sorted(summaries.items())
    }
    series = {sid: _series(sid, facts[sid], catalogue) for sid in facts}
    for summary in summaries.values():
        _note_vintages(summary, parts, series)
    return {
        "release": release,
        "sources": {s: _source(s, catalogue, report) for s in sorted(catalogue.sources)},
        "indicators": indicators,
        "series": series,
        "rights": [r.model_dump(mode="json") for r in catalogue.rights.values()],
        "units": {u.id: u.model_dump(mode="json") for u in catalogue.units.values()},
        "dimensions": {d.id: d.model_dump(mode="json") for d in catalogue.dimensions.values()},
        "comparing": catalogue.comparing.model_dump(mode="json"),
        "counts": _counts(indicators, series, catalogue),
    }


def _summaries(catalogue: Catalogue, facts: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    summaries: dict[str, dict[str, Any]] = {}
    for iid in catalogue.indicators:
        ids = [sid for sid in catalogue.series_of(iid) if sid in facts]
        if not ids:
            continue
        first, why = preferred_series(ids, facts, catalogue)
        summaries[iid] = {
            "series": [first, *[sid for sid in ids if sid != first]],
            "preferred": first,
            "preferred_reason": why,
            "preferred_facts": facts[first],
            "people_countries": max(people_countries(facts[sid], catalogue) for sid in ids),
            "interval_kinds": sorted({kind for sid in ids for kind in facts[sid]["intervals"]}),
            "has_std_error": any(facts[sid]["has_std_error"] for sid in ids),
        }
    return summaries


def _indicator(
    spec: IndicatorSpec,
    summary: dict[str, Any],
    core: dict[str, str],
    used: dict[str, set[str]],
    catalogue: Catalogue,
) -> dict[str, Any]:
    facts = summary["preferred_facts"]
    content = spec.model_dump(mode="json", exclude={"series"})
    decisions = {n for sid in summary["series"] for n in used.get(sid, set())}
    if spec.derivation:
        decisions.add(spec.derivation.decision)
    corrections = sorted(
        rule.id
        for sid in summary["series"]
        for rule in catalogue.sources[sid.partition(":")[0]].corrections
        if _concerns(rule.match.get("series", rule.match.get("code")), sid)
    )
    return content | {
        "source": summary["preferred"].partition(":")[0],
        "series": summary["series"],
        "preferred": summary["preferred"],
        "preferred_reason": summary["preferred_reason"],
        "core": core.get(spec.id),
        "maturity": "established" if facts["recent_countries"] >= PILOT_BELOW else "pilot",
        "view": default_view(facts),
        "people_countries": summary["people_countries"],
        "interval_kinds": summary["interval_kinds"],
        "has_std_error": summary["has_std_error"],
        "decisions": sorted(decisions),
        "corrections": corrections,
    }


def _concerns(named: Any, sid: str) -> bool:
    names = named if isinstance(named, list) else [named]
    return sid in names or sid.partition(":")[2].rpartition("@")[0] in names


def _series(sid: str, facts: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    source, spec = catalogue.series[sid]
    content = spec.model_dump(mode="json", exclude={"headline"})
    vintage = next(v for v in catalogue.sources[source].spec.vintages if v.id == spec.vintage)
    return content | facts | {"source": source, "released": vintage.released}


def _note_vintages(summary: dict[str, Any], parts: Parts, series: dict[str, dict[str, Any]]) -> None:
    first = summary["preferred"]
    for sid in summary["series"]:
        if sid == first or series[sid]["unit"] != series[first]["unit"]:
            continue
        whole = sid.rpartition("@")[0] == first.rpartition("@")[0]
        tables = [_compared(parts[one], series[one]["headline"], whole) for one in (first, sid)]
        series[sid]["against_preferred"] = magnitude_note(*tables)


def _compared(part: pd.DataFrame, headline: str, whole: bool) -> pd.DataFrame:
    """What two series are compared by: all slices of the same code, else the headline slice of each."""
    keep = ["area", "year", "dims", "value"]
    return part[keep] if whole else part.loc[part["dims"] == headline, keep].assign(dims="")


def _used_decisions(parts: Parts, catalogue: Catalogue) -> dict[str, set[str]]:
    used: dict[str, set[str]] = {}
    for sid in parts.ids:
        touched = {n for text in parts[sid]["decisions"].unique() for n in str(text).split(";") if n}
        named = {d.number for d in catalogue.decisions.values() if sid in d.series}
        used[sid] = touched | named
    return used


def _source(source: str, catalogue: Catalogue, report: dict[str, Any]) -> dict[str, Any]:
    entry = catalogue.sources[source]
    content = entry.spec.model_dump(
        mode="json",
        include=SOURCE_FIELDS,
    )
    content["corrections"] = [rule.model_dump(mode="json") for rule in entry.corrections]
    content["files"] = [
        {"file": a["file"], "sha256": a["sha256"], "bytes": a["bytes"]}
        for a in report["files"]
        if a["source"] == source
    ]
    return content


def _counts(indicators: dict[str, Any], series: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    rights = {right for i in indicators.values() for right in i["rights"] if catalogue.rights[right].covenant != "none"}
    uncertain = {
        iid: [*i["interval_kinds"], *(["standard_error"] if i["has_std_error"] else [])]
        for iid, i in indicators.items()
        if i["interval_kinds"] or i["has_std_error"]
    }
    return {
        "indicators": len(indicators),
        "series": len(series),
        "observations": sum(s["rows"] for s in series.values()),
        "rights": len(rights),
        "kinds": {k: sum(i["kind"] == k for i in indicators.values()) for k in ("structural", "process", "outcome")},
        "core": sum(i["core"] is not None for i in indicators.values()),
        "by_groups_of_people": sum(i["people_countries"] >= 20 for i in indicators.values()),
        "with_uncertainty": dict(sorted(uncertain.items())),
    }
