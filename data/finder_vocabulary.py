"""The words of a language behind the finder: those that say nothing, those that count little, those that mean others.

Invariant: a language knows the English words too, because codes, synonyms and much of what is asked are in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from data.finder_french import FRENCH_MEANS, FRENCH_STOP, FRENCH_WEAK
from data.finder_text import fold, stem
from data.finder_words import ALSO, STOP, WEAK

INDEXED = ("en", "fr")  # languages that have words of their own here
KIN, SAME = 0.8, 0.9  # a word of the same matter; the same word in another language


class Vocabulary(NamedTuple):
    """``stop`` are words, ``weak`` are stems, ``also`` gives what a word or its stem stands for, each as ``sure``."""

    stop: frozenset[str]
    weak: frozenset[str]
    also: Mapping[str, tuple[str, ...]]
    sure: float

    def content(self, text: str) -> tuple[str, ...]:
        """Stems of the words that say something."""
        return tuple(stem(word) for word in fold(text) if word not in self.stop)

    def meant_by(self, word: str) -> tuple[str, ...]:
        """Words that a word, in lower case, stands for beside itself."""
        return self.also.get(word) or self.also.get(stem(word), ())


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=8)
def vocabulary(lang: str) -> Vocabulary:
    """The words of a language; of one without a list of its own, the English ones."""
    if lang != "fr":
        return Vocabulary(STOP, _stems(WEAK), ALSO, KIN)
    means = {stem(word): other for word, other in FRENCH_MEANS.items()} | FRENCH_MEANS
    return Vocabulary(STOP | FRENCH_STOP, _stems(WEAK | FRENCH_WEAK), means | ALSO, SAME)
