"""How far each language is translated.

Invariant: a message counts as translated exactly where a reader of that language would see it translated.
"""

from __future__ import annotations

import re
from functools import lru_cache

import orjson

from data.words import DOMAINS, SOURCE, TRANSLATIONS, words

MSGID = re.compile(r'^msgid ((?:".*"\n)+)', re.MULTILINE)


@lru_cache(maxsize=16)
def completeness(lang: str) -> dict[str, tuple[int, int]]:
    """Domain (``messages``: the interface, ``catalogue``: the releases) -> (messages translated, all messages)."""
    found = {}
    for domain in DOMAINS:
        path = TRANSLATIONS / f"{domain}.pot"
        ids = message_ids(path.read_text("utf-8")) if path.exists() else []
        reader = words(lang)
        has = sum(lang == SOURCE or (reader.lang == lang and reader.has(message)) for message in ids)
        found[domain] = has, len(ids)
    return found


def message_ids(text: str) -> list[str]:
    """Ids of the messages of a .pot, header left out; its escapes are those of JSON."""
    joined = ("".join(orjson.loads(line) for line in part.splitlines()) for part in MSGID.findall(text))
    return [message for message in joined if message]
