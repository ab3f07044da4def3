"""What an address of ``/compare`` asks: countries, a group, an indicator or a right, a view.

Invariant: the state that comes out is canonical; each part of the address that means nothing here gives a notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.groups_section import group_dimensions
from components.links import Site
from data.catalogue import Indicator
from data.compare import Purpose, standing
from data.finder import parse_question
from data.groups import Group, find_group, groups_of
from data.groups_kinds import PLACES
from data.kept import kept
from data.store import Store
from data.view_state import COMPARE_VIEWS, PAGE_KEYS, ViewState, read_query
from data.views.choose import Choice, choose
from data.views.compare_change import base_of
from data.views.population import by_population
from data.views.states import build_section
from data.words import Words
from data.words import words as words_of

PATH = "/compare"
STRIP, RANKS, CHANGE, GROUPS, MULTIPLES, SCATTER = COMPARE_VIEWS
ADD, LIST, ON = "add", "list", "on"  # fields of the form that are no part of an address
COVERAGE = "coverage"  # vs=coverage: how many indicators a state itself reports
MOST_NAMED, MAX_TYPED, REACH = 12, 400, 60
USUAL = ("subregion", "region")


@dataclass(frozen=True)
class Asked:
    """A readable address. ``choice`` is None where a whole right is asked for; ``is_example`` says we chose."""

    store: Store
    state: ViewState
    view: str
    right: str
    choice: Choice | None
    targets: tuple[str, ...]
    group: Group
    is_example: bool
    words: Words

    @property
    def site(self) -> Site:
        """Where links lead from here."""
        return Site(self.state.release, self.words.lang)


def read_asked(store: Store, query: Mapping[str, str], words: Words, pinned: bool) -> tuple[Asked, list[str], bool]:
    """What is asked, notices, and whether the form's own fields ask for another address."""
    state, notices = read_query({k: v for k, v in query.items() if k in PAGE_KEYS}, words)
    own = (*PAGE_KEYS, ADD, LIST, ON)
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in own]
    state = state.but(release=store.id if pinned else "", lang=Site(lang=words.lang).start.lang, override=False)
    state = _typed(store, state, query, notices, words)
    if query.get(ON):
        state = state.but(indicator=query[ON][:MAX_TYPED], right="")
    state = _known(store, state, notices, words)
    is_example = not state.indicator and not state.right and not state.area and not state.peers
    if is_example:
        state = _example(store, state)
    elif not state.indicator and not state.right:
        state = state.but(indicator=_widest(store).id)
    choice = None if state.right else choose(store, state, words)
    notices += choice.notices if choice is not None else ()
    year = choice.year if choice is not None else state.year
    group = find_group(store, state.peers, year) if state.peers else None
    if state.peers and group is None:
        notices.append(words.text("There is no group %(name)s in this release.", name=state.peers))
        state = state.but(peers="")
    usual = usual_group(store, state.area, year)
    if group is not None and group.id == usual.id:
        state = state.but(peers="")
    view = _view(state, notices, words)
    state = _of_view(store, state, view, choice, notices, words)
    asked = Asked(store, state, view, state.right, choice, state.area, group or usual, is_example, words)
    return asked, notices, any(query.get(key) for key in (ADD, LIST, ON))


def _view(state: ViewState, notices: list[str], words: Words) -> str:
    view = state.view or (SCATTER if state.vs else STRIP)
    if view not in COMPARE_VIEWS:
        notices.append(words.text("There is no view %(name)s here; the strip is shown.", name=view))
        view = STRIP
    return STRIP if state.right else view


def _of_view(
    store: Store, state: ViewState, view: str, choice: Choice | None, notices: list[str], words: Words
) -> ViewState:
    """The state as it is written for a view: ``vs`` alone means the scatter, and belongs to no other view."""
    if view == SCATTER:
        return state.but(view="", vs=state.vs or COVERAGE)
    state = state.but(view="" if view == STRIP else view, vs="", scale="")
    if view == CHANGE and choice is not None and state.base is not None:
        base, _bases = base_of(choice, state.base)
        if base is not None and base != state.base:
            notices.append(
                words.text(
                    "There is no data for %(year)s; %(nearest)s is shown.", year=str(state.base), nearest=str(base)
                )
            )
        return state.but(base=base)
    if view == GROUPS and choice is not None and state.by and state.by not in group_dimensions(store, choice, words):
        notices.append(words.text("This indicator is not published by %(name)s.", name=state.by))
        return state.but(by="")
    return state


