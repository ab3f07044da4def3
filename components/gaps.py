"""The page at ``/gaps``: who is missing, who reports and how late, in seven views of one address.

Invariant: complete without a script; every number is read from the release and leads to what lies behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.exhibits.addresses import share_of
from components.explore_parts import hatch_patterns
from components.gaps_desk import Desk, address_of
from components.gaps_lists import late_values, made_values
from components.gaps_matrix import matrix_values, summary_values
from components.gaps_people import largest_values, people_values
from components.gaps_silence import silence_values
from components.links import Site
from components.page import Page
from components.templating import render
from data.groups import find_group, menu
from data.groups_kinds import DEVELOPMENT, FORUM, INCOME
from data.store import Store
from data.view_state import GAP_VIEWS, ViewState, read_query, without_empty
from data.views.gaps_choice import GapChoice, choose_gaps, regions, rights_with_rows, subregions
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class ViewText:
    """How a view is called in the list of views, its heading, and the question that it answers."""

    tab: str
    title: str
    question: str


TEXTS = {
    "summary": ViewText(
        _("Summary"), _("What is known, right by right"), _("How much of what every state could publish is published?")
    ),
    "matrix": ViewText(
        _("Every cell"), _("Every indicator, every state"), _("Which figure is missing where, and how old is the rest?")
    ),
    "people": ViewText(
        _("Groups of people"), _("Who is told apart"), _("Which groups of people does a state’s record make visible?")
    ),
    "provenance": ViewText(
        _("Who made it"), _("Who made the figures"), _("How much of a state’s record does the state itself report?")
    ),
    "timeliness": ViewText(_("How late"), _("How late the figures are"), _("How old is the newest figure?")),
    "silence": ViewText(
        _("Who is silent"), _("Do states that do not report differ?"), _("Who are the states without a figure?")
    ),
    "largest": ViewText(_("Largest gaps"), _("The largest gaps"), _("Where would one more figure tell most?")),
}
BUILDERS = {
    "summary": summary_values,
    "matrix": matrix_values,
    "people": people_values,
    "provenance": made_values,
    "timeliness": late_values,
    "silence": silence_values,
    "largest": largest_values,
}
OFFERED = (DEVELOPMENT, INCOME, FORUM)
FILTERED = ("matrix", "people", "provenance", "timeliness", "largest")
ALL_KEYS = {
    "summary": ("by", "year"),
    "matrix": ("right", "region", "peers", "year"),
    "people": ("right", "region", "peers", "sort"),
    "provenance": ("right", "region", "peers", "sort"),
    "timeliness": ("right", "region", "peers", "by", "sort"),
    "silence": ("indicator", "vs"),
    "largest": ("right", "region", "peers"),
}


def build_gaps(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    state, notices = read_query(without_empty(query), words)
    choice = choose_gaps(store, state, words)
    site = Site(store.id if pinned else "", words.lang)
    state = own_state(state, choice)
    values = BUILDERS[choice.view](Desk(store, choice, state, site, words))
    texts = TEXTS[choice.view]
    title = words.text(texts.title)
    main = render(
        "gaps.html.j2",
        words,
        notices=[*notices, *choice.notices, *values.pop("notices", [])],
        view=choice.view,
        title=title,
        question=words.text(texts.question),
        tabs=tabs(choice, state, site, words),
        form=form_values(store, choice, state, site, words),
        patterns=hatch_patterns(),
        site=site,
        release=store.id,
        pinned=address_of(Site(store.id, words.lang), state),
        share=share_of(address_of(site, state), site.release),
        **values,
    )
    return Page(
        title=words.text("Gaps: %(title)s", title=title),
        description=values["sentence"][:300],
        canonical=address_of(Site(site.release), state),
        lang=words.lang,
        main=main,
        critical_css="critical-gaps",
    )


def own_state(state: ViewState, choice: GapChoice) -> ViewState:
    """What this page understands of an address, and of it only what its view uses."""
    kept = {key: getattr(state, key) for key in ALL_KEYS[choice.view]}
    kept |= {key: getattr(choice, key) for key in ("right", "region", "peers", "year", "by") if key in kept}
    if choice.view == "timeliness":
        kept["by"] = state.by
    return ViewState(view="" if choice.view == GAP_VIEWS[0] else choice.view, **kept)


def tabs(choice: GapChoice, state: ViewState, site: Site, words: Words) -> list[tuple[str, str, bool]]:
    """The views: (label, address, whether it is shown). Right and region are carried where a view has them."""
    found = []
    for name, texts in TEXTS.items():
        carried = {"right": state.right, "region": state.region, "peers": state.peers} if name in FILTERED else {}
        shown = {key: value for key, value in carried.items() if value}
        view = {} if name == GAP_VIEWS[0] else {"view": name}
        found.append((words.text(texts.tab), site.gaps(**view, **shown), name == choice.view))
    return found


def form_values(store: Store, choice: GapChoice, state: ViewState, site: Site, words: Words) -> dict[str, Any]:
    """The form above a view: right and countries where the view can be narrowed."""
    hidden = [("view", state.view)] if state.view else []
    hidden += [(key, getattr(state, key)) for key in ("sort", "by") if getattr(state, key) and choice.view in FILTERED]
    names = store.catalogue.rights
    menus = (
        [(label, kept) for label, groups in menu(store) if (kept := [g for g in groups if g.kind in OFFERED])]
        if choice.view in FILTERED
        else []
    )
    return {
        "action": Site(site.release).gaps(),
        "hidden": [*site.hidden, *hidden],
        "is_filtered": choice.view in FILTERED,
        "right": choice.right,
        "rights": [(right, words.text(names[right]["name"])) for right in rights_with_rows(store)],
        "region": choice.region,
        "peers": choice.peers,
        "group": choice.group_name,
        "peers_name": group.title(words) if (group := find_group(store, choice.peers)) else choice.peers,
        "listed": [found.id for _, groups in menus for found in groups],
        "groups": [
            (words.text(label), [(found.id, found.title(words)) for found in groups]) for label, groups in menus
        ],
        "regions": [(place.id, place.name) for place in regions(store, words)],
        "subregions": [(place.id, place.name) for place in subregions(store, words)],
    }
