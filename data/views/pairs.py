"""The largest figures of a series that is published for pairs of places, such as origin and asylum.

Invariant: a pair is shown as published and never counted as the figure of one of its places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.query import observation, slice_rows
from data.store import Store
from data.views.choose import Choice
from data.views.formats import observation_text
from data.words import Words

MOST = 50


@dataclass(frozen=True, slots=True)
class PairRow:
    """One figure between two places; which comes first is said in the definition of the indicator."""

    area: str
    other: str
    value: float
    text: str


def is_paired(choice: Choice) -> bool:
    """Whether the series has figures for pairs only."""
    return bool(choice.series.raw["has_pairs"]) and not choice.series.raw["countries"]


def build_pair_rows(store: Store, choice: Choice, words: Words, lang: str = "en") -> list[PairRow]:
    """The largest pairs of the year, at most fifty, highest first."""
    start, end = slice_rows(store.blocks, choice.series.id, choice.dims)
    years = np.asarray(store.blocks.columns["year"][start:end])
    rows = (
        np.flatnonzero((years == choice.year) & (np.asarray(store.blocks.columns["counterpart"][start:end]) >= 0))
        + start
    )
    values = np.asarray(store.blocks.columns["value"][rows])
    found = []
    for row in rows[np.argsort(-values, kind="stable")][:MOST]:
        item = observation(store.blocks, choice.series.id, choice.dims, int(row))
        if item.value is not None:
            names = [store.catalogue.areas[a].name(lang) for a in (item.area, item.counterpart)]
            text = observation_text(item, choice.indicator, store.catalogue, words)
            found.append(PairRow(names[0], names[1], item.value, text))
    return found