def _typed(store: Store, state: ViewState, query: Mapping[str, str], notices: list[str], words: Words) -> ViewState:
    """The state after what was typed: one more country, or a list of one's own."""
    found = _areas(store, query.get(ADD, ""), notices, words)
    listed = _areas(store, query.get(LIST, ""), notices, words)
    if found:
        state = state.but(area=tuple(dict.fromkeys((*state.area, *found))))
    if len(listed) > 1:
        state = state.but(peers=",".join(listed))
    elif listed:
        notices.append(words.text("A group of one’s own needs two countries or more."))
    return state


def _areas(store: Store, text: str, notices: list[str], words: Words) -> tuple[str, ...]:
    found: list[str] = []
    for part in filter(None, (p.strip() for p in text[:MAX_TYPED].split(","))):
        own = parse_question(store.catalogue, part).areas
        if not own:
            notices.append(words.text("No country is called %(name)s here.", name=part[:60]))
        found += own
    return tuple(dict.fromkeys(found))


def _known(store: Store, state: ViewState, notices: list[str], words: Words) -> ViewState:
    catalogue = store.catalogue
    if state.indicator and state.indicator not in catalogue.indicators:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.indicator))
        state = state.but(indicator="")
    if state.right and state.right not in catalogue.rights:
        notices.append(words.text("There is no right %(name)s in this release.", name=state.right))
        state = state.but(right="")
    if state.vs and state.vs != COVERAGE and state.vs not in catalogue.indicators:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.vs))
        state = state.but(vs="")
    if state.right:
        if not state.indicator and (state.year is not None or state.tol is not None):
            notices.append(words.text("A whole right is shown with the newest year of each indicator."))
        state = state.but(indicator="", vs="", view="", dims="", by="", base=None, year=None, tol=None, since="")
    known = tuple(a for a in state.area if a in catalogue.areas and catalogue.areas[a].kind in PLACES)
    for area in state.area:
        if area not in known:
            notices.append(words.text("There is no country %(name)s in this release.", name=area))
    if len(known) > MOST_NAMED:
        notices.append(words.text("At most %(count)s countries are named; the first are kept.", count=MOST_NAMED))
    return state.but(area=known[:MOST_NAMED])


def usual_group(store: Store, targets: tuple[str, ...], year: int | None) -> Group:
    """The narrowest sub-region or region that holds all targets; without one, all member states."""
    shared = [g for g in groups_of(store, targets[0], year) if g.kind in USUAL] if targets else []
    found = next((g for g in shared if all(t in g.members for t in targets)), None) or find_group(store, "all", year)
    assert found is not None  # every release has its member states
    return found


def _example(store: Store, state: ViewState) -> ViewState:
    """The example: the core indicator with most states, and the most populous state among them."""
    indicator = _widest(store)
    members = [area.id for area in store.catalogue.members()]
    return state.but(indicator=indicator.id, area=tuple(by_population(store, members)[:1]))


def _widest(store: Store) -> Indicator:
    return kept(store, ("widest-core",), lambda: _find_widest(store))


def _find_widest(store: Store) -> Indicator:
    """Of the core indicators that may be ranked and averaged, the one that covers most member states."""
    found = []
    for indicator in store.catalogue.indicators.values():
        series = store.catalogue.series[indicator.preferred]
        answers = [standing(store, indicator, series, p) for p in (Purpose.RANK, Purpose.AVERAGE)]
        if indicator.core is None or any(not a.is_ok for a in answers) or not series.raw["countries"]:
            continue
        year = choose(store, ViewState(indicator=indicator.id), words_of("en")).year
        if year is not None:
            section = build_section(store, indicator, series, series.headline, year, indicator.tolerance)
            found.append((-len(section.values), indicator.id, indicator))
    return min(found, key=lambda item: item[:2])[2] if found else next(iter(store.catalogue.indicators.values()))
