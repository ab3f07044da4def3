"""What the form of “Use this view” asks for: pinned or live, width, height, theme, language, title, controls.

Invariant: a value that cannot be read is dropped with a notice, as on every page; the rest of the address is the view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.alternates import LANGUAGES
from data.store import Store
from data.view_state import PAGE_KEYS, THEMES, ViewState, read_query, without_empty
from data.words import Words

PIN, IN, LOOK, WIDTH, HEIGHT = "pin", "in", "look", "width", "height"
OWN = (PIN, IN, LOOK, WIDTH, HEIGHT)
LIVE, PINNED = "live", "pinned"
WIDTHS, HEIGHTS = (240, 1600), (160, 3000)


@dataclass(frozen=True, slots=True)
class Dress:
    """How the embed is to look. ``width`` and ``height`` None: as wide as the column, as tall as its content."""

    is_pinned: bool
    lang: str
    theme: str
    width: int | None
    height: int | None


def read_share(
    store: Store, query: Mapping[str, str], words: Words, pinned: bool
) -> tuple[ViewState, Dress, list[str]]:
    """State of the view, dress of the embed, and a notice for all that was dropped."""
    query = without_empty({key: text for key, text in query.items() if text or key not in OWN})
    state, notices = read_query({key: text for key, text in query.items() if key in PAGE_KEYS}, words)
    notices += [
        words.text("%(key)s is no parameter of this page.", key=key[:40])
        for key in query
        if key not in PAGE_KEYS and key not in OWN
    ]
    unknown = [area for area in state.area if area not in store.catalogue.areas]
    notices += [words.text("There is no area %(name)s in this view.", name=area[:20]) for area in unknown]
    state = state.but(
        release=store.id if pinned else "",
        lang="" if words.lang == "en" else words.lang,
        area=tuple(area for area in state.area if area not in unknown),
    )
    dress = Dress(
        is_pinned=_choice(query, PIN, (PINNED if pinned else LIVE, PINNED, LIVE), notices, words) == PINNED,
        lang=_choice(query, IN, (words.lang, *LANGUAGES), notices, words),
        theme=_choice(query, LOOK, THEMES, notices, words),
        width=_size(query, WIDTH, WIDTHS, notices, words),
        height=_size(query, HEIGHT, HEIGHTS, notices, words),
    )
    return state, dress, notices


def _choice(query: Mapping[str, str], key: str, values: tuple[str, ...], notices: list[str], words: Words) -> str:
    text = query.get(key, values[0])
    if text in values:
        return text
    notices.append(_ignored(key, text, ", ".join(dict.fromkeys(values)), words))
    return values[0]


def _size(query: Mapping[str, str], key: str, bounds: tuple[int, int], notices: list[str], words: Words) -> int | None:
    text = query.get(key, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and bounds[0] <= int(text[:6]) <= bounds[1]:
        return int(text)
    notices.append(_ignored(key, text, f"{bounds[0]}–{bounds[1]}", words))
    return None


def _ignored(key: str, text: str, allowed: str, words: Words) -> str:
    return words.text("%(key)s=%(text)s was ignored; allowed: %(allowed)s.", key=key, text=text[:40], allowed=allowed)
