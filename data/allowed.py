"""What may be computed from a series and set side by side: licence, unit, and what the catalogue says of comparing.

Invariant: every view asks here, so no drawing, sentence or table compares what another refuses.
"""

from __future__ import annotations

from data.catalogue import Indicator, SeriesInfo
from data.store import Store
from data.words import Words


def may_transform(store: Store, series: SeriesInfo) -> bool:
    """Whether the licence allows figures of our own making from this series."""
    licence = store.catalogue.sources[series.source]["licence"]
    return bool(licence["may_transform"]) and "no_transform" not in series.raw["restrictions"]


def may_combine(store: Store, series: SeriesInfo) -> bool:
    """Whether the licence allows figures of several areas to be joined into one."""
    licence = store.catalogue.sources[series.source]["licence"]
    return bool(licence["may_combine"]) and "no_combine" not in series.raw["restrictions"]


def is_comparable(store: Store, indicator: Indicator) -> bool:
    """Whether values of different areas may stand on one scale, be ranked or averaged."""
    unit = store.catalogue.units[indicator.unit]
    rule = indicator.raw["comparability"] or {}
    return bool(unit.get("comparable_across_areas", True)) and rule.get("across_areas") is not False


def why_incomparable(store: Store, indicator: Indicator, words: Words) -> str:
    """The reason in one sentence; empty where values may be compared."""
    if is_comparable(store, indicator):
        return ""
    rule = indicator.raw["comparability"]
    return words.text(rule["reason"]) if rule else words.text("The unit differs from country to country.")
