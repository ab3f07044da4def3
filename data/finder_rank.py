"""Ranks indicators for a question: by code or place among the Goals first, then by words and phrases.

Invariant: an answer speaks to most of the question, and prominently; else there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from data.finder_entry import Entry, Phrase
from data.finder_index import TOPICAL, Index, Term, code_key
from data.finder_text import contains, plain

MIN_COVERAGE = 0.6  # share of the question, by weight of its words, that an answer must speak to
MIN_STRENGTH = 0.3  # how prominently it must: one word found only in a definition just passes, several do not
MIN_OF_BEST = 0.55  # an answer far behind the best one is not shown
CLOSE = 60  # answers by words that are compared by phrase too
BY_WORDS, BY_PHRASE = 60.0, 40.0
CODE, CODE_START, SDG_INDICATOR, SDG_TARGET, SDG_GOAL = 200.0, 150.0, 195.0, 185.0, 170.0
SDG = re.compile(r"\b(\d{1,2}\.[0-9a-z]{1,2})(\.\d{1,2})?\b")
GOAL = re.compile(r"\b(?:sdgs?|goal)\s*(\d{1,2})\b(?!\.)")
CODE_PART = 5  # characters from which the start of a code is recognised


class Found(NamedTuple):
    """An entry that answers, by its number; ``code`` is what was recognised, if it was no word."""

    number: int
    score: float
    code: str = ""
    is_goal: bool = False


def rank(index: Index, topic: str, terms: tuple[Term, ...], allowed: set[int]) -> list[Found]:
    """Answers, best first; equal ones by right, core first."""
    found = {f.number: f for f in by_words(index, terms, allowed)}
    found |= {f.number: f for f in by_code(index, topic) if f.number in allowed}
    ranked = sorted(found.values(), key=lambda f: (-round(f.score, 6), index.entries[f.number].order))
    return [f for f in ranked if f.score >= ranked[0].score * MIN_OF_BEST]


def by_code(index: Index, topic: str) -> list[Found]:
    """Indicators whose id, series code or place among the Sustainable Development Goals the question gives."""
    found: dict[int, Found] = {}

    def add(numbers: Iterable[int], score: float, code: str, is_goal: bool) -> None:
        for number in numbers:
            own = Found(number, score + index.entries[number].prior / 10, code, is_goal)
            found[number] = max(found.get(number, own), own, key=lambda f: f.score)

    lower = plain(topic).lower()
    for match in GOAL.finditer(lower):
        add(index.goals.get(match[1], ()), SDG_GOAL, match[1], True)
    for match in SDG.finditer(lower):
        if match[2]:
            add(index.goals.get(match[0], ()), SDG_INDICATOR, match[0], True)
        add(index.goals.get(match[1], ()), SDG_GOAL if match[2] else SDG_TARGET, match[1], True)
    for part in dict.fromkeys((topic, *topic.split())):
        code = (part.partition(":")[2] or part).partition("@")[0]
        key = code_key(code)
        add(index.codes.get(key, ()), CODE, code, False)
        if "_" in code and len(key) >= CODE_PART:
            add({n for c, ns in index.codes.items() if c.startswith(key) for n in ns}, CODE_START, code, False)
    return list(found.values())


def by_words(index: Index, terms: tuple[Term, ...], allowed: set[int]) -> list[Found]:
    """Indicators whose texts hold enough of the words asked for."""
    whole = sum(term.idf for term in terms)
    if not whole:
        return []
    strength: dict[int, float] = {}
    covered: dict[int, float] = {}
    topical: set[int] = set()
    for term in terms:
        for number, (weight, sure) in _best(index, term).items():
            strength[number] = strength.get(number, 0.0) + term.idf * weight / whole
            covered[number] = covered.get(number, 0.0) + term.idf * sure / whole
            if len(terms) == 1 or weight >= TOPICAL * sure:
                topical.add(number)
    passing = [n for n in topical & allowed if strength[n] >= MIN_STRENGTH and covered[n] >= MIN_COVERAGE]
    passing.sort(key=lambda n: (-strength[n], n))
    # as written, and as every word of it is said in the catalogue
    asked = {tuple(term.means[end][0] if term.means else term.stem for term in terms) for end in (0, -1)}
    entries = index.entries
    return [
        Found(n, BY_WORDS * strength[n] + BY_PHRASE * _by_phrase(entries[n], asked) + entries[n].prior)
        for n in passing[:CLOSE]
    ]


def speaking(index: Index, terms: tuple[Term, ...]) -> dict[int, float]:
    """How much of a question each indicator speaks to where words of topics stand, from 0 to 1."""
    whole = sum(term.idf for term in terms)
    shares: dict[int, float] = {}
    for term in terms:
        for number, (weight, sure) in _best(index, term).items():
            if weight >= TOPICAL * sure:
                shares[number] = shares.get(number, 0.0) + term.idf * weight / whole
    return shares


def _best(index: Index, term: Term) -> dict[int, tuple[float, float]]:
    best: dict[int, tuple[float, float]] = {}
    for meaning, sure in term.means:
        for number, weight in index.postings[meaning]:
            own = (weight * sure, sure)
            if number not in best or best[number] < own:
                best[number] = own
    return best


def _by_phrase(entry: Entry, asked: set[tuple[str, ...]]) -> float:
    """How close the question as a whole is to one name or synonym of the indicator, from 0 to 1."""
    return max((_closeness(phrase, way) for phrase in entry.phrases for way in asked), default=0.0)


def _closeness(phrase: Phrase, asked: tuple[str, ...]) -> float:
    """1 where a name is what was asked; less in another order; less again where one holds the other."""
    own = phrase.stems
    if own == asked:
        return 1.0
    short, long = sorted((own, asked), key=len)
    if len(own) < 2 or not set(short).issubset(long):
        return 0.0
    if len(own) == len(asked):
        return 0.8
    return (0.6 if contains(long, short) else 0.4) * len(short) / len(long)
