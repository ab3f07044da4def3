"""The page at ``/`` without an indicator: an edited front, told from the figures of the release.

Invariant: no figure on it is typed in, every story names its source, date, release and hash, and one that its data do
not bear is left out.
"""

from __future__ import annotations

from typing import Any

from components.answers import answers_page, is_asking
from components.finder_panel import box_form
from components.front_parts import (
    Desk,
    change_values,
    door_values,
    graphic_values,
    hidden_values,
    lead_values,
    release_values,
    silence_values,
    sure_values,
)
from components.links import Site
from components.page import Page
from components.templating import render
from data.store import Store
from data.stories import stories
from data.view_state import ViewState
from data.views.stories_change import build_change
from data.views.stories_graphics import build_graphic
from data.views.stories_hidden import build_hidden
from data.views.stories_lead import build_lead
from data.views.stories_silence import build_silence
from data.words import Words


def front_page(store: Store, state: ViewState, finder: dict[str, str], notices: list[str], words: Words) -> Page:
    """The opening page; with a question its answers."""
    site = Site(state.release, words.lang)
    if is_asking(finder):
        return answers_page(store, site, finder, notices, words)
    desk = Desk(store, site, words)
    told = _stories(desk)
    opening = told["lead"]
    return Page(
        title=words.text("Human-rights indicators, with their gaps"),
        description=" ".join([f"{opening['headline']}.", *opening["deck"]])[:300] if opening else _purpose(words),
        canonical=Site(state.release).to("/"),
        lang=words.lang,
        main=render(
            "front.html.j2",
            words,
            notices=notices,
            counts=store.catalogue.counts,
            purpose=_purpose(words),
            box=box_form(site, words, is_large=True),
            questions=[(text, site.find(text)) for text in _questions(words)],
            rights=_core_by_right(store, site, words),
            release=release_values(desk),
            method=site.method(),
            rule=site.decision("0002"),
            **told,
        ),
        critical_css="critical-front",
    )


def _purpose(words: Words) -> str:
    return words.text(
        "Published human-rights figures of the UN, V-Dem, the World Bank, UNHCR, HRMI and others on one map, with "
        "what is missing, how sure it is and where it comes from."
    )


def _questions(words: Words) -> tuple[str, ...]:
    """Questions that show what may be asked."""
    return (words.text("torture Egypt"), words.text("prison without trial"), words.text("drinking water Kenya"))


def _stories(desk: Desk) -> dict[str, Any]:
    """Every story that its data bear, by the place where it stands; None or an empty list where they do not."""
    told, store, words = stories(), desk.store, desk.words
    lead = build_lead(store, told.lead, words)
    silence = build_silence(store, told.silence, lead, words) if lead else None
    graphics = [g for g in (build_graphic(store, graphic, words) for graphic in told.graphics) if g is not None]
    changes = [c for c in (build_change(store, rule, words) for rule in told.improvement) if c is not None]
    hidden = build_hidden(store, told.hidden, words)
    return {
        "lead": lead_values(desk, lead) if lead else None,
        "sure": sure_values(desk, lead) if lead else None,
        "doors": door_values(desk, lead) if lead else None,
        "silence": silence_values(desk, silence) if silence else None,
        "graphics": [graphic_values(desk, story, place) for place, story in enumerate(graphics)],
        "changes": [change_values(desk, story) for story in changes],
        "hidden": hidden_values(desk, hidden) if hidden else None,
    }


def _core_by_right(store: Store, site: Site, words: Words) -> list[dict[str, Any]]:
    groups = []
    for rid, right in store.catalogue.rights.items():
        core = [i for i in store.catalogue.indicators.values() if i.core == rid]
        total = sum(rid in i.rights for i in store.catalogue.indicators.values())
        if total:
            base = site.to("/")
            groups.append(
                {
                    "name": words.text(right["name"]),
                    "articles": ", ".join(right["articles"]),
                    "core": [(words.text(i.name), site.explore(i.id)) for i in core],
                    "total": total,
                    "all": f"{base}{'&' if '?' in base else '?'}right={rid}",
                }
            )
    return groups
