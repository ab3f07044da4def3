"""What a country's page says of its figures beyond themselves: their place in a group, and what they did over time.

Invariant: told for core indicators, and for those whose published interval lets more be said than a place; never for
a figure that the country does not publish.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.benchmark import BETTER, INDISTINGUISHABLE, WORSE
from data.groups import Group
from data.store import Store
from data.views.profile import Profile
from data.views.profile_change import IMPROVED, OVERLAP, WORSENED, Change, change_of
from data.views.profile_position import Place, build_places
from data.views.profile_rows import ProfileRow
from data.words import Words


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The peer group, places and changes by indicator."""

    group: Group
    places: dict[str, Place]
    changes: dict[str, Change]

    def judged(self, verdict: str) -> tuple[str, ...]:
        """Indicators whose interval gives this verdict against the median of the group itself."""
        return tuple(
            i
            for i, place in self.places.items()
            if place.wider is None and place.position is not None and place.position.judged == verdict
        )

    def changed(self, verdict: str) -> tuple[str, ...]:
        """Indicators whose two intervals give this verdict."""
        return tuple(i for i, change in self.changes.items() if change.verdict == verdict)

    @property
    def against_median(self) -> tuple[int, int, int]:
        """How many lie on the better side of the median, on the worse, and cannot be told apart from it."""
        return len(self.judged(BETTER)), len(self.judged(WORSE)), len(self.judged(INDISTINGUISHABLE))

    @property
    def over_time(self) -> tuple[int, int, int]:
        """How many improved, worsened, and cannot be told to have changed."""
        return len(self.changed(IMPROVED)), len(self.changed(WORSENED)), len(self.changed(OVERLAP))


def build_snapshot(store: Store, profile: Profile, group: Group, words: Words) -> Snapshot:
    """Places and changes of a profile's core rows and of those with an interval of a named level."""
    rows = tuple(told(profile))
    found = ((r.indicator.id, change_of(store, r, profile.area.id, profile.span[0], words)) for r in rows)
    return Snapshot(
        group=group,
        places=build_places(store, rows, profile.area.id, group, words),
        changes={indicator: change for indicator, change in found if change is not None},
    )


def told(profile: Profile) -> Iterator[ProfileRow]:
    """Core rows, whether or not they have a figure, and the others that have an interval of a named level."""
    for row in profile.possible:
        if row.indicator.core is not None or has_level(row):
            yield row


def has_level(row: ProfileRow) -> bool:
    """Whether the figure stands with an interval whose level the publisher names."""
    return row.is_published and row.item is not None and row.item.interval is not None and bool(row.item.interval.level)
