"""Parts of the page of signals: its form, its lists and drawings, its footer.

Invariant: every link and every option is made from a ViewState, so it is a canonical address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from components.exhibits.addresses import share_of
from components.links import Site, address
from components.svg.signals import draw_pair, draw_states
from components.templating import made_here
from data.groups import Group, menu
from data.store import Store
from data.view_state import ViewState
from data.views.quality import licence_line
from data.views.signals import SignalView, find_subject, judged_subjects, years_offered
from data.views.signals_panel import Subject
from data.views.signals_parts import BETTER, STATES, WORSE, SignalRow, state_name
from data.views.signals_text import heading
from data.words import Words

PATH = "/signals"


def controls(
    store: Store, state: ViewState, subject: Subject, year: int, group: Group | None, words: Words
) -> dict[str, Any]:
    """What the form offers: indicators that can be judged, years, peer groups."""
    groups = [
        (words.text(label), [(g.id, g.title(words)) for g in sorted(found, key=lambda g: g.title(words))])
        for label, found in menu(store, year)
    ]
    is_listed = any(gid == state.peers for _label, found in groups for gid, _title in found)
    default = find_subject(store, "")
    assert subject.judged is not None
    return {
        "action": address(ViewState(release=state.release), PATH),
        "hidden": Site(state.release, words.lang).hidden,
        "indicators": [
            ("" if s is default else s.indicator.id, words.text(s.indicator.name), s is subject)
            for s in judged_subjects(store)
        ],
        "years": years_offered(subject.judged),
        "year": year,
        "groups": groups,
        "peers": state.peers,
        "own": group.title(words) if group is not None and not is_listed else "",
    }


def states_values(view: SignalView, words: Words) -> dict[str, Any]:
    """The bar of all states, its key, and the sum."""
    direction = view.subject.indicator.direction
    counts = view.tally.counts
    names = {state: state_name(state, direction, words) for state in STATES}
    labels = {state: f"{names[state]}{words.colon}{words.number(counts[state])}" for state in STATES}
    name = words.listing([labels[state] for state in STATES])
    return {
        "svg": made_here(draw_states(counts, labels, name)),
        "key": [(state, names[state], counts[state]) for state in STATES],
        "total": view.tally.total,
    }


def listed(view: SignalView, site: Site, words: Words) -> list[dict[str, Any]]:
    """The two lists, made alike."""
    watched = dict(zip((BETTER, WORSE), view.watched, strict=True))
    return [
        {
            "state": state,
            "title": heading(state, view.subject.indicator.direction, words),
            "rows": [_item(view, row, site, words) for row in view.of(state)],
            "watched": names_of(watched[state], site),
        }
        for state in (BETTER, WORSE)
    ]


def _item(view: SignalView, row: SignalRow, site: Site, words: Words) -> dict[str, Any]:
    name = words.text(
        "%(area)s: %(then)s in %(base)s, %(now)s in %(year)s",
        area=row.name,
        then=row.base,
        base=str(view.base),
        now=row.now,
        year=str(view.year),
    )
    return {
        "row": row,
        "svg": made_here(draw_pair(row.marks, view.span, f"st-{row.state}", name)),
        "trend": site.explore(view.subject.indicator.id, area=(row.area.id,)) + "#trend",
    }


def names_of(rows: Iterable[SignalRow], site: Site) -> list[tuple[str, str]]:
    """Names with the addresses of their pages."""
    return [(row.name, site.country(row.area.id)) for row in rows]


def foot_values(
    store: Store, state: ViewState, subject: Subject, year: int, sentence: str, words: Words
) -> dict[str, Any]:
    """What stands below the lists: source, date, release, and the address to quote."""
    source = store.catalogue.sources[subject.series.source]
    return {
        "source": {
            "citation": source["citation"],
            "licence": {**source["licence"], "name": licence_line(store, subject.series, words)},
            "name": source["name"],
        },
        "as_of": words.date(subject.series.released),
        "release": store.id,
        "sentence": sentence,
        "links": {"pinned": address(state.but(release=store.id, theme="", year=year), PATH)},
        "share": share_of(address(state.but(theme="", year=year), PATH), state.release),
    }
