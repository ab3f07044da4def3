"""The long lists of the methodology, each made ready to be folded: sources, rights, decisions, corrections, treaties.

Invariant: every number is read from the release or counted from its catalogue.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from components.alternates import LANGUAGES
from components.links import Site
from components.methodology_texts import DONE, FIELDS, GENERAL, MAP_RULES, RECORDS, STATUS, UNCERTAINTY
from data.completeness import completeness
from data.model import Flag, IndicatorKind
from data.store import Store
from data.views.labels import FLAG
from data.words import DOMAINS, Words

DISAGREEMENT_FIELDS = ("area", "instrument", "field", "untc_2015", "status_2022", "chosen", "reason")
PLACES = re.compile(r"00[89]\d")  # decisions on borders and on the registry of areas
MAX_ASKED = 80


def source_values(store: Store, sid: str, report: dict[str, Any]) -> dict[str, Any]:
    """A source with what the release holds of it and what became of its cells."""
    source = store.catalogue.sources[sid]
    series = [s for s in store.catalogue.series.values() if s.source == sid]
    return {
        "id": sid,
        "about": source,
        "newest": max(source["vintages"], key=lambda v: str(v["released"])),
        "series": len(series),
        "indicators": len({s.raw["indicator"] for s in series}),
        "observations": sum(s.raw["rows"] for s in series),
        "totals": report["sources"].get(sid, {}),
        "files": [f for f in report["files"] if f["source"] == sid],
    }


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right with its articles and how many indicators it has of each kind; ``core`` are (name, address)."""

    name: str
    articles: str
    kinds: tuple[int, ...]
    core: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        """Indicators of the right."""
        return sum(self.kinds)


def right_rows(store: Store, site: Site, words: Words) -> list[RightRow]:
    """Rights that have an indicator, in the release's order; an indicator of two rights counts under both."""
    rows = []
    for right, raw in store.catalogue.rights.items():
        own = [i for i in store.catalogue.indicators.values() if right in i.rights]
        kinds = Counter(i.kind for i in own)
        core = [(words.text(i.name), site.indicator(i.id)) for i in own if i.core == right]
        if own:
            name = words.text(raw["name"])
            counts = tuple(kinds[kind] for kind in IndicatorKind)
            rows.append(RightRow(name, ", ".join(raw["articles"]), counts, tuple(core)))
    return rows


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Decisions on the same thing; ``is_open`` where a search has found them."""

    key: str
    title: str
    items: tuple[dict[str, Any], ...]
    is_open: bool


def decision_groups(store: Store, asked: str, words: Words) -> list[DecisionGroup]:
    """All decisions by what they are about, or those that hold the words asked for."""
    groups: dict[tuple[int, str, str], list[dict[str, Any]]] = {}
    for number, raw in sorted(store.catalogue.decisions.items()):
        if is_found(raw, asked, words):
            item = raw | {"said": words.text(STATUS.get(raw["status"], raw["status"]))}
            groups.setdefault(_group_of(store, number, raw, words), []).append(item)
    return [DecisionGroup(key, title, tuple(items), bool(asked)) for (_, key, title), items in sorted(groups.items())]


def _group_of(store: Store, number: str, raw: dict[str, Any], words: Words) -> tuple[int, str, str]:
    if raw["sources"]:
        sid = raw["sources"][0]
        return 2, sid, store.catalogue.sources[sid]["name"] if sid in store.catalogue.sources else sid
    return (1, "places", words.text(MAP_RULES)) if PLACES.fullmatch(number) else (0, "all", words.text(GENERAL))


def is_found(raw: dict[str, Any], asked: str, words: Words) -> bool:
    """Whether a decision holds every word asked for, in its number, title, question, choice or reason."""
    held = " ".join(
        [raw["number"], raw["title"], words.text(raw["title"]), raw["question"], raw["choice"], raw["reason"]]
    )
    return all(word in held.casefold() for word in asked[:MAX_ASKED].casefold().split())


def correction_groups(store: Store, words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    """(source, rules): rules that share source, reason and decision are one line with their number."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    for _, source in sorted(store.catalogue.sources.items()):
        groups: dict[tuple[str, str], dict[str, Any]] = {}
        for rule in source["corrections"]:
            line = groups.setdefault(
                (rule["reason"], rule["decision"]), {"rules": 0, "done": _done(rule, words), **rule}
            )
            line["rules"] += 1
        if groups:
            found.append((source["name"], list(groups.values())))
    return found


