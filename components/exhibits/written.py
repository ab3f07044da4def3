"""A state written out: with what a view shows where the address leaves it open, and without what it does not depend on.

Invariant: a state that is written out shows the same view, also in a release whose defaults are others.
"""

from __future__ import annotations

from data.view_state import ViewState
from data.views.choose import Choice

MAP = ("indicator", "area", "year", "since", "dims", "view", "base", "zoom", "tol", "override")  # what a map depends on


def written(choice: Choice, state: ViewState, own: tuple[str, ...]) -> ViewState:
    """The state with indicator, slice and year written out, and nothing that this kind of view does not depend on."""
    kept = {name: getattr(state, name) for name in (*own, "lang", "release")}
    return ViewState(**kept).but(
        indicator=choice.indicator.id,
        year=choice.year,
        dims=choice.dims,
        since=state.since if state.since == choice.series.id else "",
    )
