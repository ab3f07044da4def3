"""Who made the latest figures of each state, and how late they are: by state, source and indicator.

Invariant: the figures counted are those of the state's own page; lateness is measured against the source's date, never
against ours, and the age of our copy is a figure apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from data.catalogue import AreaInfo, Indicator
from data.kept import kept
from data.model import Provenance, SourceType
from data.query import PROVENANCES
from data.store import Store
from data.views.gaps import RECENT, Grid, Mask, Years, build_grid_of
from data.views.gaps_choice import GapChoice, regions
from data.views.profile_treaties import is_status
from data.words import Words

MAKERS = tuple(Provenance)
MODELLED = (Provenance.ESTIMATED, Provenance.MODELLED)


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One state or place: how many latest figures each kind of maker made, in the order of :data:`MAKERS`."""

    area: AreaInfo | None
    name: str
    counts: tuple[int, ...]
    possible: int

    @property
    def total(self) -> int:
        """Latest figures of any maker."""
        return sum(self.counts)

    def share(self, *makers: Provenance) -> float:
        """Share of the figures that these made, 0 where there is none."""
        own = sum(self.counts[MAKERS.index(maker)] for maker in makers)
        return own / self.total if self.total else 0.0


@dataclass(frozen=True)
class MadeView:
    """Stacked shares by place and by state. ``makers`` are those that made any figure that is shown."""

    makers: tuple[Provenance, ...]
    whole: MadeRow
    places: tuple[MadeRow, ...]
    rows: tuple[MadeRow, ...]


@dataclass(frozen=True, slots=True)
class LateRow:
    """Figures of one state, source or indicator: years behind their sources. ``copy`` is our own age, where one."""

    key: str
    name: str
    detail: str
    figures: int
    median: float
    mean: float
    late: int
    oldest: int
    released: str
    copy: int | None


@dataclass(frozen=True)
class LateView:
    """A list by ``by``: ``indicator``, ``country`` or ``source``; ``whole`` is over everything that is shown."""

    by: str
    rows: tuple[LateRow, ...]
    whole: LateRow | None


def timed_grid(store: Store) -> Grid:
    """Latest figures of every indicator that can hold one of a country, the treaty record aside."""
    return kept(store, ("gaps timed",), lambda: build_grid_of(store, _timed(store)))


def _timed(store: Store) -> tuple[Indicator, ...]:
    catalogue = store.catalogue
    return tuple(
        i for i in catalogue.indicators.values() if catalogue.series[i.preferred].raw["countries"] and not is_status(i)
    )


def build_made(store: Store, choice: GapChoice, sort: str, words: Words) -> MadeView:
    """Who made the figures of the states that are asked for; ``sort``: ``area``, a maker, or ``figures``."""
    grid = timed_grid(store)
    lines, columns = choice.rows(grid), choice.columns(grid)
    codes = np.where(grid.published, grid.makers, -1)[lines]
    possible = int(lines.sum())
    counts = np.stack([(codes == PROVENANCES.index(maker)).sum(axis=0) for maker in MAKERS])
    rows = [
        MadeRow(area, area.name(words.lang), tuple(counts[:, n].tolist()), possible)
        for n, area in enumerate(grid.areas)
        if columns[n]
    ]
    places = [
        MadeRow(None, place.name, _sum(own), possible * len(own))
        for place in regions(store, words)
        if (own := [row for row in rows if row.area is not None and row.area.id in place.members])
    ]
    whole = MadeRow(None, words.text("All that are shown"), _sum(rows), possible * len(rows))
    makers = tuple(m for m in MAKERS if whole.counts[MAKERS.index(m)])
    return MadeView(makers, whole, tuple(places), _sorted(rows, sort))


def _sum(rows: Iterable[MadeRow]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True)) or (0,) * len(MAKERS)


def _sorted(rows: list[MadeRow], sort: str) -> tuple[MadeRow, ...]:
    if sort == "area":
        return tuple(sorted(rows, key=lambda row: row.name))
    if sort == "figures":
        return tuple(sorted(rows, key=lambda row: (row.total, row.name)))
    makers = MODELLED if sort == "made" else (Provenance(sort),)
    return tuple(sorted(rows, key=lambda row: (-row.share(*makers), row.name)))


def build_late(store: Store, choice: GapChoice, by: str, sort: str, words: Words) -> LateView:
    """How late the figures are, by ``sort``: ``name``, ``median``, ``mean``, ``figures`` or ``copy``.

    Counts of events are left out: their last year is that of the last event, not of the last report.
    """
    grid = timed_grid(store)
    lines = choice.rows(grid) & np.array([i.source_type is not SourceType.EVENTS for i in grid.indicators], dtype=bool)
    shown = grid.published & lines[:, None] & choice.columns(grid)[None, :]
    if by == "country":
        rows = _by_country(grid, shown, words)
    else:
        rows = (_by_source if by == "source" else _by_indicator)(store, grid, shown, words)
    ordered = sorted(rows, key=lambda row: row.name)
    if sort != "name":
        ordered.sort(key=lambda row: -float(getattr(row, sort) or 0))
    whole = _row("", words.text("All that are shown"), "", grid.lags[shown], grid.years[shown]) if shown.any() else None
    return LateView(by, tuple(ordered), whole)


def _by_indicator(store: Store, grid: Grid, shown: Mask, words: Words) -> list[LateRow]:
    rows = []
    for line, indicator in enumerate(grid.indicators):
        if shown[line].any():
            series = store.catalogue.series[indicator.preferred]
            source = words.text(store.catalogue.sources[series.source]["name"])
            own = shown[line]
            rows.append(
                _row(
                    indicator.id,
                    words.text(indicator.name),
                    source,
                    grid.lags[line][own],
                    grid.years[line][own],
                    series.released,
                    copy_months(store, series.released),
                )
            )
    return rows


def _by_country(grid: Grid, shown: Mask, words: Words) -> list[LateRow]:
    return [
        _row(area.id, area.name(words.lang), "", grid.lags[:, n][shown[:, n]], grid.years[:, n][shown[:, n]])
        for n, area in enumerate(grid.areas)
        if shown[:, n].any()
    ]


def _by_source(store: Store, grid: Grid, shown: Mask, words: Words) -> list[LateRow]:
    rows = []
    series = [store.catalogue.series[i.preferred] for i in grid.indicators]
    for key in sorted({(s.source, s.vintage, s.released) for s in series}):
        lines = np.array([(s.source, s.vintage, s.released) == key for s in series], dtype=bool)
        own = shown & lines[:, None]
        if own.any():
            source, vintage, released = key
            name = words.text(store.catalogue.sources[source]["name"])
            copy = copy_months(store, released)
            rows.append(_row(source, name, vintage, grid.lags[own], grid.years[own], released, copy))
    return rows


def _row(
    key: str, name: str, detail: str, lags: Years, years: Years, released: str = "", copy: int | None = None
) -> LateRow:
    own = lags.tolist()
    late, oldest = int((lags > RECENT).sum()), int(years.min())
    return LateRow(key, name, detail, len(own), float(median(own)), fmean(own), late, oldest, released, copy)


def copy_months(store: Store, released: str) -> int:
    """Months from the source's date to our release, whose id names its month; a date without a month is a January."""
    year, month = (int(part) for part in store.id.split(".")[:2])
    parts = [int(part) for part in released.split("-")[:2]]
    return max((year - parts[0]) * 12 + month - (parts[1] if len(parts) > 1 else 1), 0)
