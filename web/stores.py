"""Which release answers a request: the current one, or the one that the path names.

Invariant: an address below ``/r/<release>`` is answered from that release or not at all.
"""

from __future__ import annotations

from data.release import UnknownRelease
from data.store import Store, store


def current_store() -> Store:
    """The current release. Raises ReleaseError where none can be opened."""
    return store()


def asked_store(release_id: str) -> Store | None:
    """The release that an address names, the current one where it names none. As :func:`pinned_store` otherwise."""
    return pinned_store(release_id) if release_id else current_store()


def pinned_store(release_id: str) -> Store | None:
    """The release of that id, None where there is no such release. Raises ReleaseError where it is damaged."""
    try:
        current = store()
    except UnknownRelease:
        return None
    if current.id == release_id:
        return current
    try:
        return store(release_id)
    except UnknownRelease:
        return None
