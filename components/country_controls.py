"""What an address of a country's page asks, and the two small forms that change it: a peer group, a second country.

Invariant: each part of the address that means nothing here gives a notice; the state that comes out is canonical.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.links import Site
from data.finder import parse_question
from data.groups import find_group, groups_of
from data.groups_kinds import NEIGHBOURS, SUBREGION, Group
from data.kept import kept
from data.store import Store
from data.view_state import PAGE_KEYS, read_query, without_empty
from data.views.population import by_population
from data.views.profile import has_profile, profile_areas
from data.views.profile_position import choose_group, usual_group
from data.words import Words

ADD = "add"  # the field of the form that is no part of an address
OWN_KEYS = frozenset({"peers", "vs", "lang", "theme"})
MOST_TYPED, SUGGESTED = 120, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A readable address: ``peers`` and ``vs`` in canonical spelling, ``has_typed`` where the form sent a name."""

    area: str
    group: Group
    peers: str
    vs: str
    has_typed: bool

    def address(self, site: Site) -> str:
        """The canonical address."""
        return site.country(self.area, peers=self.peers, vs=self.vs)


def read_asked(store: Store, area: str, query: Mapping[str, str], words: Words) -> tuple[Asked, list[str]]:
    """What is asked, and a notice for each part that was dropped."""
    typed = query.get(ADD, "")[:MOST_TYPED].strip()
    query = {key: text for key, text in without_empty(query).items() if key != ADD}
    state, notices = read_query({k: v for k, v in query.items() if k in OWN_KEYS & PAGE_KEYS}, words)
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in OWN_KEYS]
    group, notice = choose_group(store, area, state.peers, words)
    notices += [notice] if notice else []
    other = _meant(store, typed) if typed else state.vs
    if other and not has_profile(store, other):
        notices.append(words.text("No country is called %(name)s here.", name=other[:60]))
        other = ""
    if other == area:
        notices.append(words.text("A country is not set beside itself; choose another."))
        other = ""
    has_typed = bool(typed) and bool(other)
    peers = "" if group.id == usual_group(store, area).id else group.id
    return Asked(area, group, peers, other, has_typed), notices


def _meant(store: Store, typed: str) -> str:
    """The country that a typed name means; the name itself where it means none."""
    found = [area for area in parse_question(store.catalogue, typed).areas if has_profile(store, area)]
    return found[0] if found else typed


def controls(store: Store, asked: Asked, site: Site, words: Words) -> dict[str, Any]:
    """Values of both forms."""
    area = asked.area
    groups = [(g.id, g.title(words)) for g in groups_of(store, area)]
    usual = usual_group(store, area)
    is_listed = any(group == asked.group.id for group, _title in groups)
    return {
        "action": Site(site.release).country(area),
        "hidden": site.hidden,
        "usual": usual.id,
        "chosen": asked.group.id,
        "groups": groups if is_listed else [(asked.group.id, asked.group.title(words)), *groups],
        "group": asked.group.title(words),
        "group_href": site.group(asked.group.id),
        "peers": asked.peers,
        "vs": asked.vs,
        "offered": _offered(store, words),
        "suggested": [
            (store.catalogue.areas[other].name(words.lang), site.country(area, peers=asked.peers, vs=other))
            for other in suggested(store, area)
            if other != asked.vs
        ],
    }


def suggested(store: Store, area: str) -> tuple[str, ...]:
    """Whom to set beside a country: its land neighbours, then its sub-region, each by population."""
    found: list[str] = []
    for spelling in (f"{NEIGHBOURS}_{area}", next((g.id for g in groups_of(store, area) if g.kind == SUBREGION), "")):
        group = find_group(store, spelling) if spelling else None
        members = [m for m in (group.members if group is not None else ()) if m != area and has_profile(store, m)]
        found += by_population(store, members)
    return tuple(dict.fromkeys(found))[:SUGGESTED]


def _offered(store: Store, words: Words) -> list[str]:
    """Names of all countries and territories that have a page."""
    return kept(
        store,
        ("offered places", words.lang),
        lambda: sorted(store.catalogue.areas[a].name(words.lang) for a in profile_areas(store.catalogue)),
    )
