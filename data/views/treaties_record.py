"""What states did under the eighteen instruments, found once for a release: standing by year, acts, disagreements.

Invariant: a standing is that of the party-status indicators; what their acts do not decide is unknown, never "no".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from data.catalogue import AreaInfo
from data.kept import kept
from data.query import slice_rows
from data.store import Store
from data.views.instruments import INSTRUMENTS, JOINING, Instrument
from data.views.profile_treaties import NOTHING, PARTY, SIGNED, STATUS, disagreements
from data.views.treaties_origin import ORIGINS

OPEN = -1
OTHER_ACTS = {"signature": "signed", "denunciation": "left"}


class Standing(StrEnum):
    """What a state is to an instrument in a year."""

    PARTY = "party"
    SIGNATORY = "signatory"
    NONE = "none"
    LEFT = "left"
    UNKNOWN = "unknown"  # the acts on record do not decide the year
    ABSENT = "absent"  # the state did not exist
    BEFORE = "before"  # the instrument did not exist


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``date`` is ISO text of a day or a year, empty where only the act is known."""

    act: str
    date: str

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.date) == len("2000-01-01")

    @property
    def year(self) -> int | None:
        """Year of the act, None where it is not known."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class History:
    """The acts of one state under one instrument."""

    signed: Act | None = None
    joined: Act | None = None
    left: Act | None = None


NO_ACTS = History()


@dataclass(frozen=True)
class Record:
    """Every standing (shape: instruments × areas × years) and act, with the dates of the two sources.

    ``released`` is the date of the newest record, ``dated_to`` that to which acts carry their day.
    """

    instruments: tuple[Instrument, ...]
    areas: dict[str, int]
    years: tuple[int, ...]
    status: npt.NDArray[np.int8]
    histories: dict[tuple[str, str], History]
    doubts: tuple[dict[str, Any], ...]
    doubted: frozenset[tuple[str, str]]
    released: str
    dated_to: str

    @property
    def latest(self) -> int:
        """The last year of the record."""
        return self.years[-1]

    @property
    def last_dated(self) -> int:
        """The last whole year whose acts carry their day."""
        return int(self.dated_to[:4]) - 1 if self.dated_to else self.latest

    def history(self, area: str, instrument: str) -> History:
        """Acts of a state under an instrument."""
        return self.histories.get((area, instrument), NO_ACTS)

    def standing(self, number: int, area: AreaInfo, year: int) -> Standing:
        """Standing of an area under the instrument of that number at the end of a year (in the last: at its date)."""
        instrument = self.instruments[number].id
        if year < ORIGINS[instrument].year:
            return Standing.BEFORE
        place = self.areas.get(area.id)
        value = OPEN if place is None else int(self.status[number, place, year - self.years[0]])
        if value == PARTY:
            return Standing.PARTY
        if value == SIGNED:
            return Standing.SIGNATORY
        if value == NOTHING:
            left = self.history(area.id, instrument).left
            return Standing.LEFT if left is not None and left.date <= f"{year}-12-31" else Standing.NONE
        gone = area.end is not None and year > area.end
        return Standing.ABSENT if gone or (area.start is not None and year < area.start) else Standing.UNKNOWN


def treaty_record(store: Store) -> Record | None:
    """The record of a release, None where it holds no party status."""
    return kept(store, ("treaty_record",), lambda: _record(store))


def _record(store: Store) -> Record | None:
    catalogue, blocks = store.catalogue, store.blocks
    known = [(i, catalogue.indicators[i.id + STATUS]) for i in INSTRUMENTS if i.id + STATUS in catalogue.indicators]
    if not known:
        return None
    series = [catalogue.series[indicator.preferred] for _instrument, indicator in known]
    slices = [slice_rows(blocks, s.id, s.headline) for s in series]
    years = [int(y) for a, b in slices for y in np.unique(blocks.columns["year"][a:b])]
    numbers = sorted({int(n) for a, b in slices for n in np.unique(blocks.columns["area"][a:b])})
    if not years:
        return None
    first, last = min(years), max(years)
    lookup = np.zeros(len(blocks.areas), dtype=np.int64)
    lookup[numbers] = np.arange(len(numbers))
    status = np.full((len(known), len(numbers), last - first + 1), OPEN, dtype=np.int8)
    for line, (a, b) in enumerate(slices):
        values = np.nan_to_num(np.asarray(blocks.columns["value"][a:b]), nan=OPEN).astype(np.int8)
        place = lookup[np.asarray(blocks.columns["area"][a:b])]
        status[line, place, np.asarray(blocks.columns["year"][a:b]).astype(np.int64) - first] = values
    doubts = tuple(disagreements(store))
    return Record(
        instruments=tuple(instrument for instrument, _indicator in known),
        areas={blocks.areas[n]: place for place, n in enumerate(numbers)},
        years=tuple(range(first, last + 1)),
        status=status,
        histories=histories(blocks.events),
        doubts=doubts,
        doubted=frozenset((str(row["area"]), str(row["instrument"])) for row in doubts),
        released=max(s.released for s in series),
        dated_to=max((str(e["vintage"]) for e in blocks.events if e["precision"] == "day"), default=""),
    )


def histories(events: Iterable[dict[str, Any]]) -> dict[tuple[str, str], History]:
    """(area, instrument) to the acts that the release uses; of several of one kind the latest."""
    found: dict[tuple[str, str], dict[str, Act]] = {}
    for event in events:
        if event["role"] != "used":
            continue
        kind = "joined" if event["act"] in JOINING else OTHER_ACTS.get(event["act"])
        if kind is None:
            continue
        acts = found.setdefault((str(event["area"]), str(event["instrument"])), {})
        act = Act(str(event["act"]), str(event["date"] or ""))
        if kind not in acts or acts[kind].date < act.date:
            acts[kind] = act
    return {key: History(**acts) for key, acts in found.items()}
