"""What a pinned embed says once a later release is the current one: how many of its values changed, or that it is gone.

Invariant: values are followed by data/revisions.py; a mere difference in rounding is no change.
"""

from __future__ import annotations

from components.embed_asked import Asked, withdrawn
from data.revisions import Figure, superseded
from data.store import Store
from data.withdrawn import find_withdrawal


def newer_note(asked: Asked, current: Store) -> tuple[str, bool]:
    """The note and whether there are current figures to go to; empty where nothing that is shown changed."""
    pinned, words = asked.store, asked.words
    if current.release.digest == pinned.release.digest:
        return "", False
    indicator = asked.exhibit.state.indicator
    if indicator in pinned.catalogue.indicators and indicator not in current.catalogue.indicators:
        found = find_withdrawal(indicator, current.id)
        return (withdrawn(found, asked.state, words).text if found is not None else ""), False
    figures = [Figure(cell.series, cell.dims, cell.area, cell.year) for cell in asked.exhibit.cells]
    counts = superseded(pinned, current, figures) if figures else None
    if counts is None or not counts.changed + counts.came:
        return "", False
    told = []
    if counts.changed:
        told.append(
            words.text(
                "Data updated since publication: %(changed)s of %(total)s values shown changed.",
                changed=words.number(counts.changed),
                total=words.number(counts.total),
            )
        )
    if counts.came:
        told.append(
            words.plural(
                "%(count)s value shown is no longer published.",
                "%(count)s values shown are no longer published.",
                counts.came,
            )
        )
    return " ".join(told), True
