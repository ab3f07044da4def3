"""Questions and replies beside the figures of an indicator or a country.

Invariant: a reply is told with its office, its date and its own link, and never in place of a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.feedback import QUESTION, QUESTIONS, indicator_name
from components.links import Site
from data.store import Store
from data.words import Words

INDICATOR, COUNTRY = "/indicator/", "/country/"


def indicator_of(path: str) -> str:
    """The indicator that a page is about."""
    return path.removeprefix(INDICATOR) if path.startswith(INDICATOR) else ""


def area_of(path: str) -> str:
    """The country that a page is about."""
    return path.removeprefix(COUNTRY) if path.startswith(COUNTRY) else ""


def voice_values(
    store: Store, replies: Sequence[Any], counts: tuple[int, int], indicator: str, area: str, words: Words
) -> dict[str, Any]:
    """What voices.html.j2 writes."""
    site = Site(lang=words.lang)
    total, done = counts
    told = ""
    if total:
        told = words.plural(
            "%(count)s question was asked about these figures, %(done)s answered.",
            "%(count)s questions were asked about these figures, %(done)s answered.",
            total,
            done=words.number(done),
        )
    ask = site.to(QUESTION, indicator=indicator, area=(area,) if area else ())
    return {
        "told": told,
        "feed": f"/feeds/indicator/{indicator}" if indicator else f"/feeds/country/{area}",
        "ask": f"{ask}{'&' if '?' in ask else '?'}kind={'map' if indicator else 'country'}",
        "asked": f"{QUESTIONS}?indicator={indicator}" if indicator else QUESTIONS,
        "replies": [
            {
                "reply": reply,
                "name": indicator_name(store, reply.indicator, words),
                "area": store.catalogue.areas[reply.area].name(words.lang),
                "dated": words.date(reply.dated),
            }
            for reply in replies
            if reply.area in store.catalogue.areas
        ],
    }
