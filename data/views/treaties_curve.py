"""How many states were parties at the end of each year since an instrument was adopted.

Invariant: an act known by its year alone counts from the end of that year; years after the last dated one are marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.views.instruments import Instrument
from data.views.profile_treaties import PARTY
from data.views.treaties_origin import ORIGINS, Origin
from data.views.treaties_record import Record
from data.views.treaties_scope import Scope
from data.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One year: parties at its end, how many joined and left in it, states that existed. ``is_rough``: years only."""

    year: int
    parties: int
    joined: int
    left: int
    states: int
    is_rough: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """One instrument over time. ``half`` is the first year at whose end half of the latest parties had joined."""

    instrument: Instrument
    name: str
    origin: Origin
    steps: tuple[Step, ...]
    half: int | None

    @property
    def parties(self) -> int:
        """Parties at the end of the record."""
        return self.steps[-1].parties if self.steps else 0


def build_curves(record: Record, scope: Scope, words: Words) -> tuple[Curve, ...]:
    """A curve for every instrument, for the states of the scope."""
    places = [record.areas[a.id] for a in scope.members if a.id in record.areas]
    starts = np.array([a.start or 0 for a in scope.members], dtype=np.int64)
    ends = np.array([a.end or record.latest for a in scope.members], dtype=np.int64)
    states = [int(((starts <= year) & (ends >= year)).sum()) for year in record.years]
    return tuple(_curve(record, n, places, states, words) for n in range(len(record.instruments)))


def _curve(record: Record, number: int, places: list[int], states: list[int], words: Words) -> Curve:
    instrument = record.instruments[number]
    origin = ORIGINS[instrument.id]
    party = record.status[number, places, :] == PARTY
    first = max(origin.year - record.years[0], 0)
    before = np.zeros(len(places), dtype=bool)
    steps = []
    for place in range(first, len(record.years)):
        now = party[:, place]
        year = record.years[place]
        steps.append(
            Step(
                year=year,
                parties=int(now.sum()),
                joined=int((now & ~before).sum()),
                left=int((before & ~now).sum()),
                states=states[place],
                is_rough=year > record.last_dated,
            )
        )
        before = now
    total = steps[-1].parties if steps else 0
    half = next((s.year for s in steps if total and 2 * s.parties >= total), None)
    return Curve(instrument, words.text(instrument.name), origin, tuple(steps), half)
