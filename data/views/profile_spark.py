"""The small lines of a country's page: one span of years for all of them, so that the eye can read down the column.

Invariant: what is cut off is only what lies before the span; no stretch is joined that was not joined before.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.query import Rows
from data.store import Store
from data.views.profile_rows import ProfileRow
from data.views.sparkline import Sparkline

WINDOW = 25


def profile_span(store: Store) -> tuple[int, int]:
    """First and last year of every small line: the last 25 years that any series of the release reaches."""
    last = max((s.raw["last_year"] or 0 for s in store.catalogue.series.values()), default=0)
    return last - WINDOW, last


def within(spark: Sparkline, span: tuple[int, int]) -> Sparkline:
    """The same line without the years before the span, drawn on the whole of it."""
    cut = sum(year < span[0] for year in spark.years)
    kept = ((number for number in stretch if number >= cut) for stretch in spark.stretches)
    return replace(
        spark,
        years=spark.years[cut:],
        values=spark.values[cut:],
        hollow=spark.hollow[cut:],
        limits=tuple((number - cut, limit) for number, limit in spark.limits if number >= cut),
        stretches=tuple(tuple(n - cut for n in numbers) for stretch in kept if (numbers := tuple(stretch))),
        span=span,
    )


def rows_within(store: Store, row: ProfileRow, span: tuple[int, int]) -> Rows:
    """The rows of a figure from the first year of the span on."""
    first = int(np.searchsorted(store.blocks.columns["year"][row.rows], span[0]))
    return row.rows[first:]
