"""The finder as a GET form with its answers: by words, right, kind, people and source.

Invariant: the same search answers here, in the live list and in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from components.links import Site, address
from components.templating import render
from data.finder import Hit, facets, parse_question, search
from data.store import Store
from data.view_state import ViewState
from data.words import Words

FINDER_KEYS = ("q", "right", "kind", "people", "source", "sort")
LIMIT = 40
IS_LARGE = "box-large"  # the class of the box that stands in a page; the header then has none


def box_form(site: Site, words: Words, asked: str = "", is_large: bool = False, theme: str = "auto") -> Markup:
    """The box "a country, a right, or both": a GET form, for the header or, large, for the page itself."""
    return render(
        "box.html.j2",
        words,
        action=site.to("/").partition("?")[0],
        live=site.to("/box"),
        hidden=[*site.hidden, *([] if theme == "auto" else [("theme", theme)])],
        asked=asked,
        is_large=is_large,
        large=IS_LARGE,
        id="q" if is_large else "head-q",
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator that answers, with its address and why it was found."""

    name: str
    href: str
    right: str
    why: str
    source: str
    is_core: bool


def narrow_form(store: Store, site: Site, finder: Mapping[str, str], words: Words) -> Markup:
    """The same question narrowed to a right, a kind, people or a source: a GET form."""
    return render(
        "finder.html.j2",
        words,
        action=site.to("/").partition("?")[0],
        hidden=site.hidden,
        asked={key: finder.get(key, "") for key in FINDER_KEYS},
        facets=facets(store.catalogue, words),
    )


def finder_panel(store: Store, state: ViewState, finder: dict[str, str], words: Words) -> Markup:
    """The large box with the form to narrow what is found, filled in with what was asked."""
    site = Site(state.release, words.lang)
    return box_form(site, words, finder.get("q", ""), is_large=True) + narrow_form(store, site, finder, words)


def finder_results(store: Store, state: ViewState, finder: dict[str, str], words: Words) -> dict[str, object]:
    """Answers to what was asked, at most forty, and how many places were named in the question."""
    question = parse_question(store.catalogue, finder.get("q", ""))
    topic = question.topic if question.areas else finder.get("q", "")
    hits = search(
        store.catalogue,
        topic,
        LIMIT,
        right=finder.get("right", ""),
        kind=finder.get("kind", ""),
        people=finder.get("people", ""),
        source=finder.get("source", ""),
    )
    names = [store.catalogue.areas[a].name(words.lang) for a in question.areas]
    return {
        "asked": finder.get("q", ""),
        "places": words.listing(names),
        "answers": [answer(store, hit, state, question.areas, words) for hit in hits],
    }


def answer(store: Store, hit: Hit, state: ViewState, areas: tuple[str, ...], words: Words) -> Answer:
    """A hit as a link; places named in the question are carried along."""
    indicator = store.catalogue.indicators[hit.id]
    return Answer(
        name=words.text(indicator.name),
        href=address(ViewState(release=state.release), indicator=hit.id, area=areas),
        right=words.text(store.catalogue.rights[indicator.rights[0]]["name"]),
        why=hit.why,
        source=store.catalogue.sources[indicator.raw["source"]]["name"],
        is_core=indicator.core is not None,
    )
