"""A store with hand-made rows over the words of the tiny release, for what the samples do not hold.

Invariant: the rows go through the same queries and views as published ones; nothing of the tiny store is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from data.blocks import COLUMNS, Blocks
from data.catalogue import Indicator
from data.model import Flag, IntervalKind, Provenance, Qualifier
from data.query import FLAG_BITS, KINDS, PROVENANCES, QUALIFIERS
from data.store import Store
from data.views.choose import Choice

HOMICIDE = "homicide_rate_per_100000"
BITS = {flag: bit for bit, flag in FLAG_BITS}


@dataclass(frozen=True)
class Made:
    """One row: a figure of an area in a year and slice."""

    area: str
    year: int
    value: float | None
    dims: str = "sex:total"
    lower: float | None = None
    upper: float | None = None
    level: float | None = 0.8
    qualifier: Qualifier = Qualifier.EXACT
    provenance: Provenance = Provenance.COUNTRY
    flags: tuple[Flag, ...] = ()
    n: float | None = None
    decimals: int = 1
    note: str = ""


def made_store(store: Store, rows: list[Made], indicator: str = HOMICIDE) -> Store:
    """The store with these rows in place of all it holds, in the preferred series of the indicator."""
    series = store.catalogue.indicators[indicator].preferred
    areas = tuple(sorted({row.area for row in rows}))
    index = {area: number for number, area in enumerate(areas)}
    rows = sorted(rows, key=lambda row: (row.dims, index[row.area], row.year))
    texts = sorted({row.note for row in rows if row.note})
    raw = "".join(texts).encode()
    ends = np.cumsum([0, *(len(text.encode()) for text in texts)]).astype(np.int64)
    columns = {name: np.full(len(rows), -1, dtype=kind) for name, kind in COLUMNS.items()}
    for number, row in enumerate(rows):
        cells = _cells(row, index, texts)
        for name, cell in cells.items():
            columns[name][number] = cell
    slices: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        slices[row.dims] = (slices.get(row.dims, (number, 0))[0], number + 1)
    blocks = Blocks(
        columns=columns,
        areas=areas,
        area_index=index,
        slices={series: slices},
        events=store.blocks.events,
        offsets=ends,
        strings=np.frombuffer(raw, dtype=np.uint8),
    )
    return replace(store, blocks=blocks)


def _cells(row: Made, index: dict[str, int], texts: list[str]) -> dict[str, Any]:
    nan = float("nan")
    has_bounds = row.lower is not None and row.upper is not None
    qualifier = Qualifier.NO_VALUE if row.value is None else row.qualifier
    return {
        "area": index[row.area],
        "year": row.year,
        "value": nan if row.value is None else row.value,
        "lower": nan if row.lower is None else row.lower,
        "upper": nan if row.upper is None else row.upper,
        "level": nan if row.level is None or not has_bounds else row.level,
        "std_error": nan,
        "n": nan if row.n is None else row.n,
        "decimals": row.decimals,
        "qualifier": QUALIFIERS.index(qualifier),
        "provenance": PROVENANCES.index(row.provenance),
        "interval_kind": KINDS.index(IntervalKind.MODEL if has_bounds else None),
        "flags": sum(BITS[flag] for flag in row.flags),
        "row": 1,
        "note": texts.index(row.note) if row.note else -1,
    }


def changed(store: Store, indicator: str = HOMICIDE, *, method: dict[str, Any] | None = None, **raw: Any) -> Store:
    """The store with parts of an indicator's entry in the catalogue changed, its method texts among them."""
    known = store.catalogue.indicators[indicator]
    entry = {**known.raw, **raw, "method": {**known.raw["method"], **(method or {})}}
    told = replace(known, raw=entry)
    catalogue = replace(store.catalogue, indicators={**store.catalogue.indicators, indicator: told})
    return replace(store, catalogue=catalogue)


def limited(store: Store, indicator: str = HOMICIDE) -> Store:
    """The store with a licence that forbids figures of our own from the indicator's preferred series."""
    source = store.catalogue.series[store.catalogue.indicators[indicator].preferred].source
    entry = store.catalogue.sources[source]
    licence = {**entry["licence"], "may_transform": False, "may_combine": False}
    sources = {**store.catalogue.sources, source: {**entry, "licence": licence}}
    return replace(store, catalogue=replace(store.catalogue, sources=sources))


def chosen(store: Store, indicator: str = HOMICIDE, year: int | None = None, tolerance: int = 2) -> Choice:
    """The headline slice of the indicator in the newest year, or in a year."""
    told: Indicator = store.catalogue.indicators[indicator]
    series = store.catalogue.series[told.preferred]
    span = store.blocks.slices.get(series.id, {}).get(series.headline, (0, 0))
    years = tuple(sorted({int(y) for y in store.blocks.columns["year"][slice(*span)]}))
    last = max(years, default=None)
    ending = {**series.raw, "last_year": last, "countries": 1}
    return Choice(told, replace(series, raw=ending), series.headline, year or last, years, tolerance, ())
