"""Reads the two forms: what was sent, cleaned, or everything that is wrong with it.

Invariant: no text that passes holds control or direction-changing characters, or is longer than its limit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from components.exhibits.registry import KINDS
from components.feedback import ABOUT, PEOPLE
from data.release import ID
from data.store import Store
from data.view_state import PAGE_KEYS, read_query, to_query
from data.words import Words

MOST, LEAST, LONGEST_LINK, LONGEST_QUERY = 2000, 20, 400, 800
HONEYPOT = "website"  # a field that nobody sees and programs fill in
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:\+|00)\d[\d ().-]{7,}\d")


@dataclass(frozen=True)
class Sent:
    """What was sent: values to keep, and the faults by field."""

    values: dict[str, str]
    faults: dict[str, str]
    is_machine: bool


def cleaned(text: str) -> str:
    """A text in one form, without what cannot be seen; line breaks stay."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return UNSEEN.sub("", plain).strip()


def _text(form: Mapping[str, str], words: Words, faults: dict[str, str]) -> str:
    text = cleaned(form.get("text", ""))
    if len(text) < LEAST:
        faults["text"] = words.text("Write at least %(count)s characters.", count=str(LEAST))
    elif len(text) > MOST:
        faults["text"] = words.text("Write at most %(count)s characters.", count=words.number(MOST))
    elif PERSONAL.search(text):
        faults["text"] = words.text("Leave out e-mail addresses and telephone numbers: this text may become public.")
    return text


def _link(form: Mapping[str, str], words: Words, faults: dict[str, str]) -> str:
    link = cleaned(form.get("link", ""))
    if not link:
        return ""
    if not _is_address(link) or len(link) > LONGEST_LINK:
        faults["link"] = words.text("The link must begin with http:// or https://.")
    return link


def _is_address(link: str) -> bool:
    """Whether it can be followed, and says nothing of who follows it."""
    try:
        parts = urlsplit(link)
    except ValueError:  # no host that there can be
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and "@" not in parts.netloc
        and not re.search(r"\s", link)
    )


def read_question(store: Store, form: Mapping[str, str], words: Words) -> Sent:
    """A question about a figure."""
    faults: dict[str, str] = {}
    values = {"text": _text(form, words, faults), "link": _link(form, words, faults)}
    about = form.get("about", "")
    if about not in ABOUT:
        faults["about"] = words.text("Choose what seems wrong.")
    values["about"] = about if about in ABOUT else ""
    values |= view_of(store, form)
    return Sent(values, faults, bool(form.get(HONEYPOT)))


def view_of(store: Store, given: Mapping[str, str]) -> dict[str, str]:
    """The view that a question is about, as far as the release knows it; what cannot be read is left out."""
    kind, release = given.get("kind", ""), given.get("release", "")
    query = {key: value[:LONGEST_QUERY] for key, value in given.items() if key in PAGE_KEYS}
    state, _notices = read_query(query)
    known = state.indicator in store.catalogue.indicators
    areas = [area for area in state.area if area in store.catalogue.areas]
    return {
        "view_kind": kind if kind in KINDS else "",
        "view_query": to_query(state.but(theme="", lang=""))[:LONGEST_QUERY],
        "view_release": release if ID.fullmatch(release) else "",
        "indicator": state.indicator if known else "",
        "area": ",".join(areas[:8]),
    }


def read_proposal(store: Store, form: Mapping[str, str], words: Words) -> Sent:
    """A proposal of what should be measured."""
    faults: dict[str, str] = {}
    values = {"text": _text(form, words, faults), "link": _link(form, words, faults)}
    right, people = form.get("right", ""), form.get("people", "")
    if right not in store.catalogue.rights:
        faults["right"] = words.text("Choose a right.")
    if people and people not in PEOPLE:
        faults["people"] = words.text("Choose a group from the list.")
    values |= {"right": right if not faults.get("right") else "", "people": people if people in PEOPLE else ""}
    return Sent(values, faults, bool(form.get(HONEYPOT)))
