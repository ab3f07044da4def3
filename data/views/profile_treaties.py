"""What a state has promised: the eighteen instruments with act and date, and the complaint protocols that bind it.

Invariant: the status is that of the party-status indicators, the date that of the act which made it; both name the
date of their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from data.catalogue import AreaInfo, Indicator
from data.kept import kept
from data.query import events
from data.store import Store
from data.views.instruments import INSTRUMENTS, JOINING, Instrument
from data.views.profile_rows import ProfileRow
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


PARTY, SIGNED, NOTHING = 2, 1, 0
ACT = {
    "ratification": _("ratification"),
    "accession": _("accession"),
    "succession": _("succession"),
    "acceptance": _("acceptance"),
    "formal_confirmation": _("formal confirmation"),
    "party_by_year": _("act of joining, kind not recorded"),
    "signature": _("signature"),
    "denunciation": _("left"),
}
STATUS = "_party_status_class"
_reports: dict[str, list[dict[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class Commitment:
    """One instrument for one state. ``status``: 2 party, 1 signed, 0 neither, None where the record leaves it open."""

    instrument: Instrument
    indicator: str
    name: str
    status: int | None
    status_text: str
    date: str
    act: str
    also: str
    year: int | None
    disagreement: str


@dataclass(frozen=True, slots=True)
class Commitments:
    """All instruments. ``as_of`` is the date at which the record of this state ends, ``dated_to`` that of days."""

    items: tuple[Commitment, ...]
    as_of: str
    year: int | None
    dated_to: str

    @property
    def joined(self) -> int:
        """How many the state is a party to."""
        return sum(item.status == PARTY for item in self.items)

    @property
    def is_recorded(self) -> bool:
        """Whether the record names this state at all."""
        return any(item.status is not None for item in self.items)

    @property
    def doors(self) -> tuple[Commitment, ...]:
        """Complaint protocols."""
        return tuple(item for item in self.items if item.instrument.is_door)


def is_status(indicator: Indicator) -> bool:
    """Whether an indicator is the party status under one instrument."""
    return indicator.id.endswith(STATUS)


def build_commitments(store: Store, area: AreaInfo, rows: dict[str, ProfileRow], words: Words) -> Commitments:
    """The instruments that the release holds, with what this state did. ``rows``: the latest figures by indicator."""
    acts: dict[str, list[dict[str, Any]]] = {}
    for event in kept(store, ("acts used",), lambda: _acts_used(store)).get(area.id, ()):
        acts.setdefault(str(event["instrument"]), []).append(event)
    doubts = {str(row["instrument"]): row for row in disagreements(store) if row["area"] == area.id}
    known = [(i, rows[i.id + STATUS]) for i in INSTRUMENTS if i.id + STATUS in rows]
    items = tuple(_commitment(i, row, acts.get(i.id, []), doubts.get(i.id), words) for i, row in known)
    year = max((item.year for item in items if item.year is not None), default=None)
    dated = kept(store, ("acts-dated-to",), lambda: _dated_to(store))
    return Commitments(items, _as_of(known, year, words), year, words.date(dated) if dated else "")


def _acts_used(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Acts that the release uses, by area."""
    found: dict[str, list[dict[str, Any]]] = {}
    for event in events(store.blocks):
        if event["role"] == "used":
            found.setdefault(str(event["area"]), []).append(event)
    return found


def _dated_to(store: Store) -> str:
    """The date to which acts carry their day."""
    return max((str(e["vintage"]) for e in store.blocks.events if e["precision"] == "day"), default="")


def _as_of(known: list[tuple[Instrument, ProfileRow]], year: int | None, words: Words) -> str:
    """The date of the newest record; the end of the year in which the record of this state ends, if that is earlier."""
    released = max((row.series.released for _instrument, row in known), default="")
    if year is not None and year < int(released[:4]):
        return words.text("the end of %(year)s", year=str(year))
    return words.date(released)


def disagreements(store: Store) -> list[dict[str, Any]]:
    """Where two records of acts differ, as the build report of the release lists it."""
    digest = store.release.digest
    if digest not in _reports:
        _reports[digest] = orjson.loads(store.release.read("build_report.json"))["disagreements"]
    return _reports[digest]


def _commitment(
    instrument: Instrument, row: ProfileRow, acts: list[dict[str, Any]], doubt: dict[str, Any] | None, words: Words
) -> Commitment:
    value = row.item.value if row.item is not None and row.is_published else None
    status = None if value is None else int(value)
    joined = _last([e for e in acts if e["act"] in JOINING])
    signed = _last([e for e in acts if e["act"] == "signature"])
    left = _last([e for e in acts if e["act"] == "denunciation"])
    made = {PARTY: joined, SIGNED: signed}.get(status if status is not None else -1)
    also = ""
    if left is not None and status != PARTY:
        also = words.text("party once, left in %(date)s", date=words.date(str(left["date"])))
    elif status == PARTY and signed is not None and signed["date"]:
        also = words.text("signed %(date)s", date=words.date(str(signed["date"])))
    return Commitment(
        instrument=instrument,
        indicator=row.indicator.id,
        name=words.text(instrument.name),
        status=status,
        status_text=row.value_text or words.text("Not in the record of treaties"),
        date=words.date(str(made["date"])) if made is not None else "",
        act=words.text(ACT[str(made["act"])]) if made is not None else "",
        also=also,
        year=row.year,
        disagreement=str(doubt["reason"]) if doubt is not None else "",
    )


def _last(acts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The latest of some acts by date, None of none."""
    return max(acts, key=lambda e: str(e["date"]), default=None)
