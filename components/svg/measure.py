"""How wide a text is, and where its lines break: from the widths of the fonts that images are drawn with.

Invariant: a line that is broken here is never wider than asked, unless a single word is.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

SANS, BOLD, SERIF = "sans", "bold", "serif"
FILE = Path(__file__).with_name("widths.json")
WIDE, OTHER = 1000, 620  # of a thousand: Chinese characters, and what no table knows


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(FILE.read_text("utf-8"))
    return found


def width(text: str, size: float, font: str = SANS) -> float:
    """Width of a text in units of its size."""
    table = _widths()[font]
    total = 0
    for letter in text:
        known = table.get(letter)
        if known is None:
            is_wide = unicodedata.east_asian_width(letter) in "WF"
            known = 0 if unicodedata.combining(letter) else WIDE if is_wide else OTHER
        total += known
    return total * size / 1000


def lines(text: str, room: float, size: float, font: str = SANS, most: int = 0) -> list[str]:
    """The text in lines of at most that width; beyond ``most`` lines the last ends with an ellipsis."""
    found: list[str] = []
    line = ""
    for word in _words(text):
        longer = f"{line}{word}" if not line or word.startswith("\u200b") else f"{line} {word}"
        longer = longer.replace("\u200b", "")
        if line and width(longer, size, font) > room:
            found.append(line)
            line = word.replace("\u200b", "")
        else:
            line = longer
    found.append(line)
    found = [one for one in found if one]
    if most and len(found) > most:
        kept = found[:most]
        while kept[-1] and width(f"{kept[-1]}…", size, font) > room:
            kept[-1] = kept[-1].rpartition(" ")[0] or kept[-1][:-1]
        kept[-1] = kept[-1].rstrip(" ,;:") + "…"
        return kept
    return found


def _words(text: str) -> list[str]:
    """Words; Chinese breaks between any two characters, marked so that no space is put there."""
    found: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if unicodedata.east_asian_width(letter) == "W":
                if piece:
                    found.append(piece)
                    piece = ""
                found.append(f"\u200b{letter}" if found and not word.startswith(letter) else letter)
            else:
                piece += letter
        if piece:
            found.append(piece)
    return found
