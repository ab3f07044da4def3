"""A row as it is downloaded: the columns of a figure, the same for every view.

Invariant: codes, numbers and published texts are the same in every language; only what ``WORDS`` names is translated.
"""

from __future__ import annotations

from data.catalogue import Indicator, SeriesInfo
from data.model import AreaState, parse_dims
from data.query import Observation
from data.store import Store
from data.views.labels import STATE
from data.views.quality import licence_line
from data.words import Words

WORDS = (
    "area",
    "group",
    "name",
    "right_name",
    "missing_reason",
    "source",
    "licence",
)  # columns in the reader's language


def export_row(
    store: Store,
    indicator: Indicator,
    series: SeriesInfo,
    dims: str,
    area: str,
    period: int | None,
    state: AreaState,
    item: Observation | None,
    words: Words,
) -> dict[str, object]:
    """One area in one period; ``item`` is None where nothing is published, and ``missing_reason`` then says why.

    A value that is not possible as published stays in its row, with its state.
    """
    source = store.catalogue.sources[series.source]
    interval = item.interval if item is not None else None
    has_value = item is not None and item.value is not None
    return {
        "indicator": indicator.id,
        "area": store.catalogue.areas[area].name(words.lang),
        "iso3": area,
        "period": period,
        "observed_period": item.year if has_value and item is not None else None,
        **parse_dims(dims),
        "value": item.value if item is not None else None,
        "value_text": item.value_text if item is not None else "",
        "qualifier": item.qualifier.value if item is not None else "",
        "unit": indicator.unit,
        "lower": interval.lower if interval else None,
        "upper": interval.upper if interval else None,
        "level": interval.level if interval else None,
        "std_error": item.std_error if item is not None else None,
        "n": item.n if item is not None else None,
        "provenance": item.provenance.value if has_value and item is not None else "",
        "flags": ";".join(sorted(f.value for f in item.flags)) if item is not None else "",
        "status": state.value,
        "missing_reason": "" if state is AreaState.VALUE else words.text(STATE[state]),
        "source": source["name"],
        "source_series": series.code,
        "vintage": series.vintage,
        "release": store.id,
        "licence": licence_line(store, series, words),
    }
