"""The unweighted median of an area's peers, year by year, as a thin line behind its own.

Invariant: none where the licence or the unit forbids it, none below five reporting members or three fifths of the
group; the area counts towards that floor and not towards the median; a median that falls among limits is none.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.benchmark import FLOOR, median, passes
from data.catalogue import AreaInfo
from data.compare import Purpose, standing
from data.model import Flag, Qualifier
from data.query import FLAG_BITS, QUALIFIERS, slice_rows
from data.store import Store
from data.views.choose import Choice
from data.views.formats import value_text
from data.views.lines import year_stretches
from data.views.states import is_counted
from data.views.trend_parts import Context, ContextPoint
from data.words import Words

IMPLAUSIBLE = next(bit for bit, flag in FLAG_BITS if flag is Flag.IMPLAUSIBLE)
BELOW, ABOVE = (QUALIFIERS.index(q) for q in (Qualifier.BELOW, Qualifier.ABOVE))


def build_context(store: Store, choice: Choice, area: AreaInfo, words: Words) -> Context | None:
    """The median of the area's sub-region, or of its region where the sub-region never passes the floor."""
    indicator = choice.indicator
    if not area.region or standing(store, indicator, choice.series, Purpose.AVERAGE).is_refused:
        return None
    for field in ("subregion", "region"):
        name = getattr(area, field)
        members = [a for a in store.catalogue.areas.values() if getattr(a, field) == name and is_counted(a, indicator)]
        points = tuple(_medians(store, choice, area.id, members, words)) if len(members) >= FLOOR else ()
        if points:
            end = words.text("%(group)s, median of %(count)s", group=words.text(name), count=points[-1].n)
            stretches = year_stretches([point.year for point in points], indicator.raw["expected_step"])
            return Context(_label(name, points, words), end, points, stretches)
    return None


def _label(name: str, points: tuple[ContextPoint, ...], words: Words) -> str:
    counts = [p.n for p in points]
    span = words.number(min(counts)) if min(counts) == max(counts) else f"{min(counts)}–{max(counts)}"
    return words.text("Median of %(group)s, %(count)s other countries", group=words.text(name), count=span)


def _medians(
    store: Store, choice: Choice, target: str, members: list[AreaInfo], words: Words
) -> Iterator[ContextPoint]:
    blocks = store.blocks
    start, end = slice_rows(blocks, choice.series.id, choice.dims)
    column = {
        name: np.asarray(blocks.columns[name][start:end]) for name in ("area", "year", "value", "qualifier", "flags")
    }
    numbers = [blocks.area_index[a.id] for a in members if a.id in blocks.area_index]
    keep = np.isin(column["area"], numbers) & (np.asarray(blocks.columns["counterpart"][start:end]) < 0)
    keep &= ~np.isnan(column["value"]) & ((column["flags"] & IMPLAUSIBLE) == 0)
    rows = np.flatnonzero(keep)
    if not len(rows):
        return
    rows = rows[np.lexsort((column["value"][rows], column["year"][rows]))]
    years, firsts = np.unique(column["year"][rows], return_index=True)
    is_target = column["area"][rows] == blocks.area_index.get(target, -1)
    decimals = np.asarray(blocks.columns["decimals"][start:end])[rows]
    for year, first, last in zip(years.tolist(), firsts, [*firsts[1:], len(rows)], strict=True):
        if not passes(int(last - first), len(members)):
            continue
        others = rows[first:last][~is_target[first:last]]
        side = column["qualifier"][others]
        value = median(column["value"][others], side == BELOW, side == ABOVE)
        if value is None:
            continue
        shown = value_text(value, int(decimals[first:last].max()), choice.indicator, store.catalogue, words)
        text = words.text(
            "%(value)s (median of %(count)s of %(all)s)", value=shown, count=len(others), all=len(members)
        )
        yield ContextPoint(year, value, text, len(others), len(members))
