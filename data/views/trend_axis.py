"""The value axis of a trend: how far it reaches and which round values it names.

Invariant: every drawn value, drawn bound, peers' median and target lies between the first and the last tick; counts
begin at zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from data.model import ValueKind
from data.views.formats import with_unit
from data.views.lines import YearRow
from data.views.trend_parts import Band
from data.words import Words

FACTORS = (1.0, 2.0, 2.5, 5.0, 10.0)
NEAR_ZERO = 0.5


def nice_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``."""
    rough = (high - low or abs(high) or 1.0) / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(f * power for f in FACTORS if f * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2, 5 and their tenfolds that enclose the values; only the tenfolds over three decades or more."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1.0,) if log10(high / low) >= 3 else (1.0, 2.0, 5.0)
    values = [round(f * 10.0**k, 12) for k in decades for f in steps]
    inside = [v for v in values if low <= v <= high]
    below = [v for v in values if v < low][-1:]
    above = [v for v in values if v > high][:1]
    return [*below, *inside, *above]


def tick_texts(ticks: list[float], unit: dict[str, Any], words: Words) -> tuple[tuple[float, str], ...]:
    """Ticks with their labels: one number of decimals for all, the unit's sign where it is short."""
    each = [next((n for n in range(7) if round(t, n) == round(t, 9)), 6) for t in ticks]
    is_even = len(ticks) > 2 and len({round(b - a, 9) for a, b in pairwise(ticks)}) == 1
    decimals = [max(each, default=0)] * len(ticks) if is_even else each
    texts = [words.number(t, n) for t, n in zip(ticks, decimals, strict=True)]
    if unit.get("short") == "%":
        texts = [with_unit(text, unit, words) for text in texts]
    return tuple(zip(ticks, texts, strict=True))


def drawn_ends(rows: tuple[YearRow, ...], numbers: Iterable[int], bands: tuple[Band, ...]) -> list[float]:
    """Values of the drawn rows among ``numbers``, and their bounds where these are drawn."""
    shown = {n for band in bands for part in (*band.stretches, band.whiskers) for n in part}
    ends: list[float | None] = []
    for number in numbers:
        row = rows[number]
        if row.is_drawn:
            ends.append(row.value)
        if number in shown:
            ends += [row.lower, row.upper]
    return [end for end in ends if end is not None]


def axis_ticks(
    ends: list[float], kind: ValueKind, is_log: bool, unit: dict[str, Any], words: Words
) -> tuple[tuple[float, str], ...]:
    """Ticks that enclose these values; from zero for counts, and wherever zero is not far below."""
    if not ends:
        return ()
    low, high = min(ends), max(ends)
    if is_log:
        return tick_texts(log_ticks(low, high), unit, words)
    if low >= 0 and (kind is ValueKind.COUNT or low <= NEAR_ZERO * high):
        low = 0.0
    return tick_texts(nice_ticks(low, high if high > low else low + (abs(low) or 1.0)), unit, words)
