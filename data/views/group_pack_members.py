"""Members of a group: what each publishes of the core indicators, what it joined, how late it is; and all together.

Invariant: only member states of the United Nations are counted; other places of a group stand in the list without
numbers that the record does not give.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo, Indicator
from data.finder_text import plain
from data.groups_kinds import Group
from data.kept import kept
from data.model import Provenance
from data.query import coverage
from data.store import Store
from data.views.gaps import RECENT, Grid, build_grid_of
from data.views.gaps_choice import GapChoice
from data.views.gaps_made import LateRow, MadeRow, build_late, build_made
from data.views.profile_treaties import PARTY
from data.views.treaties_record import OPEN, treaty_record
from data.words import Words


@dataclass(frozen=True, slots=True)
class Member:
    """One place of the group. ``core`` counts core indicators with a figure of any year.

    ``own`` of ``figures`` latest values (outside the treaty record) the country reported itself; ``late`` of ``timed``
    are older than five years. ``joined`` is None where the treaty record does not name the place; ``is_counted`` holds
    for member states.
    """

    area: AreaInfo
    name: str
    is_counted: bool
    core: int
    joined: int | None
    own: int
    figures: int
    late: int
    timed: int


@dataclass(frozen=True)
class Members:
    """Everybody, by name. ``ever`` and ``recent`` of ``possible`` core figures are published by the counted ones."""

    everybody: tuple[Member, ...]
    core: int
    instruments: int
    ever: int
    recent: int
    possible: int
    made: MadeRow | None
    late: LateRow | None

    @property
    def counted(self) -> tuple[Member, ...]:
        """Member states of the United Nations."""
        return tuple(member for member in self.everybody if member.is_counted)

    @property
    def others(self) -> tuple[Member, ...]:
        """Places of the group that are no member states."""
        return tuple(member for member in self.everybody if not member.is_counted)

    @property
    def quietest(self) -> tuple[Member, ...]:
        """Counted members with the fewest core figures first; of equal ones by name."""
        return tuple(sorted(self.counted, key=lambda member: (member.core, plain(member.name))))


def core_indicators(store: Store) -> tuple[Indicator, ...]:
    """The core indicators in the order of the rights."""
    found = [i for i in store.catalogue.indicators.values() if i.core is not None]
    rights = list(store.catalogue.rights)
    return tuple(sorted(found, key=lambda i: (rights.index(str(i.core)), i.name)))


def core_grid(store: Store) -> Grid:
    """Latest core figures of every member state, kept for the release."""
    return kept(store, ("core grid",), lambda: build_grid_of(store, core_indicators(store)))


def gap_choice(store: Store, group: Group) -> GapChoice:
    """The group as the pages of the gaps understand it."""
    own = {area.id for area in store.catalogue.members()}
    return GapChoice("", "", "", group.id, None, "", frozenset(own.intersection(group.members)), "", ())


def build_members(store: Store, group: Group, words: Words) -> Members:
    """The members with what each publishes, and the sums over those that are counted."""
    grid, inside = core_grid(store), set(group.members)
    columns = [n for n, area in enumerate(grid.areas) if area.id in inside]
    counts = dict(
        zip([grid.areas[n].id for n in columns], grid.published[:, columns].sum(axis=0).tolist(), strict=True)
    )
    others = [area for area in group.members if area not in counts]
    counts |= _of_others(store, grid, others)
    choice = gap_choice(store, group)
    made = build_made(store, choice, "area", words) if columns else None
    late = build_late(store, choice, "country", "name", words) if columns else None
    timed = {row.key: (row.late, row.figures) for row in late.rows} if late is not None else {}
    makers = {row.area.id: row for row in made.rows if row.area is not None} if made is not None else {}
    joined, instruments = _joined(store, group)
    members = []
    for area in map(store.catalogue.areas.__getitem__, group.members):
        row, (old, dated) = makers.get(area.id), timed.get(area.id, (0, 0))
        own = share_of(row, Provenance.COUNTRY) if row is not None else 0
        members.append(
            Member(
                area=area,
                name=area.name(words.lang),
                is_counted=area.universe == "un_member",
                core=counts[area.id],
                joined=joined.get(area.id),
                own=own,
                figures=row.total if row is not None else 0,
                late=old,
                timed=dated,
            )
        )
    part = np.ix_(range(len(grid.indicators)), columns)
    expected = grid.expected[part]
    return Members(
        everybody=tuple(sorted(members, key=lambda member: plain(member.name))),
        core=len(grid.indicators),
        instruments=instruments,
        ever=int((grid.published[part] & expected).sum()),
        recent=int((grid.recent[part] & expected).sum()),
        possible=int(expected.sum()),
        made=made.whole if made is not None else None,
        late=late.whole if late is not None else None,
    )


def _of_others(store: Store, grid: Grid, areas: list[str]) -> dict[str, int]:
    """Core indicators with any figure of places outside the matrix."""
    series = [store.catalogue.series[i.preferred] for i in grid.indicators]
    years = coverage(store.blocks, [(s.id, s.headline) for s in series], areas)
    return dict(zip(areas, (years > 0).sum(axis=0).tolist(), strict=True))


def _joined(store: Store, group: Group) -> tuple[dict[str, int], int]:
    """How many instruments each member is a party to, where the record names it; and how many there are."""
    record = treaty_record(store)
    if record is None:
        return {}, 0
    latest = record.status[:, :, -1]
    known, counts = (latest != OPEN).any(axis=0), (latest == PARTY).sum(axis=0)
    places = [(area, record.areas[area]) for area in group.members if area in record.areas]
    return {area: int(counts[place]) for area, place in places if known[place]}, len(record.instruments)


def share_of(made: MadeRow, *makers: Provenance) -> int:
    """Latest figures that these made."""
    order = tuple(Provenance)
    return sum(made.counts[order.index(maker)] for maker in makers)


__all__ = ["RECENT", "Member", "Members", "build_members", "core_grid", "core_indicators", "gap_choice", "share_of"]
