"""Recognises the places that a question names, in any of the six languages, and sets them apart from its topic.

Invariant: a word of a topic never becomes a place by correction; the longest name wins, and a state before one of old.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from data.catalogue import AreaInfo
from data.finder_place_names import (
    CAPITALS,
    DEMONYMS,
    FRENCH_DEMONYMS,
    FRENCH_ENDINGS,
    INITIALS,
    REGIONS,
    SHARED_NAMES,
    SHORT_NAMES,
)
from data.finder_text import MIN_TYPO, Spelling, fold, plain, raw_words
from data.model import AreaKind

KINDS = (AreaKind.COUNTRY, AreaKind.TERRITORY, AreaKind.SUBNATIONAL, AreaKind.HISTORICAL)
GROUP_KINDS = ("region", "subregion", "forum")
IN_BRACKETS = re.compile(r"\s*[(（].*?[)）]")
HAN = re.compile(r"[\u3400-\u9fff]")


class Span(NamedTuple):
    """Words from ``start`` up to ``end`` name these places; ``ids`` is empty for a part of the world."""

    start: int
    end: int
    ids: tuple[str, ...]


class Places:
    """All names of all places of a release."""

    def __init__(self, areas: Iterable[AreaInfo], groups: Iterable[dict[str, Any]]) -> None:
        """Publishers' own aggregates are no places; regions and forums are names to set aside."""
        known = sorted((a for a in areas if a.kind in KINDS), key=lambda a: (KINDS.index(a.kind), a.id))
        self._codes = {a.id for a in known if len(a.id) == 3}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name, ids in _names(known, {a.id for a in known}):
            self._names.setdefault(tuple(fold(name)), ids)
        for name in (*REGIONS, *(g["name"] for g in groups if g["kind"] in GROUP_KINDS)):
            self._names.setdefault(tuple(fold(name)), ())
        self._names.pop((), None)
        self._demonyms = _demonyms(known)
        self._longest: dict[str, int] = {}
        for words in self._names:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
        vocabulary = {word for words in self._names for word in words}
        self._vocabulary = frozenset(vocabulary)
        self._spelling = Spelling(vocabulary)
        han = sorted((words[0] for words in self._names if HAN.search(words[0])), key=lambda w: (-len(w), w))
        self._han = re.compile("(" + "|".join(map(re.escape, han)) + ")") if han else None

    def is_name(self, word: str) -> bool:
        """Whether a word in lower case is by itself the name of a place."""
        return (word,) in self._names

    def words(self, text: str) -> list[str]:
        """Words of a question; names in Chinese, which writes no spaces, are cut out of what surrounds them."""
        found: list[str] = []
        for word in raw_words(text):
            if self._han is not None and HAN.search(word):
                found += filter(None, self._han.split(word))
            else:
                found.append(word)
        return found

    def find(self, words: list[str], is_topic: Callable[[str], bool]) -> list[Span]:
        """Places among the words, in order. ``is_topic`` tells the words that are never a place by correction."""
        shouting = len(words) > 1 and all(word.isupper() for word in words)
        folded = [self._corrected(word.casefold(), is_topic) for word in words]
        spans: list[Span] = []
        start = 0
        while start < len(words):
            span = self._named(words, folded, start) or self._single(words[start], start, shouting, is_topic)
            if span is not None:
                spans.append(span)
            start = span.end if span is not None else start + 1
        return spans

    def _named(self, words: list[str], folded: list[str], start: int) -> Span | None:
        for size in range(self._longest.get(folded[start], 0), 0, -1):
            ids = self._names.get(tuple(folded[start : start + size]))
            if ids is None or start + size > len(words):
                continue
            if folded[start] in CAPITALS and size == 1 and not words[start].isupper():
                continue
            if folded[start] in INITIALS and size == 1 and words[start].islower():
                continue
            return Span(start, start + size, ids)
        return None

    def _single(self, word: str, start: int, shouting: bool, is_topic: Callable[[str], bool]) -> Span | None:
        folded = word.casefold()
        if is_topic(folded):
            return None
        if word in self._codes and not shouting:
            return Span(start, start + 1, (word,))
        inhabitant = self._demonyms.get(folded) or self._demonyms.get(folded.removesuffix("s"))
        return Span(start, start + 1, (inhabitant,)) if inhabitant else None

    def _corrected(self, word: str, is_topic: Callable[[str], bool]) -> str:
        if len(word) < MIN_TYPO or word in self._vocabulary:
            return word
        if word in self._demonyms or word.removesuffix("s") in self._demonyms:
            return word
        near = self._spelling.near(word)
        return near[0] if near and not is_topic(word) else word


def _names(known: list[AreaInfo], ids: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names with what they stand for; the first of two equal names is the one to use."""
    for name, stands_for in SHARED_NAMES.items():
        if ids.issuperset(stands_for):
            yield name, stands_for
    for area in known:
        for name in (*area.names.values(), *area.aliases, *SHORT_NAMES.get(area.id, ())):
            yield name, (area.id,)
    for area in known:
        if area.kind is not AreaKind.HISTORICAL:
            for name in area.names.values():
                yield IN_BRACKETS.sub("", name), (area.id,)


def _demonyms(known: list[AreaInfo]) -> dict[str, str]:
    """Inhabitants by the usual endings: Syrian, Malian, Chinese, Iraqi."""
    names = [
        (folded[0], area.id)
        for area in known
        if area.kind is AreaKind.COUNTRY
        for name in (area.names.get("en", ""), *area.aliases)
        if len(folded := fold(IN_BRACKETS.sub("", plain(name)))) == 1 and len(folded[0]) >= 4
    ]
    ids = {area.id for area in known}
    found = {word: area for word, area in DEMONYMS.items() if area in ids}
    for cut, ending in ((0, "n"), (0, "an"), (0, "ian"), (0, "ese"), (0, "i"), (1, "an"), (1, "ian"), (1, "ese")):
        for name, area in names:
            found.setdefault(name[: len(name) - cut] + ending, area)
    for word, area in _french_demonyms(known):
        if area in ids:
            found.setdefault(word, area)
    return found


def _french_demonyms(known: list[AreaInfo]) -> Iterator[tuple[str, str]]:
    """The same in French, men and women: syrien, syrienne, chinois, chinoise."""
    names = [
        (folded[0], area.id)
        for area in known
        if area.kind is AreaKind.COUNTRY
        and len(folded := fold(IN_BRACKETS.sub("", plain(area.names.get("fr", ""))))) == 1
        and len(folded[0]) >= 4
    ]
    made = ((name[: len(name) - cut] + ending, area) for cut, ending in FRENCH_ENDINGS for name, area in names)
    for word, area in (*FRENCH_DEMONYMS.items(), *made):
        yield word, area
        yield word + ("ne" if word.endswith("en") else "e"), area
