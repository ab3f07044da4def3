"""The gap between two groups: a difference, and a ratio where the scale has a true zero.

Invariant: both figures are of one source, series, year, area and unit, published exactly, and neither rests on
few cases; where the licence forbids figures of our own there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.compare import Purpose, compare, standing
from data.compare_texts import reason_text
from data.store import Store
from data.views.change import signed
from data.views.choose import Choice
from data.views.lines import YearRow
from data.words import Words

BOUNDED = ("index_", "score_", "model_score", "class", "ratio")


@dataclass(frozen=True, slots=True)
class Gap:
    """Difference of the first group less the second, its size in words, and the ratio of the larger to the smaller."""

    difference: float
    size: str
    ratio: float | None
    ratio_text: str


def gap_barred(store: Store, choice: Choice, words: Words) -> str:
    """Why no gap may be computed for anybody; empty where it may."""
    verdict = standing(store, choice.indicator, choice.series, Purpose.GROUP_GAP)
    return " ".join(reason_text(ground, words) for ground in verdict.refusals)


def gap_of(store: Store, choice: Choice, first: YearRow, second: YearRow, words: Words) -> Gap | None:
    """The gap between two rows of one area and year; None where they may not be set against each other."""
    one, other = first.observation, second.observation
    if one is None or other is None or not (first.is_value and second.is_value):
        return None
    if compare(store, (one, other), Purpose.GROUP_GAP).is_refused or one.value is None or other.value is None:
        return None
    decimals = max(one.decimals, other.decimals)
    difference = round(one.value - other.value, decimals)
    size = signed(abs(difference), decimals, choice, store, words).lstrip("+±")
    ratio = _ratio(store, choice, one.value, other.value)
    return Gap(difference, size, ratio, "" if ratio is None else words.number(ratio, 1 if ratio < 10 else 0))


def _ratio(store: Store, choice: Choice, one: float, other: float) -> float | None:
    unit = store.catalogue.units[choice.indicator.unit]
    if unit.get("minimum") != 0 or choice.indicator.unit.startswith(BOUNDED) or min(one, other) <= 0:
        return None
    return max(one, other) / min(one, other)
