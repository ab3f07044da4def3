"""What many readers ask for, made once and kept: beyond a bound the least recently used goes.

Invariant: never more entries than the bound; two threads that miss at once make the same thing twice and keep one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._found: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; ``make`` is asked where there is none, and nothing else waits for it."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        value = make()
        with self._lock:
            self._found[key] = value
            if len(self._found) > self._bound:
                self._found.popitem(last=False)
        return value
