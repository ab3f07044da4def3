"""What a reader chose of the gaps: right, region or group, year, order; what cannot be read is dropped with a notice.

Invariant: whatever the address says, the choice is one that the release holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo
from data.groups import find_group
from data.store import Store
from data.view_state import GAP_VIEWS, ViewState
from data.views.gaps import Grid, Mask, build_grid, counted_indicators, right_of
from data.words import Words

FIRST_YEAR = 1990
BY_SUBREGION = "subregion"
REGION, SUBREGION = "region", "subregion"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the summary: a region or sub-region of the United Nations standard M49, with its member states."""

    id: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class GapChoice:
    """What is shown. ``members`` are the ids of the member states in the region or group asked for, None for all."""

    view: str
    right: str
    region: str
    peers: str
    year: int | None
    by: str
    members: frozenset[str] | None
    group_name: str
    notices: tuple[str, ...]

    def columns(self, grid: Grid) -> Mask:
        """Which columns of the matrix are shown."""
        return np.array([self.members is None or area.id in self.members for area in grid.areas], dtype=bool)

    def rows(self, grid: Grid) -> Mask:
        """Which rows of the matrix are shown."""
        return np.array([not self.right or right_of(i) == self.right for i in grid.indicators], dtype=bool)


def choose_gaps(store: Store, state: ViewState, words: Words) -> GapChoice:
    """The choice that an address means."""
    notices: list[str] = []
    view = state.view if state.view in GAP_VIEWS else GAP_VIEWS[0]
    if state.view and state.view != view:
        notices.append(words.text("There is no view %(name)s here; the summary is shown.", name=state.view))
    right = state.right
    if right and right not in rights_with_rows(store):
        notices.append(words.text("There is no right %(name)s in this matrix.", name=right))
        right = ""
    region, peers, members, name = _group(store, state, words, notices)
    year = state.year
    if year is not None and not FIRST_YEAR <= year <= last_year(store):
        year = min(max(year, FIRST_YEAR), last_year(store))
        notices.append(words.text("There is no matrix of %(year)s; that of %(nearest)s is shown.",
                                  year=str(state.year), nearest=str(year)))  # fmt: skip
    by = BY_SUBREGION if state.by == BY_SUBREGION else ""
    return GapChoice(view, right, region, peers, year, by, members, name, tuple(notices))


def _group(
    store: Store, state: ViewState, words: Words, notices: list[str]
) -> tuple[str, str, frozenset[str] | None, str]:
    """Region and group of the address, the member states that are in both, and the names of these groups."""
    own = members = frozenset(area.id for area in store.catalogue.members())
    kept, names = {"region": "", "peers": ""}, []
    for key in kept:
        asked = str(getattr(state, key))
        group = find_group(store, asked, state.year) if asked else None
        shared = members.intersection(group.members) if group is not None else frozenset()
        if asked and group is None:
            notices.append(words.text("There is no group %(name)s in this release.", name=asked))
        elif group is not None and not shared:
            notices.append(words.text("%(name)s holds no member state that is shown.", name=group.title(words)))
        elif group is not None:
            kept[key], members = asked, shared
            names.append(group.title(words))
    return kept["region"], kept["peers"], None if members == own else members, words.listing(names)


def rights_with_rows(store: Store) -> tuple[str, ...]:
    """Rights that have a row in the matrix, in the order of the release."""
    held = {right_of(indicator) for indicator in counted_indicators(store)}
    return tuple(right for right in store.catalogue.rights if right in held)


def last_year(store: Store) -> int:
    """The newest year of any figure in the matrix, which is the last that can be asked for."""
    return int(build_grid(store).years.max(initial=FIRST_YEAR))


def regions(store: Store, words: Words) -> tuple[Place, ...]:
    """The five regions, by id."""
    return _places(store, REGION, {area.region for area in store.catalogue.members()}, words)


def subregions(store: Store, words: Words) -> tuple[Place, ...]:
    """The sub-regions into which the regions fall, by region."""
    return _places(store, SUBREGION, {area.subregion for area in store.catalogue.members()}, words)


def _places(store: Store, kind: str, names: set[str], words: Words) -> tuple[Place, ...]:
    members: dict[str, list[AreaInfo]] = {name: [] for name in names}
    for area in store.catalogue.members():
        members[area.region if kind == REGION else area.subregion].append(area)
    by_name = {str(g["name"]): str(g["id"]) for g in store.catalogue.groups if g["kind"] == kind}
    found = [
        (own[0].region, name, Place(by_name[name], words.text(name), frozenset(area.id for area in own)))
        for name, own in members.items()
        if own and name in by_name
    ]
    return tuple(place for _, _, place in sorted(found, key=lambda item: item[:2]))
