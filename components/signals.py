"""The page at ``/signals``: where the published intervals of two years lie apart, and where nothing can be said.

Invariant: improvements and deteriorations are written by one macro from two lists; abstentions stand with their reasons
and names beside them; every address is canonical.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.links import Site, address, site_of
from components.page import Page
from components.signals_parts import controls, foot_values, listed, names_of, states_values
from components.templating import render
from data.groups import Group, find_group
from data.signals import WINDOW
from data.store import Store
from data.view_state import PAGE_KEYS, ViewState, read_query, without_empty
from data.views.signals import SignalView, build_overview, build_signal_view, find_subject, years_offered
from data.views.signals_panel import Judged, Subject
from data.views.signals_parts import MADE, bar_text
from data.views.signals_text import chance_sentence, horizon_sentence, revised_sentence, sentence
from data.views.states import nearest_year
from data.words import Words

PATH = "/signals"


@dataclass(frozen=True)
class Asked:
    """What an address means: an indicator, a year, a group or none; and what of it means nothing here."""

    state: ViewState
    subject: Subject
    judged: Judged
    year: int
    group: Group | None
    notices: list[str]


def build_signals(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    query = without_empty(query)
    state, notices = read_query({k: v for k, v in query.items() if k in PAGE_KEYS}, words)
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in PAGE_KEYS]
    state = state.but(release=store.id if pinned else "", lang=Site(lang=words.lang).start.lang)
    asked = read(store, state, notices, words)
    if asked is None:
        return _empty(site_of(state), words)
    view = build_signal_view(store, asked.subject, asked.year, asked.group, words)
    return _page(store, asked, view, words)


def read(store: Store, state: ViewState, notices: list[str], words: Words) -> Asked | None:
    """What the address means; None where the release holds nothing that the rule can judge."""
    subject = find_subject(store, state.indicator)
    if subject is None:
        if state.indicator:
            notices = [*notices, _unknown(store, state.indicator, words)]
        subject = find_subject(store, "")
    if subject is None or subject.judged is None:
        return None
    years = years_offered(subject.judged)
    year = nearest_year(years, state.year)
    assert year is not None
    if state.year not in (None, year):
        notices = [
            *notices,
            words.text("There is no data for %(year)s; %(nearest)s is shown.", year=str(state.year), nearest=str(year)),
        ]
    group = find_group(store, state.peers, year) if state.peers else None
    if state.peers and group is None:
        notices = [*notices, words.text("There is no group %(name)s; all states are shown.", name=state.peers)]
    default = find_subject(store, "")
    state = ViewState(
        indicator="" if default is not None and subject.indicator.id == default.indicator.id else subject.indicator.id,
        year=None if year == years[0] else year,
        peers=state.peers if group is not None else "",
        lang=state.lang,
        theme=state.theme,
        release=state.release,
    )
    return Asked(state, subject, subject.judged, year, group, notices)


def _unknown(store: Store, indicator: str, words: Words) -> str:
    """Why an indicator is not shown."""
    barred = next((s for s in build_overview(store, words) if s.subject.indicator.id == indicator), None)
    if barred is not None:
        reason = bar_text(barred.subject, words)
        return words.text("No signals are made for %(name)s. %(reason)s", name=barred.name, reason=reason)
    return words.text("%(name)s is no indicator whose published intervals tell years apart.", name=indicator)


def _page(store: Store, asked: Asked, view: SignalView, words: Words) -> Page:
    site = site_of(asked.state)
    indicator = asked.subject.indicator
    lead = sentence(view, asked.group, words)
    title = words.text(
        "%(indicator)s: signals of change, %(base)s to %(year)s",
        indicator=words.text(indicator.name),
        base=str(view.base),
        year=str(view.year),
    )
    rule = indicator.raw["comparability"] or {}
    main = render(
        "signals.html.j2",
        words,
        notices=asked.notices,
        title=title,
        sentence=lead,
        scope=asked.group,
        group_rule=asked.group.rule_text(words) if asked.group is not None else "",
        group_date=words.date(asked.group.date) if asked.group is not None and asked.group.date else "",
        controls=controls(store, asked.state, asked.subject, asked.year, asked.group, words),
        states=states_values(view, words),
        lists=listed(view, site, words),
        abstained=[(reason, names_of(rows, site)) for reason, rows in view.abstained],
        view=view,
        window=WINDOW,
        made=words.text(MADE) if asked.subject.is_made else "",
        caution=str(rule.get("reason", "")),
        horizon=horizon_sentence(asked.judged.lines, asked.subject, words),
        chance=chance_sentence(view, words),
        revised=revised_sentence(view, words),
        overview=_overview(store, asked.state, words),
        site=site,
        release=store.id,
        about=site.indicator(indicator.id),
        foot=foot_values(store, asked.state, asked.subject, asked.year, lead, words),
    )
    return Page(
        title=title,
        description=lead[:300],
        canonical=address(asked.state.but(theme=""), PATH),
        lang=words.lang,
        main=main,
        critical_css="critical-signals",
    )


def _overview(store: Store, state: ViewState, words: Words) -> dict[str, Any]:
    """All indicators with published uncertainty: those judged, with their addresses, and those not, by reason."""
    default = find_subject(store, "")
    first = default.indicator.id if default is not None else ""
    summaries = build_overview(store, words)
    by_reason: dict[str, list[str]] = {}
    for summary in summaries:
        if summary.reason:
            by_reason.setdefault(summary.reason, []).append(summary.name)
    judged = [
        (
            s,
            address(
                state.but(indicator="" if s.subject.indicator.id == first else s.subject.indicator.id, year=None), PATH
            ),
        )
        for s in summaries
        if not s.reason
    ]
    sources = Counter(s.subject.series.source for s, _href in judged)
    shared = max(sources.values(), default=0)
    return {"judged": judged, "barred": list(by_reason.items()), "all": len(summaries), "shared": shared}


def _empty(site: Site, words: Words) -> Page:
    """A release without any interval that can be judged."""
    title = words.text("This release holds no series whose intervals tell years apart")
    main = render("signals_empty.html.j2", words, title=title, start=site.to("/"))
    return Page(title, title, Site(site.release).signals(), words.lang, main, critical_css="critical-signals")
