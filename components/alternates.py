"""The languages of the interface, and the same view in another one of them.

Invariant: an address in another language differs in ``lang`` alone; the default language is never written.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from components.links import DEFAULT_LANG

LANGUAGES = {"en": "English", "fr": "Français"}
LOCALE = {"en": "en_GB", "fr": "fr_FR"}
MAX_KEYS = 40


@dataclass(frozen=True, slots=True)
class Alternate:
    """One language: its own name for itself and the address of the view in it."""

    lang: str
    name: str
    href: str
    is_current: bool


def in_language(address: str, lang: str) -> str:
    """The address with this language in the place of the one it has."""
    path, _, query = address.partition("?")
    kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True)[:MAX_KEYS] if key != "lang"]
    if lang != DEFAULT_LANG:
        kept.append(("lang", lang))
    return path + ("?" + urlencode(kept, safe=",;:.@-_~", quote_via=quote) if kept else "")


def alternates(address: str, current: str) -> list[Alternate]:
    """The view in every language of the interface, in the order of :data:`LANGUAGES`."""
    return [Alternate(lang, name, in_language(address, lang), lang == current) for lang, name in LANGUAGES.items()]