def _done(rule: dict[str, Any], words: Words) -> str:
    flag = words.text(FLAG[Flag(rule["flag"])]) if rule["flag"] else ""
    return words.text(DONE[rule["action"]], flag=flag)


def uncertainty_kinds(store: Store, site: Site, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """(kind, indicators as name and address) of all that come with published uncertainty."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for iid, found in store.catalogue.counts["with_uncertainty"].items():
        for kind in found:
            kinds.setdefault(kind, []).append((words.text(store.catalogue.indicators[iid].name), site.indicator(iid)))
    return sorted((words.text(UNCERTAINTY[kind]), names) for kind, names in kinds.items())


def disagreement(store: Store, row: dict[str, Any], words: Words) -> dict[str, str]:
    """One difference between the two treaty records, in words."""
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


def languages(words: Words) -> list[tuple[str, str, list[str]]]:
    """A language, its own name, and how many texts of the site and of the data it has."""
    return [
        (
            lang,
            name,
            [
                words.text("%(count)s of %(all)s", count=words.number(n), all=words.number(of))
                for n, of in (completeness(lang)[domain] for domain in DOMAINS)
            ],
        )
        for lang, name in LANGUAGES.items()
    ]


def quality_counts(store: Store, words: Words) -> list[tuple[str, str, str]]:
    """(dimension, what is measured, how the release as a whole stands)."""
    indicators = store.catalogue.indicators.values()
    everything = words.number(len(indicators))
    closed = [s for s in store.catalogue.sources.values() if not s["licence"]["may_transform"]]
    return [
        (
            words.text("Accuracy"),
            words.text("How wide the published interval is, and how many figures rest on few cases"),
            words.text(
                "%(count)s of %(all)s indicators come with an uncertainty that their source publishes.",
                count=words.number(len(store.catalogue.counts["with_uncertainty"])),
                all=everything,
            ),
        ),
        (
            words.text("Timeliness"),
            words.text("Years between a country’s latest figure and the date of the source that holds it"),
            words.text(
                "The sources here are of %(first)s to %(last)s.",
                first=words.date(min(s.released for s in store.catalogue.series.values())),
                last=words.date(max(s.released for s in store.catalogue.series.values())),
            ),
        ),
        (
            words.text("Coverage"),
            words.text("Published ÷ expected, for countries and for the groups that the official wording names"),
            words.text(
                "%(count)s of %(all)s indicators reach 50 countries in the last five years of their data; the others "
                "are pilots.",
                count=words.number(sum(i.maturity == "established" for i in indicators)),
                all=everything,
            ),
        ),
        (
            words.text("Comparability"),
            words.text("Documented breaks, marks on figures, kinds of makers and sources side by side"),
            words.text(
                "%(breaks)s indicators have a documented break, %(limits)s a limit on comparing of their own, and "
                "%(detection)s depend on detection.",
                breaks=words.number(sum(bool(i.raw["method"]["breaks"]) for i in indicators)),
                limits=words.number(sum(bool(i.raw["comparability"]) for i in indicators)),
                detection=words.number(sum(bool(i.raw["detection_dependent"]) for i in indicators)),
            ),
        ),
        (
            words.text("Accessibility"),
            words.text("What the licence allows, whether a machine can read the file, where the method stands"),
            words.text(
                "%(count)s of %(all)s sources may not be transformed; we show them as they are.",
                count=words.number(len(closed)),
                all=words.number(len(store.catalogue.sources)),
            ),
        ),
    ]
