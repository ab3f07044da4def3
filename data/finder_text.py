"""Text as the finder compares it: without accents, in lower case, as words and their stems.

Invariant: any text at all gives words; the same text gives the same words, whatever its case, accents and apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W_]+")
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "wives": "wife",
    "lives": "life",
    "paid": "pay",
    "held": "hold",
    "beaten": "beat",
    "stolen": "steal",
    "forced": "forced",  # forced labour is not the labour force
    "aids": "aids",
    "news": "news",
    "species": "species",
    "series": "series",
    "during": "during",
    "being": "being",
}
VOWELS = frozenset("aeiouy")
HISSING = ("ses", "xes", "zes", "ches", "shes")
MIN_TYPO = 5


def plain(text: str) -> str:
    """The text without accents; case is kept. ``U.S.A.`` becomes ``USA``."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    return INITIALS.sub(lambda match: match.group().replace(".", ""), bare)


def raw_words(text: str) -> list[str]:
    """Words of a text in their own case; the ``s`` of a genitive is none."""
    return [word for word in WORD.findall(plain(text)) if word not in ("s", "S")]


def fold(text: str) -> list[str]:
    """Words of a text in lower case."""
    return [word.casefold() for word in raw_words(text)]


def stem(word: str) -> str:
    """A word without English plural, -ing and -ed, so that ``torturing`` and ``tortured`` meet ``torture``."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    word = _singular(word)
    if word.endswith("lessness"):
        return word.removesuffix("ness")
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and VOWELS & set(root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    return word[:-1] if len(word) >= 5 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(HISSING) else word[:-1]


def stems(text: str) -> tuple[str, ...]:
    """Stems of the words of a text, in order."""
    return tuple(stem(word) for word in fold(text))


def contains(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words of ``part`` stand in ``whole`` side by side, in order."""
    size = len(part)
    return any(whole[start : start + size] == part for start in range(len(whole) - size + 1))


def within_one(first: str, second: str) -> bool:
    """Whether one letter added, left out, changed, or two neighbours swapped, lead from one word to the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == other
    return swapped or rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other


class Spelling:
    """Finds known words one edit away, by the words that remain when one letter is left out."""

    def __init__(self, known: Iterable[str]) -> None:
        """Words of fewer than five letters are not corrected to."""
        self._near: dict[str, list[str]] = {}
        for word in sorted(set(known)):
            if len(word) >= MIN_TYPO:
                for key in _shortened(word):
                    self._near.setdefault(key, []).append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Known words one edit away from a word of five letters or more, sorted; numbers are never corrected."""
        if len(word) < MIN_TYPO or not word.isalpha():
            return ()
        found = {known for key in _shortened(word) for known in self._near.get(key, ())}
        return tuple(sorted(known for known in found if within_one(word, known)))


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def alike(word: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Known words of one family, such as ``democratic`` for ``democracy``; ``known`` groups them by five letters."""
    return tuple(other for other in known.get(word[:5], ()) if _family(word, other)) if len(word) >= MIN_TYPO else ()


def _family(word: str, other: str) -> bool:
    shared = 0
    while shared < min(len(word), len(other)) and word[shared] == other[shared]:
        shared += 1
    return len(word) - shared <= 3 and len(other) - shared <= 3
