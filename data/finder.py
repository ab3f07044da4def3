"""Finds indicators by words, codes, right, kind, people and source, and reads places out of a question.

Invariant: the same question to the same release gives the same hits in the same order; what nothing here answers finds
nothing rather than something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from data.catalogue import Indicator, ReleaseCatalogue
from data.finder_entry import Entry, sources_of
from data.finder_index import Index, Term
from data.finder_question import Asked, take_apart
from data.finder_rank import Found, by_words, rank, speaking
from data.finder_words import PEOPLE
from data.model import IndicatorKind
from data.views.labels import KIND
from data.words import Words
from data.words import words as words_of

MAX_KEPT = 8  # indexes
NEAR = 0.38  # share of a question, by weight and prominence, to which a right must speak to be called near

_KEPT: dict[tuple[str, str], Index] = {}


@dataclass(frozen=True)
class Hit:
    """An indicator that answers; ``right`` is the first it names, ``why`` says what matched."""

    id: str
    name: str
    right: str
    kind: str
    source: str
    why: str
    score: float
    also: str = ""


@dataclass(frozen=True)
class Question:
    """A question taken apart: places by id, what remains, the right that it names, if any, and the year.

    ``is_whole``: the topic is that right's very name. ``is_regional``: a part of the world is named, which is no place.
    """

    areas: tuple[str, ...]
    topic: str
    right: str | None
    year: int | None = None
    is_whole: bool = False
    is_regional: bool = False


def index_of(catalogue: ReleaseCatalogue, words: Words | None = None) -> Index:
    """The index of a catalogue in a language; kept for the few last ones."""
    words = words or words_of()
    key = (catalogue.release, words.lang)
    kept = _KEPT.get(key)
    if kept is None or kept.catalogue is not catalogue:
        others = (index for index in _KEPT.values() if index.catalogue is catalogue)
        other = next(others, None)
        kept = Index(catalogue, words, other.places if other is not None else None)
        if len(_KEPT) >= MAX_KEPT:
            _KEPT.clear()
        _KEPT[key] = kept
    return kept


def search(
    catalogue: ReleaseCatalogue,
    query: str,
    limit: int = 20,
    right: str = "",
    kind: str = "",
    people: str = "",
    source: str = "",
    words: Words | None = None,
) -> list[Hit]:
    """Indicators that answer a question, best first.

    Without a topic: all that the facets leave, by right, core first. An unknown facet leaves none.
    """
    words = words or words_of()
    index = index_of(catalogue, words)
    asked = take_apart(index, query)
    limit = max(limit, 0)
    allowed = {
        number
        for number, entry in enumerate(index.entries)
        if _is_allowed(entry.indicator, right, kind, people, source)
    }
    if asked.is_open:
        listed = sorted(allowed, key=lambda n: _listing(index.entries[n], right))
        return [_listed(index, n, words) for n in listed[:limit]]
    terms = _terms(index, asked)
    return [_hit(index.entries[f.number], f, terms, words) for f in rank(index, asked.topic, terms, allowed)[:limit]]


def parse_question(catalogue: ReleaseCatalogue, query: str, words: Words | None = None) -> Question:
    """Places, topic and year of a question such as "torture Egypt", and the right that its topic names."""
    index = index_of(catalogue, words)
    asked = take_apart(index, query)
    right = _named_right(index, asked)
    is_whole = right is not None and _is_whole(index, asked, right)
    return Question(asked.areas, asked.topic, right, asked.year, is_whole, asked.is_regional)


def nearest_rights(catalogue: ReleaseCatalogue, query: str, limit: int = 3, words: Words | None = None) -> list[str]:
    """Rights that a question speaks of though nothing answers it, nearest first."""
    index = index_of(catalogue, words)
    asked = take_apart(index, query)
    near: dict[str, float] = {}
    for number, share in speaking(index, _terms(index, asked)).items():
        right = index.entries[number].indicator.rights[0]
        near[right] = max(near.get(right, 0.0), share)
    named = _named_right(index, asked)
    order = list(catalogue.rights)
    found = sorted((r for r in near if near[r] >= NEAR and r != named), key=lambda r: (-near[r], order.index(r)))
    return ([named] if named else [])[:limit] + found[: max(limit - bool(named), 0)]


def facets(catalogue: ReleaseCatalogue, words: Words | None = None) -> dict[str, list[tuple[str, str, int]]]:
    """For each facet its values as (id, label, number of indicators), in order of display; none without indicators."""
    words = words or words_of("en")
    indicators = list(catalogue.indicators.values())
    labels: dict[str, dict[str, str]] = {
        "right": {rid: str(right["name"]) for rid, right in catalogue.rights.items()},
        "kind": {kind.value: KIND[kind] for kind in IndicatorKind},
        "people": _people_labels(indicators),
        "source": {sid: str(entry["name"]) for sid, entry in sorted(catalogue.sources.items())},
    }
    counts = {
        "right": Counter(right for i in indicators for right in i.rights),
        "kind": Counter(i.kind.value for i in indicators),
        "people": Counter(group for i in indicators for group in i.people),
        "source": Counter(source for i in indicators for source in sources_of(i)),
    }
    return {
        facet: [(i, words.text(label), counts[facet][i]) for i, label in values.items() if counts[facet][i]]
        for facet, values in labels.items()
    }


def _people_labels(indicators: Iterable[Indicator]) -> dict[str, str]:
    others = sorted({group for i in indicators for group in i.people} - PEOPLE.keys())
    return PEOPLE | {group: group.replace("_", " ").capitalize() for group in others}


def _is_allowed(indicator: Indicator, right: str, kind: str, people: str, source: str) -> bool:
    return (
        (not right or right in indicator.rights)
        and (not kind or kind == indicator.kind.value)
        and (not people or people in indicator.people)
        and (not source or source in sources_of(indicator))
    )


def _listing(entry: Entry, right: str) -> tuple[object, ...]:
    """Order without a topic. Where a right is chosen, those that name it first stand first."""
    return (bool(right) and entry.indicator.rights[0] != right, *entry.order)


def _terms(index: Index, asked: Asked) -> tuple[Term, ...]:
    return tuple(index.term(word) for word in asked.words)


def _named_right(index: Index, asked: Asked) -> str | None:
    """The right whose name or synonym the topic holds: that of the best answer, else the one named at most length."""
    terms = _terms(index, asked)
    named = [(-len(stems), rid) for stems, rid in index.rights if stems and _say(terms, stems)]
    if not named:
        return None
    everything = set(range(len(index.entries)))
    found = by_words(index, terms, everything)
    best = min(found, key=lambda f: (-f.score, index.entries[f.number].order), default=None)
    first = index.entries[best.number].indicator.rights[0] if best is not None else None
    return first if first in {rid for _, rid in named} else min(named, key=lambda pair: pair[0])[1]


def _say(terms: tuple[Term, ...], stems: tuple[str, ...]) -> bool:
    """Whether some terms in a row may stand for these stems."""
    spare = len(terms) - len(stems)
    return any(all(terms[start + n].says(other) for n, other in enumerate(stems)) for start in range(spare + 1))


def _is_whole(index: Index, asked: Asked, right: str) -> bool:
    """Whether the topic is the very name of a right, or that right and words that count little."""
    topic = _telling(index, " ".join(asked.words))
    name = str(index.catalogue.rights[right]["name"])
    return bool(topic) and any(topic == _telling(index, said) for said in index.tongue.said(name))


def _telling(index: Index, text: str) -> set[str]:
    return set(index.tongue.content(text)) - index.vocabulary.weak


def _listed(index: Index, number: int, words: Words) -> Hit:
    indicator = index.entries[number].indicator
    name = index.catalogue.rights.get(indicator.rights[0], {}).get("name", indicator.rights[0])
    return _as_hit(indicator, words.text("right: %(name)s", name=words.text(str(name))), 0.0)


def _hit(entry: Entry, found: Found, terms: tuple[Term, ...], words: Words) -> Hit:
    also = ""
    if not found.code:
        why, also = _why(entry, terms, words)
    elif found.is_goal:
        why = words.text("SDG %(number)s", number=found.code)
    else:
        why = words.text("code %(code)s", code=found.code)
    return _as_hit(entry.indicator, why, found.score, also)


def _as_hit(indicator: Indicator, why: str, score: float, also: str = "") -> Hit:
    source = str(indicator.raw.get("source", indicator.preferred.partition(":")[0]))
    right, kind = indicator.rights[0], indicator.kind.value
    return Hit(indicator.id, indicator.name, right, kind, source, why, round(score, 2), also)


def _why(entry: Entry, terms: tuple[Term, ...], words: Words) -> tuple[str, str]:
    """What matched, in words: the name, a synonym, or the field in which the words weigh most; and that synonym."""
    meant = {meaning for term in terms for meaning, _ in term.means if meaning in entry.terms}
    phrase = max(entry.phrases, key=lambda p: len(meant.intersection(p.stems)), default=None)
    if phrase is not None and meant.intersection(phrase.stems):
        if phrase.field == "name":
            return words.text("name"), ""
        return words.text("also: %(phrase)s", phrase=phrase.text), phrase.text
    field = max(entry.terms[m] for m in meant).field
    return {
        "right": words.text("right"),
        "further_right": words.text("right"),
        "people": words.text("people concerned"),
        "source": words.text("source"),
        "custodian": words.text("source"),
        "article": words.text("article"),
        "classes": words.text("classes"),
        "dimension": words.text("groups of people"),
        "definition": words.text("definition"),
    }.get(field, words.text("subject")), ""
