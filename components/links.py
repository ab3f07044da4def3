"""Addresses within the site: canonical, below the release that is read, in the reader's language.

Invariant: every link of a page is made here, so a reader never falls out of a pinned release or a language unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from data.view_state import ViewState, to_query

DEFAULT_LANG = "en"


def address(state: ViewState, path: str = "/", **changes: object) -> str:
    """Address of a state with some parts changed; below the release's own path where the state is pinned."""
    changed = state.but(**changes)
    prefix = f"/r/{changed.release}" if changed.release else ""
    query = to_query(changed)
    return f"{prefix}{path}" + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Site:
    """Where links lead from here: ``release`` is empty unless the page is pinned, ``lang`` is that of the page."""

    release: str = ""
    lang: str = DEFAULT_LANG

    @property
    def start(self) -> ViewState:
        """A state with nothing chosen but release and language."""
        return ViewState(release=self.release, lang="" if self.lang == DEFAULT_LANG else self.lang)

    def to(self, path: str = "/", **state: object) -> str:
        """Address of a path with these parts of the state."""
        return address(self.start, path, **state)

    def explore(self, indicator: str, **state: object) -> str:
        """The map page of an indicator."""
        return self.to("/", indicator=indicator, **state)

    def indicator(self, indicator: str, **state: object) -> str:
        """Everything about an indicator."""
        return self.to(f"/indicator/{quote(indicator, safe='')}", **state)

    def country(self, iso3: str, **state: object) -> str:
        """The page of a country or territory."""
        return self.to(f"/country/{quote(iso3, safe='')}", **state)

    def group(self, group: str, **state: object) -> str:
        """The pack of a group of countries."""
        return self.to(f"/group/{quote(group, safe=',@')}", **state)

    def right(self, right: str, **state: object) -> str:
        """The page of a right."""
        return self.to(f"/right/{quote(right, safe='')}", **state)

    def compare(self, **state: object) -> str:
        """Countries against a group."""
        return self.to("/compare", **state)

    def gaps(self, **state: object) -> str:
        """Who is missing, who reports, how late."""
        return self.to("/gaps", **state)

    def treaties(self, **state: object) -> str:
        """States and the instruments they joined."""
        return self.to("/treaties", **state)

    def signals(self, **state: object) -> str:
        """Changes that the published intervals tell apart."""
        return self.to("/signals", **state)

    def method(self, anchor: str = "") -> str:
        """The methodology, or one place in it."""
        return self.to("/methodology") + (f"#{anchor}" if anchor else "")

    def decision(self, number: str) -> str:
        """One decision record."""
        return self.method(f"decision-{number}")

    def find(self, question: str) -> str:
        """The answers to a question."""
        base = self.to("/")
        return f"{base}{'&' if '?' in base else '?'}q={quote(question, safe='')}"

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Names and values that a GET form carries along in hidden fields."""
        return () if self.lang == DEFAULT_LANG else (("lang", self.lang),)


def site_of(state: ViewState) -> Site:
    """The surroundings of a state."""
    return Site(state.release, state.lang or DEFAULT_LANG)
