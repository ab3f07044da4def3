"""Addresses of what is made from a release and the code together: frames, first figure and shapes of a map.

Invariant: the key in each changes with the release and with the code, so a body may be kept for ever.
"""

from __future__ import annotations

from components.software import made_key
from data.store import Store
from data.view_state import ViewState, to_query
from data.views.choose import Choice


def frames_address(store: Store, choice: Choice, state: ViewState) -> str:
    """Where the years of this map lie."""
    wanted = ViewState(
        indicator=choice.indicator.id, dims=choice.dims, since=state.since, tol=state.tol, lang=state.lang
    )
    return f"/frames/{made_key(store.release.digest)}/{store.id}.json?{to_query(wanted)}"


def map_state(state: ViewState) -> ViewState:
    """What of a state the map itself depends on."""
    return ViewState(
        indicator=state.indicator,
        year=state.year,
        since=state.since,
        dims=state.dims,
        view=state.view,
        base=state.base,
        zoom=state.zoom,
        tol=state.tol,
        override=state.override,
        lang=state.lang,
        release=state.release,
    )


def figure_address(store: Store, state: ViewState) -> str:
    """Where figure and view of this map lie, as the map callback would send them."""
    return f"/live/{made_key(store.release.digest)}/{store.id}.json?{to_query(map_state(state))}"


def shapes_address(store: Store) -> str:
    """Where the shapes of a release lie."""
    return f"/shapes/{made_key(store.release.digest)}/{store.id}.json"
