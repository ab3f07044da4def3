"""For which groups of people a country has any published figure, against those that the official wording names.

Invariant: expected means named in the wording of the indicator; nothing else counts as expected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.blocks import Blocks
from data.catalogue import AreaInfo, Indicator, ReleaseCatalogue
from data.kept import kept
from data.model import NOT_SPECIFIED, TOTAL, Qualifier, parse_dims
from data.query import QUALIFIERS
from data.store import Store
from data.words import Words

NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One indicator whose wording names a dimension: which areas have any figure, and which have one by group."""

    indicator: str
    dimension: str
    any_figure: Mask
    by_group: Mask


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """One way of telling people apart: in how many indicators it is expected, published at all, published by group."""

    dimension: str
    label: str
    expected: int
    any_figure: int
    by_group: int
    missing: tuple[tuple[str, str], ...]


def build_group_coverage(store: Store, area: AreaInfo, words: Words) -> tuple[GroupCoverage, ...]:
    """One entry for each dimension that some indicator expects, in the order of the release's dimensions.

    ``missing`` are indicators that have a figure of the country but none by this group.
    """
    number = store.blocks.area_index.get(area.id)
    found = expectations(store)
    entries = []
    for name, dimension in store.catalogue.dimensions.items():
        own = [e for e in found if e.dimension == name]
        if not own:
            continue
        figure = [e for e in own if number is not None and e.any_figure[number]]
        split = [e for e in figure if e.by_group[number]]
        missing = [e.indicator for e in figure if e not in split]
        names = sorted((words.text(store.catalogue.indicators[i].name), i) for i in missing)
        entries.append(
            GroupCoverage(name, words.text(dimension["label"]), len(own), len(figure), len(split), tuple(names))
        )
    return tuple(entries)


def expectations(store: Store) -> tuple[Expectation, ...]:
    """Every expectation about groups of people in indicators that hold figures of countries, kept for the release."""
    return kept(
        store,
        ("expectations",),
        lambda: tuple(
            expectation
            for indicator in store.catalogue.indicators.values()
            if store.catalogue.series[indicator.preferred].raw["countries"]
            for expectation in _expectations(store.blocks, store.catalogue, indicator)
        ),
    )


def _expectations(blocks: Blocks, catalogue: ReleaseCatalogue, indicator: Indicator) -> list[Expectation]:
    wanted = [d for d in indicator.raw["expected_dimensions"] if catalogue.dimensions[d]["people"]]
    if not wanted:
        return []
    any_figure = np.zeros(len(blocks.areas), dtype=bool)
    by_group = {name: np.zeros(len(blocks.areas), dtype=bool) for name in wanted}
    whole = {name: _whole(catalogue, name) for name in wanted}
    for text, (start, end) in blocks.slices.get(indicator.preferred, {}).items():
        has_figure = (blocks.columns["qualifier"][start:end] != NO_VALUE) & (
            blocks.columns["counterpart"][start:end] < 0
        )
        areas = blocks.columns["area"][start:end][has_figure]
        any_figure[areas] = True
        dims = parse_dims(text)
        for name in wanted:
            if dims.get(name, TOTAL) not in whole[name]:
                by_group[name][areas] = True
    return [Expectation(indicator.id, name, any_figure, by_group[name]) for name in wanted]


def _whole(catalogue: ReleaseCatalogue, name: str) -> frozenset[str]:
    """Codes of a dimension that stand for nobody in particular."""
    categories = catalogue.dimensions[name]["categories"]
    return frozenset({TOTAL, NOT_SPECIFIED, *(c["code"] for c in categories if c["role"] in (TOTAL, NOT_SPECIFIED))})
