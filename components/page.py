"""A page before it is put into the shell: its head, its status and its content.

Invariant: ``main`` and ``head_extra`` are HTML that our own templates made, already escaped.
"""

from __future__ import annotations

from dataclasses import dataclass

LIVE_SLOT = '<div id="live-slot"></div>'
VOICES_SLOT = '<div id="voices"></div>'  # where questions and replies stand, which no release holds


@dataclass(frozen=True, slots=True)
class Page:
    """What one address shows.

    ``canonical`` is path and query. A page whose ``main`` holds ``LIVE_SLOT`` gets the live layer there; any other page
    loads the small script alone. ``notices`` are what was dropped from the query, for the caller; ``main`` shows them
    itself. ``redirect`` is where the reader is sent instead, for forms whose fields are no part of an address.
    A page that is not ``is_final`` tells of what is still being made, and is written anew each time.
    """

    title: str
    description: str
    canonical: str
    lang: str
    main: str
    head_extra: str = ""
    dir: str = "ltr"
    status: int = 200
    critical_css: str = "critical"
    notices: tuple[str, ...] = ()
    release: str = ""
    base: str = ""
    redirect: str = ""
    is_final: bool = True

    @property
    def is_live(self) -> bool:
        """Whether the page has a place for the live layer."""
        return LIVE_SLOT in self.main

    @property
    def path(self) -> str:
        """Canonical path below the release's own prefix, to mark the place in the navigation."""
        return self.canonical.partition("?")[0].removeprefix(self.base) or "/"
