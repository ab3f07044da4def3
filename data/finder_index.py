"""The index of one release's indicators in one language: words, phrases, codes and places, ready for questions.

Invariant: an index is made of one catalogue and one language and never changed; building it twice gives the same index.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import NamedTuple

from data.catalogue import Indicator, ReleaseCatalogue
from data.finder_entry import PLAIN_CODE, WEIGHT, Tongue, build_entry, codes_of, written_words
from data.finder_places import Places
from data.finder_text import Spelling, alike, stem
from data.words import Words
from data.words import words as words_of

TOPICAL = 0.45  # a word that stands somewhere with this weight is a word of topics
WEAK_SHARE = 0.25
NOT_CODE = re.compile(r"[^a-z0-9]+")


class Term(NamedTuple):
    """A word of a question: what it may stand for, each with how sure that is, and what the word weighs."""

    stem: str
    means: tuple[tuple[str, float], ...]
    idf: float

    def says(self, other: str) -> bool:
        """Whether it may stand for that stem."""
        return self.stem == other or any(meaning == other for meaning, _ in self.means)


def code_key(code: str) -> str:
    """A code without case and punctuation."""
    return NOT_CODE.sub("", code.lower())


class Index:
    """Everything that a search of one catalogue needs in one language."""

    def __init__(self, catalogue: ReleaseCatalogue, words: Words | None = None, places: Places | None = None) -> None:
        """Reads every text of the catalogue once. ``places`` are those of another language's index, to be shared."""
        self.catalogue = catalogue
        self.tongue = Tongue(catalogue, words or words_of())
        self.vocabulary = self.tongue.vocabulary
        rights = list(catalogue.rights)
        self.entries = tuple(build_entry(i, self.tongue, rights) for _, i in sorted(catalogue.indicators.items()))
        self.places = places or Places(catalogue.areas.values(), catalogue.groups)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for term, place in entry.terms.items():
                self.postings[term].append((number, place.weight))
        self.codes: dict[str, set[int]] = defaultdict(set)
        self.goals: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(self.entries):
            self._add_codes(number, entry.indicator)
        self.rights = [
            (self.tongue.content(said), rid)
            for rid, right in catalogue.rights.items()
            for text in (right["name"], *right.get("synonyms", ()))
            for said in self.tongue.said(text)
        ]
        self._prepare_words()

    def _add_codes(self, number: int, indicator: Indicator) -> None:
        self.codes[code_key(indicator.id)].add(number)
        for code in codes_of(indicator, self.catalogue):
            if not PLAIN_CODE.fullmatch(code):  # a code that is a word, such as "arrest", is a synonym instead
                self.codes[code_key(code)].add(number)
        sdg = indicator.raw.get("sdg")
        if sdg:
            for part in {sdg["indicator"], sdg["target"], sdg["target"].partition(".")[0]}:
                self.goals[str(part).lower()].add(number)

    def _prepare_words(self) -> None:
        count = len(self.entries)
        self.unknown_idf = math.log(1 + count)
        self.idf = {
            term: math.log(1 + count / (1 + sum(weight >= WEIGHT["classes"] for _, weight in found)))
            for term, found in self.postings.items()
        }
        topical = sorted(t for t, found in self.postings.items() if any(weight >= TOPICAL for _, weight in found))
        self._topical = frozenset(topical)
        self._families: dict[str, list[str]] = defaultdict(list)
        for term in topical:
            self._families[term[:5]].append(term)
        spelt = {word: stem(word) for entry in self.entries for word in written_words(entry, self.tongue)}
        self._spelt = {word: term for word, term in sorted(spelt.items()) if self._is_spelt(word, term)}
        self._spelling = Spelling(self._spelt)

    def _is_spelt(self, word: str, term: str) -> bool:
        return term in self._topical and word not in self.vocabulary.stop and not self.places.is_name(word)

    def is_topic(self, word: str) -> bool:
        """Whether a word in lower case says nothing or is one of topics, right or nearly so spelt: never a place."""
        return (
            word in self.vocabulary.stop
            or bool(self.vocabulary.meant_by(word))
            or stem(word) in self._topical
            or bool(self._spelling.near(word))
        )

    def term(self, word: str) -> Term:
        """What a word of a question, in lower case, may stand for."""
        root = stem(word)
        means = {root: 1.0} if root in self.postings else {}
        for other in self.vocabulary.meant_by(word):
            if stem(other) in self.postings:
                means.setdefault(stem(other), self.vocabulary.sure)
        if not means:
            means = {self._spelt[near]: 0.75 for near in self._spelling.near(word)}
        if not means or (root in means and root not in self._topical):
            for other in alike(root, self._families):
                means.setdefault(other, 0.6)
        idf = max((self.idf[m] for m in means), default=self.unknown_idf)
        return Term(root, tuple(means.items()), idf * (WEAK_SHARE if root in self.vocabulary.weak else 1.0))
