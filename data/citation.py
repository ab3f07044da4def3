"""Citation of a view, with the hash of exactly the figures that it shows.

Invariant: the same rows give the same hash on every machine; the form of the rows is versioned and written down here.

Canonical form, version 1: UTF-8; first line ``common-measure rows 1``; then one line for each row, fields joined by a
tab in the order of ``FIELDS``, lines sorted, each ended by a line feed. A number is the shortest text that reads back
as the same double, whole numbers below 1e16 without a point; nothing is the empty text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.store import Store
from data.views.map import MapView
from data.views.table import export_rows
from data.words import Words, words

VERSION = 1
FIELDS = (
    "indicator",
    "source_series",
    "vintage",
    "iso3",
    "period",
    "observed_period",
    "dims",
    "qualifier",
    "value",
    "unit",
    "lower",
    "upper",
    "level",
    "std_error",
    "n",
    "flags",
    "status",
)


@dataclass(frozen=True, slots=True)
class Citation:
    """What to write beneath a figure. ``digest`` is the sha256 of the canonical rows."""

    title: str
    producer: str
    source: str
    release: str
    query: str
    digest: str
    text: str


def canonical_number(value: object) -> str:
    """A number in its one spelling; None is the empty text. Other values are written as they are."""
    if value is None:
        return ""
    if not isinstance(value, float):
        return str(value)
    if value != value:
        return ""
    if value == int(value) and abs(value) < 1e16:
        return str(int(value))
    return repr(value)


def canonical_rows(rows: Iterable[Mapping[str, object]], dims: str) -> bytes:
    """Rows of an export in canonical form."""
    lines = ["\t".join(canonical_number({**row, "dims": dims}.get(name)) for name in FIELDS) for row in rows]
    return "".join(f"{line}\n" for line in (f"common-measure rows {VERSION}", *sorted(lines))).encode()


def rows_digest(store: Store, view: MapView) -> str:
    """sha256 of a view's canonical rows, the same in every language."""
    return hashlib.sha256(canonical_rows(export_rows(store, view, words("en")), view.dims)).hexdigest()


def cite(store: Store, view: MapView, query: str, reader: Words) -> Citation:
    """Citation of a view: title, producer, source, our processing, release, address, hash."""
    source = store.catalogue.sources[view.series.source]
    digest = rows_digest(store, view)
    text = reader.text(
        "%(source)s Series %(code)s, vintage %(vintage)s. Processed by Common Measure, release %(release)s: "
        "%(title)s. %(query)s (sha256 of the rows %(digest)s…)",
        source=source["citation"],
        code=view.series.code,
        vintage=view.series.vintage,
        release=store.id,
        title=view.title,
        query=query,
        digest=digest[:16],
    )
    return Citation(view.title, source["publisher"], source["citation"], store.id, query, digest, text)
