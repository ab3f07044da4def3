"""What a reader may choose beside a view: slices by dimension, years, frames, series.

Invariant: every option leads to a view that the release holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from data.model import AreaKind, canonical_dims, parse_dims
from data.store import Store
from data.views.choose import Choice
from data.words import Words

PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY)


@dataclass(frozen=True, slots=True)
class Option:
    """One option: the value written into the address, what is read, and whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SliceGroup:
    """Slices that differ from the headline in one dimension only."""

    label: str
    options: tuple[Option, ...]


def slice_groups(store: Store, choice: Choice, words: Words) -> tuple[SliceGroup, ...]:
    """For every dimension its other published categories, the rest as in the headline slice."""
    headline = parse_dims(choice.series.headline)
    found: dict[str, list[Option]] = {}
    for text in store.blocks.slices.get(choice.series.id, {}):
        dims = parse_dims(text)
        differing = [name for name in dims if dims[name] != headline.get(name)]
        if len(differing) != 1 or set(headline) - set(dims):
            continue
        name = differing[0]
        option = Option(
            canonical_dims({name: dims[name]}), category_label(store, name, dims[name], words), text == choice.dims
        )
        found.setdefault(name, []).append(option)
    order = _category_order(store)
    return tuple(
        SliceGroup(
            words.text(store.catalogue.dimensions[name]["label"]) if name in store.catalogue.dimensions else name,
            tuple(sorted(options, key=partial(_position, order, name))),
        )
        for name, options in sorted(found.items())
    )


def _position(order: dict[tuple[str, str], int], name: str, option: Option) -> int:
    return order.get((name, option.value.partition(":")[2]), len(order))


def _category_order(store: Store) -> dict[tuple[str, str], int]:
    return {
        (name, category["code"]): number
        for name, dimension in store.catalogue.dimensions.items()
        for number, category in enumerate(dimension["categories"])
    }


def category_label(store: Store, dimension: str, code: str, words: Words) -> str:
    """Label of a category, its code where the release knows no label."""
    known = store.catalogue.dimensions.get(dimension, {"categories": []})["categories"]
    return next((words.text(c["label"]) for c in known if c["code"] == code), code)


def headline_label(store: Store, choice: Choice, words: Words) -> str:
    """The headline slice in words, totals included, for the first option of the list."""
    dims = parse_dims(choice.series.headline)
    if not dims:
        return words.text("All")
    return ", ".join(category_label(store, name, code, words) for name, code in dims.items())
