"""Words and numbers in the reader's language.

Invariant: every text that a reader sees passes through ``Words``; a missing translation falls back to English.
"""

from __future__ import annotations

import gettext as gettext_module
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

TRANSLATIONS = Path(__file__).parents[1] / "translations"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Words:
    """Translations and number format of one language."""

    lang: str
    locale: Locale
    catalogue: gettext_module.NullTranslations

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language, ``%(name)s`` filled in."""
        translated = self.catalogue.gettext(message)
        return translated % values if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form of the message that the count asks for; ``%(count)s`` is the formatted count."""
        translated = self.catalogue.ngettext(one, many, count)
        return translated % {"count": self.number(count), **values}

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as this language writes it, with that many digits after the point."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self.locale)).replace("-", MINUS)

    def listing(self, items: list[str]) -> str:
        """Items joined as in a sentence."""
        if len(items) < 2:
            return "".join(items)
        return self.text("%(items)s and %(last)s", items=", ".join(items[:-1]), last=items[-1])


@lru_cache(maxsize=8)
def words(lang: str = "en") -> Words:
    """Words of a language; an unknown one gives English."""
    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return words("en")
    catalogue = gettext_module.translation("messages", TRANSLATIONS, [lang], fallback=True)
    return Words(lang, locale, catalogue)
