"""The graphic of ranks: how wide the published intervals leave the place of each state.

Invariant: places come from the benchmark of all member states; without a published interval there is no story.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from data.groups import find_group
from data.kept import kept
from data.store import Store
from data.view_state import ViewState
from data.views.benchmark import build_benchmark_view
from data.views.benchmark_parts import RANK, BenchmarkRow, BenchmarkView
from data.views.choose import Choice, choose
from data.words import Words

ALL = "all"


@dataclass(frozen=True)
class RanksView:
    """All ranked states in order of their value; half of them share their place with ``width`` states or more."""

    benchmark: BenchmarkView
    rows: tuple[BenchmarkRow, ...]
    width: int
    named: tuple[str, ...]


def build_ranks(store: Store, indicator: str, named: tuple[str, ...], words: Words) -> tuple[Choice, RanksView] | None:
    """The ranks of an indicator; None where no published interval gives any. ``named`` are areas to be labelled."""
    return kept(store, ("ranks story", indicator, named, words.lang), lambda: _build(store, indicator, named, words))


def _build(store: Store, indicator: str, named: tuple[str, ...], words: Words) -> tuple[Choice, RanksView] | None:
    choice = choose(store, ViewState(indicator=indicator), words)
    group = find_group(store, ALL)
    if group is None:
        return None
    view = build_benchmark_view(store, choice, group, (), words)
    rows = tuple(row for row in view.rows if row.rank is not None)
    if view.ranking != RANK or not rows:
        return None
    width = int(median(row.rank[1] - row.rank[0] + 1 for row in rows if row.rank is not None))
    return choice, RanksView(view, rows, width, tuple(row.area for row in rows if row.area in named))
