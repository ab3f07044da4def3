"""Reads a number as a publisher wrote it, and writes it back the same.

Invariant: ``format_number(value, decimals)`` equals the text wherever ``text_is_plain`` says so.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from data.model import Qualifier

PLAIN = re.compile(r"-?\d+(\.\d+)?")
NUMBER = re.compile(r"([<>]?)\s*([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)")


class Parsed(NamedTuple):
    """Number (NaN where there is none), how the text relates to it, digits after the point."""

    value: float
    qualifier: Qualifier
    decimals: int


def parse_number(text: str, no_value_texts: tuple[str, ...] = ()) -> Parsed | None:
    """The text as a number; None where it is neither a number nor a known way of saying that there is none.

    ``<2.5`` gives (2.5, BELOW, 1): the number is the limit, never the value.
    """
    text = text.strip()
    if text in no_value_texts:
        return Parsed(math.nan, Qualifier.NO_VALUE, 0)
    match = NUMBER.fullmatch(text)
    if match is None or math.isinf(float(match[2])):
        return None
    mantissa, _, exponent = match[2].lower().partition("e")
    decimals = max(0, len(mantissa.partition(".")[2]) - int(exponent or 0))
    return Parsed(float(match[2]), Qualifier(match[1] or "="), min(decimals, 17))


def format_number(value: float, decimals: int) -> str:
    """The number with that many digits after the point."""
    return f"{value:.{decimals}f}"


def is_plain(text: str, parsed: Parsed) -> bool:
    """Whether value and decimals alone give the text back."""
    return parsed.qualifier is Qualifier.EXACT and format_number(parsed.value, parsed.decimals) == text
