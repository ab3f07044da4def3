"""How often a signal of the past was still true later, beside what chance, standing still and the last trend give.

Invariant: every share stands with its numerator and denominator; all predictors of a line are measured against the same
later years; a country-year without the later interval is left out, never counted as a miss.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from data.signals import WINDOW, Code, Codes, Flags, Panel, codes_at

SINCE = 1970
HORIZONS = (1, 3, 5)
KEPT, FURTHER = "kept", "further"
READINGS = (KEPT, FURTHER)
RISE, FALL = 1, -1
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    n: int

    @property
    def share(self) -> float | None:
        """Hits as a share, None of none."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of Wilson, as if all cases were independent; None of none."""
        return wilson(self.hits, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Line:
    """One way, one horizon, one reading.

    ``signal``: country-years with a signal that way. ``onset``: only the first year of each episode, a run of years
    with that signal in one area. ``base``: all country-years with enough data. ``unchanged``: the country-years with a
    signal of which "no change" was right, the later interval overlapping the one it is set against. ``trend``: all
    country-years whose value had moved that way since the window began, whatever the intervals. ``reversed``: those
    with a signal whose later interval lies apart the other way.
    """

    way: int
    horizon: int
    reading: str
    signal: Rate
    onset: Rate
    base: Rate
    unchanged: Rate
    trend: Rate
    reversed: int
    areas: int
    episodes: int


def wilson(hits: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of a share (Wilson 1927). Raises ValueError where there are no cases."""
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def by_chance(level: float) -> float:
    """Share of pairs of equally wide intervals that lie apart where nothing changed.

    The errors of the two years are taken as normal and independent: the difference must exceed two half widths, and has
    a spread of sqrt(2) of one error. Errors that go together make it fewer.
    """
    normal = NormalDist()
    return 2 * (1 - normal.cdf(sqrt(2) * normal.inv_cdf((1 + level) / 2)))


def build_backtest(
    panel: Panel, window: int = WINDOW, horizons: tuple[int, ...] = HORIZONS, since: int = SINCE
) -> tuple[Line, ...]:
    """Lines for both ways, all horizons and both readings, of the country-years from ``since`` on.

    ``kept``: the interval at T + h still lies beyond that at T - window. ``further``: it lies beyond that at T itself.
    """
    signal = codes_at(panel, window)
    moved = _moved(panel, window)
    lines = []
    for horizon in horizons:
        later = {
            KEPT: _ahead(codes_at(panel, window + horizon), horizon),
            FURTHER: _ahead(codes_at(panel, horizon), horizon),
        }
        enough = (signal != Code.ABSTAIN) & (later[KEPT] != Code.ABSTAIN) & (later[FURTHER] != Code.ABSTAIN)
        enough[:, : max(0, since - panel.first)] = False
        lines += [
            _line(signal, moved, enough, later[reading], way, horizon, reading)
            for way in (RISE, FALL)
            for reading in READINGS
        ]
    return tuple(lines)


def _line(signal: Codes, moved: Codes, enough: Flags, later: Codes, way: int, horizon: int, reading: str) -> Line:
    own = signal == 2 * way
    starts = own.copy()
    starts[:, 1:] &= ~own[:, :-1]
    hit = later == 2 * way
    cases = own & enough
    return Line(
        way=way,
        horizon=horizon,
        reading=reading,
        signal=_rate(hit, cases),
        onset=_rate(hit, starts & enough),
        base=_rate(hit, enough),
        unchanged=_rate(np.abs(later) < Code.RISE, cases),
        trend=_rate(hit, enough & (moved == way)),
        reversed=int(np.count_nonzero(cases & (later == -2 * way))),
        areas=int(np.count_nonzero(cases.any(axis=1))),
        episodes=_runs(cases),
    )


def _rate(hit: Flags, cases: Flags) -> Rate:
    return Rate(int(np.count_nonzero(hit & cases)), int(np.count_nonzero(cases)))


def _runs(cases: Flags) -> int:
    """Runs of consecutive years, counted in each area."""
    starts = cases.copy()
    starts[:, 1:] &= ~cases[:, :-1]
    return int(np.count_nonzero(starts))


def _moved(panel: Panel, lag: int) -> Codes:
    """Sign of the change of the value alone since ``lag`` years before; 0 where it is the same or unknown."""
    moved = np.zeros(panel.value.shape, dtype=np.int8)
    if lag < panel.years:
        change = panel.value[:, lag:] - panel.value[:, : panel.years - lag]
        moved[:, lag:] = np.sign(np.nan_to_num(change)).astype(np.int8)
    return moved


def _ahead(codes: Codes, by: int) -> Codes:
    """What the year ``by`` years later says, written beside each year; abstains beyond the end."""
    found = np.full(codes.shape, Code.ABSTAIN, dtype=np.int8)
    if by < codes.shape[1]:
        found[:, : codes.shape[1] - by] = codes[:, by:]
    return found
