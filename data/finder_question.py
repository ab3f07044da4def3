"""Takes a question apart: the places it names, its topic, and the words of the topic that count.

Invariant: what names no place stays in the topic as it was written; a question of any length is read to a fixed length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from data.finder_index import Index
from data.finder_text import fold
from data.finder_words import STOP

MAX_QUERY = 200  # characters that are read
YEAR = re.compile(r"(?:1[7-9]|20)\d\d")


class Asked(NamedTuple):
    """``words`` are those of the topic in lower case, without parts of the world and words that say nothing.

    ``is_open``: there is no topic at all; nothing is asked, or only places are named.
    """

    areas: tuple[str, ...]
    topic: str
    words: tuple[str, ...]
    is_open: bool


def take_apart(index: Index, query: str) -> Asked:
    """A question as typed, such as "torture Egypt"."""
    text = query[:MAX_QUERY].strip()
    chunks = [(chunk, index.places.words(chunk)) for chunk in text.split()]
    written = [word for _, words in chunks for word in words]
    spans = index.places.find(written, index.is_topic)
    named = {n for span in spans if span.ids for n in range(span.start, span.end)}
    apart = {n for span in spans for n in range(span.start, span.end)}
    rest = [word.casefold() for n, word in enumerate(written) if n not in apart]
    meant = tuple(dict.fromkeys(w for w in rest if w not in STOP and not YEAR.fullmatch(w)))
    return Asked(
        areas=tuple(dict.fromkeys(area for span in spans for area in span.ids)),
        topic=_topic(chunks, named) if named else text,
        words=meant,
        is_open=not text or (bool(spans) and not meant),
    )


def _topic(chunks: list[tuple[str, list[str]]], named: set[int]) -> str:
    """What remains of a question without the words that name places and the words that tied them to it."""
    kept: list[str] = []
    position = 0
    for chunk, words in chunks:
        rest = [word for n, word in enumerate(words, start=position) if n not in named]
        position += len(words)
        if len(rest) == len(words):
            kept.append(chunk)
        else:
            _drop_ties(kept)
            kept += rest
    _drop_ties(kept)
    while kept and _ties(kept[0]):
        kept.pop(0)
    return " ".join(kept)


def _drop_ties(kept: list[str]) -> None:
    while kept and _ties(kept[-1]):
        kept.pop()


def _ties(chunk: str) -> bool:
    return all(word in STOP for word in fold(chunk))
