"""How an exhibit is cited: its reference, with the addresses at which it stands and can be verified.

Invariant: the same exhibit has one reference, on pages, in files and in the dialog; its address is the pinned one.
"""

from __future__ import annotations

import os

from components.exhibits.addresses import verify_address
from components.exhibits.base import Exhibit
from data.reference import Reference, Source


def public_origin() -> str:
    """The public address of the site without a slash at its end, empty where it is not set: then links are relative."""
    return os.environ.get("CM_ORIGIN", "").rstrip("/")


def pinned_address(release: str, page: str) -> str:
    """An address below the release's own path."""
    return page if page.startswith("/r/") else f"/r/{release}{page}"


def reference_of(exhibit: Exhibit, host: str = "") -> Reference:
    """The reference of an exhibit; ``host`` is the site's own address, if it is known."""
    return Reference(
        title=exhibit.title,
        sources=sources_of(exhibit),
        release=exhibit.release,
        address=host + pinned_address(exhibit.release, exhibit.page.partition("#")[0]),
        verify=host + verify_address(exhibit.digest, exhibit.kind, exhibit.state, exhibit.release),
        digest=exhibit.digest,
    )


def sources_of(exhibit: Exhibit) -> tuple[Source, ...]:
    """The sources of an exhibit, each once, with the series and the states (vintages) that its rows name."""
    publishers = {origin.name: origin for origin in exhibit.origins}
    return tuple(
        Source(origin.publisher, origin.citation, _of(exhibit, name, "source_series"), _of(exhibit, name, "vintage"))
        for name, origin in publishers.items()
    )


def _of(exhibit: Exhibit, source: str, column: str) -> tuple[str, ...]:
    """Values of a column in the rows of a source."""
    return tuple(sorted({str(row[column]) for row in exhibit.rows if row.get("source") == source and row.get(column)}))
