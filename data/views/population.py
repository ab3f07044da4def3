"""How many people live in each place, for rules that begin with the most populous states.

Invariant: a place without a published population comes last, never first and never by chance.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from data.kept import kept
from data.query import cross_section
from data.store import Store

POPULATION = "population_total_people"
YEARS_BACK = 5


def by_population(store: Store, areas: Iterable[str]) -> list[str]:
    """These areas, the most populous first; equal ones by id."""
    people = people_of(store)
    return sorted(areas, key=lambda area: (-people.get(area, 0.0), area))


def people_of(store: Store) -> dict[str, float]:
    """Newest population by area; empty where the release has none."""
    return kept(store, ("population",), lambda: _population(store))


def _population(store: Store) -> dict[str, float]:
    """Newest population by area; empty where the release has none."""
    indicator = store.catalogue.indicators.get(POPULATION)
    if indicator is None:
        return {}
    series = store.catalogue.series[indicator.preferred]
    rows = cross_section(store.blocks, series.id, series.headline, int(series.raw["last_year"] or 0), YEARS_BACK)
    areas = np.asarray(store.blocks.columns["area"][rows]).tolist()
    values = np.asarray(store.blocks.columns["value"][rows]).tolist()
    return {store.blocks.areas[n]: value for n, value in zip(areas, values, strict=True) if value == value}
