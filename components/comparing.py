"""The answer of a comparison on the page: a banner that refuses, or a list of what calls for care.

Invariant: each reason is one sentence and leads to the rule it rests on; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.links import Site
from data.compare import Outcome, Verdict
from data.compare_texts import reason_anchor, reason_text
from data.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: its sentence, the rule behind it, whether it refuses."""

    text: str
    href: str
    is_refusal: bool


def verdict_lines(verdict: Verdict, words: Words, site: Site) -> list[Line]:
    """The reasons of a verdict, refusals first."""
    return [
        Line(reason_text(ground, words), site.method(reason_anchor(ground.code)), ground.outcome is Outcome.REFUSE)
        for ground in verdict.reasons
    ]
