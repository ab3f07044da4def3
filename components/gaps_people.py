"""Values for the groups of people and for the largest gaps: tables whose every line leads to a chart.

Invariant: where no wording names a group the cell says so; nothing is decided here.
"""

from __future__ import annotations

from typing import Any

from components.gaps_desk import Desk
from components.gaps_matrix import cover_values, gap_values
from components.links import Site
from components.svg.profile_marks import draw_shares
from components.templating import made_here
from data.compare_texts import reason_text
from data.store import Store
from data.views.gaps import RECENT
from data.views.gaps_between import LEAST, Between, gaps_between, pole_labels, size_text
from data.views.gaps_choice import GapChoice
from data.views.gaps_largest import OLD, build_largest
from data.views.gaps_people import PeopleRow, PeopleView, build_people
from data.views.gaps_summary import Cover
from data.words import Words

ORDERS = ("area", "least", "most")


def people_values(desk: Desk) -> dict[str, Any]:
    """Countries by group, the wordings behind it, and the gaps between groups."""
    store, choice, state, site, words = desk.store, desk.choice, desk.state, desk.site, desk.words
    order = state.sort if state.sort in ORDERS else ORDERS[0]
    view = build_people(store, choice, order, words)
    base = desk.filters
    return {
        "sentence": view.sentence,
        "notices": desk.unread(ORDERS),
        "columns": [
            (c.label, [(name, count, _told(site, iid, c.dimension)) for iid, name, count in c.indicators])
            for c in view.columns
        ],
        "rows": [_row(row, site, words) for row in view.rows],
        "whole": _row(view.whole, site, words),
        "bars": _bars(view, words),
        "order": order,
        "orders": {name: f"{site.gaps(**base, sort=name)}#table" for name in ORDERS},
        "between": _between_values(store, choice, site, words),
        "least": LEAST,
        "recent": RECENT,
    }


def _told(site: Site, indicator: str, dimension: str) -> str:
    return f"{site.explore(indicator, by=dimension)}#groups"


def _row(row: PeopleRow, site: Site, words: Words) -> dict[str, Any]:
    return {
        "name": row.name,
        "href": f"{site.country(row.area.id)}#missing" if row.area is not None else "",
        "cells": [cover_values(Cover(c.split, c.figure, c.expected), words) for c in row.cells],
    }


def _bars(view: PeopleView, words: Words) -> list[dict[str, Any]]:
    """One bar for each group over all states that are shown: told apart, a figure only, no figure."""
    found = []
    for column, cell in zip(view.columns, view.whole.cells, strict=True):
        shares = [("m-some", cell.split), ("m-part", cell.figure - cell.split), ("m-rest", cell.expected - cell.figure)]
        found.append(
            {
                "label": column.label,
                "bar": made_here(draw_shares(shares)) if cell.expected else "",
                "cell": cover_values(Cover(cell.split, cell.figure, cell.expected), words),
                "wordings": len(column.indicators),
            }
        )
    return found


def _between_values(store: Store, choice: GapChoice, site: Site, words: Words) -> list[dict[str, Any]]:
    """Gaps between groups by dimension; narrowed to a right where one is chosen, never to a region."""
    shown = [b for b in gaps_between(store) if not choice.right or choice.right in b.indicator.rights]
    found: dict[str, list[Between]] = {}
    for between in shown:
        found.setdefault(between.dimension, []).append(between)
    return [
        {
            "label": words.text(store.catalogue.dimensions[dimension]["label"]),
            "poles": pole_labels(store, own[0], words),
            "rows": [_between_row(store, between, site, words) for between in own],
        }
        for dimension, own in found.items()
    ]


def _between_row(store: Store, between: Between, site: Site, words: Words) -> dict[str, Any]:
    quartiles, behind = between.quartiles, between.behind
    middle, spread, why = "", "", ""
    if quartiles is not None:
        low, mid, high = quartiles
        middle = _signed(store, between, mid, words)
        spread = words.text(
            "%(low)s to %(high)s",
            low=_signed(store, between, low, words),
            high=_signed(store, between, high, words),
        )
    elif between.pooled.is_refused:
        why = reason_text(between.pooled.refusals[0], words)
    else:
        why = words.text("Too few countries with years near enough to each other.")
    years = [pair.year for pair in between.pairs]
    return {
        "name": words.text(between.indicator.name),
        "href": _told(site, between.indicator.id, between.dimension),
        "count": len(between.pairs),
        "span": f"{min(years)}–{max(years)}" if min(years) < max(years) else str(min(years)),
        "behind": behind,
        "lower": between.lower,
        "higher": between.higher,
        "even": between.even,
        "middle": middle,
        "spread": spread,
        "near": len(between.near),
        "why": why,
        "bar": made_here(draw_shares(_shares(between))),
    }


def _shares(between: Between) -> list[tuple[str, int]]:
    """Countries in which the first group is behind, in which there is no difference, in which the second is."""
    first, second = between.behind or (between.lower, between.higher)
    return [("m-some", first), ("m-even", between.even), ("m-part", second)]


def _signed(store: Store, between: Between, value: float, words: Words) -> str:
    """The difference with its sign: what the first group has more, or less, than the second."""
    text = size_text(between, value, store, words)
    sign = "+" if value > 0 else words.number(-1)[0] if value < 0 else ""
    return f"{sign}{text}"


def largest_values(desk: Desk) -> dict[str, Any]:
    """The three lists with their rule."""
    store, choice, site, words = desk.store, desk.choice, desk.site, desk.words
    view = build_largest(store, choice, words)
    groups = [
        {
            "name": gap.name,
            "label": gap.label,
            "missing": gap.missing,
            "split": gap.split,
            "silent": gap.silent,
            "href": _told(site, gap.indicator.id, gap.dimension),
        }
        for gap in view.by_group
    ]
    by_place = [gap_values(gap, site, words) for gap in view.by_place]
    return {
        "sentence": _largest_sentence(by_place, words),
        "by_place": by_place,
        "by_right": [gap_values(gap, site, words) for gap in view.by_right],
        "by_group": groups,
        "old": OLD,
    }


def _largest_sentence(gaps: list[dict[str, Any]], words: Words) -> str:
    if not gaps:
        return words.text("No core indicator lacks a figure here.")
    first = gaps[0]
    told = words.text(
        "The largest gap: of “%(name)s” %(missing)s of %(expected)s states of %(place)s have no figure from the last "
        "%(old)s years before the source’s date.",
        name=first["name"],
        missing=words.number(first["missing"]),
        expected=words.number(first["expected"]),
        place=first["place"],
        old=words.number(OLD),
    )
    if first["people"]:
        told += " " + words.text("%(people)s live there.", people=first["people"])
    return told
