"""What stands beside a commitment: how long after the adoption a state joined, and how many of a group are parties.

Invariant: a wait is computed from two days, or is a span where only the year of joining is known; the group's median
leaves out the state itself, states born later and acts known by their year alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from data.catalogue import AreaInfo
from data.groups import Group
from data.kept import kept
from data.store import Store
from data.views.profile_record import median_of
from data.views.treaties_delay import FEWEST, Delay, delay_of, is_younger, years_short
from data.views.treaties_origin import ORIGINS
from data.views.treaties_record import Record, Standing, treaty_record
from data.words import Words


@dataclass(frozen=True, slots=True)
class Pledge:
    """One instrument. ``wait`` is empty where the state is no party or the year of joining is not recorded.

    ``parties`` of ``members`` states of the group are parties, the state itself among them where it is a member.
    ``median`` is that of the waits of the others, empty below five.
    """

    wait: str
    is_younger: bool
    median: str
    parties: int
    members: int


@dataclass(frozen=True, slots=True)
class Pledges:
    """By id of the instrument.

    ``median_text`` says how many the other states of the group joined, in the middle.
    """

    by_instrument: dict[str, Pledge]
    group: Group
    median_text: str


def build_pledges(store: Store, area: AreaInfo, group: Group, words: Words) -> Pledges | None:
    """Waits and parties for every instrument; None where the release has no record of treaties."""
    record = treaty_record(store)
    if record is None:
        return None
    members = tuple(m for m in group.members if store.catalogue.areas[m].universe == "un_member")
    delays = kept(store, ("exact waits",), lambda: _delays(store, record))
    found = {
        instrument.id: _pledge(store, record, number, area, members, delays[instrument.id], words)
        for number, instrument in enumerate(record.instruments)
    }
    counts = kept(store, ("treaties joined",), lambda: _joined(store, record))
    middle = median_of(counts, members, area.id)
    text = ""
    if middle is not None:
        value = words.number(middle, 0 if middle == int(middle) else 1)
        text = words.text("median of the others, %(group)s: %(median)s", group=group.title(words), median=value)
    return Pledges(found, group, text)


def _pledge(
    store: Store,
    record: Record,
    number: int,
    area: AreaInfo,
    members: tuple[str, ...],
    waits: dict[str, float],
    words: Words,
) -> Pledge:
    own = wait_of(record, number, area)
    others = [waits[m] for m in members if m in waits and m != area.id]
    parties = kept(store, ("parties", number), lambda: _parties(store, record, number))
    return Pledge(
        wait=years_short(own, words) if own is not None else "",
        is_younger=own is not None and own.is_younger,
        median=words.number(median(others), 1) if len(others) >= FEWEST else "",
        parties=sum(m in parties for m in members),
        members=len(members),
    )


def wait_of(record: Record, number: int, area: AreaInfo) -> Delay | None:
    """The years from adoption to joining of a party; None of others, and where not even the year is known."""
    instrument = record.instruments[number]
    joined = record.history(area.id, instrument.id).joined
    if joined is None or record.standing(number, area, record.latest) is not Standing.PARTY:
        return None
    origin = ORIGINS[instrument.id]
    span = delay_of(origin, joined)
    return None if span is None else Delay(area.id, "", joined, *span, is_younger(area, origin, joined))


def _parties(store: Store, record: Record, number: int) -> frozenset[str]:
    """Member states that are parties at the end of the record."""
    return frozenset(
        a.id for a in store.catalogue.members() if record.standing(number, a, record.latest) is Standing.PARTY
    )


def _joined(store: Store, record: Record) -> dict[str, float]:
    """To how many instruments each member state is a party at the end of the record."""
    sets = [_parties(store, record, number) for number in range(len(record.instruments))]
    return {area.id: float(sum(area.id in own for own in sets)) for area in store.catalogue.members()}


def _delays(store: Store, record: Record) -> dict[str, dict[str, float]]:
    """Instrument to the waits that may enter a median, by state."""
    found: dict[str, dict[str, float]] = {}
    for number, instrument in enumerate(record.instruments):
        waits = ((area.id, wait_of(record, number, area)) for area in store.catalogue.members())
        found[instrument.id] = {a: wait.low for a, wait in waits if wait is not None and wait.is_counted}
    return found
