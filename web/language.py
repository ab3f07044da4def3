"""The reader's language for what is written outside a page's own builder: errors and refusals.

Invariant: the language is read from the address alone, no cookie and no header, so a shared link reads the same.
"""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel, get_locale

from data.words import TRANSLATIONS, Words, words
from web.resolve import language_of


def install(server: Flask) -> None:
    """Let flask-babel choose by the query."""
    Babel(
        server,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: language_of(request.args),
    )


def reader_words() -> Words:
    """Words of the language that this request asks for."""
    return words(str(get_locale() or "en"))
