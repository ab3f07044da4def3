"""Shape of facts/<source>.parquet and events.parquet, checked when written and again when read.

Invariant: two writes of the same frame give the same bytes. Imports pandas and pyarrow, so the serving process
never imports this module; blocks (data/blocks.py) are made from it beforehand.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
from pyarrow import parquet

from data.model import AreaKind, Flag, IntervalKind, Provenance, Qualifier

_WORD = arrow.dictionary(arrow.int32(), arrow.string())

FACTS = arrow.schema(
    [
        ("series", _WORD),
        ("area", _WORD),
        ("area_kind", _WORD),
        ("period_start", arrow.date32()),
        ("period_end", arrow.date32()),
        ("dims", _WORD),
        ("counterpart", _WORD),
        ("value", arrow.float64()),
        ("value_text", _WORD),
        ("decimals", arrow.int8()),
        ("qualifier", _WORD),
        ("lower", arrow.float64()),
        ("upper", arrow.float64()),
        ("level", arrow.float32()),
        ("interval_kind", _WORD),
        ("std_error", arrow.float64()),
        ("n", arrow.float64()),
        ("provenance", _WORD),
        ("flags", _WORD),
        ("published_text", _WORD),
        ("file", _WORD),
        ("row", arrow.int32()),
        ("rows", arrow.string()),
        ("formula", _WORD),
        ("inputs", _WORD),
        ("note", _WORD),
        ("decisions", _WORD),
    ]
)

EVENTS = arrow.schema(
    [
        ("area", _WORD),
        ("instrument", _WORD),
        ("act", _WORD),
        ("date", arrow.string()),
        ("precision", _WORD),
        ("marker", _WORD),
        ("file", _WORD),
        ("row", arrow.int32()),
        ("vintage", _WORD),
        ("role", _WORD),
        ("reason", arrow.string()),
    ]
)


def _flags_known(texts: pd.Series) -> bool:
    known = set(Flag)
    return all(flag in known for text in texts.unique().tolist() for flag in text.split(";") if flag)


def _matches(pattern: str) -> pa.Check:
    """Every distinct word matches; asking each word once makes two million rows a matter of milliseconds."""
    compiled = re.compile(pattern)
    return pa.Check(
        lambda words: all(compiled.fullmatch(w) for w in words.unique().tolist()), error=f"not of the form {pattern}"
    )


def _one_of(known: list[str]) -> pa.Check:
    allowed = set(known)
    return pa.Check(lambda words: set(words.unique().tolist()) <= allowed, error=f"not one of {known}")


def facts_checks() -> pa.DataFrameSchema:
    """What every table of facts must satisfy, whoever wrote it."""
    return pa.DataFrameSchema(
        {
            "series": pa.Column(checks=_matches(r"[a-z_]+:.+@.+")),
            "area": pa.Column(checks=_matches(r".{2,}")),
            "area_kind": pa.Column(checks=_one_of([k.value for k in AreaKind])),
            "dims": pa.Column(checks=_matches(r"([a-z_]+:[a-z0-9_]+(;[a-z_]+:[a-z0-9_]+)*)?")),
            "qualifier": pa.Column(checks=_one_of([q.value for q in Qualifier])),
            "provenance": pa.Column(checks=_one_of([p.value for p in Provenance])),
            "interval_kind": pa.Column(checks=_one_of(["", *[k.value for k in IntervalKind]])),
            "flags": pa.Column(checks=pa.Check(_flags_known, error="unknown flag")),
            "decimals": pa.Column(checks=pa.Check.in_range(0, 17)),
            "value": pa.Column(float, nullable=True),
            "lower": pa.Column(float, nullable=True),
            "upper": pa.Column(float, nullable=True),
            "std_error": pa.Column(float, nullable=True, checks=pa.Check.ge(0)),
            "n": pa.Column(float, nullable=True, checks=pa.Check.ge(0)),
        },
        checks=[
            pa.Check(lambda f: f["value"].isna() == (f["qualifier"] == "N"), error="no value exactly where N"),
            pa.Check(lambda f: ~(f["lower"] > f["upper"]), error="lower above upper"),
            pa.Check(
                lambda f: f["interval_kind"].ne("") | (f["lower"].isna() & f["upper"].isna()), error="bounds of no kind"
            ),
            pa.Check(lambda f: f["formula"].ne("") | f["file"].ne(""), error="no lineage"),
            pa.Check(
                lambda f: ~f.duplicated(["series", "area", "period_end", "dims", "counterpart"], keep=False),
                error="a key stands twice",
            ),
        ],
        strict=False,
    )


def is_word(field: arrow.Field) -> bool:
    """Whether a column holds words, which are kept as categories."""
    return bool(arrow.types.is_dictionary(field.type) or arrow.types.is_string(field.type))


def checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, if it satisfies every check; else pandera.errors.SchemaErrors with all of them."""
    facts_checks().validate(frame, lazy=True)
    return frame


def to_bytes(frame: pd.DataFrame, schema: arrow.Schema) -> bytes:
    """Parquet bytes of a frame whose columns are those of the schema, empty text standing for none."""
    arrays = []
    for field in schema:
        column = frame[field.name]
        if arrow.types.is_dictionary(field.type):
            arrays.append(_dictionary(column))
        else:
            arrays.append(arrow.array(column.to_numpy(), type=field.type, from_pandas=True))
    table = arrow.Table.from_arrays(arrays, schema=schema)
    sink = io.BytesIO()
    parquet.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=19,
        use_dictionary=True,
        write_statistics=False,
        row_group_size=len(frame) or 1,
        store_schema=False,
        version="2.6",
    )
    return sink.getvalue()


def _dictionary(column: pd.Series) -> arrow.Array:
    words = column.astype("category").cat.remove_unused_categories()
    words = words.cat.reorder_categories(sorted(words.cat.categories))
    return arrow.DictionaryArray.from_arrays(
        arrow.array(words.cat.codes.to_numpy(), type=arrow.int32()),
        arrow.array([str(word) for word in words.cat.categories], type=arrow.string()),
    )


def from_bytes(content: bytes, schema: arrow.Schema) -> pd.DataFrame:
    """The frame of Parquet bytes. Raises ValueError if its columns are not those of the schema."""
    table = parquet.read_table(io.BytesIO(content), use_threads=False)
    if table.column_names != schema.names:
        raise ValueError(f"columns {table.column_names}, expected {schema.names}")
    frame: pd.DataFrame = table.to_pandas(self_destruct=True, date_as_object=False, use_threads=False)
    return frame


def facts_frame(content: bytes) -> pd.DataFrame:
    """Facts of a release, words as categories, checked again by the reader."""
    frame = from_bytes(content, FACTS)
    for field in FACTS:
        if is_word(field):
            frame[field.name] = frame[field.name].astype("category")
    return checked(frame)


def events_frame(content: bytes) -> pd.DataFrame:
    """Treaty acts of a release."""
    return from_bytes(content, EVENTS)


def as_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain dicts, NaN as None."""
    return [
        {str(key): (None if value != value else value) for key, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]
