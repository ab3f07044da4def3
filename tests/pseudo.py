"""A language for tests in which every translated text stands in brackets, so that what is not translated shows.

Invariant: only what passes through Words is bracketed; what is filled in stands inside the brackets of its sentence.
"""

from __future__ import annotations

import gettext
import re
from html.parser import HTMLParser

from babel import Locale

from data.words import Words

SPOKEN = ("aria-label", "aria-description", "aria-roledescription", "alt", "title", "placeholder", "label")


class Bracketed(gettext.NullTranslations):
    """Translates by putting brackets around a text."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def pseudo_words() -> Words:
    """Words of that language; numbers, dates and names of areas as in French."""
    return Words("fr", Locale("fr"), Bracketed())


class VisibleText(HTMLParser):
    """Texts and spoken attributes of a piece of HTML; what is marked as English or as code is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def is_hidden(self) -> bool:
        """Whether this place is no text in the reader's language."""
        return any(hidden for _, hidden in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        hidden = tag in ("style", "script", "code") or values.get("lang") == "en"
        hidden = hidden or values.get("translate") == "no" or "mono" in (values.get("class") or "").split()
        if tag not in ("br", "hr", "img", "input", "link", "meta", "col"):
            self.open.append((tag, hidden))
        if not self.is_hidden:
            self.found += [value for key, value in attrs if key in SPOKEN and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_hidden and data.strip():
            self.found.append(data.strip())


def outside_brackets(text: str) -> str:
    """What of a text is not translated."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text
