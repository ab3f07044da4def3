"""Every kind of exhibit by name.

Invariant: an address that means nothing here gives None or BadExhibit, never an exhibit of something else.
"""

from __future__ import annotations

from collections.abc import Callable

from components.exhibits.base import Exhibit
from components.exhibits.compare import build_benchmark, build_compare, build_groups
from components.exhibits.gaps import build_gaps
from components.exhibits.map import build_map, build_table
from components.exhibits.places import build_country, build_group, build_right
from components.exhibits.signals import build_signals
from components.exhibits.treaties import build_treaties
from components.exhibits.trend import build_trend
from data.store import Store
from data.view_state import ViewState
from data.words import Words

Maker = Callable[[Store, ViewState, Words], Exhibit]

MAKERS: dict[str, Maker] = {
    "map": build_map,
    "table": build_table,
    "trend": build_trend,
    "groups": build_groups,
    "benchmark": build_benchmark,
    "compare": build_compare,
    "country": build_country,
    "group": build_group,
    "right": build_right,
    "treaties": build_treaties,
    "gaps": build_gaps,
    "signals": build_signals,
}
KINDS = tuple(MAKERS)


class BadExhibit(ValueError):
    """The state names what this release does not hold, or lacks what this kind needs; the message says which."""


def build_exhibit(store: Store, kind: str, state: ViewState, words: Words) -> Exhibit:
    """The exhibit of a kind. Raises KeyError for an unknown kind and BadExhibit for a state that cannot be shown."""
    maker = MAKERS[kind]
    try:
        return maker(store, state, words)
    except KeyError as error:
        raise BadExhibit(words.text("This release holds no %(name)s.", name=str(error.args[0]) or "—")) from error
