"""What the members of a group have promised: for each instrument who is a party, who is not, and who stands apart.

Invariant: only member states of the United Nations are counted; a state that the record leaves open is none of the
others and is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.finder_text import plain
from data.groups_kinds import Group
from data.store import Store
from data.views.instruments import Instrument
from data.views.profile_treaties import STATUS
from data.views.reading import build_reading, by_class
from data.views.treaties_record import Record, Standing, treaty_record
from data.views.treaties_words import as_of, stale_text
from data.words import Words

NHRI = "nhri_accreditation_status_class"


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """One instrument: ``parties`` of ``total`` states; the others by standing, as names. ``own``: the marked member."""

    instrument: Instrument
    indicator: str
    name: str
    parties: int
    total: int
    signed: tuple[str, ...]
    neither: tuple[str, ...]
    left: tuple[str, ...]
    open: tuple[str, ...]
    own: Standing | None


@dataclass(frozen=True, slots=True)
class Institutions:
    """Accreditation of national human rights institutions: names by class, who has no status on record, the year."""

    indicator: str
    year: int
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Promises:
    """All instruments. ``as_of`` is the date of the record, ``stale`` a sentence where it is old."""

    lines: tuple[InstrumentLine, ...]
    as_of: str
    stale: str
    states: int

    @property
    def full(self) -> tuple[InstrumentLine, ...]:
        """Instruments that every counted state has joined."""
        return tuple(line for line in self.lines if line.total and line.parties == line.total)

    @property
    def fewest(self) -> InstrumentLine | None:
        """The instrument with the fewest parties, the first of equal ones; None where all have joined all."""
        own = [line for line in self.lines if line.total and line.parties < line.total]
        return min(own, key=lambda line: line.parties / line.total, default=None)


def build_promises(store: Store, group: Group, area: str, words: Words) -> Promises | None:
    """The instruments for the counted members; None where the release has no record or the group no member state."""
    record = treaty_record(store)
    inside = set(group.members)
    states = [a for a in store.catalogue.members() if a.id in inside]
    if record is None or not states:
        return None
    states.sort(key=lambda a: plain(a.name(words.lang)))
    lines = tuple(_line(record, number, states, area, words) for number in range(len(record.instruments)))
    date = as_of(record, record.latest, words)
    return Promises(lines, date, stale_text(store, record.released, words), len(states))


def _line(record: Record, number: int, states: list[AreaInfo], area: str, words: Words) -> InstrumentLine:
    instrument = record.instruments[number]
    by: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    own = None
    for state in states:
        standing = record.standing(number, state, record.latest)
        by[standing].append(state.name(words.lang))
        own = standing if state.id == area else own
    return InstrumentLine(
        instrument=instrument,
        indicator=instrument.id + STATUS,
        name=words.text(instrument.name),
        parties=len(by[Standing.PARTY]),
        total=len(states) - len(by[Standing.ABSENT]),
        signed=tuple(by[Standing.SIGNATORY]),
        neither=tuple(by[Standing.NONE]),
        left=tuple(by[Standing.LEFT]),
        open=tuple(by[Standing.UNKNOWN]),
        own=own,
    )


def build_institutions(store: Store, group: Group, words: Words) -> Institutions | None:
    """Accreditation in the newest year of the record; None where the release holds none for the group."""
    indicator = store.catalogue.indicators.get(NHRI)
    reading = build_reading(store, indicator, group, words) if indicator is not None else None
    if indicator is None or reading is None or not reading.total:
        return None

    def names(areas: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted((store.catalogue.areas[area].name(words.lang) for area in areas), key=plain))

    classes = tuple((label, names(areas)) for label, areas in reversed(by_class(store, reading, words)))
    return Institutions(indicator.id, reading.year, classes, names(reading.missing))
