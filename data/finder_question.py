"""Takes a question apart: the places it names, its topic, and the words of the topic that count.

Invariant: what names no place stays in the topic as it was written; a question of any length is read to a fixed length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from data.finder_index import Index
from data.finder_text import fold

MAX_QUERY = 200  # characters that are read
YEAR = re.compile(r"(?:1[7-9]|20)\d\d")


class Asked(NamedTuple):
    """``words`` are those of the topic in lower case, without parts of the world and words that say nothing.

    ``year`` is the last one that stands in the question. ``is_regional``: it names a part of the world. ``is_open``:
    there is no topic at all; nothing is asked, or only places are named.
    """

    areas: tuple[str, ...]
    topic: str
    words: tuple[str, ...]
    year: int | None
    is_regional: bool
    is_open: bool


def take_apart(index: Index, query: str) -> Asked:
    """A question as typed, such as "torture Egypt"."""
    text = query[:MAX_QUERY].strip()
    chunks = [(chunk, index.places.words(chunk)) for chunk in text.split()]
    written = [word for _, words in chunks for word in words]
    stop = index.vocabulary.stop
    spans = index.places.find(written, index.is_topic)
    named = {n for span in spans if span.ids for n in range(span.start, span.end)}
    apart = {n for span in spans for n in range(span.start, span.end)}
    rest = [word.casefold() for n, word in enumerate(written) if n not in apart]
    meant = tuple(dict.fromkeys(w for w in rest if w not in stop and not YEAR.fullmatch(w)))
    return Asked(
        areas=tuple(dict.fromkeys(area for span in spans for area in span.ids)),
        topic=_topic(chunks, named, stop) if named else text,
        words=meant,
        year=next((int(word) for word in reversed(rest) if YEAR.fullmatch(word)), None),
        is_regional=any(not span.ids for span in spans),
        is_open=not text or (bool(spans) and not meant),
    )


def _topic(chunks: list[tuple[str, list[str]]], named: set[int], stop: frozenset[str]) -> str:
    """What remains of a question without the words that name places and the words that tied them to it."""
    kept: list[str] = []
    position = 0
    for chunk, words in chunks:
        rest = [word for n, word in enumerate(words, start=position) if n not in named]
        position += len(words)
        if len(rest) == len(words):
            kept.append(chunk)
        else:
            _drop_ties(kept, stop)
            kept += rest
    _drop_ties(kept, stop)
    while kept and _ties(kept[0], stop):
        kept.pop(0)
    return " ".join(kept)


def _drop_ties(kept: list[str], stop: frozenset[str]) -> None:
    while kept and _ties(kept[-1], stop):
        kept.pop()


def _ties(chunk: str, stop: frozenset[str]) -> bool:
    return all(word in stop for word in fold(chunk))
