"""The page at ``/methodology``: how to read the charts, then sources, rules, decisions and what became of every cell.

Invariant: every number on it is read from the release; long lists are folded, and an anchor opens the one it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from components.explore_parts import hatch_patterns
from components.links import Site
from components.methodology_compare import purposes, reason_rows
from components.methodology_examples import examples
from components.methodology_parts import (
    MAX_ASKED,
    correction_groups,
    decision_groups,
    disagreement,
    languages,
    quality_counts,
    right_rows,
    source_values,
    uncertainty_kinds,
)
from components.methodology_texts import MEANING
from components.page import Page
from components.signals_method import signals_method
from components.templating import render
from data.catalogue import TOLERANCE
from data.model import AreaState, IndicatorKind
from data.store import Store
from data.views.labels import FLAG, KIND, SOURCE_TYPE, STATE
from data.words import Words

SHELL = frozenset({"lang", "theme"})
ASKED = "decision"


def build_methodology(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page. ``decision`` is a number, which leads to its record, or words that narrow the list."""
    site = Site(store.id if pinned else "", words.lang)
    asked = query.get(ASKED, "").strip()[:MAX_ASKED]
    if asked in store.catalogue.decisions:
        return Page("", "", "", words.lang, "", redirect=site.decision(asked))
    report = orjson.loads(store.release.read("build_report.json"))
    main = render(
        "methodology.html.j2",
        words,
        notices=[
            words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in {*SHELL, ASKED}
        ],
        site=site,
        release=store.id,
        digest=store.release.digest,
        counts=store.catalogue.counts,
        examples=examples(store, site, words),
        patterns=hatch_patterns(),
        states=[(state.value, words.text(STATE[state]), words.text(MEANING[state])) for state in AreaState],
        tolerance=_tolerance(words),
        **_lists(store, site, asked, report, words),
    )
    return Page(
        title=words.text("Methodology"),
        description=words.text(
            "Where every figure comes from: sources with their vintages and licences, rules, decisions, corrections, "
            "and what became of each published cell."
        ),
        canonical=Site(site.release).method(),
        lang=words.lang,
        main=main,
        critical_css="critical-methodology",
    )


def _lists(store: Store, site: Site, asked: str, report: dict[str, Any], words: Words) -> dict[str, Any]:
    """The long parts of the page."""
    return {
        "reasons": reason_rows(store, site, words),
        "purposes": purposes(words),
        "signals": signals_method(store, site, words),
        "sources": [source_values(store, sid, report) for sid in sorted(store.catalogue.sources)],
        "kinds": [words.text(KIND[kind]) for kind in IndicatorKind],
        "rights": right_rows(store, site, words),
        "quality": quality_counts(store, words),
        "uncertainty": uncertainty_kinds(store, site, words),
        "asked": asked,
        "decisions": decision_groups(store, asked, words),
        "corrections": correction_groups(store, words),
        "disagreements": [disagreement(store, row, words) for row in report["disagreements"]],
        "totals": report["totals"],
        "flags": {flag.value: words.text(text) for flag, text in FLAG.items()},
        "languages": languages(words),
    }


def _tolerance(words: Words) -> list[tuple[str, str]]:
    """Kinds of sources with the years by which an older value may stand in."""
    return [
        (
            words.text(label),
            words.plural("%(count)s year", "%(count)s years", TOLERANCE[kind])
            if kind in TOLERANCE
            else words.text("never"),
        )
        for kind, label in SOURCE_TYPE.items()
    ]
