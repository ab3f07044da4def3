"""Words, numbers and dates in the reader's language.

Invariant: every text that a reader sees passes through ``Words``; a missing translation falls back to English.
"""

from __future__ import annotations

import gettext as gettext_module
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol

TRANSLATIONS = Path(__file__).parents[1] / "translations"
DOMAINS = ("messages", "catalogue")  # the interface; the texts of releases
SOURCE = "en"
REGION = {"en": "en_GB"}  # 17 December 2023
FIRST_OF_MONTH = {"fr": "1er"}
COLON = {"fr": "\u00a0: ", "zh": "："}  # between a label and what it names
SEMICOLON = {"fr": "\u202f; ", "ar": "؛ ", "zh": "；"}  # between items that have commas of their own
MINUS = "\N{MINUS SIGN}"
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True)
class Words:
    """Translations, number and date format of one language."""

    lang: str
    locale: Locale
    catalogue: gettext_module.NullTranslations

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language, ``%(name)s`` filled in."""
        translated = self.catalogue.gettext(message) if message else ""
        return translated % values if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form of the message that the count asks for; ``%(count)s`` is the formatted count."""
        translated = self.catalogue.ngettext(one, many, count)
        return translated % {"count": self.number(count), **values}

    def has(self, message: str) -> bool:
        """Whether this language has the message; where not, ``text`` gives it in English."""
        # gettext hands back the very object that it was given where it knows no other, even if both read the same
        return self.lang == SOURCE or not message or self.catalogue.gettext(message) is not message

    @property
    def colon(self) -> str:
        """The colon between a label and what it names, with its spaces."""
        return COLON.get(self.lang, ": ")

    @property
    def semicolon(self) -> str:
        """The semicolon between items, with its spaces."""
        return SEMICOLON.get(self.lang, "; ")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as this language writes it, with that many digits after the point, ties to the even digit."""
        return f"{Decimal(str(value)):,.{decimals}f}".translate(self._signs)

    @cached_property
    def _signs(self) -> dict[int, str]:
        """What is written for comma, point and hyphen. Babel's own formatting gives the same, ten times slower."""
        group, point = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        return {ord(","): group, ord("."): point, ord("-"): MINUS}

    def date(self, text: str) -> str:
        """``2023-12-17``, ``2022-08`` or ``2022`` as this language writes it; any other text as it is."""
        found = DAY.fullmatch(text)
        if found is None:
            return text
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            value = date(year, month, day or 1)
        except ValueError:
            return text
        if not day:
            return str(format_skeleton("yMMMM", value, locale=self.locale))
        written = str(format_date(value, "long", locale=self.locale))
        first = FIRST_OF_MONTH.get(self.lang)
        return re.sub(r"^1\b", first, written) if first else written

    def listing(self, items: list[str]) -> str:
        """Items joined as in a sentence."""
        return str(format_list(items, locale=self.locale)) if items else ""


@lru_cache(maxsize=8)
def words(lang: str = SOURCE) -> Words:
    """Words of a language; an unknown one gives English."""
    try:
        locale = Locale.parse(REGION.get(lang, lang))
    except (UnknownLocaleError, ValueError):
        return words(SOURCE)
    chain = [gettext_module.translation(domain, TRANSLATIONS, [lang], fallback=True) for domain in DOMAINS]
    chain[0].add_fallback(chain[1])
    return Words(lang, locale, chain[0])
