"""Every observation of a release as CSV, made while it is sent: memory for one batch, whatever the release holds.

Invariant: a row for each observation that may be handed on and no other, in the order of indicator, series, slice, area
and year; its cells are those of :func:`data.records.page`. Written column by column, for two million rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from data.canonical import canonical_number
from data.export.cells import cell
from data.export.csv import in_quotes
from data.model import AreaState, parse_dims
from data.query import flags_of
from data.records import INTERVALS, MAKERS, QUALIFIED, Segment, is_open, segments, state_of_bits
from data.store import Store
from data.views.labels import STATE
from data.views.quality import licence_line
from data.words import words

BATCH = 4000
BEFORE = ("indicator", "area", "iso3", "area_kind", "period", "observed_period")
AFTER = (
    *("counterpart", "value", "value_text", "qualifier", "unit", "lower", "upper", "level", "interval_kind"),
    *("std_error", "n", "provenance", "flags", "status", "missing_reason", "source", "source_series", "vintage"),
    *("release", "licence", "series", "note", "decisions"),
)
READ = (
    *("year", "area", "counterpart", "value_text", "decimals", "qualifier", "interval_kind", "provenance", "flags"),
    *("note", "decisions"),
)
MEASURES = ("value", "lower", "upper", "level", "std_error", "n")


def open_segments(store: Store) -> list[Segment]:
    """Every slice whose figures may be handed on, indicators in the order of their ids."""
    known = store.catalogue.indicators
    every = segments(store, [known[name] for name in sorted(known)], {}, every=True)
    return [part for part in every if is_open(store, part.series)]


def closed_series(store: Store) -> list[str]:
    """Ids of the series that are left out because of their licence."""
    return sorted(one.id for one in store.catalogue.series.values() if not is_open(store, one))


def dimensions(parts: Sequence[Segment]) -> tuple[str, ...]:
    """Every dimension that any slice has."""
    return tuple(sorted({name for part in parts for name in parse_dims(part.dims)}))


def release_columns(dims: Sequence[str]) -> tuple[str, ...]:
    """Columns of the file."""
    return (*BEFORE, *dims, *AFTER)


def status_of(bits: int, qualifier: int) -> tuple[str, str, str]:
    """Flags, state and the reason why there is no figure."""
    state = state_of_bits(bits, qualifier)
    flags = ";".join(sorted(flag.value for flag in flags_of(bits)))
    return flags, state.value, "" if state is AreaState.VALUE else STATE[state]


@lru_cache(maxsize=65_536)
def quoted(text: str) -> str:
    """A text as it stands in the file."""
    return in_quotes(cell(text))


def release_lines(store: Store) -> Iterator[bytes]:
    """The file, piece by piece."""
    parts = open_segments(store)
    dims = dimensions(parts)
    yield (",".join(release_columns(dims)) + "\n").encode()
    writer = _Writer(store, dims)
    waiting: list[str] = []
    for part in parts:
        for first in range(part.start, part.end, BATCH):
            waiting += writer.lines(part, first, min(first + BATCH, part.end))
            if len(waiting) >= BATCH:
                yield "".join(waiting).encode()
                waiting.clear()
    yield "".join(waiting).encode()


class _Writer:
    """Lines of one release; what repeats is put together once."""

    def __init__(self, store: Store, dims: tuple[str, ...]) -> None:
        self._store, self._dims = store, dims
        known = store.catalogue.areas
        self._codes = [quoted(code) for code in store.blocks.areas]
        self._areas = [
            f"{quoted(known[code].name())},{quoted(code)},{known[code].kind.value}" for code in store.blocks.areas
        ]
        self._status: dict[tuple[int, int], str] = {}

    def lines(self, part: Segment, first: int, last: int) -> Iterator[str]:
        """Lines of the rows from ``first`` to before ``last``."""
        blocks, areas, codes = self._store.blocks, self._areas, self._codes
        lead, middle, unit, tail = self._about(part)
        columns = [blocks.columns[name][first:last].tolist() for name in READ]
        values = blocks.columns["value"][first:last].tolist()
        measures = [_texts(blocks.columns[name][first:last], name) for name in MEASURES]
        for year, area, other, text, decimals, qualifier, interval, maker, bits, note, decisions, value, *cells in zip(
            *columns, values, *measures, strict=True
        ):
            own, lower, upper, level, error, n = cells
            seen = year if value == value else ""
            said = quoted(blocks.value_text(text, value, decimals))
            yield (
                f"{lead}{areas[area]},{year},{seen}{middle},{codes[other] if other >= 0 else ''},{own},{said},"
                f"{quoted(QUALIFIED[qualifier])},{unit},{lower},{upper},{level},{INTERVALS[interval]},{error},{n},"
                f"{MAKERS[maker]},{self._state(bits, qualifier)},{tail},"
                f"{quoted(blocks.text(note)) if note >= 0 else ''},"
                f"{quoted(blocks.text(decisions)) if decisions >= 0 else ''}\n"
            )

    def _state(self, bits: int, qualifier: int) -> str:
        key = (bits, qualifier)
        found = self._status.get(key)
        if found is None:
            found = self._status[key] = ",".join(map(quoted, status_of(bits, qualifier)))
        return found

    def _about(self, part: Segment) -> tuple[str, str, str, str]:
        """What is the same for a slice: the beginning of a line, its dimensions, unit, and the end."""
        found = parse_dims(part.dims)
        source = self._store.catalogue.sources[part.series.source]
        licence = licence_line(self._store, part.series, words())
        ends = (source["name"], part.series.code, part.series.vintage, self._store.id, licence, part.series.id)
        return (
            f"{quoted(part.indicator.id)},",
            "".join(f",{quoted(found.get(name, ''))}" for name in self._dims),
            quoted(part.indicator.unit),
            ",".join(map(quoted, ends)),
        )


def _texts(column: npt.NDArray[Any], name: str) -> list[str]:
    """Numbers as they are written; the level of an interval is kept in single precision and rounded back."""
    if np.isnan(column).all():
        return [""] * len(column)
    numbers = column.tolist()
    if name == "level":
        numbers = [round(number, 4) if number == number else number for number in numbers]
    return [canonical_number(number) for number in numbers]
