"""Answers as pages show them: the page of a question, its part for other pages, and the short list under a box.

Invariant: page and list say the same of the same question; every answer is a link to the chart that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from components.finder_panel import box_form, narrow_form
from components.links import Site
from components.page import Page
from components.templating import made_here, render
from data.answer import FACETS, Answers, answer_question
from data.answer_parts import Answer
from data.finder import facets
from data.finder_text import fold
from data.store import Store
from data.views.labels import in_line
from data.words import Words

LIMIT_LIVE = 8
MIN_LETTERS = 2
ASKING = ("q", *FACETS)
CONTINENTS = {
    "africa": "africa",
    "african": "africa",
    "afrique": "africa",
    "america": "americas",
    "american": "americas",
    "americas": "americas",
    "caribbean": "americas",
    "amerique": "americas",
    "asia": "asia",
    "asian": "asia",
    "asie": "asia",
    "europe": "europe",
    "european": "europe",
    "oceania": "oceania",
    "oceanie": "oceania",
    "pacific": "oceania",
}
GROUPS = {
    "disability": "disability_status",
    "disabilities": "disability_status",
    "disabled": "disability_status",
    "handicap": "disability_status",
    "handicapees": "disability_status",
    "rural": "location",
    "rurales": "location",
    "urban": "location",
    "poorest": "wealth",
    "richest": "wealth",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the short list."""

    href: str
    name: str
    text: str
    has_figure: bool = True


def is_asking(finder: Mapping[str, str]) -> bool:
    """Whether a query of the page at ``/`` asks something."""
    return any(finder.get(key, "").strip() for key in ASKING)


def answers_page(store: Store, site: Site, finder: Mapping[str, str], notices: list[str], words: Words) -> Page:
    """The page of a question: the box with it, the answers, a form to narrow them."""
    asked = finder.get("q", "").strip()
    main = render(
        "answers_page.html.j2",
        words,
        notices=notices,
        box=box_form(site, words, asked, is_large=True),
        section=answers_section(store, site, finder, words, level=1),
        narrow=narrow_form(store, site, finder, words),
    )
    return Page(
        title=asked or words.text("Indicators"),
        description=words.text("Answers from published human-rights figures, with what is missing."),
        canonical=site.find(asked) if asked else site.to("/"),
        lang=words.lang,
        main=str(main),
        head_extra=made_here('<meta name="robots" content="noindex">'),
        critical_css="critical-answers",
    )


def answers_section(store: Store, site: Site, finder: Mapping[str, str], words: Words, level: int = 2) -> Markup:
    """The answers to what ``finder`` asks (``q``, ``right``, ``kind``, ``people``, ``source``), as part of a page."""
    found = answer_question(store, finder.get("q", ""), words, finder)
    return render(
        "answers.html.j2",
        words,
        found=found,
        level=level,
        title=_title(store, found, finder, words),
        site=site,
        href=lambda answer: address_of(store, site, answer, found),
        is_table=found.is_open and len(found.names) == 1,
        front=_front(site),
        places=words.listing([in_line(name, words.lang) for name in found.names]),
    )


def _title(store: Store, found: Answers, finder: Mapping[str, str], words: Words) -> str:
    if found.asked:
        return words.text("Answers to “%(asked)s”", asked=found.asked)
    labels = facets(store.catalogue, words)
    chosen = [text for key in FACETS for value, text, _ in labels[key] if value == finder.get(key)]
    return words.text("Indicators: %(facets)s", facets=", ".join(chosen)) if chosen else words.text("Indicators")


def address_of(store: Store, site: Site, answer: Answer, found: Answers) -> str:
    """The chart that shows an answer, with the places, the year and the groups that the question speaks of."""
    by = groups_named(store, answer, found)
    return site.explore(answer.indicator, area=answer.areas, year=answer.year, zoom=continent(found), by=by)


def groups_named(store: Store, answer: Answer, found: Answers) -> str:
    """The dimension that a question names by one of its groups, where the indicator is published by it."""
    series = store.catalogue.series[store.catalogue.indicators[answer.indicator].preferred]
    named = (GROUPS[word] for word in fold(found.asked) if word in GROUPS)
    return next((dimension for dimension in named if dimension in series.raw["dimensions"]), "")


def continent(found: Answers) -> str:
    """The continent that a question names or names a part of, as in the address bar; empty where it names a place."""
    return "" if found.names else next((CONTINENTS[word] for word in fold(found.asked) if word in CONTINENTS), "")


def live_answers(store: Store, site: Site, question: str, words: Words) -> Markup:
    """The short list under a box: at most eight lines, the count in words, or that nothing answers.

    Empty for fewer than two letters.
    """
    if len(question.strip()) < MIN_LETTERS:
        return Markup()
    found = answer_question(store, question, words, limit=LIMIT_LIVE)
    places = [Line(site.country(p.page), p.name, p.line) for p in found.places if p.page]
    lines = [
        Line(address_of(store, site, a, found), a.name, " ".join(a.sentences), a.has_figure)
        for a in (*found.answers, *found.silent)
    ]
    lines = places + lines if found.is_open else lines[: LIMIT_LIVE - len(places)] + places
    near = [Line(f"{_front(site)}right={r.id}", r.name, _count(r.count, words)) for r in found.near]
    return render(
        "answers_live.html.j2",
        words,
        found=found,
        lines=lines[:LIMIT_LIVE],
        near=near,
        count=found.nothing or words.plural("%(count)s answer", "%(count)s answers", len(lines[:LIMIT_LIVE])),
        all=site.find(question),
        is_more=found.count + len(places) > LIMIT_LIVE,
    )


def _front(site: Site) -> str:
    base = site.to("/")
    return base + ("&" if "?" in base else "?")


def _count(count: int, words: Words) -> str:
    return words.plural("%(count)s indicator", "%(count)s indicators", count)
