"""An indicator as the finder sees it: its words by where they stand, its phrases, its place in the order of listing.

Invariant: in a language other than English every text counts in both, so that an English synonym finds it there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from data.catalogue import Indicator, ReleaseCatalogue
from data.finder_text import fold
from data.finder_vocabulary import Vocabulary, vocabulary
from data.finder_words import PEOPLE
from data.words import SOURCE, Words

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
PLAIN_CODE = re.compile(r"[A-Za-z]+")
FEW = 25  # countries; what fewer have stands behind what more have


class Place(NamedTuple):
    """Where a word stands in an indicator's texts."""

    weight: float
    field: str


class Phrase(NamedTuple):
    """A name or synonym as stems, with the text a reader sees."""

    stems: tuple[str, ...]
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator as the finder sees it. ``prior`` puts whole and core indicators before parts and rare ones."""

    indicator: Indicator
    terms: dict[str, Place]
    phrases: tuple[Phrase, ...]
    prior: float
    order: tuple[int, bool, bool, str]


@dataclass(frozen=True)
class Tongue:
    """A catalogue read in one language. Texts that many indicators share are taken apart once."""

    catalogue: ReleaseCatalogue
    words: Words
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def vocabulary(self) -> Vocabulary:
        """Words that say nothing, little or something else."""
        return vocabulary(self.words.lang)

    def content(self, text: str) -> tuple[str, ...]:
        """Stems of the words of a text that say something."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self.vocabulary.content(text)
        return found

    def said(self, text: str) -> tuple[str, ...]:
        """A text in this language and, where it differs, in English."""
        own = self.words.text(text)
        return (own,) if self.words.lang == SOURCE or own == text else (own, text)


def build_entry(indicator: Indicator, tongue: Tongue, rights: list[str]) -> Entry:
    """The indicator as this language has it."""
    terms: dict[str, Place] = {}
    for where, text in _texts(indicator, tongue.catalogue):
        place = Place(WEIGHT[where], where)
        for said in tongue.said(text):
            joined = tongue.content(said.replace("-", "")) if "-" in said else ()  # "pretrial" is "pre-trial" too
            for term in (*tongue.content(said), *joined):
                if term not in terms or terms[term].weight < place.weight:
                    terms[term] = place
    codes = sorted(code for code in codes_of(indicator, tongue.catalogue) if PLAIN_CODE.fullmatch(code))
    phrases = [
        Phrase(tongue.content(said), where, said)
        for where, texts in (("name", (indicator.name,)), ("also", (*indicator.synonyms, *codes)))
        for text in texts
        for said in tongue.said(text)
    ]
    first = indicator.rights[0]
    is_part = _is_part(indicator)
    order = (rights.index(first) if first in rights else len(rights), indicator.core is None, is_part, indicator.name)
    return Entry(indicator, terms, tuple(p for p in phrases if p.stems), _prior(indicator, tongue.catalogue), order)


def _is_part(indicator: Indicator) -> bool:
    return bool(indicator.raw.get("component_of")) or "_pairs_" in indicator.id


def _prior(indicator: Indicator, catalogue: ReleaseCatalogue) -> float:
    if _is_part(indicator):
        return -8.0 if "_pairs_" in indicator.id else -4.0
    if indicator.core is not None:
        return 4.0
    series = catalogue.series.get(indicator.preferred)
    if series is not None and 0 < series.raw.get("countries", 0) < FEW:
        return -8.0
    return 0.0 if indicator.raw.get("core_candidate", True) else -2.0


def codes_of(indicator: Indicator, catalogue: ReleaseCatalogue) -> set[str]:
    """The publishers' own codes of an indicator's series."""
    return {catalogue.series[sid].code for sid in indicator.series if sid in catalogue.series}


def sources_of(indicator: Indicator) -> set[str]:
    """Ids of the sources that publish an indicator, in any of its series."""
    return {sid.partition(":")[0] for sid in indicator.series} | {str(indicator.raw.get("source", ""))} - {""}


def right_texts(right: str, catalogue: ReleaseCatalogue) -> tuple[str, ...]:
    """Name and synonyms of a right."""
    entry = catalogue.rights.get(right, {})
    return (str(entry.get("name", "")), *map(str, entry.get("synonyms", ())))


def written_words(entry: Entry, tongue: Tongue) -> Iterator[str]:
    """Words as written, for the correction of spelling; definitions are left out."""
    indicator = entry.indicator
    for text in (indicator.name, indicator.subject, *indicator.synonyms):
        for said in tongue.said(text):
            yield from fold(said)
            if "-" in said:
                yield from fold(said.replace("-", ""))
    for right in indicator.rights:
        for text in right_texts(right, tongue.catalogue):
            for said in tongue.said(text):
                yield from fold(said)


def _texts(indicator: Indicator, catalogue: ReleaseCatalogue) -> Iterator[tuple[str, str]]:
    """Every text that says what an indicator is about, with its field."""
    raw = indicator.raw
    yield "name", indicator.name
    yield from (("also", text) for text in indicator.synonyms)
    yield from (("also", code) for code in sorted(codes_of(indicator, catalogue)) if PLAIN_CODE.fullmatch(code))
    yield "subject", indicator.subject
    yield from (("article", text) for text in raw.get("articles", ()))
    for number, right in enumerate(indicator.rights):
        yield from (("further_right" if number else "right", text) for text in right_texts(right, catalogue))
    yield from _people_texts(indicator)
    yield from (("classes", str(c["label"])) for c in raw.get("classes", ()))
    yield from (("source", text) for text in _source_texts(indicator, catalogue))
    yield from (("dimension", text) for text in _dimension_texts(indicator, catalogue))
    method: dict[str, Any] = raw.get("method") or {}
    yield "custodian", str(method.get("custodian") or "")
    yield "definition", str(method.get("definition") or "")


def _people_texts(indicator: Indicator) -> Iterator[tuple[str, str]]:
    for group in indicator.people:
        if group != "everyone":
            yield "people", PEOPLE.get(group, "")
            yield "people", group.replace("_", " ")


def _source_texts(indicator: Indicator, catalogue: ReleaseCatalogue) -> Iterator[str]:
    for source in sorted(sources_of(indicator)):
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
