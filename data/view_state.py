"""The state of a view as an address: one frozen object, one spelling.

Invariant: ``from_query(to_query(state))`` gives the state back; only what differs from the defaults is written, in
one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import quote

from data.model import canonical_dims, parse_dims
from data.words import Words, words

MAP_VIEWS = ("map", "dots", "table", "regions")
COMPARE_VIEWS = ("strip", "ranks", "change", "groups", "multiples", "scatter")
GAP_VIEWS = ("summary", "matrix", "people", "provenance", "timeliness", "silence", "largest")
TREATY_VIEWS = ("matrix", "map", "curve", "delay")
VIEWS = tuple(dict.fromkeys((*MAP_VIEWS, *COMPARE_VIEWS, *GAP_VIEWS, *TREATY_VIEWS)))
ZOOMS = ("world", "africa", "americas", "asia", "europe", "oceania")
SCALES = ("linear", "log")
THEMES = ("auto", "light", "dark")
LANGS = ("en", "fr", "es", "ar", "ru", "zh")
YEAR_MIN, YEAR_MAX = 1700, 2100


@dataclass(frozen=True, slots=True)
class ViewState:
    """What a reader looks at; empty text, None and empty tuples are defaults, ``tol`` None the indicator's own."""

    indicator: str = ""
    right: str = ""
    vs: str = ""
    area: tuple[str, ...] = ()
    year: int | None = None
    span: tuple[int, int] | None = None
    since: str = ""  # written ``from``: the series (vintage) that speaks
    dims: str = ""
    by: str = ""
    region: str = ""
    peers: str = ""
    territories: bool = False
    view: str = ""
    sort: str = ""
    scale: str = ""
    base: int | None = None
    zoom: str = ""
    tol: int | None = None
    override: bool = False
    controls: bool = True
    title: bool = True
    lang: str = ""
    theme: str = ""
    release: str = ""

    def chosen_dims(self) -> dict[str, str]:
        """Categories chosen by the reader."""
        return parse_dims(self.dims)

    def but(self, **changes: Any) -> ViewState:
        """The same state with some parts changed."""
        return replace(self, **changes)


KEY = {"since": "from"}
FIELD = {KEY.get(f.name, f.name): f.name for f in fields(ViewState)}
PAGE_KEYS = frozenset(FIELD) - {"release"}


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


class BadValue(ValueError):
    """A value of the address that cannot be read; ``message`` and ``values`` say what is allowed, in any language."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


def to_query(state: ViewState, skip: Iterable[str] = ("release",)) -> str:
    """Canonical query of a state, without the leading ``?``. The release stands in the path, so it is skipped."""
    left = set(skip)
    parts = []
    default = ViewState()
    for f in fields(ViewState):
        key = KEY.get(f.name, f.name)
        value = getattr(state, f.name)
        if key not in left and value != getattr(default, f.name):
            parts.append(f"{key}={quote(_text(value), safe=',;:.@-_~')}")
    return "&".join(parts)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return "..".join(map(str, value)) if value and isinstance(value[0], int) else ",".join(value)
    return str(value)


def from_query(query: Mapping[str, str]) -> ViewState:
    """State of a query whose every key and value is good. Raises BadValue on the first that is not."""
    state, notices = read_query(query)
    if notices:
        raise BadValue(notices[0])
    return state


def read_query(query: Mapping[str, str], reader: Words | None = None) -> tuple[ViewState, list[str]]:
    """State of a query, and a notice for every key or value that was dropped because it cannot be read."""
    reader = reader or words()
    values: dict[str, Any] = {}
    notices: list[str] = []
    for key, text in query.items():
        if key not in FIELD or key == "release":
            notices.append(reader.text("%(key)s is no parameter of this page.", key=repr(key)))
            continue
        try:
            values[FIELD[key]] = _value(key, text)
        except BadValue as error:
            reason = reader.text(error.message, **error.values)
            ignored = f"{key}={text!r:.60}"
            notices.append(reader.text("%(ignored)s was ignored: %(reason)s.", ignored=ignored, reason=reason))
    return ViewState(**values), notices


def without_empty(query: Mapping[str, str]) -> dict[str, str]:
    """A query as a form sends it, without the fields of ours that a reader left empty: they ask for nothing."""
    return {key: text for key, text in query.items() if text or key not in PAGE_KEYS}


def _value(key: str, text: str) -> object:
    if key in ("year", "base"):
        return _year(text)
    if key == "tol":
        return _number(text, 0, 20)
    if key == "span":
        first, dots, last = text.partition("..")
        years = (_year(first), _year(last))
        if not dots or years[0] > years[1]:
            raise BadValue(_("write it as 2000..2020"))
        return years
    if key in ("override", "controls", "title", "territories"):
        return _one_of(text, ("0", "1")) == "1"
    if key == "area":
        return tuple(dict.fromkeys(_word(part) for part in text.split(",") if part))
    if key == "dims":
        return _dims(_word(text, ";"))
    choices = {"view": VIEWS, "zoom": ZOOMS, "scale": SCALES, "theme": THEMES, "lang": LANGS}
    return _one_of(text, choices[key]) if key in choices else _word(text)


def _dims(text: str) -> str:
    try:
        return canonical_dims(parse_dims(text))
    except ValueError as error:
        raise BadValue(_("each part must be 'dimension:category' and stand once")) from error


def _year(text: str) -> int:
    return _number(text, YEAR_MIN, YEAR_MAX)


def _number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and low <= int(text) <= high):
        raise BadValue(_("it must be a whole number from %(low)s to %(high)s"), low=low, high=high)
    return int(text)


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise BadValue(_("it must be one of %(allowed)s"), allowed=", ".join(allowed))
    return text


def _word(text: str, more: str = "") -> str:
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:@," + more)
    if len(text) > 400 or not set(text) <= allowed:
        raise BadValue(_("it holds characters that no id has"))
    return text
