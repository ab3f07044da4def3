"""From an address to its page: the single place where title, canonical address, language, description and status arise.

Invariant: the same release, path and query always give the same page; an address that is not ours gives None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from components.alternates import LANGUAGES as NAMES
from components.compare import build_compare
from components.country import build_country
from components.data_page import build_data
from components.explore import build_explore
from components.gaps import build_gaps
from components.group import build_group
from components.indicator import build_indicator
from components.methodology import build_methodology
from components.page import Page
from components.places import build_places
from components.releases import build_release_diff, build_releases
from components.right import build_right
from components.signals import build_signals
from components.treaties import build_treaties
from data.release import ID
from data.store import Store
from data.view_state import read_query, to_query
from data.words import Words, words
from web.stores import asked_store

LANGUAGES = tuple(NAMES)
PINNED = "/r/"
COUNTRY = "/country/"
INDICATOR = "/indicator/"
CODE = re.compile(rf"{COUNTRY}(?![A-Z]{{3}}$)[A-Za-z]{{3}}")  # a country's code with a small letter in it
MAX_KEPT = 200
MAX_NAME = 250  # a list of sixty countries
FREE = ",@"  # in a path they spell a list or a date of a reader's own


class Builder(Protocol):
    """Makes the page of one address; ``pinned`` says that its links stay below the release's own path."""

    def __call__(self, store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
        """The page for a query."""
        ...


class NamedBuilder(Protocol):
    """Makes the page of one thing, such as the ``KEN`` of ``/country/KEN``."""

    def __call__(
        self, store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False
    ) -> Page | None:
        """The page for a query, None where there is no such thing."""
        ...


ROUTES: dict[str, Builder] = {
    "/": build_explore,
    "/compare": build_compare,
    "/data": build_data,
    "/gaps": build_gaps,
    "/methodology": build_methodology,
    "/places": build_places,
    "/releases": build_releases,
    "/signals": build_signals,
    "/treaties": build_treaties,
}
FOLDERS: dict[str, NamedBuilder] = {
    COUNTRY: build_country,
    "/group/": build_group,
    INDICATOR: build_indicator,
    "/releases/": build_release_diff,
    "/right/": build_right,
}


def split_release(path: str) -> tuple[str, str]:
    """``/r/2026.11.1/methodology`` -> (``2026.11.1``, ``/methodology``); without a release the first part is empty."""
    if not path.startswith(PINNED):
        return "", path
    release, slash, rest = path.removeprefix(PINNED).partition("/")
    return release, slash + rest


def folder_of(own: str) -> tuple[str, str] | None:
    """Folder and name of a path without its release: ``/country/KEN`` -> (``/country/``, ``KEN``); None if not ours."""
    folder, slash, name = own.rpartition("/")
    return (folder + slash, name) if folder + slash in FOLDERS and 0 < len(name) <= MAX_NAME else None


def language_of(query: Mapping[str, str]) -> str:
    """The language that is asked for, if the interface has it."""
    asked = query.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def resolve(path: str, query: Mapping[str, str]) -> Page | None:
    """The page of an address, None where there is none. Raises ReleaseError where its release cannot be opened."""
    release, own = split_release(path)
    if not is_page(path) or (path.startswith(PINNED) and not release):
        return None
    store = asked_store(release)
    if store is None:
        return None
    page = _build(store, own, query, bool(release))
    if page is None:
        return None
    return replace(page, release=store.id, base=f"{PINNED}{release}" if release else "")


def _build(store: Store, own: str, query: Mapping[str, str], is_pinned: bool) -> Page | None:
    reader = words(language_of(query))
    if own in ROUTES:
        return ROUTES[own](store, query, reader, pinned=is_pinned)
    found = folder_of(own)
    return None if found is None else FOLDERS[found[0]](store, found[1], query, reader, pinned=is_pinned)


def is_page(path: str) -> bool:
    """Whether the address has the form of one of ours, whatever its release."""
    own = split_release(path)[1]
    return own in ROUTES or folder_of(own) is not None


def moved(path: str) -> str | None:
    """Where an address with a slash too few or too many, or a code in small letters, is to be found; else None."""
    release, own = split_release(path)
    if path.startswith(PINNED) and not ID.fullmatch(release):
        return None
    if release and not own:
        return f"{path}/"
    bare = own.rstrip("/")
    if bare != own and is_page(bare):
        return f"{PINNED}{release}{bare}" if release else bare
    if CODE.fullmatch(own):
        return path[: -len(own)] + COUNTRY + own.removeprefix(COUNTRY).upper()
    return None


def is_kept(path: str, query: Mapping[str, str], written: str) -> bool:
    """Whether a page may be held in the cache: its address is the canonical spelling and names no free list.

    Any other address is served all the same; it only cannot push out the ones that many readers share.
    """
    if len(path) + len(written) > MAX_KEPT or set(path) & set(FREE):
        return False
    state, notices = read_query(query)
    return (
        not notices
        and to_query(state) == written
        and not state.area
        and not state.peers
        and not (state.vs and COUNTRY in path)
    )
