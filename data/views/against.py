"""A view that a reader wants against the rules of comparison: whether there is anything to override, and its stamp.

Invariant: a licence, named classes and missing years are never overridden; what is overridden says so in its title.
"""

from __future__ import annotations

from dataclasses import replace

from data.allowed import why_incomparable
from data.store import Store
from data.view_state import ViewState
from data.views.change import incomparable, refuse
from data.views.choose import Choice
from data.views.map import MapView
from data.words import Words


def objection(store: Store, choice: Choice, view: MapView, state: ViewState, words: Words) -> str:
    """What the rules say against the view and a reader may override; empty where there is nothing."""
    if state.base is None:
        return "" if view.empty else why_incomparable(store, choice.indicator, words)
    if refuse(store, choice, state.base, words, is_overridden=True):
        return ""
    return incomparable(store, choice, state.base, words)


def stamped(store: Store, choice: Choice, view: MapView, state: ViewState, words: Words) -> MapView:
    """The view as the reader wants it: its title says so wherever it goes."""
    if not state.override or not objection(store, choice, view, state, words):
        return view
    title = words.text("%(title)s – compared against the rules", title=view.title)
    return replace(view, title=title, is_overridden=True)
