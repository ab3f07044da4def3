"""An indicator by group, as a section of a page: the groups of one country, or the gap in many.

Invariant: only dimensions that the series is published by are offered.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from components.exhibits.addresses import share_address
from components.links import address, site_of
from components.svg.groups import draw_groups
from components.templating import made_here, render
from components.updated import since_chip
from data.model import canonical_dims, parse_dims
from data.revisions import Figure
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import Choice
from data.views.group_parts import GroupView
from data.views.group_rows import categories_of, groups_among
from data.words import Words

# What a reader asks after first; any other dimension follows by name.
ORDER = ("sex", "disability_status", "wealth", "location", "age", "migratory_status")
LEAST = 2


def group_dimensions(store: Store, choice: Choice, words: Words) -> list[str]:
    """Dimensions of the series with at least two published groups, the most asked after first."""
    names = {name for text in store.blocks.slices.get(choice.series.id, {}) for name in parse_dims(text)}
    among = [n for n in names if len(groups_among(categories_of(store, neutral(choice, n), n, words))) >= LEAST]
    return sorted(among, key=lambda n: (ORDER.index(n) if n in ORDER else len(ORDER), n))


def neutral(choice: Choice, dimension: str) -> Choice:
    """The choice with every other dimension as in the headline slice, so that groups differ in one thing only."""
    headline, here = parse_dims(choice.series.headline), parse_dims(choice.dims)
    own = {dimension: headline[dimension]} if dimension in headline else {}
    others = {name: code for name, code in here.items() if name != dimension}
    return replace(choice, dims=canonical_dims({**headline, **others, **own}))


def groups_section(store: Store, choice: Choice, state: ViewState, words: Words, path: str = "/") -> Markup:
    """The section; empty where the series has no groups."""
    dimensions = group_dimensions(store, choice, words)
    if not dimensions:
        return made_here("")
    dimension = chosen_dimension(dimensions, state)
    here = state if path == "/" else state.but(indicator="")
    view = groups_of(store, choice, dimension, state, words)
    return render(
        "groups.html.j2",
        words,
        view=view,
        svg=made_here(draw_groups(view, words)),
        options=[
            (label_of(store, name, words), address(here, path, by=name), name == dimension) for name in dimensions
        ],
        as_of=words.date(choice.series.released),
        release=store.id,
        chip=since_chip(store, _figures(view), choice.indicator.id, site_of(state), words),
        share=share_address("groups", state.but(indicator=choice.indicator.id, dims=choice.dims, by=dimension)),
    )


def _figures(view: GroupView) -> list[Figure]:
    items = (row.observation for row in view.rows)
    return [Figure(item.series, item.dims, item.area, item.year) for item in items if item is not None]


def chosen_dimension(dimensions: list[str], state: ViewState) -> str:
    """The dimension that the address names, else the first."""
    return state.by if state.by in dimensions else dimensions[0]


def groups_of(store: Store, choice: Choice, dimension: str, state: ViewState, words: Words) -> GroupView:
    """The groups of a dimension that a state asks for."""
    areas = tuple(a for a in state.area if a in store.catalogue.areas)
    return build_group_view(store, neutral(choice, dimension), dimension, areas, words)


def label_of(store: Store, dimension: str, words: Words) -> str:
    """A dimension in words, its code where the release knows no label."""
    known = store.catalogue.dimensions.get(dimension)
    return words.text(known["label"]) if known else dimension
