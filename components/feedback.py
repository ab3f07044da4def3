"""The pages on which readers question a figure, propose what should be measured, and read what came of it.

Invariant: what somebody sent is escaped and is never a link before a moderator has made it public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from components.exhibits.base import Exhibit
from components.exhibits.registry import BadExhibit, build_exhibit
from components.links import Site
from components.page import Page
from components.templating import render
from data.store import Store
from data.view_state import PAGE_KEYS, ViewState, read_query
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


ABOUT = {
    "value": _("The value"),
    "year": _("The year"),
    "area": _("The country or territory"),
    "method": _("How it was made or what it means"),
    "label": _("A name or a label"),
    "source": _("The source or the licence"),
    "missing": _("A figure is missing that is published"),
    "access": _("I cannot read or use it"),
    "other": _("Something else"),
}
STATES = {
    "received": _("received"),
    "review": _("under review"),
    "answered": _("answered"),
    "closed": _("closed"),
}
OUTCOMES = {
    "": _("open"),
    "explained": _("explained"),
    "no_change": _("nothing changed"),
    "corrected": _("corrected"),
    "forwarded": _("passed on to the publisher"),
    "planned": _("planned"),
    "added": _("added"),
    "declined": _("declined"),
}
PEOPLE = {
    "women": _("women and girls"),
    "men": _("men and boys"),
    "children": _("children"),
    "older_people": _("older people"),
    "persons_with_disabilities": _("persons with disabilities"),
    "indigenous_people": _("indigenous people"),
    "minorities": _("minorities"),
    "migrants": _("migrants"),
    "refugees": _("refugees"),
    "stateless_people": _("stateless people"),
    "lgbtqia": _("LGBTQIA+ people"),
    "prisoners": _("prisoners"),
    "workers": _("workers"),
    "poor_households": _("poor households"),
    "rural_people": _("rural people"),
    "journalists": _("journalists"),
    "human_rights_defenders": _("human rights defenders"),
}
NOTHING = dict.fromkeys(("view_kind", "view_query", "about", "text", "link", "right", "people"), "")
QUESTION, QUESTIONS, PROPOSALS, REPLIES = "/question", "/questions", "/proposals", "/replies"


def shown_exhibit(store: Store, kind: str, query: str, words: Words) -> Exhibit | None:
    """The view that is in question, None where this release cannot show it."""
    given = {k: v for k, v in parse_qsl(query) if k in PAGE_KEYS}
    state, _notices = read_query(given)
    try:
        return build_exhibit(store, kind, state.but(override=False), words) if kind else None
    except (KeyError, BadExhibit):
        return None


def _page(title: str, lead: str, path: str, words: Words, template: str, status: int = 200, **values: Any) -> Page:
    site = Site(lang=words.lang)
    main = render(
        template,
        words,
        title=title,
        lead=lead,
        site=site,
        states={key: words.text(text) for key, text in STATES.items()},
        outcomes={key: words.text(text) for key, text in OUTCOMES.items()},
        abouts={key: words.text(text) for key, text in ABOUT.items()},
        peoples={key: words.text(text) for key, text in PEOPLE.items()},
        **values,
    )
    extra = '<meta name="robots" content="noindex">' if status != 200 or path == QUESTION else ""
    return Page(
        title, lead[:300], site.to(path), words.lang, main, extra, status=status, critical_css="critical-feedback"
    )


def build_question(
    store: Store,
    given: Mapping[str, str],
    token: str,
    words: Words,
    faults: Mapping[str, str] | None = None,
    message: str = "",
    status: int = 200,
) -> Page:
    """The form, with what was sent before where something was wrong with it."""
    query = given.get("view_query", "")
    exhibit = shown_exhibit(store, given.get("view_kind", ""), query, words)
    return _page(
        words.text("Question this figure"),
        words.text("Say what seems wrong. It gets a public number at once, and an answer that everybody can read."),
        QUESTION,
        words,
        "question.html.j2",
        status,
        given={**NOTHING, **given},
        hidden=[(k, v) for k, v in parse_qsl(query) if k in PAGE_KEYS and k != "lang"],
        exhibit=exhibit,
        release=given.get("view_release", "") or store.id,
        token=token,
        faults=faults or {},
        message=message,
    )


def build_proposals(
    store: Store,
    items: Sequence[Any],
    given: Mapping[str, str],
    token: str,
    words: Words,
    faults: Mapping[str, str] | None = None,
    message: str = "",
    status: int = 200,
) -> Page:
    """Proposals with what came of them, and the form for another."""
    rights = [(r, words.text(raw["name"])) for r, raw in store.catalogue.rights.items() if raw["articles"]]
    return _page(
        words.text("What should be measured?"),
        words.text("Propose a right, a group of people, a reason. Every proposal and its outcome is public."),
        PROPOSALS,
        words,
        "proposals.html.j2",
        status,
        items=items,
        rights=rights,
        names=dict(rights),
        given={**NOTHING, **given},
        token=token,
        faults=faults or {},
        message=message,
    )


def build_questions(store: Store, items: Sequence[Any], filters: Mapping[str, str], words: Words) -> Page:
    """All questions with state and outcome; texts only of those that a moderator has made public."""
    return _page(
        words.text("Questions about figures"),
        words.plural("%(count)s question is listed.", "%(count)s questions are listed.", len(items))
        if items
        else words.text("No question is listed here."),
        QUESTIONS,
        words,
        "questions.html.j2",
        items=[(item, indicator_name(store, item.indicator, words)) for item in items],
        filters={"state": "", "indicator": "", "area": "", **filters},
        indicators=sorted(
            ((i.id, words.text(i.name)) for i in store.catalogue.indicators.values()), key=lambda i: i[1]
        ),
        members=sorted((a.name(words.lang), a.id) for a in store.catalogue.members()),
        has_filters=bool(filters),
    )


def build_item(store: Store, item: Any, steps: Sequence[tuple[str, str, str, str]], is_new: bool, words: Words) -> Page:
    """One question or proposal with every change of its state."""
    is_question = item.kind == "question"
    path = f"{QUESTIONS if is_question else PROPOSALS}/{item.id}"
    exhibit = shown_exhibit(store, item.view_kind, item.view_query, words) if is_question else None
    title = (
        words.text("Question %(number)s", number=item.id)
        if is_question
        else words.text("Proposal %(number)s", number=item.id)
    )
    state = f"{words.text(STATES[item.state])}"
    outcome = words.text(OUTCOMES.get(item.outcome, "")) if item.outcome else ""
    return _page(
        title,
        f"{state}{words.colon}{outcome}" if outcome else state,
        path,
        words,
        "item.html.j2",
        item=item,
        steps=[(words.date(day), state, outcome, note) for day, state, outcome, note in steps],
        exhibit=exhibit,
        named=indicator_name(store, item.indicator, words),
        right=words.text(store.catalogue.rights[item.right]["name"]) if item.right in store.catalogue.rights else "",
        is_new=is_new,
        is_question=is_question,
        pinned=ViewState(release=item.view_release).release,
        day=words.date(item.day),
    )


def build_replies(store: Store, replies: Sequence[Any], words: Words) -> Page:
    """Replies of statistical offices, and how an office sends one."""
    areas = store.catalogue.areas
    return _page(
        words.text("Replies of statistical offices"),
        words.text("A reply stands beside a figure, with its date and a link. It never changes the figure."),
        REPLIES,
        words,
        "replies.html.j2",
        replies=[
            (reply, indicator_name(store, reply.indicator, words), areas[reply.area].name(words.lang))
            for reply in replies
            if reply.area in areas
        ],
    )


def build_away(words: Words, path: str) -> Page:
    """The database is away: nothing of what was sent is kept, and it is said so."""
    return _page(
        words.text("This cannot be done just now"),
        words.text(
            "What readers send in cannot be read or kept at the moment. Nothing was kept. All figures are as ever."
        ),
        path,
        words,
        "feedback_away.html.j2",
        503,
    )


def indicator_name(store: Store, indicator: str, words: Words) -> str:
    """Name of an indicator, its id where the release has none of that name."""
    known = store.catalogue.indicators.get(indicator)
    return words.text(known.name) if known is not None else indicator
