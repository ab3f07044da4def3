"""What the methodology says of comparing: every reason, its rule, its answer by purpose, and the indicators it touches.

Invariant: answers and lists come from the engine that the charts ask; nothing is told here that it does not do.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.links import Site
from data.compare import Outcome, Purpose, Reason, standing
from data.compare_texts import OUTCOMES, PURPOSES, REASONS, gravest, reason_anchor
from data.store import Store
from data.words import Words


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as it is explained; ``indicators`` are name and address of those that it always touches."""

    anchor: str
    sentence: str
    rule: str
    answers: tuple[tuple[str, str], ...]
    indicators: tuple[tuple[str, str], ...]


def reason_rows(store: Store, site: Site, words: Words) -> list[ReasonRow]:
    """Every reason in the order of the engine."""
    touched = _touched(store)
    return [
        ReasonRow(
            anchor=reason_anchor(code),
            sentence=words.text(text.sentence),
            rule=words.text(text.rule),
            answers=tuple(_answer(code, purpose, words) for purpose in Purpose),
            indicators=tuple(
                (words.text(store.catalogue.indicators[i].name), site.indicator(i)) for i in touched.get(code, ())
            ),
        )
        for code, text in REASONS.items()
    ]


def purposes(words: Words) -> list[str]:
    """The purposes in words, as heads of columns."""
    return [words.text(label) for label in PURPOSES.values()]


def _answer(code: Reason, purpose: Purpose, words: Words) -> tuple[str, str]:
    """Class and text of a cell; empty where the reason is not asked for that purpose."""
    outcome = gravest(code, purpose)
    return ("", "") if outcome is Outcome.OK else (outcome.value, words.text(OUTCOMES[outcome]))


def _touched(store: Store) -> dict[Reason, list[str]]:
    found: dict[Reason, set[str]] = {}
    for indicator in store.catalogue.indicators.values():
        series = store.catalogue.series[indicator.preferred]
        for purpose in Purpose:
            for code in standing(store, indicator, series, purpose).codes:
                found.setdefault(code, set()).add(indicator.id)
    names = store.catalogue.indicators
    return {code: sorted(ids, key=lambda i: names[i].name) for code, ids in found.items()}
