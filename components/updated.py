"""What became of the figures in a view: since the release before, and since the release that a view is pinned to.

Invariant: the count of changed figures stands with the count of all; what the other release never covered is said so.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.exhibits.base import Exhibit
from components.links import Site
from data.revisions import Figure, others, since, superseded
from data.store import Store
from data.words import Words


@dataclass(frozen=True, slots=True)
class Chip:
    """A line in the foot of a chart, and where it leads. ``has_older``: the older figures can be drawn behind."""

    text: str
    href: str
    has_older: bool


def figures_of(exhibit: Exhibit) -> list[Figure]:
    """The figures in view."""
    return [Figure(cell.series, cell.dims, cell.area, cell.year) for cell in exhibit.cells]


def updated_line(pinned: Store, current: Store, exhibit: Exhibit, words: Words) -> str:
    """What a pinned view says once a later release is current; empty where nothing in view changed."""
    if pinned.release.digest == current.release.digest:
        return ""
    found = superseded(pinned, current, figures_of(exhibit))
    told = []
    if found.changed:
        told.append(
            words.text(
                "Data updated since publication: %(changed)s of %(total)s values shown changed.",
                changed=words.number(found.changed),
                total=words.number(found.total),
            )
        )
    if found.came:
        told.append(
            words.plural(
                "%(count)s value shown is no longer published.",
                "%(count)s values shown are no longer published.",
                found.came,
            )
        )
    return " ".join(told)


def since_chip(store: Store, figures: list[Figure], indicator: str, site: Site, words: Words) -> Chip | None:
    """How many figures in view changed since the newest earlier release with others; None where there is none."""
    every = [(older, since(older, store, figures)) for older in others(store)] if figures else []
    if not every:
        return None
    older, found = next((pair for pair in every if pair[1].has_scope), every[0])
    href = site.to(f"/releases/{older.id}..{store.id}", indicator=indicator)
    if not found.has_scope:
        text = words.text("Not in release %(release)s: no older figures to compare.", release=older.id)
        return Chip(text, href, has_older=False)
    text = words.text(
        "%(changed)s of %(total)s values in view changed since release %(release)s.",
        changed=words.number(found.changed),
        total=words.number(found.total),
        release=older.id,
    )
    if found.came:
        text += " " + words.plural("%(count)s is new.", "%(count)s are new.", found.came)
    if found.uncovered:
        text += " " + words.plural(
            "%(count)s more is not in its scope.", "%(count)s more are not in its scope.", found.uncovered
        )
    return Chip(text, href, has_older=True)
