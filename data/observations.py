"""Many observations at once, for views that read whole stretches of years.

Invariant: each one equals what :func:`data.query.observation` gives for its row; only the reading is done in bulk.
"""

from __future__ import annotations

from typing import Any

from data.blocks import COLUMNS, Blocks
from data.model import Interval, IntervalKind
from data.query import KINDS, PROVENANCES, QUALIFIERS, Observation, Rows, flags_of

NAMES = tuple(COLUMNS)


def observations(blocks: Blocks, series: str, dims: str, rows: Rows) -> list[Observation]:
    """The observations of these rows, in their order."""
    if not len(rows):
        return []
    first, last = int(rows[0]), int(rows[-1]) + 1
    if last - first == len(rows):
        columns = [blocks.columns[name][first:last].tolist() for name in NAMES]
    else:
        columns = [blocks.columns[name][rows].tolist() for name in NAMES]
    texts: dict[int, str] = {-1: ""}
    return [_one(blocks, texts, series, dims, cells) for cells in zip(*columns, strict=True)]


def _text(blocks: Blocks, texts: dict[int, str], number: int) -> str:
    found = texts.get(number)
    if found is None:
        found = texts[number] = blocks.text(number)
    return found


def _maybe(value: float) -> float | None:
    return None if value != value else value


def _one(blocks: Blocks, texts: dict[int, str], series: str, dims: str, cells: tuple[Any, ...]) -> Observation:
    (
        year, area, counterpart, value, lower, upper, level, std_error, n, decimals, qualifier, provenance, kind, flags,
        value_text, published_text, file, row, rows, formula, inputs, note, decisions,
    ) = cells  # fmt: skip
    number = _maybe(value)
    text = _text(blocks, texts, value_text)
    if not text and number is not None:
        text = f"{number:.{decimals}f}"
    return Observation(
        series=series,
        area=blocks.areas[area],
        year=year,
        dims=dims,
        counterpart=blocks.areas[counterpart] if counterpart >= 0 else "",
        value=number,
        value_text=text,
        decimals=decimals,
        qualifier=QUALIFIERS[qualifier],
        interval=_interval(KINDS[kind], _maybe(lower), _maybe(upper), _maybe(level)),
        std_error=_maybe(std_error),
        n=_maybe(n),
        provenance=PROVENANCES[provenance],
        flags=flags_of(flags),
        published_text=_text(blocks, texts, published_text),
        file=_text(blocks, texts, file),
        row=row,
        rows=_text(blocks, texts, rows),
        formula=_text(blocks, texts, formula),
        inputs=_text(blocks, texts, inputs),
        note=_text(blocks, texts, note),
        decisions=tuple(filter(None, _text(blocks, texts, decisions).split(";"))),
    )


def _interval(
    kind: IntervalKind | None, lower: float | None, upper: float | None, level: float | None
) -> Interval | None:
    if kind is None or lower is None or upper is None:
        return None
    return Interval(lower, upper, None if level is None else round(level, 4), kind)
