"""Answers a question that names a place, a right, or both: in whole sentences, with what is missing said as plainly.

Invariant: an answer is what the words of the question find; where nothing measures it, rights nearby are named as such
and never given as the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.answer_parts import (
    Answer,
    PlaceAnswer,
    RightAnswer,
    bare_hit,
    build_answer,
    build_places,
    build_right,
    list_answer,
)
from data.catalogue import AreaInfo
from data.finder import Hit, Question, nearest_rights, parse_question, search
from data.finder_entry import FEW
from data.finder_vocabulary import INDEXED
from data.model import AreaKind, IndicatorKind
from data.store import Store
from data.words import Words
from data.words import words as words_of

FACETS = ("right", "kind", "people", "source")
MAX_AREAS = 4
LIMIT = 12
LISTED = 40  # where nothing is asked but a right, a kind, people or a source


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is answered, best first.

    ``silent`` are further indicators that measure it and have no figure of the places asked for; the best answer of all
    stands first even if it has none. ``is_open``: only places are asked for, no topic.
    """

    asked: str
    names: tuple[str, ...]
    year: int | None
    places: tuple[PlaceAnswer, ...] = ()
    answers: tuple[Answer, ...] = ()
    silent: tuple[Answer, ...] = ()
    right: RightAnswer | None = None
    nothing: str = ""
    near: tuple[RightAnswer, ...] = ()
    note: str = ""
    is_open: bool = False

    @property
    def count(self) -> int:
        """How many indicators answer, with or without a figure."""
        return len(self.answers) + len(self.silent)


def answer_question(
    store: Store, question: str, words: Words, facets: Mapping[str, str] | None = None, limit: int = LIMIT
) -> Answers:
    """What the release has to say to a question; ``facets`` narrow it to a right, a kind, people or a source."""
    chosen = {key: value for key, value in (facets or {}).items() if key in FACETS and value}
    asked, hits, reader = _understood(store, question, words, chosen, limit)
    areas = tuple(store.catalogue.areas[a] for a in asked.areas[:MAX_AREAS])
    names = tuple(area.name(words.lang) for area in areas)
    if not asked.topic and areas:
        return _of_places(store, question, asked, areas, hits if chosen else None, words)
    if not question.strip():
        listed = tuple(list_answer(store, hit, words) for hit in hits)
        return Answers("", (), None, answers=listed, nothing="" if listed else _unanswered("", words))
    if not hits:
        near = nearest_rights(store.catalogue, question, words=reader)
        return Answers(
            asked=question.strip(),
            names=names,
            year=asked.year,
            places=build_places(store, areas, words),
            nothing=_unanswered(asked.topic, words),
            near=tuple(build_right(store, right, words) for right in near),
        )
    if asked.is_whole and asked.right:
        hits = _core_first(store, asked.right, hits, limit)
    found = [build_answer(store, hit, areas, asked.year, words) for hit in hits if _is_told(store, hit, areas)]
    return Answers(
        asked=question.strip(),
        names=names,
        year=asked.year,
        places=build_places(store, areas, words),
        answers=tuple(a for n, a in enumerate(found) if a.has_figure or n == 0),
        silent=tuple(a for n, a in enumerate(found) if n and not a.has_figure),
        right=build_right(store, asked.right, words) if asked.right else None,
        note=_note(store, hits, asked, words),
    )


def _understood(
    store: Store, question: str, words: Words, chosen: dict[str, str], limit: int
) -> tuple[Question, list[Hit], Words]:
    """The question as the reader's language reads it; where that finds nothing, as another one does."""
    limit = limit if question.strip() else max(limit, LISTED)
    languages = [words, *(words_of(lang) for lang in INDEXED if lang != words.lang)]
    readings = []
    for reader in languages:
        asked = parse_question(store.catalogue, question, reader)
        topic = asked.topic if asked.areas else question
        hits = search(store.catalogue, topic, limit, words=reader, **chosen)
        if hits:
            return asked, sorted(hits, key=lambda hit: _has_few(store, hit)), reader
        readings.append((asked, hits, reader))
    return readings[0]


def _has_few(store: Store, hit: Hit) -> bool:
    """Whether so few countries have it that it stands behind what more of them have."""
    raw = store.catalogue.series[store.catalogue.indicators[hit.id].preferred].raw
    return 0 < int(raw["countries"]) < FEW


def _core_first(store: Store, right: str, hits: list[Hit], limit: int) -> list[Hit]:
    """The core indicators of a right that is asked for by name, then what its words find."""
    core = [i for i in store.catalogue.indicators.values() if i.core == right]
    found = {hit.id: hit for hit in hits}
    first = [found.pop(i.id, bare_hit(i)) for i in sorted(core, key=lambda i: i.id)]
    return [*first, *found.values()][:limit]


def _is_told(store: Store, hit: Hit, areas: tuple[AreaInfo, ...]) -> bool:
    """Figures between two places say nothing of one."""
    raw = store.catalogue.series[store.catalogue.indicators[hit.id].preferred].raw
    return not areas or bool(raw["countries"]) or not raw["has_pairs"]


def _unanswered(topic: str, words: Words) -> str:
    if not topic.strip():
        return words.text("No indicator of this release fits.")
    return words.text(
        "No source in this release measures “%(topic)s”. That does not mean that it does not happen.",
        topic=topic.strip(),
    )


def _of_places(
    store: Store, question: str, asked: Question, areas: tuple[AreaInfo, ...], hits: list[Hit] | None, words: Words
) -> Answers:
    """Places alone: their pages first, then the core indicators, or those that the facets leave."""
    catalogue = store.catalogue
    shown = [i for i in catalogue.indicators.values() if i.core is not None]
    if hits is not None:
        shown = [catalogue.indicators[hit.id] for hit in hits]
    order = list(catalogue.rights)
    found: list[Answer] = []
    for indicator in sorted(shown, key=lambda i: (order.index(i.core or i.rights[0]), i.id)):
        found.append(build_answer(store, bare_hit(indicator), areas, asked.year, words))
    is_gone = all(area.kind is AreaKind.HISTORICAL for area in areas)
    return Answers(
        asked=question.strip(),
        names=tuple(area.name(words.lang) for area in areas),
        year=asked.year,
        places=build_places(store, areas, words),
        answers=tuple(a for a in found if a.has_figure),
        silent=() if is_gone else tuple(a for a in found if not a.has_figure),
        is_open=True,
    )


def _note(store: Store, hits: list[Hit], asked: Question, words: Words) -> str:
    """What must be said of the answers as a whole: only promises are on record; a region is not summed up."""
    notes = []
    if {store.catalogue.indicators[hit.id].kind for hit in hits} == {IndicatorKind.STRUCTURAL}:
        notes.append(
            words.text(
                "Only what states have promised or laid down is on record here; no source measures what happens."
            )
        )
    if asked.is_regional and not asked.areas:
        notes.append(words.text("These figures are of countries everywhere; parts of the world are not summed up."))
    return " ".join(notes)
