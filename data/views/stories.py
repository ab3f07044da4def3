"""What every story of the front shares: the choice behind it, the hash of its figures, the values that it may compute.

Invariant: a figure in a story is a published value of the release or follows from such values by a rule named here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.canonical import rows_digest
from data.model import AreaState, parse_dims
from data.query import Observation
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice, choose
from data.views.map import MapArea, MapView, build_map_view
from data.words import Words

SILENT = (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED)
SHORT = 12


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands in a story's foot: its indicator, series and slice, and the sha256 of its canonical rows."""

    choice: Choice
    digest: str

    @property
    def short(self) -> str:
        """The beginning of the hash."""
        return self.digest[:SHORT]


def has_indicator(store: Store, name: str) -> bool:
    """Whether the release holds an indicator, so that its story can be told."""
    return name in store.catalogue.indicators


def view_of(store: Store, indicator: str, words: Words, year: int | None = None) -> tuple[Choice, MapView]:
    """The map view of an indicator, in the year that it opens with unless another is asked for."""
    choice = choose(store, ViewState(indicator=indicator, year=year), words)
    return choice, build_map_view(store, choice, words, words.lang)


def silent_areas(view: MapView) -> list[MapArea]:
    """Areas of the universe of which the source has nothing for this year."""
    return [area for area in view.counted if area.state in SILENT]


def digest_of(choice: Choice, items: Iterable[Observation]) -> str:
    """sha256 of the canonical rows of these figures."""
    return rows_digest(_exported(choice, item) for item in items)


def _exported(choice: Choice, item: Observation) -> dict[str, object]:
    interval = item.interval
    return {
        "indicator": choice.indicator.id,
        "source_series": choice.series.code,
        "vintage": choice.series.vintage,
        "iso3": item.area,
        "period": item.year,
        "observed_period": item.year,
        **parse_dims(item.dims),
        "qualifier": item.qualifier.value,
        "value": item.value,
        "unit": choice.indicator.unit,
        "lower": interval.lower if interval else None,
        "upper": interval.upper if interval else None,
        "level": interval.level if interval else None,
        "std_error": item.std_error,
        "n": item.n,
        "flags": ";".join(sorted(flag.value for flag in item.flags)),
        "status": "",
    }
