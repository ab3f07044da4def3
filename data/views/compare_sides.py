"""One side of two indicators set against each other: its figures, and what may be done with them.

Invariant: a side knows which of its figures may be ranked; the count of ours holds only what a state reported itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from data.allowed import may_combine
from data.compare import Ground, Outcome, Purpose, Reason, Verdict, compare, fit_ones, standing, verdict_of
from data.kept import kept
from data.model import AreaState, Provenance, ValueKind
from data.query import PROVENANCES, Observation
from data.store import Store
from data.views.choose import Choice, lower_first
from data.views.formats import observation_text
from data.views.gaps_made import timed_grid
from data.views.labels import DIRECTION
from data.views.states import build_section
from data.words import Words


@dataclass(frozen=True)
class Side:
    """Figures for one axis, by area. ``ranked`` are the areas whose figure may be ranked, all together if any."""

    name: str
    unit: str
    year: int | None
    direction: str
    kind: ValueKind
    unit_raw: dict[str, object]
    values: dict[str, float]
    texts: dict[str, str]
    ranked: frozenset[str]
    verdict: Verdict
    observations: dict[str, Observation] = field(default_factory=dict)
    indicator: str = ""

    @property
    def in_line(self) -> str:
        """The name within a line: an indicator keeps its own spelling, the count of ours begins small."""
        return self.name if self.indicator else lower_first(self.name)


def side_of(store: Store, choice: Choice, wanted: Sequence[str], words: Words) -> Side:
    """The figures of the areas that are wanted, each with its year."""
    indicator = choice.indicator
    unit = store.catalogue.units[indicator.unit]
    items: dict[str, Observation] = {}
    if choice.year is not None:
        section = build_section(store, indicator, choice.series, choice.dims, choice.year, choice.tolerance)
        areas = set(wanted)
        for status in section.statuses:
            item = status.observation
            if status.state is AreaState.VALUE and item is not None and status.area.id in areas:
                items[status.area.id] = item
    values = {area: item.value for area, item in items.items() if item.value is not None}
    texts = {
        area: words.text(
            "%(value)s in %(year)s",
            value=observation_text(item, indicator, store.catalogue, words),
            year=str(item.year),
        )
        for area, item in items.items()
    }
    return Side(
        name=words.text(indicator.name),
        unit=words.text(unit["label"]),
        year=choice.year,
        direction=words.text(DIRECTION[indicator.direction]),
        kind=indicator.value_kind,
        unit_raw=unit,
        values=values,
        texts=texts,
        ranked=_ranked(store, list(items.values())),
        verdict=_verdict(store, choice, list(items.values())),
        observations=items,
        indicator=indicator.id,
    )


def _ranked(store: Store, items: list[Observation]) -> frozenset[str]:
    fits = fit_ones(store, items, Purpose.RANK)
    refused = not fits or compare(store, fits, Purpose.RANK).is_refused
    return frozenset() if refused else frozenset(item.area for item in fits)


def _verdict(store: Store, choice: Choice, items: list[Observation]) -> Verdict:
    """What speaks against an axis: classes have no distances, and a licence may forbid joining two sources."""
    found = standing(store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE)
    grounds = list(compare(store, items, Purpose.SIDE_BY_SIDE).reasons if items else found.reasons)
    if choice.indicator.classes:
        grounds.append(Ground(Reason.CATEGORIES, Outcome.REFUSE))
    if not may_combine(store, choice.series):
        grounds.append(Ground(Reason.LICENCE, Outcome.REFUSE))
    return verdict_of(grounds)


def reported_counts(store: Store) -> tuple[dict[str, int], int]:
    """Member state -> number of indicators, the treaty record aside, whose latest figure it reported itself; of all."""
    return kept(store, ("reported",), lambda: _count_reported(store))


def _count_reported(store: Store) -> tuple[dict[str, int], int]:
    grid = timed_grid(store)
    own = grid.published & (grid.makers == PROVENANCES.index(Provenance.COUNTRY))
    can_be = int(np.count_nonzero(own.any(axis=1)))
    members = {area.id for area in store.catalogue.members()}
    counts = own.sum(axis=0).tolist()
    return {area.id: n for area, n in zip(grid.areas, counts, strict=True) if area.id in members}, can_be


def reported_side(store: Store, words: Words) -> Side:
    """How many indicators hold a latest figure that the state reported itself."""
    counts, all_of_them = reported_counts(store)
    return Side(
        name=words.text("Indicators that the state itself reports"),
        unit=words.text("of %(count)s", count=words.number(all_of_them)),
        year=None,
        direction=words.text("computed by us from this release"),
        kind=ValueKind.COUNT,
        unit_raw={"short": ""},
        values={area: float(count) for area, count in counts.items()},
        texts={
            area: words.text("%(some)s of %(all)s", some=words.number(count), all=words.number(all_of_them))
            for area, count in counts.items()
        },
        ranked=frozenset(counts),
        verdict=verdict_of([]),
    )
