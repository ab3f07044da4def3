"""The trend as a view: one indicator over time for the areas that a reader chose, in the reader's order.

Invariant: everything that SVG, figure, table and sentence show of it stands here once; what may not be connected,
compared or computed is not, and the notes say why.
"""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import AreaInfo
from data.query import series_rows
from data.store import Store
from data.views.choose import MAP_FROM, Choice, dims_label, opening_year
from data.views.lines import PLACES, part_ids
from data.views.trend_build import SERIES, Wanted, assemble, source_pieces
from data.views.trend_context import build_context
from data.views.trend_older import older_lines, older_note
from data.views.trend_parts import TrendLine, TrendView, series_breaks
from data.views.trend_text import Told
from data.views.trend_treaty import build_treaty_marks
from data.words import Words

__all__ = ["TrendLine", "TrendView", "build_trend_view", "source_pieces"]


def build_trend_view(
    store: Store,
    choice: Choice,
    areas: tuple[str, ...],
    words: Words,
    *,
    span: tuple[int, int] | None = None,
    is_log: bool = False,
    has_treaty: bool = False,
    has_context: bool = True,
    has_older: bool = False,
) -> TrendView:
    """The trend of a choice's slice for these areas; ids that the release does not know are left out.

    ``span`` bounds the years. ``is_log`` asks for a log scale, drawn only where it makes sense (``can_log``).
    ``has_treaty`` marks when each area joined the treaty of the right; ``has_older`` draws the figures of the newest
    earlier release that holds others behind the lines.
    """
    chosen = [store.catalogue.areas[a] for a in dict.fromkeys(areas) if a in store.catalogue.areas]
    label = dims_label(choice.dims, choice.series, store, words)
    told = Told(store, choice, label, series_breaks(store, choice, words), words, _since(store, choice, span))
    shown, notes = _expand(store, choice, chosen, words)
    wanted = [Wanted(area, choice.dims, area.name(words.lang), number) for number, area in enumerate(shown, 1)]
    context = build_context(store, choice, shown[0], words) if has_context and 0 < len(shown) <= SERIES else None
    title = ", ".join(filter(None, [words.text(choice.indicator.name), label]))
    older = older_lines(store, choice, shown[:SERIES], words) if has_older else ()
    if older:
        notes.append(older_note(store, words))
    view = assemble(
        told, wanted, title=title, span=span, context=context, is_log=is_log, notes=tuple(notes), older=older
    )
    if not has_treaty or view.span is None:
        return view
    marks, caption = build_treaty_marks(store, choice.indicator, view.lines, view.span, words)
    return replace(view, treaty=marks, treaty_caption=caption)


def _since(store: Store, choice: Choice, span: tuple[int, int] | None) -> int:
    """The year from which a change is told: the first of the reader's own, else of the map, else of all maps.

    The year of the map counts where the reader went back to it. A change since 1789 is no news to anybody.
    """
    if span is not None:
        return 0
    opening = opening_year(store, choice.series, choice.dims)
    if choice.year is not None and opening is not None and choice.year < opening:
        return choice.year
    return MAP_FROM


def _expand(store: Store, choice: Choice, areas: list[AreaInfo], words: Words) -> tuple[list[AreaInfo], list[str]]:
    """An area that the slice knows only by its parts gives way to them, and the note says so."""
    shown: list[AreaInfo] = []
    notes: list[str] = []
    for area in areas:
        has_rows = len(series_rows(store.blocks, choice.series.id, choice.dims, area.id)) > 0
        parts = [] if has_rows or area.kind not in PLACES else part_ids(store, area)
        parts = [p for p in parts if len(series_rows(store.blocks, choice.series.id, choice.dims, p))]
        if parts:
            notes.append(
                words.text("%(area)s is published in parts only; each part has a line.", area=area.name(words.lang))
            )
        shown += [store.catalogue.areas[p] for p in parts] or [area]
    return list({area.id: area for area in shown}.values()), notes
