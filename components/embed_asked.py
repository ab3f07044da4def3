"""What the address of an embed asks for: its exhibit and what was dropped from the address, or why there is none.

Invariant: a value that cannot be read is dropped with a notice; an embed never overrides the rules of comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.alternates import LANGUAGES
from components.compare_asked import read_asked
from components.exhibits.addresses import EMBEDDED
from components.exhibits.base import Exhibit
from components.exhibits.registry import BadExhibit, build_exhibit
from components.links import DEFAULT_LANG, address
from components.treaties import read as read_treaties
from data.model import AreaKind
from data.store import Store
from data.view_state import TREATY_VIEWS, ViewState, read_query, to_query
from data.views.choose import choose
from data.views.treaties_record import treaty_record
from data.withdrawn import Withdrawal, find_withdrawal
from data.words import Words

OF_INDICATOR = ("map", "table", "trend", "benchmark")
MATRIX, MAP = TREATY_VIEWS[:2]


class NoEmbed(Exception):
    """There is nothing to show: the status, one sentence on why, and where to read on, as (address, label)."""

    def __init__(self, status: int, text: str, link: tuple[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.link = status, text, link


@dataclass(frozen=True)
class Asked:
    """What is shown. ``state`` is that of the address as far as it could be read."""

    store: Store
    kind: str
    state: ViewState
    exhibit: Exhibit
    notices: tuple[str, ...]
    words: Words

    @property
    def written(self) -> ViewState:
        """The state written out, with the dress that the address asks for."""
        state = self.state
        return self.exhibit.state.but(theme=state.theme, controls=state.controls, title=state.title)


def read_embed(store: Store, kind: str, query: Mapping[str, str], words: Words, pinned: bool) -> Asked:
    """The embed of an address. Raises NoEmbed."""
    if kind not in EMBEDDED:
        raise NoEmbed(404, words.text("There is no embed of this kind."))
    state, notices = read_query(query, words)
    state = state.but(release=store.id if pinned else "", lang=_language(state.lang, notices, words))
    if state.override:
        notices.append(words.text("An embed keeps to the rules of comparison: override was ignored."))
        state = state.but(override=False)
    state = state.but(area=_areas(store, state.area, notices, words))
    state = _needed(store, kind, state, words)
    notices += _notices(store, kind, state, words)
    try:
        exhibit = build_exhibit(store, kind, state, words)
    except BadExhibit as error:
        untold = words.text("No country has figures of this indicator that can be shown over time.")
        raise NoEmbed(404, untold if kind == "trend" else str(error)) from error
    return Asked(store, kind, state, exhibit, tuple(dict.fromkeys(notices)), words)


def _language(lang: str, notices: list[str], words: Words) -> str:
    if lang and lang not in LANGUAGES:
        notices.append(words.text("%(key)s is no language of this site yet.", key=repr(lang)))
        return ""
    return "" if lang == DEFAULT_LANG else lang


def _areas(store: Store, asked: tuple[str, ...], notices: list[str], words: Words) -> tuple[str, ...]:
    known = store.catalogue.areas
    kept = tuple(a for a in asked if a in known and known[a].kind is not AreaKind.AGGREGATE)
    notices += [words.text("There is no area %(name)s in this view.", name=a[:20]) for a in asked if a not in kept]
    return kept


def _needed(store: Store, kind: str, state: ViewState, words: Words) -> ViewState:
    """The state with what its kind needs. Raises NoEmbed where that is missing."""
    if kind in OF_INDICATOR:
        if not state.indicator:
            raise NoEmbed(404, words.text("The address of this embed names no indicator."))
        if state.indicator not in store.catalogue.indicators:
            raise _gone(store, state, words)
    elif kind == "country":
        if not state.area:
            raise NoEmbed(404, words.text("The address of this embed names no country that this release holds."))
    elif len(state.area) != 1 or state.indicator:
        if not state.indicator:
            raise NoEmbed(404, words.text("This embed shows one state or one treaty; its address names neither."))
        return state.but(view=state.view if state.view in TREATY_VIEWS and state.view != MATRIX else MAP)
    else:
        return state.but(view="")
    return state


def _gone(store: Store, state: ViewState, words: Words) -> NoEmbed:
    """Why there is no such indicator: withdrawn, or never there."""
    found = None if state.release else find_withdrawal(state.indicator, store.id)
    if found is None:
        return NoEmbed(404, words.text("There is no indicator %(name)s in this release.", name=state.indicator[:60]))
    return withdrawn(found, state, words)


def withdrawn(found: Withdrawal, state: ViewState, words: Words) -> NoEmbed:
    """The dated notice that a withdrawn indicator leaves, with the way to the last release that holds it."""
    text = words.text(
        "%(name)s was withdrawn in %(date)s and is no longer shown.",
        name=words.text(found.name),
        date=words.date(found.date),
    )
    last = address(state.but(release=found.held_by, theme="", controls=True, title=True))
    link = (last, words.text("As it was in release %(release)s", release=found.held_by))
    return NoEmbed(410, " ".join(filter(None, [text, words.text(found.reason)])), link)


def _notices(store: Store, kind: str, state: ViewState, words: Words) -> list[str]:
    """What had to be changed so that the release has it."""
    if kind == "benchmark":
        query = dict(part.split("=", 1) for part in to_query(state, ("release", "lang", "theme")).split("&"))
        return list(read_asked(store, query, words, bool(state.release))[1])
    if kind in OF_INDICATOR:
        return list(choose(store, state, words).notices)
    record = treaty_record(store) if kind == "treaties" else None
    return read_treaties(store, record, state, words)[1] if record is not None else []
