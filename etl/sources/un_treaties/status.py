"""Party status at the end of each year, made from the acts (decision 0202).

Invariant: a year whose status the acts do not decide has no row; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from etl.sources.un_treaties.instruments import NOT_MEMBERS, VINTAGE, Instrument, load_instruments, members
from etl.sources.un_treaties.reconcile import DIFFERS, LAST_DATED_YEAR

NO_ACTION, SIGNATORY, PARTY = 0, 1, 2
LAST_YEAR = 2022
JOINING = frozenset({"ratification", "accession", "succession", "acceptance", "formal_confirmation", "party_by_year"})


@dataclass(frozen=True)
class History:
    """Acts of one state under one instrument. Dates are ISO text; an empty text means no such act."""

    signed: str = ""
    joined: str = ""
    joined_act: str = ""
    left: str = ""
    signed_later: bool = False  # signatory in 2022, day unknown, not before March 2015
    left_open: bool = False  # a claim of joining that names no year
    disagrees: bool = False

    def at_end_of(self, year: int) -> int | None:
        """Status on 31 December (2022: in August), or None where the acts do not decide it."""
        end = f"{year}-12-31"  # ISO text: a year alone sorts before every day of that year
        if self.left:
            return self._before_leaving(end)
        if self.joined and self.joined <= end:
            return PARTY
        if self.left_open and year > LAST_DATED_YEAR:
            return None
        if self.signed and self.signed <= end:
            return SIGNATORY
        if year <= LAST_DATED_YEAR:
            return NO_ACTION
        return self._undated(year)

    def _before_leaving(self, end: str) -> int | None:
        if self.left <= end:
            return NO_ACTION
        if not self.joined:
            return None
        if self.joined <= end:
            return PARTY
        return SIGNATORY if self.signed and self.signed <= end else NO_ACTION

    def _undated(self, year: int) -> int | None:
        if self.joined:  # a later act of joining: whether a signature came before it is not published
            return None
        if self.signed_later:
            return SIGNATORY if year == LAST_YEAR else None
        return NO_ACTION

    def basis(self, instrument: Instrument) -> str:
        """What the status rests on, in words."""
        parts = [
            f"{name.replace('_', ' ')} {date}"
            for name, date in (("signature", self.signed), (self.joined_act, self.joined), ("denunciation", self.left))
            if date
        ]
        if self.signed_later:
            parts.append("signature between March 2015 and August 2022")
        return f"un_treaties acts, {instrument.short}: {', '.join(parts) or 'none on record'}"

    def decisions(self) -> str:
        """Decisions that touched the history."""
        later = self.joined_act == "party_by_year" or self.signed_later or self.left_open
        numbers = (("0201", self.disagrees), ("0202", later), ("0204", bool(self.left)))
        return ";".join(number for number, holds in numbers if holds)


def histories(events: pd.DataFrame) -> dict[tuple[str, str], History]:
    """(instrument, area) to its acts; ``events`` holds our area ids."""
    found: dict[tuple[str, str], History] = {}
    columns = ("instrument", "area", "act", "date", "role", "reason")
    for instrument, area, act, date, role, reason in zip(*(events[c] for c in columns), strict=True):
        key = (str(instrument), str(area))
        found[key] = _with(found.get(key, History()), str(act), str(date), str(role), str(reason))
    return found


def _with(history: History, act: str, date: str, role: str, reason: str) -> History:
    if role != "used":
        undated = act == "party_by_year" and not date
        disagrees = history.disagrees or reason.startswith(DIFFERS)
        return replace(history, left_open=history.left_open or undated, disagrees=disagrees)
    if act == "signature":
        return replace(history, signed=date) if date else replace(history, signed_later=True)
    if act == "denunciation":
        return replace(history, left=date)
    if act in JOINING:
        return replace(history, joined=date, joined_act=act)
    return history


def status_frame(
    instrument: Instrument, found: dict[tuple[str, str], History], states: dict[str, tuple[int, int]]
) -> pd.DataFrame:
    """Rows of one instrument. ``states`` maps an area to the first and last year in which it can have a status.

    A member that neither file mentions for the instrument has no rows.
    """
    rows: list[tuple[str, int, float, str, str]] = []
    for area, (first, last) in sorted(states.items()):
        history = found.get((instrument.id, area), None if area in members() else History())
        if history is None:
            continue
        basis, decisions = history.basis(instrument), history.decisions()
        for year in range(max(first, instrument.first_year), last + 1):
            status = history.at_end_of(year)
            if status is not None:
                rows.append((area, year, float(status), basis, decisions))
    frame = pd.DataFrame(rows, columns=["area", "year", "value", "inputs", "decisions"])
    return frame.assign(series=instrument.series, vintage=VINTAGE, dims="")


def states_of(events: pd.DataFrame, years: dict[str, tuple[int | None, int | None]]) -> dict[str, tuple[int, int]]:
    """Years of each state in the acts: members to 2022, others to the last whole year of the dated file.

    ``years`` maps an area of the registry to its first and last year; areas that are no states must not be in it.
    """
    result = {}
    taking_part = set(events["area"]) - NOT_MEMBERS
    for area in sorted(taking_part & set(years)):
        start, end = years[area]
        last = LAST_YEAR if area in members() else LAST_DATED_YEAR
        result[area] = (start or 0, min(end or last, last))
    return result


def statuses(
    events: pd.DataFrame, years: dict[str, tuple[int | None, int | None]]
) -> Iterator[tuple[Instrument, pd.DataFrame]]:
    """Every instrument with its frame."""
    found = histories(events)
    states = states_of(events, years)
    for instrument in load_instruments():
        yield instrument, status_frame(instrument, found, states)
