"""What every part of the page of gaps is given: release, choice, state, where links lead, the reader's words.

Invariant: one object for one answer; nothing in it changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.links import Site
from data.store import Store
from data.view_state import ViewState
from data.views.gaps_choice import GapChoice
from data.words import Words

KEYS = ("view", "right", "region", "peers", "year", "by", "sort", "indicator", "vs")


@dataclass(frozen=True)
class Desk:
    """One question to the page."""

    store: Store
    choice: GapChoice
    state: ViewState
    site: Site
    words: Words

    @property
    def filters(self) -> dict[str, str]:
        """View, right and group of the address, as far as they are chosen."""
        found = {key: getattr(self.state, key) for key in ("view", "right", "region", "peers")}
        return {key: value for key, value in found.items() if value}

    def unread(self, known: tuple[str, ...]) -> list[str]:
        """A notice where the order that is asked for is none of these."""
        asked = self.state.sort
        return [self.words.text("There is no order %(name)s here.", name=asked)] if asked and asked not in known else []


def address_of(site: Site, state: ViewState) -> str:
    """Address of a view of the page."""
    values = {key: getattr(state, key) for key in KEYS}
    return site.gaps(**{key: value for key, value in values.items() if value})
