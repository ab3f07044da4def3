"""The rule of early signals: whether the published intervals of two years lie apart, and which way.

Invariant: a code is turned, never made anew, for a scale on which less is better; where one of the two years lacks what
the rule needs, it abstains and says why. Nothing here reads a release: arrays of areas × years in, arrays out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from data.model import Direction

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

WINDOW = 5


class Code(IntEnum):
    """What the two years say. The sign is the way of the change, so a mirrored scale has mirrored codes."""

    FALL = -2
    FALL_WATCH = -1
    NONE = 0
    RISE_WATCH = 1
    RISE = 2
    ABSTAIN = 9


class Why(IntEnum):
    """Why the rule abstains; the first that holds, in this order."""

    NOTHING = 0
    NO_VALUE = 1
    NO_BASE = 2
    NO_INTERVAL = 3
    LEVEL = 4
    BREAK = 5
    DEFINITION = 6


@dataclass(frozen=True)
class Panel:
    """A series by area and year (shape of each array: areas × years, one column for each year from ``first``).

    ``value``, ``lower``, ``upper`` and ``level`` are not a number where nothing is published; ``differs`` says that the
    definition is another one, ``broken`` that a major break begins with the year.
    """

    areas: tuple[str, ...]
    first: int
    value: Floats
    lower: Floats
    upper: Floats
    level: Floats
    differs: Flags
    broken: Flags

    @property
    def years(self) -> int:
        """Number of columns."""
        return int(self.value.shape[1])

    @property
    def last(self) -> int:
        """Year of the last column."""
        return self.first + self.years - 1

    def areas_since(self, year: int) -> int:
        """Number of areas with a value in a year or later."""
        return int(np.isfinite(self.value[:, max(0, year - self.first) :]).any(axis=1).sum())


def judge(value: Floats, lower: Floats, upper: Floats, base_lower: Floats, base_upper: Floats) -> Codes:
    """Codes of pairs of years; both intervals must be there.

    Apart: no point in common, so intervals that touch overlap. Watch: they overlap, yet the later value lies outside
    the earlier interval (a value upon a bound lies inside).
    """
    codes = np.zeros(np.shape(value), dtype=np.int8)
    codes[value > base_upper] = Code.RISE_WATCH
    codes[value < base_lower] = Code.FALL_WATCH
    codes[lower > base_upper] = Code.RISE
    codes[upper < base_lower] = Code.FALL
    return codes


def gaps(codes: Codes, lower: Floats, upper: Floats, base_lower: Floats, base_upper: Floats) -> Floats:
    """Distance between the two intervals where they lie apart, in the unit of the value; else not a number."""
    gap = np.full(np.shape(codes), np.nan)
    rise, fall = codes == Code.RISE, codes == Code.FALL
    gap[rise] = (lower - base_upper)[rise]
    gap[fall] = (base_lower - upper)[fall]
    return gap


def whys(panel: Panel, lag: int) -> Codes:
    """Why each year cannot be set against that ``lag`` years before (shape: areas × years); 0 where it can."""
    found = np.full(panel.value.shape, Why.NO_BASE, dtype=np.int8)
    if lag < panel.years:
        now, base = np.s_[:, lag:], np.s_[:, : panel.years - lag]
        breaks = np.cumsum(panel.broken, axis=1)
        has_band = np.isfinite(panel.lower) & np.isfinite(panel.upper) & np.isfinite(panel.level)
        here = np.zeros(panel.value[now].shape, dtype=np.int8)
        here[panel.differs[now] != panel.differs[base]] = Why.DEFINITION
        here[breaks[now] > breaks[base]] = Why.BREAK
        here[panel.level[now] != panel.level[base]] = Why.LEVEL
        here[~(has_band[now] & has_band[base])] = Why.NO_INTERVAL
        here[np.isnan(panel.value[base])] = Why.NO_BASE
        found[now] = here
    found[np.isnan(panel.value)] = Why.NO_VALUE
    return found


def codes_at(panel: Panel, lag: int) -> Codes:
    """The code of each year against that ``lag`` years before (shape: areas × years)."""
    codes = np.full(panel.value.shape, Code.ABSTAIN, dtype=np.int8)
    if lag < panel.years:
        now, base = np.s_[:, lag:], np.s_[:, : panel.years - lag]
        codes[now] = judge(panel.value[now], panel.lower[now], panel.upper[now], panel.lower[base], panel.upper[base])
    codes[whys(panel, lag) != Why.NOTHING] = Code.ABSTAIN
    return codes


def turned(codes: Codes, direction: Direction) -> Codes:
    """The same with its sign as better and worse: turned where less is better; neutral scales keep rise and fall."""
    if direction is not Direction.LOWER:
        return codes
    return np.where(codes == Code.ABSTAIN, codes, -codes).astype(np.int8)
