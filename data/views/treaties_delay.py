"""Years from the adoption of an instrument to a state's joining it.

Invariant: a delay is computed from two days; where only the year of joining is known it is a span and enters no
median. Medians are of states that could have joined from the start; states born later are shown apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.catalogue import AreaInfo
from data.kept import kept
from data.store import Store
from data.views.instruments import Instrument
from data.views.treaties import SIGN as NO_ACT
from data.views.treaties import Cell, Grid, make_grid
from data.views.treaties_origin import ORIGINS, Origin
from data.views.treaties_record import Act, Record, Standing
from data.views.treaties_scope import Scope
from data.views.treaties_words import act_text
from data.words import Words

YEAR = 365.25
FEWEST = 5
SHADES = (2, 5, 15)  # years that part the classes of the matrix of waits
SIGN = {**NO_ACT, Standing.SIGNATORY: "s", Standing.LEFT: "×", Standing.PARTY: "?"}


@dataclass(frozen=True, slots=True)
class Delay:
    """One state: years from adoption to joining, ``low`` = ``high`` where the day is known.

    ``is_younger``: the state came into being after the adoption.
    """

    area: str
    name: str
    act: Act
    low: float
    high: float
    is_younger: bool

    @property
    def is_exact(self) -> bool:
        """Whether the day of joining is known."""
        return self.act.is_day

    @property
    def is_counted(self) -> bool:
        """Whether it enters the median."""
        return self.is_exact and not self.is_younger


@dataclass(frozen=True, slots=True)
class Spread:
    """All delays of one instrument, shortest first. ``quartiles`` are None below five counted states."""

    instrument: Instrument
    name: str
    origin: Origin
    delays: tuple[Delay, ...]
    quartiles: tuple[float, float, float] | None
    counted: int
    younger: int
    rough: int
    outside: int

    @property
    def exact(self) -> tuple[Delay, ...]:
        """States whose day of joining is known."""
        return tuple(d for d in self.delays if d.is_exact)


def delay_of(origin: Origin, act: Act) -> tuple[float, float] | None:
    """Shortest and longest possible delay in years; None where not even the year is known."""
    if act.year is None:
        return None
    adopted = date.fromisoformat(origin.adopted)
    if act.is_day:
        years = (date.fromisoformat(act.date) - adopted).days / YEAR
        return years, years
    first, last = date(act.year, 1, 1), date(act.year, 12, 31)
    return max((first - adopted).days / YEAR, 0.0), (last - adopted).days / YEAR


def build_spreads(record: Record, scope: Scope, year: int, words: Words) -> tuple[Spread, ...]:
    """A spread for every instrument, of the states of the scope that were parties at the end of a year."""
    return tuple(_spread(record, scope, n, year, words) for n in range(len(record.instruments)))


def _spread(record: Record, scope: Scope, number: int, year: int, words: Words) -> Spread:
    instrument = record.instruments[number]
    origin = ORIGINS[instrument.id]
    found = []
    outside = 0
    for area in scope.members:
        standing = record.standing(number, area, year)
        made = _delay(record, area, instrument, words) if standing is Standing.PARTY else None
        if made is not None:
            found.append(made)
        outside += standing not in (Standing.PARTY, Standing.ABSENT, Standing.BEFORE)
    found.sort(key=lambda d: (d.low, d.name))
    counted = [d.low for d in found if d.is_counted]
    return Spread(
        instrument=instrument,
        name=words.text(instrument.name),
        origin=origin,
        delays=tuple(found),
        quartiles=quartiles(counted),
        counted=len(counted),
        younger=sum(d.is_exact and d.is_younger for d in found),
        rough=sum(not d.is_exact for d in found),
        outside=outside,
    )


def _delay(record: Record, area: AreaInfo, instrument: Instrument, words: Words) -> Delay | None:
    joined = record.history(area.id, instrument.id).joined
    origin = ORIGINS[instrument.id]
    span = delay_of(origin, joined) if joined is not None else None
    if joined is None or span is None:
        return None
    return Delay(area.id, area.name(words.lang), joined, *span, is_younger(area, origin, joined))


def is_younger(area: AreaInfo, origin: Origin, joined: Act) -> bool:
    """Whether a state came into being after the adoption.

    One that ratified before the start in the registry did act (Ukraine, 1973); one that succeeded followed another.
    """
    if area.start is None or area.start <= origin.year:
        return False
    return joined.act == "succession" or (joined.year or 0) >= area.start


def quartiles(values: list[float]) -> tuple[float, float, float] | None:
    """Lower quartile, median and upper quartile (linear interpolation); None of fewer than five values."""
    if len(values) < FEWEST:
        return None
    low, middle, high = np.quantile(np.asarray(values), [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)


def years_short(delay: Delay, words: Words) -> str:
    """``31.2``, or ``33–34`` where only the year of joining is known."""
    if delay.is_exact:
        return words.number(delay.low, 1)
    return f"{words.number(int(delay.low))}–{words.number(int(delay.high) + 1)}"


def years_text(delay: Delay, words: Words) -> str:
    """``31.2``, or ``33.1–34.1`` where only the year of joining is known."""
    low, high = words.number(delay.low, 1), words.number(delay.high, 1)
    return low if delay.is_exact else f"{low}–{high}"


def build_delay_grid(store: Store, record: Record, scope: Scope, year: int, sort: str, words: Words) -> Grid:
    """The matrix with the years of delay in place of the years of joining."""
    cells = kept(store, ("treaty delays", words.lang), lambda: _cells(store, record, words))
    return make_grid(record, scope, year, sort, words, lambda a, n, s: cells[a.id, n][s])


def _cells(store: Store, record: Record, words: Words) -> dict[tuple[str, int], dict[Standing, Cell]]:
    areas = [store.catalogue.areas[a] for a in sorted({*record.areas, *(m.id for m in store.catalogue.members())})]
    return {
        (area.id, n): {s: _cell(record, area, instrument, s, words) for s in Standing}
        for area in areas
        for n, instrument in enumerate(record.instruments)
    }


def _cell(record: Record, area: AreaInfo, instrument: Instrument, standing: Standing, words: Words) -> Cell:
    if standing in (Standing.ABSENT, Standing.BEFORE):
        return Cell(standing, "", "")
    is_doubted = (area.id, instrument.id) in record.doubted
    mark = "†" if is_doubted else ""
    made = _delay(record, area, instrument, words) if standing is Standing.PARTY else None
    if made is None:
        return Cell(standing, SIGN.get(standing, "") + mark, "", False, is_doubted)
    text = words.text("%(years)s years: %(act)s", years=years_text(made, words), act=act_text(made.act, words))
    if made.is_younger:
        text += words.semicolon + words.text("the state came into being in %(year)s", year=str(area.start))
    return Cell(standing, years_short(made, words) + mark, text, not made.is_exact, is_doubted, shade_of(made.low))


def shade_of(years: float) -> int:
    """Number of the class of a wait: 0 under two years, 3 fifteen and more."""
    return sum(years >= edge for edge in SHADES)
