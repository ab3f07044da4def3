"""A figure among others: rank intervals, tiers, places, median and quartiles, and what an interval lets one say.

Invariant: numbers only; what is known merely to lie beyond a limit is never given a number of its own, and no verdict
is given without an interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data.model import Direction

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
FLOOR = 5
SHARE = (3, 5)
BETTER, WORSE, INDISTINGUISHABLE = "better", "worse", "indistinguishable"


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Lower quartile, median and upper quartile; None where that point lies among limits."""

    lower: float | None
    middle: float | None
    upper: float | None


NO_QUARTILES = Quartiles(None, None, None)


def rank_intervals(lower: npt.ArrayLike, upper: npt.ArrayLike, highest_first: bool = True) -> tuple[Ints, Ints]:
    """Best and worst rank of each that its interval allows, 1 for the first (shape: as given).

    The exact overlap method of Klein, Wright and Wieczorek, "A joint confidence region for an overall ranking of
    populations", Journal of the Royal Statistical Society C 69 (2020), 589–606: the best rank is one more than how
    many intervals lie wholly ahead of one's own, the worst is how many there are less those that lie wholly behind.
    Intervals that touch overlap. Their joint coverage holds for intervals that are jointly chosen at a level; published
    levels are those of each country alone, so nothing is claimed here beyond which published intervals overlap.
    A missing bound (NaN) is no bound, so such an interval is ahead of none and behind none on that side.
    """
    low, high = _bounds(lower, upper)
    if not highest_first:
        low, high = -high, -low
    ahead = len(low) - np.searchsorted(np.sort(low), high, side="right")
    behind = np.searchsorted(np.sort(high), low, side="left")
    return (1 + ahead).astype(np.int64), (len(low) - behind).astype(np.int64)


def _bounds(lower: npt.ArrayLike, upper: npt.ArrayLike) -> tuple[Floats, Floats]:
    low = np.asarray(lower, dtype=np.float64)
    high = np.asarray(upper, dtype=np.float64)
    return np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)


def positions(
    values: npt.ArrayLike, highest_first: bool = True, below: Mask | None = None, above: Mask | None = None
) -> tuple[Ints, Ints]:
    """First and last place that each may hold by its value alone; the two differ for ties, which share their places.

    One of which only a limit is known (``below`` or ``above`` it) may lie anywhere on its side of the limit.
    """
    exact = np.asarray(values, dtype=np.float64)
    low, high = exact.copy(), exact.copy()
    if below is not None:
        low[below], high[below] = -np.inf, np.nextafter(exact[below], -np.inf)
    if above is not None:
        low[above], high[above] = np.nextafter(exact[above], np.inf), np.inf
    return rank_intervals(low, high, highest_first)


def tiers(values: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike, highest_first: bool = True) -> Ints:
    """Tier of each, 1 for the first, 0 where it has no interval (shape: as given).

    In order of value, the best first, a tier takes in whoever comes next as long as the intervals of all its members
    have a point in common, so no two of one tier can be told apart; whoever does not fit opens the next. These are the
    fewest tiers with that property. Neighbours on both sides of a border may still overlap.
    """
    value, low, high = (np.asarray(a, dtype=np.float64) for a in (values, lower, upper))
    found = np.zeros(len(value), dtype=np.int64)
    known = np.flatnonzero(~(np.isnan(value) | np.isnan(low) | np.isnan(high)))
    order = known[np.lexsort((low[known], high[known], value[known]))]
    if highest_first:
        order = order[::-1]
    tier, common_low, common_high = 0, np.inf, -np.inf
    for number in order.tolist():
        common_low, common_high = max(common_low, low[number]), min(common_high, high[number])
        if common_low > common_high:
            tier += 1
            common_low, common_high = low[number], high[number]
        found[number] = tier
    return found


def quartiles(values: npt.ArrayLike, below: Mask | None = None, above: Mask | None = None) -> Quartiles:
    """Unweighted quartiles by linear interpolation between ordered values (definition 7 of Hyndman and Fan, 1996).

    A point that falls on one known only to lie beyond a limit, or beyond that limit's side of the order, is None.
    """
    exact = np.asarray(values, dtype=np.float64)
    if not len(exact):
        return NO_QUARTILES
    order = np.sort(exact)
    under = exact[below].max() if below is not None and below.any() else -np.inf
    over = exact[above].min() if above is not None and above.any() else np.inf

    def point(share: float) -> float | None:
        place = share * (len(order) - 1)
        low, high = order[int(np.floor(place))], order[int(np.ceil(place))]
        if low <= under or high >= over:
            return None
        return float(low + (high - low) * (place - np.floor(place)))

    return Quartiles(point(0.25), _middle(order, under, over), point(0.75))


def median(values: npt.ArrayLike, below: Mask | None = None, above: Mask | None = None) -> float | None:
    """Unweighted median; None of none, and where the middle lies among those known only to be beyond a limit."""
    return quartiles(values, below, above).middle


def _middle(order: npt.NDArray[Any], under: float, over: float) -> float | None:
    low, high = order[(len(order) - 1) // 2], order[len(order) // 2]
    return None if low <= under or high >= over else float(low + high) / 2


def passes(reporting: int, members: int) -> bool:
    """Whether enough of a group report for a median, a rank and a verdict: five, and three fifths of the members."""
    return reporting >= FLOOR and reporting * SHARE[1] >= members * SHARE[0]


def judge(lower: float, upper: float, middle: float | None, direction: Direction) -> str:
    """``better`` or ``worse`` where the interval leaves out the median, ``indistinguishable`` where it holds it.

    Empty where there is no interval, no median, or neither end is better. The median is taken as it stands: its own
    uncertainty is nowhere published.
    """
    if middle is None or direction is Direction.NEUTRAL or lower != lower or upper != upper:
        return ""
    if lower <= middle <= upper:
        return INDISTINGUISHABLE
    return BETTER if (lower > middle) == (direction is Direction.HIGHER) else WORSE
