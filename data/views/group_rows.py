"""The categories of a dimension that a series publishes, and their figures for an area and a year.

Invariant: a row is one published slice that differs from the others in this dimension only; a category that is not
specified is never a total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from data.catalogue import AreaInfo
from data.compare import is_small as rests_on_few
from data.model import Qualifier, canonical_dims, parse_dims
from data.observations import observations
from data.query import QUALIFIERS, slice_rows
from data.store import Store
from data.views.choose import Choice
from data.views.lines import YearRow, year_row
from data.words import Words

POLES = {
    "sex": (("female", "male"),),
    "location": (("rural", "urban"),),
    "disability_status": (("with", "without"),),
    "wealth": (("q1", "q5"), ("b40", "r60")),
    "migratory_status": (("migrant", "non_migrant"),),
}
RANKED = ("age", "education_level", "wealth", "occupation", "policy_domain", "sex", "location", "disability_status")
NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its slice, its label, its role (category, aggregate, total, not_specified), its colour from 1."""

    code: str
    dims: str
    label: str
    role: str
    number: int

    @property
    def is_total(self) -> bool:
        """Whether it stands for everybody."""
        return self.role == "total"

    @property
    def is_group(self) -> bool:
        """Whether it is a group of its own and may be set against another."""
        return self.role in ("category", "aggregate")


def categories_of(store: Store, choice: Choice, dimension: str, words: Words) -> tuple[Category, ...]:
    """Published categories in the order of the catalogue, the rest of the slice as in the choice."""
    known = store.catalogue.dimensions.get(dimension, {"categories": []})["categories"]
    order = {item["code"]: (place, item) for place, item in enumerate(known)}
    base = {name: code for name, code in parse_dims(choice.dims).items() if name != dimension}
    found = []
    for text in store.blocks.slices.get(choice.series.id, {}):
        here = parse_dims(text)
        code = here.pop(dimension, None)
        if code is not None and here == base and code in order:
            place, item = order[code]
            found.append((place, code, canonical_dims({**base, dimension: code}), item))
    number = 0
    categories = []
    for _, code, dims, item in sorted(found, key=lambda entry: entry[0]):
        number += item["role"] != "total"
        label = words.text(item["label"])
        categories.append(Category(code, dims, label, item["role"], 0 if item["role"] == "total" else number))
    return tuple(categories)


def poles_of(
    dimension: str, categories: tuple[Category, ...], wanted: tuple[str, ...] = ()
) -> tuple[Category, Category] | None:
    """The two categories that are set against each other: the reader's, else the usual ones, else the only two."""
    by_code = {category.code: category for category in categories if category.is_group}
    usual = POLES.get(dimension, ())
    for first, second in ((wanted[0], wanted[1]), *usual) if len(wanted) > 1 else usual:
        if first in by_code and second in by_code:
            return by_code[first], by_code[second]
    groups = list(by_code.values())
    return (groups[0], groups[1]) if len(groups) == 2 else None


def category_row(
    store: Store, choice: Choice, area: AreaInfo, category: Category, year: int, row: int | None, words: Words
) -> YearRow:
    """The figure of a category, or the reason why there is none. ``row`` is its place in the blocks."""
    own = replace(choice, dims=category.dims)
    items = [] if row is None else observations(store.blocks, choice.series.id, category.dims, np.array([row]))
    found = year_row(store, own, area, year, items[0] if items else None, (), words)
    return replace(found, category=category.code, group=category.label)


def valued_rows(store: Store, choice: Choice, category: Category) -> dict[str, dict[int, int]]:
    """area -> year -> row in the blocks, of the rows of a category that publish something."""
    blocks = store.blocks
    start, end = slice_rows(blocks, choice.series.id, category.dims)
    keep = np.asarray(blocks.columns["qualifier"][start:end]) != NO_VALUE
    keep &= np.asarray(blocks.columns["counterpart"][start:end]) < 0
    rows = np.flatnonzero(keep) + start
    found: dict[str, dict[int, int]] = {}
    areas, years = blocks.columns["area"][rows].tolist(), blocks.columns["year"][rows].tolist()
    for number, year, row in zip(areas, years, rows.tolist(), strict=True):
        found.setdefault(blocks.areas[number], {})[year] = row
    return found


def is_small(store: Store, row: YearRow) -> bool:
    """Whether fewer than twenty cases or ten respondents stand behind it: shown with the count, never compared."""
    return row.observation is not None and rests_on_few(store, row.observation)


def groups_among(categories: Iterable[Category]) -> list[Category]:
    """Those that are groups of their own."""
    return [category for category in categories if category.is_group]
