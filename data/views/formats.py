"""How a value is written for a reader, in sentence, table, tooltip and export alike.

Invariant: never more digits than the source published, and an interval is always named with its level.
"""

from __future__ import annotations

from data.catalogue import Indicator, ReleaseCatalogue
from data.model import Interval, Qualifier, ValueKind
from data.query import Observation
from data.words import MINUS, Words

DIGITS = {"index_0_1": 3, "share_0_1": 2, "model_score": 2, "ratio": 2, "index_0_10": 1, "years": 1}
DIGITS |= dict.fromkeys(("people", "deaths", "victims", "seats"), 0)  # counted, even where a source writes 10000.0
SMALL = 1.0


def digits(unit: str, decimals: int, value: float) -> int:
    """Digits after the point to show for a value published with ``decimals`` of them."""
    most = DIGITS.get(unit, 1)
    if 0 < abs(value) < SMALL and most < 2:
        most = 2
    while most < decimals and 0 < abs(value) < 0.5 * 10**-most:
        most += 1  # what is not zero is not written as zero
    return min(decimals, most)


def with_unit(number: str, unit: dict[str, str], words: Words) -> str:
    """A number with its unit as it reads in a line of text; rates stand bare, their subject names the base."""
    short = "" if unit["id"].startswith("per_") else unit.get("short", "")
    if short == "%":
        return words.text("%(number)s%%", number=number)
    return f"{number} {words.text(short)}" if short else number


def value_text(value: float, decimals: int, indicator: Indicator, catalogue: ReleaseCatalogue, words: Words) -> str:
    """A value with its unit; for named classes the name of the class."""
    if indicator.value_kind in (ValueKind.ORDERED, ValueKind.CATEGORICAL):
        return class_label(indicator, value, words)
    number = words.number(value, digits(indicator.unit, decimals, value))
    return with_unit(number, catalogue.units[indicator.unit], words)


def class_label(indicator: Indicator, value: float, words: Words) -> str:
    """Name of the class that a stored number means."""
    for item in indicator.classes:
        if item["value"] == value:
            return words.text(item["label"])
    return words.number(value)


def interval_text(interval: Interval, decimals: int, indicator: Indicator, words: Words) -> str:
    """``80% interval 5.4–6.8``, or what kind of bounds they are where the source names no level."""
    published = max(decimals, _decimals(interval.lower), _decimals(interval.upper))
    shown = max(digits(indicator.unit, published, end) for end in (interval.lower, interval.upper))
    span = span_text(words.number(interval.lower, shown), words.number(interval.upper, shown), words)
    if interval.level is not None:
        return words.text("%(level)s%% interval %(span)s", level=words.number(interval.level * 100), span=span)
    if interval.kind == "range" and interval.lower == interval.upper:
        return words.text("low and high estimate the same")
    if interval.kind == "range":
        return words.text("low and high estimate %(span)s", span=span)
    return words.text("published bounds %(span)s", span=span)


def _decimals(value: float) -> int:
    """Digits after the point of a bound, as short as they can be written."""
    return len(repr(value).partition(".")[2]) if value != int(value) else 0


def span_text(low: str, high: str, words: Words) -> str:
    """``1.1–2.3``; where an end is negative ``−2.1 to −1.8``, because a dash beside a minus is read wrongly."""
    if MINUS in low + high:
        return words.text("%(low)s to %(high)s", low=low, high=high)
    return f"{low}–{high}"


def observation_text(item: Observation, indicator: Indicator, catalogue: ReleaseCatalogue, words: Words) -> str:
    """What is written for an observation: value with interval, censored as such, nothing as an empty text."""
    if item.value is None:
        return ""
    text = value_text(item.value, item.decimals, indicator, catalogue, words)
    if item.qualifier is Qualifier.BELOW:
        return words.text("under %(value)s", value=text)
    if item.qualifier is Qualifier.ABOVE:
        return words.text("over %(value)s", value=text)
    if item.interval is not None:
        return f"{text} ({interval_text(item.interval, item.decimals, indicator, words)})"
    if item.std_error is not None:
        shown = words.number(item.std_error, digits(indicator.unit, _decimals(item.std_error), item.std_error))
        return words.text("%(value)s (standard error %(error)s)", value=text, error=shown)
    return text
