"""A small line of one area over time, for tables and tooltips: the same rules as the trend, fewer words.

Invariant: a stretch holds consecutive expected periods with a value and no major break; what is no value is None.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator, SeriesInfo
from data.model import Flag, Mark, Provenance, Qualifier
from data.query import FLAG_BITS, PROVENANCES, QUALIFIERS, Rows, series_rows
from data.store import Store
from data.views.formats import value_text
from data.views.labels import MARK
from data.views.trend_text import year_runs
from data.words import Words

BITS = {flag: bit for bit, flag in FLAG_BITS}
EXACT, NO_VALUE = QUALIFIERS.index(Qualifier.EXACT), QUALIFIERS.index(Qualifier.NO_VALUE)
ESTIMATES = tuple(PROVENANCES.index(p) for p in (Provenance.ADJUSTED, Provenance.ESTIMATED, Provenance.MODELLED))
HOLLOW = BITS[Flag.PROVISIONAL] | BITS[Flag.ESTIMATED] | BITS[Flag.IMPUTED] | BITS[Flag.BACKFILLED] | BITS[Flag.BREAK]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Years and values of an area: None where there is no value that a line may show.

    ``limits`` are (number, limit) of censored years; ``stretches`` hold numbers of the years that are connected.
    """

    years: tuple[int, ...]
    values: tuple[float | None, ...]
    hollow: tuple[bool, ...]
    limits: tuple[tuple[int, float], ...]
    stretches: tuple[tuple[int, ...], ...]
    span: tuple[int, int]
    decimals: int
    is_stepped: bool

    @property
    def last(self) -> int | None:
        """Number of the last year with a value or a limit."""
        known = [n for n, value in enumerate(self.values) if value is not None]
        return max([*known, *(n for n, _ in self.limits)], default=None)


def build_sparkline(
    store: Store, indicator: Indicator, series: SeriesInfo, dims: str, area_id: str, rows: Rows | None = None
) -> Sparkline:
    """The line of an area in a slice, of all its rows or of those given. Without a row it has no years."""
    blocks = store.blocks
    if rows is None:
        rows = series_rows(blocks, series.id, dims, area_id)
    if not len(rows):
        return Sparkline((), (), (), (), (), (0, 0), 0, bool(indicator.classes))
    part = slice(int(rows[0]), int(rows[-1]) + 1) if int(rows[-1]) - int(rows[0]) + 1 == len(rows) else rows
    column = {name: blocks.columns[name][part] for name in ("year", "value", "qualifier", "flags", "provenance")}
    years, flags = column["year"].tolist(), column["flags"].tolist()
    start = store.catalogue.areas[area_id].start or 0
    values: list[float | None] = []
    limits = []
    for number, (year, value, qualifier, bits) in enumerate(
        zip(years, column["value"].tolist(), column["qualifier"].tolist(), flags, strict=True)
    ):
        is_known = value == value and year >= start and qualifier != NO_VALUE
        is_value = is_known and qualifier == EXACT and not bits & BITS[Flag.IMPLAUSIBLE]
        values.append(value if is_value else None)
        if is_known and qualifier != EXACT:
            limits.append((number, value))
    marked = [year for year, bits in zip(years, flags, strict=True) if bits & BITS[Flag.BREAK]]
    return Sparkline(
        years=tuple(years),
        values=tuple(values),
        hollow=tuple(
            bool(bits & HOLLOW) or made in ESTIMATES
            for bits, made in zip(flags, column["provenance"].tolist(), strict=True)
        ),
        limits=tuple(limits),
        stretches=_stretches(
            years, values, indicator.raw["expected_step"], _breaks(indicator, series, area_id) + marked
        ),
        span=(years[0], max(years[-1], series.raw["last_year"] or years[-1])),
        decimals=int(np.max(blocks.columns["decimals"][part])),
        is_stepped=bool(indicator.classes),
    )


def _breaks(indicator: Indicator, series: SeriesInfo, area: str) -> list[int]:
    """Years of the major breaks that concern the area, and that from which the scale begins anew."""
    years = [
        item["year"]
        for item in indicator.raw["method"]["breaks"]
        if item["kind"] == "major"
        and (not item["areas"] or area in item["areas"])
        and (not item["series"] or series.id in item["series"] or series.code in item["series"])
    ]
    since = (indicator.raw["comparability"] or {}).get("over_time_from")
    return years if since is None else [*years, since]


def _stretches(
    years: list[int], values: list[float | None], step: int, breaks: list[int]
) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = []
    for number, value in enumerate(values):
        if value is None:
            continue
        before = number - 1
        if (
            found
            and found[-1][-1] == before
            and years[number] - years[before] <= max(step, 1)
            and not (breaks and any(years[before] < year <= years[number] for year in breaks))
        ):
            found[-1].append(number)
        else:
            found.append([number])
    return tuple(tuple(stretch) for stretch in found)


def sparkline_label(store: Store, indicator: Indicator, spark: Sparkline, words: Words) -> str:
    """What the line says, for those who do not see it: first and last value with their years, and marks."""
    known = [n for n, value in enumerate(spark.values) if value is not None]
    if not known and spark.limits:
        return words.text(
            "Only limits are published, in %(years)s", years=year_runs([spark.years[n] for n, _ in spark.limits])
        )
    if not known:
        return words.text("No value that can be drawn")

    def said(number: int) -> str:
        value = spark.values[number]
        assert value is not None
        shown = value_text(value, spark.decimals, indicator, store.catalogue, words)
        return words.text("%(value)s in %(year)s", value=shown, year=str(spark.years[number]))

    first, last = known[0], known[-1]
    text = (
        said(first) if first == last else words.text("from %(first)s to %(last)s", first=said(first), last=said(last))
    )
    if spark.hollow[last]:
        return words.text("%(text)s, %(mark)s", text=text, mark=words.text(MARK[Mark.ESTIMATED]))
    return text
