"""Every observation of an indicator, all its series, slices and years, as rows to download.

Invariant: a row for each observation of the release and no other; read in bulk, a slice at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.catalogue import Indicator
from data.model import AreaState, parse_dims
from data.observations import observations
from data.records import is_open
from data.store import Store
from data.views.export import export_row
from data.views.states import state_alone
from data.words import Words, words

BATCH = 2000
LAST = ("area_kind", "counterpart", "series", "note", "decisions")


def whole_columns(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """Columns of all rows of an indicator: those of a view, one for each dimension of any series, then the rest."""
    dims = sorted(
        {
            name
            for series in indicator.series
            for text in store.blocks.slices.get(series, {})
            for name in parse_dims(text)
        }
    )
    series = store.catalogue.series[indicator.preferred]
    some = next(iter(store.catalogue.areas))
    shape = export_row(store, indicator, series, "", some, None, AreaState.VALUE, None, words())
    names = list(shape)
    at = names.index("observed_period") + 1
    return (*names[:at], *dims, *names[at:], *LAST)


def count_whole(store: Store, indicator: Indicator) -> int:
    """How many rows there are."""
    spans = (span for series in indicator.series for span in store.blocks.slices.get(series, {}).values())
    return sum(end - start for start, end in spans)


def whole_rows(store: Store, indicator: Indicator, words: Words) -> Iterator[dict[str, object]]:
    """The rows, the preferred series first; a series that may not be handed on is left out."""
    for series_id in indicator.series:
        series = store.catalogue.series[series_id]
        if not is_open(store, series):
            continue
        for dims, (start, end) in store.blocks.slices.get(series_id, {}).items():
            for first in range(start, end, BATCH):
                rows = np.arange(first, min(first + BATCH, end))
                for item in observations(store.blocks, series_id, dims, rows):
                    state = state_alone(item.flags, item.qualifier)
                    yield export_row(store, indicator, series, dims, item.area, item.year, state, item, words) | {
                        "area_kind": store.catalogue.areas[item.area].kind.value,
                        "counterpart": item.counterpart,
                        "series": series_id,
                        "note": item.note,
                        "decisions": ";".join(item.decisions),
                    }
