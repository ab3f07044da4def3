"""The table of a view: one row for every area that is shown, missing ones with their reason.

Invariant: the rows are the map's areas, no more and no fewer, with the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.model import AreaState
from data.store import Store
from data.views.export import export_row
from data.views.labels import MARK, PROVENANCE, STATE
from data.views.map import MapArea, MapView
from data.words import Words

SORTS = ("area", "value", "-value", "year", "state")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line: what is read, and what is exported. ``missing_reason`` is empty exactly where there is a value."""

    area: str
    name: str
    text: str
    value: float | None
    value_text: str
    qualifier: str
    lower: float | None
    upper: float | None
    level: float | None
    std_error: float | None
    n: float | None
    observed: int | None
    state: AreaState
    marks: str
    provenance: str
    flags: tuple[str, ...]
    missing_reason: str
    is_counted: bool


def build_rows(view: MapView, words: Words, sort: str = "area") -> list[TableRow]:
    """Rows of a view in the order asked for; areas without a value come last whatever the direction."""
    rows = [_row(area, words) for area in view.areas]
    if sort in ("value", "-value"):
        sign = -1.0 if sort == "-value" else 1.0
        return sorted(rows, key=lambda r: (r.state is not AreaState.VALUE, sign * (r.value or 0.0), r.name))
    if sort == "year":
        return sorted(rows, key=lambda r: (r.observed is None, -(r.observed or 0), r.name))
    if sort == "state":
        order = {state: number for number, state in enumerate(AreaState)}
        return sorted(rows, key=lambda r: (order[r.state], r.name))
    return sorted(rows, key=lambda r: r.name)


def _row(area: MapArea, words: Words) -> TableRow:
    item = area.observation
    published = item is not None and item.value is not None
    interval = item.interval if item is not None else None
    reason = "" if area.state is AreaState.VALUE else words.text(STATE[area.state])
    return TableRow(
        area=area.id,
        name=area.name,
        text=area.text,
        value=item.value if published and item is not None else None,
        value_text=item.value_text if item is not None else "",
        qualifier=item.qualifier.value if item is not None else "",
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        level=interval.level if interval else None,
        std_error=item.std_error if item is not None else None,
        n=item.n if item is not None else None,
        observed=area.year,
        state=area.state,
        marks=", ".join(words.text(MARK[mark]) for mark in area.marks),
        provenance=words.text(PROVENANCE[item.provenance]) if published and item is not None else "",
        flags=tuple(sorted(f.value for f in item.flags)) if item is not None else (),
        missing_reason=reason,
        is_counted=area.is_counted,
    )


def export_rows(store: Store, view: MapView, words: Words) -> Iterator[dict[str, object]]:
    """Rows as they are downloaded, in order of name: the columns of section 13, one for each dimension of the slice."""
    for area in sorted(view.areas, key=lambda a: a.name):
        yield export_row(
            store, view.indicator, view.series, view.dims, area.id, view.year, area.state, area.observation, words
        )
