"""What a rule finds in a release, found once for each process.

Invariant: a name stands for one rule and what it was given; the same release always gives the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from data.store import Store

T = TypeVar("T")
_kept: dict[tuple[object, ...], Any] = {}


def kept(store: Store, name: tuple[object, ...], make: Callable[[], T]) -> T:
    """What ``make`` finds, the same in every language. ``name`` says which rule, with what."""
    key = (store.release.digest, *name)
    if key not in _kept:
        _kept[key] = make()
    found: T = _kept[key]  # one name is always made by one rule
    return found
