"""The index of one release's indicators: words, phrases, codes and places, ready for questions.

Invariant: an index is made of one catalogue alone and never changed; building it twice gives the same index.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.catalogue import Indicator, ReleaseCatalogue
from data.finder_places import Places
from data.finder_text import Spelling, alike, fold, stem
from data.finder_words import ALSO, PEOPLE, STOP, WEAK

# How much a word counts by where it stands. The definition counts least.
WEIGHT = {
    "name": 1.0,
    "also": 0.9,
    "subject": 0.6,
    "article": 0.6,
    "right": 0.5,
    "people": 0.45,
    "source": 0.45,
    "classes": 0.4,
    "custodian": 0.35,
    "dimension": 0.35,
    "definition": 0.35,
    "further_right": 0.3,
}
TOPICAL = 0.45  # a word that stands somewhere with this weight is a word of topics
WEAK_SHARE = 0.25
WEAK_STEMS = frozenset(stem(word) for word in WEAK)
NOT_CODE = re.compile(r"[^a-z0-9]+")
PLAIN_CODE = re.compile(r"[A-Za-z]+")


class Place(NamedTuple):
    """Where a word stands in an indicator, and what it weighs there."""

    weight: float
    field: str


class Phrase(NamedTuple):
    """A name or synonym: its stems without the words that say nothing, and the text as written."""

    stems: tuple[str, ...]
    field: str
    text: str


class Term(NamedTuple):
    """A word of a question: what it may stand for, each with how sure that is, and what the word weighs."""

    stem: str
    means: tuple[tuple[str, float], ...]
    idf: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator as the finder sees it. ``prior`` puts whole and core indicators before parts."""

    indicator: Indicator
    terms: dict[str, Place]
    phrases: tuple[Phrase, ...]
    prior: float
    order: tuple[int, bool, bool, str]


def content(text: str) -> tuple[str, ...]:
    """Stems of a text without the words that say nothing."""
    return tuple(stem(word) for word in fold(text) if word not in STOP)


def code_key(code: str) -> str:
    """A code without case and punctuation."""
    return NOT_CODE.sub("", code.lower())


class Index:
    """Everything that a search of one catalogue needs."""

    def __init__(self, catalogue: ReleaseCatalogue) -> None:
        """Reads every text of the catalogue once."""
        self.catalogue = catalogue
        rights = list(catalogue.rights)
        self.entries = tuple(_entry(i, catalogue, rights) for _, i in sorted(catalogue.indicators.items()))
        self.places = Places(catalogue.areas.values(), catalogue.groups)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for term, place in entry.terms.items():
                self.postings[term].append((number, place.weight))
        self.codes: dict[str, set[int]] = defaultdict(set)
        self.goals: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(self.entries):
            self._add_codes(number, entry.indicator)
        self.rights = [
            (content(text), rid)
            for rid, right in catalogue.rights.items()
            for text in (right["name"], *right.get("synonyms", ()))
        ]
        self._prepare_words()

    def _add_codes(self, number: int, indicator: Indicator) -> None:
        self.codes[code_key(indicator.id)].add(number)
        for code in _codes(indicator, self.catalogue):
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
        spelt = {word: stem(word) for entry in self.entries for word in _written(entry, self.catalogue)}
        self._spelt = {word: term for word, term in sorted(spelt.items()) if self._is_spelt(word, term)}
        self._spelling = Spelling(self._spelt)

    def _is_spelt(self, word: str, term: str) -> bool:
        return term in self._topical and word not in STOP and not self.places.is_name(word)

    def is_topic(self, word: str) -> bool:
        """Whether a word in lower case is one of topics, right or nearly so spelt."""
        return word in ALSO or stem(word) in self._topical or bool(self._spelling.near(word))

    def term(self, word: str) -> Term:
        """What a word of a question, in lower case, may stand for."""
        root = stem(word)
        means = {root: 1.0} if root in self.postings else {}
        for other in ALSO.get(word, ()):
            if stem(other) in self.postings:
                means.setdefault(stem(other), 0.8)
        if not means:
            means = {self._spelt[near]: 0.75 for near in self._spelling.near(word)}
        if not means or (root in means and root not in self._topical):
            for other in alike(root, self._families):
                means.setdefault(other, 0.6)
        idf = max((self.idf[m] for m in means), default=self.unknown_idf)
        return Term(root, tuple(means.items()), idf * (WEAK_SHARE if root in WEAK_STEMS else 1.0))


