"""The page at ``/methodology``: sources, rules, decisions, corrections and the build report with its sums.

Invariant: every number on it is read from the release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from components.alternates import LANGUAGES
from components.links import Site
from components.page import Page
from components.templating import render
from data.completeness import completeness
from data.model import AreaState, Flag
from data.store import Store
from data.views.labels import FLAG, INTERVAL, STATE
from data.words import DOMAINS, Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


RECORDS = {"untc_2015": _("the record of 2015"), "status_2022": _("the record of 2022")}
FIELDS = {
    "party": _("whether it is a party"),
    "party_year": _("year of joining"),
    "signature": _("signature"),
    "participant": _("who the row is about"),
    "row": _("the whole row"),
}
DONE = {
    "flag": _("marked: %(flag)s"),
    "clear_flag": _("mark taken away: %(flag)s"),
    "set_value": _("corrected by us"),
    "set_aside": _("set aside"),
}
STATUS = {"accepted": _("accepted"), "superseded": _("superseded")}
UNCERTAINTY = {**{kind.value: text for kind, text in INTERVAL.items()}, "standard_error": _("standard error")}
DISAGREEMENT_FIELDS = ("area", "instrument", "field", "untc_2015", "status_2022", "chosen", "reason")


def build_methodology(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page; it has no parameters, so every key of the query is dropped with a notice."""
    site = Site(store.id if pinned else "", words.lang)
    report = orjson.loads(store.release.read("build_report.json"))
    main = render(
        "methodology.html.j2",
        words,
        notices=[words.text("%(key)s is no parameter of this page.", key=key) for key in query],
        release=store.id,
        digest=store.release.digest,
        counts=store.catalogue.counts,
        uncertainty=_uncertainty(store, words),
        sources=[_source(store, sid, report) for sid in sorted(store.catalogue.sources)],
        states=[(state.value, words.text(STATE[state])) for state in AreaState],
        core=_core(store, site, words),
        decisions=[_decision(d, words) for _, d in sorted(store.catalogue.decisions.items())],
        corrections=_corrections(store, words),
        flags={flag.value: words.text(text) for flag, text in FLAG.items()},
        languages=[_language(lang, name, words) for lang, name in LANGUAGES.items()],
        totals=report["totals"],
        disagreements=[_disagreement(store, row, words) for row in report["disagreements"]],
    )
    return Page(
        title=words.text("Methodology"),
        description=words.text(
            "Where every figure comes from: sources with their vintages and licences, rules, decisions, corrections, "
            "and what became of each published cell."
        ),
        canonical=site.method(),
        lang=words.lang,
        main=main,
    )


def _source(store: Store, sid: str, report: dict[str, Any]) -> dict[str, Any]:
    source = store.catalogue.sources[sid]
    series = [s for s in store.catalogue.series.values() if s.source == sid]
    return {
        "id": sid,
        "about": source,
        "series": len(series),
        "indicators": len({s.raw["indicator"] for s in series}),
        "observations": sum(s.raw["rows"] for s in series),
        "totals": report["sources"].get(sid, {}),
        "files": [f for f in report["files"] if f["source"] == sid],
    }


def _core(store: Store, site: Site, words: Words) -> list[tuple[str, str, str]]:
    return [
        (
            words.text(store.catalogue.rights[i.core]["name"]),
            words.text(i.name),
            site.explore(i.id),
        )
        for right in store.catalogue.rights
        for i in store.catalogue.indicators.values()
        if i.core == right
    ]


def _decision(raw: dict[str, Any], words: Words) -> dict[str, Any]:
    return raw | {"said": words.text(STATUS.get(raw["status"], raw["status"]))}


def _language(lang: str, name: str, words: Words) -> tuple[str, str, list[str]]:
    """A language, its own name, and how many texts of the site and of the data it has."""
    counts = (completeness(lang)[domain] for domain in DOMAINS)
    said = [words.text("%(count)s of %(all)s", count=words.number(n), all=words.number(of)) for n, of in counts]
    return lang, name, said


def _corrections(store: Store, words: Words) -> list[dict[str, Any]]:
    """Rules of correction; many that share source, reason and decision are one line with their number."""
    groups: dict[tuple[str, str, str], dict[str, Any]] = {}
    for sid, source in sorted(store.catalogue.sources.items()):
        for rule in source["corrections"]:
            key = (sid, rule["reason"], rule["decision"])
            group = groups.setdefault(key, {"source": source["name"], "rules": 0, "done": _done(rule, words), **rule})
            group["rules"] += 1
    return list(groups.values())


def _done(rule: dict[str, Any], words: Words) -> str:
    flag = words.text(FLAG[Flag(rule["flag"])]) if rule["flag"] else ""
    return words.text(DONE[rule["action"]], flag=flag)


def _uncertainty(store: Store, words: Words) -> list[tuple[str, list[str]]]:
    kinds: dict[str, list[str]] = {}
    for iid, found in store.catalogue.counts["with_uncertainty"].items():
        for kind in found:
            kinds.setdefault(kind, []).append(words.text(store.catalogue.indicators[iid].name))
    return sorted((words.text(UNCERTAINTY[kind]), names) for kind, names in kinds.items())


def _disagreement(store: Store, row: dict[str, Any], words: Words) -> dict[str, str]:
    known = store.catalogue.areas.get(str(row["area"]))
    values = {key: "" if row.get(key) is None else str(row[key]) for key in DISAGREEMENT_FIELDS}
    reason = words.text(values["reason"])
    for code, name in RECORDS.items():
        reason = reason.replace(code, words.text(name))
    return values | {
        "area": known.name(words.lang) if known else str(row["area"]),
        "instrument": values["instrument"].replace("_", "-").upper(),
        "field": words.text(FIELDS.get(values["field"], values["field"])),
        "reason": reason[:1].upper() + reason[1:],
    }
