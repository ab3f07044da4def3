"""Cells as they are written into files: one spelling of numbers, texts that no program takes for a formula.

Invariant: what was written can be read back exactly (``restored``), and no text begins as a formula does.

A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, or with apostrophes before one of these,
gets one apostrophe more in front. Control characters other than tab, line feed and carriage return, and the characters
that turn the direction of writing around, are replaced by U+FFFD: no name of a country needs them.
"""

from __future__ import annotations

import re

from data.canonical import canonical_number

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
SHOWN = "�"


def plain(text: str) -> str:
    """A text without characters that cannot be seen or that turn the writing around."""
    return UNSEEN.sub(SHOWN, text)


def neutralised(text: str) -> str:
    """A text that no program takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    """Inverse of :func:`neutralised`."""
    return text[1:] if NEUTRALISED.match(text) else text


def cell(value: object) -> str:
    """A cell of a text file; numbers stay numbers, also negative ones, and nothing is empty."""
    if isinstance(value, str):
        return neutralised(plain(value))
    return canonical_number(value)
