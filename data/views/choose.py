"""From an address to what exactly is shown: which series, slice, year and tolerance, with a notice for each change.

Invariant: whatever the address says, the choice is one that the release holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator, SeriesInfo
from data.model import parse_dims
from data.query import slice_of, slice_rows, years_of
from data.store import Store
from data.view_state import ViewState
from data.views.states import nearest_year
from data.words import Words

MAP_FROM = 1990
IMPLIED = {"actor": ("perpetrator", "ucdp_region")}  # an actor is of one kind and acts in one region
PROPER = ("actor", "institution", "ucdp_region")  # dimensions whose categories are names
FULL = 0.8


@dataclass(frozen=True)
class Choice:
    """What is shown. ``is_newest`` is False where the reader chose another year than the page opens with."""

    indicator: Indicator
    series: SeriesInfo
    dims: str
    year: int | None
    years: tuple[int, ...]
    tolerance: int
    notices: tuple[str, ...]


def choose(store: Store, state: ViewState, words: Words) -> Choice:
    """The choice that an address means. Raises KeyError where its indicator is not in the release."""
    indicator = store.catalogue.indicators[state.indicator]
    notices: list[str] = []
    series = _series(store, indicator, state, words, notices)
    dims = _dims(store, series, state, words, notices)
    years = tuple(int(y) for y in years_of(store.blocks, series.id, dims))
    year = _year(store, series, dims, years, state, words, notices)
    tolerance = indicator.tolerance if state.tol is None else state.tol
    return Choice(indicator, series, dims, year, years, tolerance, tuple(notices))


def _series(store: Store, indicator: Indicator, state: ViewState, words: Words, notices: list[str]) -> SeriesInfo:
    wanted = state.since or indicator.preferred
    if wanted not in indicator.series:
        notices.append(words.text("This indicator has no series %(name)s; its preferred one is shown.", name=wanted))
        wanted = indicator.preferred
    return store.catalogue.series[wanted]


def _dims(store: Store, series: SeriesInfo, state: ViewState, words: Words, notices: list[str]) -> str:
    dims = slice_of(series.headline, state.chosen_dims())
    if slice_rows(store.blocks, series.id, dims) == (0, 0) and dims != series.headline:
        notices.append(words.text("There is no slice %(dims)s; the headline slice is shown.", dims=state.dims))
        return series.headline
    return dims


def _year(
    store: Store,
    series: SeriesInfo,
    dims: str,
    years: tuple[int, ...],
    state: ViewState,
    words: Words,
    notices: list[str],
) -> int | None:
    if state.year is None:
        return opening_year(store, series, dims)
    if not years:
        return None
    if min(years) <= state.year <= max(years) or state.year in years:
        return state.year
    if state.year > max(years):
        return state.year  # the map says that no country has data and names the latest year
    nearest = nearest_year(years, state.year)
    notices.append(
        words.text("There is no data for %(year)s; %(nearest)s is shown.", year=str(state.year), nearest=str(nearest))
    )
    return nearest


def opening_year(store: Store, series: SeriesInfo, dims: str) -> int | None:
    """The newest year with at least four fifths of the rows of the fullest of the last ten years."""
    start, end = slice_rows(store.blocks, series.id, dims)
    if start == end:
        return None
    years, counts = np.unique(np.asarray(store.blocks.columns["year"][start:end]), return_counts=True)
    recent = years > years.max() - 10
    enough = years[recent & (counts >= FULL * counts[recent].max())]
    return int(enough.max())


def lower_first(label: str) -> str:
    """A label as it stands within a line: its first letter small, unless an abbreviation begins it."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def dims_label(dims: str, series: SeriesInfo, store: Store, words: Words) -> str:
    """A slice in words, as it stands within a line: ``women and girls, rural areas``.

    Totals, and what the series never varies, go without saying.
    """
    labels = []
    chosen = parse_dims(dims)
    for name, category in chosen.items():
        if any(name in implied and wider in chosen for wider, implied in IMPLIED.items()):
            continue
        dimension = store.catalogue.dimensions.get(name)
        known = {c["code"]: c for c in dimension["categories"]} if dimension else {}
        varies = len(series.raw["dimensions"].get(name, {"categories": {}})["categories"]) > 1
        if varies and category in known and known[category]["role"] != "total":
            label = words.text(known[category]["label"])
            labels.append(label if name in PROPER else lower_first(label))
    return ", ".join(labels)