def _entry(indicator: Indicator, catalogue: ReleaseCatalogue, rights: list[str]) -> Entry:
    terms: dict[str, Place] = {}
    for field, text in _texts(indicator, catalogue):
        place = Place(WEIGHT[field], field)
        for term in (*content(text), *content(text.replace("-", ""))):  # "pretrial" is asked for as "pre-trial" is
            if term not in terms or terms[term].weight < place.weight:
                terms[term] = place
    codes = sorted(code for code in _codes(indicator, catalogue) if PLAIN_CODE.fullmatch(code))
    phrases = (
        Phrase(content(indicator.name), "name", indicator.name),
        *(Phrase(content(text), "also", text) for text in (*indicator.synonyms, *codes)),
    )
    first = indicator.rights[0]
    is_part = _is_part(indicator)
    order = (rights.index(first) if first in rights else len(rights), indicator.core is None, is_part, indicator.name)
    return Entry(indicator, terms, tuple(p for p in phrases if p.stems), _prior(indicator), order)


def _is_part(indicator: Indicator) -> bool:
    return bool(indicator.raw.get("component_of")) or "_pairs_" in indicator.id


def _prior(indicator: Indicator) -> float:
    if _is_part(indicator):
        return -8.0 if "_pairs_" in indicator.id else -4.0
    if indicator.core is not None:
        return 4.0
    return 0.0 if indicator.raw.get("core_candidate", True) else -2.0


def _codes(indicator: Indicator, catalogue: ReleaseCatalogue) -> set[str]:
    return {catalogue.series[sid].code for sid in indicator.series if sid in catalogue.series}


def _texts(indicator: Indicator, catalogue: ReleaseCatalogue) -> Iterator[tuple[str, str]]:
    """Every text that says what an indicator is about, with its field."""
    raw = indicator.raw
    yield "name", indicator.name
    yield from (("also", text) for text in indicator.synonyms)
    yield from (("also", code) for code in sorted(_codes(indicator, catalogue)) if PLAIN_CODE.fullmatch(code))
    yield "subject", indicator.subject
    yield from (("article", text) for text in raw.get("articles", ()))
    for number, right in enumerate(indicator.rights):
        yield from (("further_right" if number else "right", text) for text in _right_texts(right, catalogue))
    yield from (("people", f"{PEOPLE.get(p, '')} {p.replace('_', ' ')}") for p in indicator.people if p != "everyone")
    yield from (("classes", str(c["label"])) for c in raw.get("classes", ()))
    yield from (("source", text) for text in _source_texts(indicator, catalogue))
    yield from (("dimension", text) for text in _dimension_texts(indicator, catalogue))
    method: dict[str, Any] = raw.get("method") or {}
    yield "custodian", str(method.get("custodian") or "")
    yield "definition", str(method.get("definition") or "")


def _right_texts(right: str, catalogue: ReleaseCatalogue) -> tuple[str, ...]:
    entry = catalogue.rights.get(right, {})
    return (str(entry.get("name", "")), *map(str, entry.get("synonyms", ())))


def _source_texts(indicator: Indicator, catalogue: ReleaseCatalogue) -> Iterator[str]:
    for source in sorted(sources(indicator)):
        entry = catalogue.sources.get(source, {})
        yield from (source, str(entry.get("name", "")), str(entry.get("publisher", "")))


def _dimension_texts(indicator: Indicator, catalogue: ReleaseCatalogue) -> Iterator[str]:
    """Labels of the dimensions and categories that the preferred series publishes."""
    series = catalogue.series.get(indicator.preferred)
    for name, facts in (series.raw.get("dimensions", {}) if series else {}).items():
        dimension = catalogue.dimensions.get(name, {})
        yield str(dimension.get("label", ""))
        codes = set(facts.get("categories", ()))
        yield from (str(c["label"]) for c in dimension.get("categories", ()) if c["code"] in codes)


def sources(indicator: Indicator) -> set[str]:
    """Ids of the sources that publish an indicator, in any of its series."""
    return {sid.partition(":")[0] for sid in indicator.series} | {str(indicator.raw.get("source", ""))} - {""}


def _written(entry: Entry, catalogue: ReleaseCatalogue) -> Iterator[str]:
    """Words as written, for the correction of spelling; definitions are left out."""
    indicator = entry.indicator
    yield from (
        w
        for text in (indicator.name, indicator.subject, *indicator.synonyms)
        for w in (*fold(text), *fold(text.replace("-", "")))
    )
    yield from (w for right in indicator.rights for text in _right_texts(right, catalogue) for w in fold(text))
