"""From what to what an indicator went in one country, in words.

Invariant: both ends are published values of one series with no break between them, and nothing is said where the
licence, the unit or the kind of value forbids a change.
"""

from __future__ import annotations

import numpy as np

from data.model import AreaState, Flag, Qualifier
from data.query import FLAG_BITS, QUALIFIERS, observation
from data.store import Store
from data.views.change import refuse
from data.views.choose import Choice
from data.views.formats import observation_text
from data.views.profile_rows import ProfileRow
from data.words import Words

BITS = {flag: bit for bit, flag in FLAG_BITS}
UNFIT = BITS[Flag.IMPLAUSIBLE] | BITS[Flag.DEFINITION_DIFFERS] | BITS[Flag.SUPPRESSED]
EXACT = QUALIFIERS.index(Qualifier.EXACT)


def change_text(store: Store, row: ProfileRow, area: str, since: int, words: Words) -> str:
    """``from 8.1 in 2010 to 5.2 in 2021``: the oldest fit value since that year and the latest; else empty."""
    base = base_row(store, row, area, since)
    if base is None or row.year is None:
        return ""
    series = row.series
    first = observation(store.blocks, series.id, series.headline, base)
    choice = Choice(row.indicator, series, series.headline, row.year, (), 0, ())
    if refuse(store, choice, first.year, words):
        return ""
    before = observation_text(first, row.indicator, store.catalogue, words)
    if before == row.text:
        return words.text(
            "%(value)s in both %(first)s and %(last)s", value=before, first=str(first.year), last=str(row.year)
        )
    return words.text(
        "from %(before)s in %(first)s to %(after)s in %(last)s",
        before=before,
        first=str(first.year),
        after=row.text,
        last=str(row.year),
    )


def base_row(store: Store, row: ProfileRow, area: str, since: int) -> int | None:
    """Number of the row that the latest value may be set against; None where there is none."""
    if row.state is not AreaState.VALUE or row.year is None or len(row.rows) < 2:
        return None
    columns = store.blocks.columns
    years = columns["year"][row.rows]
    flags = columns["flags"][row.rows]
    fit = (columns["qualifier"][row.rows] == EXACT) & (flags & UNFIT == 0)
    here = years <= row.year
    broken = years[here & (flags & BITS[Flag.BREAK] != 0)]
    start = max([since, *(int(year) for year in broken[-1:]), *_major(row, area)])
    if not fit[here][-1]:
        return None
    found = np.flatnonzero(fit & (years >= start) & (years < row.year))
    return int(row.rows[found[0]]) if len(found) else None


def _major(row: ProfileRow, area: str) -> list[int]:
    """Years of the major breaks that touch this area, up to the year of the row."""
    series = row.series
    return [
        item["year"]
        for item in row.indicator.raw["method"]["breaks"]
        if item["kind"] == "major"
        and item["year"] <= (row.year or 0)
        and (not item["areas"] or area in item["areas"])
        and (not item["series"] or series.id in item["series"] or series.code in item["series"])
    ]
