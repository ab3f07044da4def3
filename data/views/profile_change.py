"""From what to what an indicator went in one country, in words.

Invariant: both ends are published values of one series with no break between them, and nothing is said where the
licence, the unit or the kind of value forbids a change; improved or worsened stands only where the published intervals
of both ends, of one level, lie apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.compare import Purpose, Reason, compare
from data.model import AreaState, Direction, Flag, Qualifier
from data.query import FLAG_BITS, QUALIFIERS, Observation, observation
from data.store import Store
from data.views.benchmark_text import level_name
from data.views.change import refuse
from data.views.choose import Choice
from data.views.formats import observation_text
from data.views.profile_rows import ProfileRow
from data.words import Words

BITS = {flag: bit for bit, flag in FLAG_BITS}
UNFIT = BITS[Flag.IMPLAUSIBLE] | BITS[Flag.DEFINITION_DIFFERS] | BITS[Flag.SUPPRESSED]
EXACT = QUALIFIERS.index(Qualifier.EXACT)
IMPROVED, WORSENED, OVERLAP = "improved", "worsened", "overlap"


@dataclass(frozen=True, slots=True)
class Change:
    """The oldest fit value and the latest. ``verdict`` is ``improved``, ``worsened``, ``overlap`` or empty.

    ``overlap``: both ends have an interval of one level, and these have a point in common. ``text`` says what the value
    did, ``judged`` what the intervals say of it, ``before`` the first value alone.
    """

    first: Observation
    last: Observation
    before: str
    text: str
    verdict: str
    judged: str

    @property
    def said(self) -> str:
        """Both in one line."""
        return f"{self.text}; {self.judged}" if self.judged else self.text


def change_of(store: Store, row: ProfileRow, area: str, since: int, words: Words) -> Change | None:
    """``fell from 8.1 in 2010 to 5.2 in 2021``: from the oldest fit value since that year to the latest."""
    base = base_row(store, row, area, since)
    if base is None or row.year is None or row.item is None:
        return None
    series = row.series
    first = observation(store.blocks, series.id, series.headline, base)
    choice = Choice(row.indicator, series, series.headline, row.year, (), 0, ())
    if refuse(store, choice, first.year, words):
        return None
    answer = compare(store, (first, row.item), Purpose.CHANGE)
    if answer.is_refused:
        return None
    is_small = Reason.SMALL_NUMBERS in answer.codes
    verdict = "" if is_small else verdict_of_change(first, row.item, row.indicator.direction)
    before = observation_text(first, row.indicator, store.catalogue, words)
    judged = words.text("few cases, so little can be told") if is_small else _judged(row.item, verdict, words)
    return Change(first, row.item, before, _text(row, first, before, words), verdict, judged)


def change_text(store: Store, row: ProfileRow, area: str, since: int, words: Words) -> str:
    """The change in one line; empty where none may be told."""
    found = change_of(store, row, area, since, words)
    return found.said if found is not None else ""


def verdict_of_change(first: Observation, last: Observation, direction: Direction) -> str:
    """What the two published intervals say; empty without two of one level, or where neither end is better."""
    old, new = first.interval, last.interval
    if direction is Direction.NEUTRAL or old is None or new is None or new.level is None or old.level != new.level:
        return ""
    if old.kind is not new.kind:
        return ""
    if new.lower <= old.upper and old.lower <= new.upper:
        return OVERLAP
    return IMPROVED if (new.lower > old.upper) == (direction is Direction.HIGHER) else WORSENED


def _text(row: ProfileRow, first: Observation, before: str, words: Words) -> str:
    years = {"first": str(first.year), "last": str(row.year)}
    if before == row.text or first.value is None or row.item is None or row.item.value is None:
        return words.text("%(value)s in both %(first)s and %(last)s", value=row.text, **years)
    values = {"before": before, "after": row.text, **years}
    if row.item.value > first.value:
        return words.text("rose from %(before)s in %(first)s to %(after)s in %(last)s", **values)
    if row.item.value < first.value:
        return words.text("fell from %(before)s in %(first)s to %(after)s in %(last)s", **values)
    return words.text("from %(before)s in %(first)s to %(after)s in %(last)s", **values)


def _judged(last: Observation, verdict: str, words: Words) -> str:
    if not verdict or last.interval is None or last.interval.level is None:
        return ""
    level = level_name(last.interval.level, words)
    if verdict == IMPROVED:
        return words.text("improved: the %(level)s intervals lie apart", level=level)
    if verdict == WORSENED:
        return words.text("worsened: the %(level)s intervals lie apart", level=level)
    return words.text("the %(level)s intervals overlap, so no change can be told", level=level)


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
