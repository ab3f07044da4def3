"""Where a link of a page leads: below the release that is read, or to a desk that names this release in its query."""

from __future__ import annotations

DESKS = ("/question?", "/verify/")


def stays_in(release: str, href: str) -> bool:
    """Whether a reader of that release stays in it; ``href`` may be escaped."""
    return href.startswith(f"/r/{release}/") or (href.startswith(DESKS) and f"release={release}" in href)
