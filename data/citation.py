"""Citation of a view, with the hash of exactly the figures that it shows.

Invariant: the hash is that of the rows in canonical form (data/canonical.py), the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.canonical import canonical_number, canonical_rows, rows_digest
from data.store import Store
from data.views.map import MapView
from data.views.table import export_rows
from data.words import Words, words

__all__ = ["Citation", "canonical_number", "canonical_rows", "cite", "rows_digest", "view_digest"]


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


def view_digest(store: Store, view: MapView) -> str:
    """sha256 of a map view's canonical rows, the same in every language."""
    return rows_digest(export_rows(store, view, words("en")))


def cite(store: Store, view: MapView, query: str, reader: Words) -> Citation:
    """Citation of a view: title, producer, source, our processing, release, address, hash."""
    source = store.catalogue.sources[view.series.source]
    digest = view_digest(store, view)
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
