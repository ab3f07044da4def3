"""Accreditation of national human rights institutions by year: how many states have which status.

Invariant: only years that the source publishes are counted; a state in none of its lists is not reported, never "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.catalogue import Indicator, SeriesInfo
from data.query import slice_rows
from data.store import Store
from data.views.treaties_scope import Scope
from data.words import Words

NEVER = 9999
INDICATOR = "nhri_accreditation_status_class"
LETTER = {"fully_compliant": "A", "partly_compliant": "B", "no_status": "C"}


@dataclass(frozen=True, slots=True)
class NhriYear:
    """One year: states by class, in the order of ``Nhri.classes``; then not reported, and not yet existing."""

    year: int
    counts: tuple[int, ...]
    missing: int
    absent: int

    @property
    def states(self) -> int:
        """States that existed."""
        return sum(self.counts) + self.missing


@dataclass(frozen=True)
class Nhri:
    """All years. ``classes`` are (code, label) from the best accreditation to no application."""

    indicator: Indicator
    series: SeriesInfo
    classes: tuple[tuple[str, str], ...]
    years: tuple[NhriYear, ...]
    gaps: tuple[tuple[int, int], ...]
    sentence: str
    as_of: str


def build_nhri(store: Store, scope: Scope, words: Words) -> Nhri | None:
    """The counts for the states of the scope; None where the release has no such figures."""
    indicator = store.catalogue.indicators.get(INDICATOR)
    if indicator is None:
        return None
    series = store.catalogue.series[indicator.preferred]
    start, end = slice_rows(store.blocks, series.id, series.headline)
    if start == end or not scope.members:
        return None
    ordered = sorted(indicator.classes, key=lambda c: -c["value"])
    columns = store.blocks.columns
    born = np.full(len(store.blocks.areas), NEVER, dtype=np.int64)
    for area in scope.members:
        if area.id in store.blocks.area_index:
            born[store.blocks.area_index[area.id]] = area.start or 0
    years = np.asarray(columns["year"][start:end])
    inside = born[np.asarray(columns["area"][start:end])] <= years
    values = np.asarray(columns["value"][start:end])
    made = []
    for year in sorted({int(y) for y in years}):
        here = values[inside & (years == year)]
        counts = tuple(int((here == item["value"]).sum()) for item in ordered)
        absent = sum(a.start is not None and year < a.start for a in scope.members)
        made.append(NhriYear(year, counts, max(len(scope.members) - absent - sum(counts), 0), absent))
    known = [y.year for y in made]
    return Nhri(
        indicator=indicator,
        series=series,
        classes=tuple((str(c["code"]), _label(c, words)) for c in ordered),
        years=tuple(made),
        gaps=tuple((a + 1, b - 1) for a, b in pairwise(known) if b - a > 1),
        sentence=_sentence(made, scope, words.date(series.released), words),
        as_of=words.date(series.released),
    )


def _label(item: dict[str, object], words: Words) -> str:
    label = words.text(str(item["label"]))
    letter = LETTER.get(str(item["code"]))
    return f"{letter}{words.colon}{label}" if letter else label


def _sentence(years: list[NhriYear], scope: Scope, released: str, words: Words) -> str:
    """How many had A status in the last year and in the first."""
    first, last = years[0], years[-1]
    whose = words.text("UN member states") if scope.is_all else scope.title
    return words.text(
        "In %(year)s, %(count)s of %(all)s states (%(whose)s) had a national human rights institution with A status, "
        "against %(before)s of %(then)s in %(first)s, as the source of %(date)s tells it.",
        year=str(last.year),
        count=words.number(last.counts[0]),
        all=words.number(last.states),
        whose=whose,
        before=words.number(first.counts[0]),
        then=words.number(first.states),
        first=str(first.year),
        date=released,
    )


def gaps_text(view: Nhri, words: Words) -> str:
    """Which years the source leaves out."""
    if not view.gaps:
        return ""
    spans = [str(a) if a == b else f"{a}–{b}" for a, b in view.gaps]
    return words.text("No figures are published for %(years)s.", years=words.listing(spans))
