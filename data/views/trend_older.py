"""The figures of an earlier release behind a trend, so that a reader sees what was revised.

Invariant: they are those that the earlier release holds of the same series and slice, and none where it holds none.
"""

from __future__ import annotations

from data.catalogue import AreaInfo
from data.revisions import earlier, old_values
from data.store import Store
from data.views.choose import Choice
from data.views.formats import value_text
from data.views.lines import year_stretches
from data.views.trend_parts import OlderLine
from data.words import Words


def older_lines(store: Store, choice: Choice, areas: list[AreaInfo], words: Words) -> tuple[OlderLine, ...]:
    """One line for each area that the earlier release has figures of; none for named classes."""
    older = earlier(store)
    if older is None or choice.indicator.classes:
        return ()
    step = choice.indicator.raw["expected_step"]
    found = []
    for area in areas:
        values = old_values(older, store, choice.series.id, choice.dims, area.id)
        if values:
            points = tuple(
                (v.year, v.value, value_text(v.value, v.decimals, choice.indicator, store.catalogue, words))
                for v in values
            )
            found.append(OlderLine(area.id, points, year_stretches([v.year for v in values], step)))
    return tuple(found)


def older_note(store: Store, words: Words) -> str:
    """What the grey lines are."""
    older = earlier(store)
    return words.text("Grey: the same figures in release %(release)s.", release=older.id) if older is not None else ""
