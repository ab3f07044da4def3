"""The form of ``/compare`` and what stands around its figure: views, group, foot.

Invariant: every option leads to a view that the release holds; without a script the form gives the same addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.compare_asked import (
    CHANGE,
    COVERAGE,
    GROUPS,
    MULTIPLES,
    PATH,
    RANKS,
    SCATTER,
    STRIP,
    Asked,
)
from components.exhibits.addresses import share_of
from components.links import address
from components.updated import since_chip
from data.catalogue import Indicator, SeriesInfo
from data.groups import groups_of, menu
from data.groups_kinds import Group
from data.kept import kept
from data.revisions import Figure
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.profile import profile_areas
from data.views.quality import licence_line
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


LABELS = {
    STRIP: _("Values"),
    RANKS: _("Ranks"),
    CHANGE: _("Change"),
    GROUPS: _("Groups of people"),
    MULTIPLES: _("Over time"),
    SCATTER: _("Two indicators"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """A heading of a list with what may be chosen below it: (value, name)."""

    label: str
    items: tuple[tuple[str, str], ...]


def control_values(asked: Asked) -> dict[str, Any]:
    """What the form offers."""
    store, state, words = asked.store, asked.state, asked.words
    choice = asked.choice
    year = choice.year if choice is not None else None
    listed = _groups(asked, year)
    known = {value for group in listed for value, _name in group.items}
    return {
        "action": address(ViewState(release=state.release), PATH),
        "hidden": [*asked.site.hidden, *_carried(asked)],
        "chips": [
            (
                store.catalogue.areas[a].name(words.lang),
                address(state, PATH, area=tuple(x for x in state.area if x != a)),
            )
            for a in state.area
        ],
        "area": ",".join(state.area),
        "offered": _offered(store, words),
        "groups": listed,
        "peers": state.peers,
        "usual": asked.group.title(words) if not state.peers else "",
        "own": asked.group.title(words) if state.peers and state.peers not in known else "",
        "indicators": indicator_options(store, words),
        "indicator": choice.indicator.id if choice is not None else "",
        "others": [(COVERAGE, words.text("Indicators that the state itself reports"))],
        "vs": state.vs,
        "is_scatter": asked.view == SCATTER,
        "rights": [
            (r["id"], words.text(r["name"])) for r in store.catalogue.rights.values() if _has_rows(store, r["id"])
        ],
        "right": asked.right,
        "years": sorted(choice.years, reverse=True) if choice is not None else [],
        "year": year,
        "territories": state.territories,
        "has_territories": asked.view in (STRIP, RANKS) and choice is not None,
        "tol": state.tol,
        "tolerance": choice.indicator.tolerance if choice is not None else 0,
        "has_tol": _has_tol(asked),
    }


def _has_tol(asked: Asked) -> bool:
    """Whether older values may stand in, in a view that shows one year."""
    tolerance = asked.choice.indicator.tolerance if asked.choice is not None else 0
    return asked.view not in (CHANGE, MULTIPLES) and (tolerance > 0 or asked.state.tol is not None)


def _offered(store: Store, words: Words) -> list[str]:
    """Names of all countries and territories that have a page."""
    return kept(
        store,
        ("offered places", words.lang),
        lambda: sorted(store.catalogue.areas[a].name(words.lang) for a in profile_areas(store.catalogue)),
    )


def _carried(asked: Asked) -> list[tuple[str, str]]:
    """What the form carries along unseen."""
    state = asked.state
    fields = [("view", state.view), ("dims", state.dims), ("by", state.by), ("scale", state.scale)]
    fields += [("from", state.since), ("base", "" if state.base is None else str(state.base))]
    if not _has_tol(asked) and state.tol is not None:
        fields.append(("tol", str(state.tol)))
    if asked.view not in (STRIP, RANKS) and state.territories:
        fields.append(("territories", "1"))
    return [(name, value) for name, value in fields if value]


def _groups(asked: Asked, year: int | None) -> list[Options]:
    """Groups of the chosen countries first, then all by kind."""
    words = asked.words
    found = []
    for area in asked.targets[:2]:
        name = asked.store.catalogue.areas[area].name(words.lang)
        own = tuple((g.id, g.title(words)) for g in groups_of(asked.store, area, year))
        found.append(Options(words.text("Groups of %(area)s", area=name), own))
    for label, groups in menu(asked.store, year):
        ordered: list[Group] = sorted(groups, key=lambda g: g.title(words))
        found.append(Options(words.text(label), tuple((g.id, g.title(words)) for g in ordered)))
    return found


def indicator_options(store: Store, words: Words) -> list[Options]:
    """All indicators that name countries, by right, the core ones first."""
    return kept(store, ("compare indicators", words.lang), lambda: _indicators(store, words))


def _indicators(store: Store, words: Words) -> list[Options]:
    found: dict[str, list[Indicator]] = {}
    for indicator in store.catalogue.indicators.values():
        if store.catalogue.series[indicator.preferred].raw["countries"]:
            found.setdefault(indicator.core or indicator.rights[0], []).append(indicator)
    made = []
    for right in store.catalogue.rights.values():
        own = sorted(found.get(right["id"], ()), key=lambda i: (i.core is None, words.text(i.name)))
        if own:
            made.append(Options(words.text(right["name"]), tuple((i.id, words.text(i.name)) for i in own)))
    return made


def _has_rows(store: Store, right: str) -> bool:
    return any(right in i.rights for i in store.catalogue.indicators.values())


def tabs(asked: Asked) -> list[tuple[str, str, str, bool]]:
    """The views: key, label, address, whether it is shown."""
    if asked.right:
        return []
    made = []
    for key, label in LABELS.items():
        if key == SCATTER:
            here = asked.state.but(view="", vs=asked.state.vs or COVERAGE)
        else:
            here = asked.state.but(view="" if key == STRIP else key, vs="", scale="")
        made.append((key, asked.words.text(label), address(here, PATH), key == asked.view))
    return made


def group_values(asked: Asked) -> dict[str, Any]:
    """The group: rule, source, date, members with their pages."""
    group, words = asked.group, asked.words
    areas = asked.store.catalogue.areas
    named = sorted((areas[a].name(words.lang), asked.site.country(a)) for a in group.members)
    return {
        "title": group.title(words),
        "rule": group.rule_text(words),
        "source": group.source,
        "date": words.date(group.date) if group.date else "",
        "members": named,
        "href": asked.site.group(group.id),
    }


def foot_values(
    asked: Asked, choice: Choice, sentence: str, figures: list[Figure], also: tuple[SeriesInfo, ...] = ()
) -> dict[str, Any]:
    """Sources, dates, release, and the address to quote, which names indicator, slice, year and group."""
    store, words = asked.store, asked.words
    source = store.catalogue.sources[choice.series.source]
    pinned = asked.state.but(
        release=store.id,
        theme="",
        indicator=choice.indicator.id,
        dims=choice.dims,
        year=choice.year,
        peers=asked.group.id,
    )
    citations = [source["citation"]]
    for series in also:
        citation = store.catalogue.sources[series.source]["citation"]
        if citation not in citations:
            citations.append(f"{citation} ({words.date(series.released)}, {licence_line(store, series, words)})")
    return {
        "source": {
            "citation": " · ".join(citations),
            "licence": {**source["licence"], "name": licence_line(store, choice.series, words)},
            "name": source["name"],
        },
        "as_of": words.date(choice.series.released),
        "release": store.id,
        "sentence": sentence,
        "links": {"pinned": address(pinned, PATH)},
        "chip": since_chip(store, figures, choice.indicator.id, asked.site, words),
        "share": share_of(address(pinned, PATH), asked.state.release),
    }
