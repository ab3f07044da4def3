"""Values for the summary and for the whole matrix: tables, drawing, legend, the years to choose from.

Invariant: what is drawn is in a table of the same page or one link away; nothing is decided here.
"""

from __future__ import annotations

from typing import Any

from components.gaps_desk import Desk
from components.links import Site
from components.svg.gaps import draw_heads, draw_key, draw_part
from components.templating import made_here
from data.store import Store
from data.views.gaps import RECENT, STATES, build_grid
from data.views.gaps_choice import BY_SUBREGION, FIRST_YEAR, GapChoice, last_year
from data.views.gaps_largest import OLD, StateGap, build_largest
from data.views.gaps_matrix import MatrixPart, MatrixView, build_matrix
from data.views.gaps_summary import Cover, build_summary, share_text
from data.views.labels import STATE
from data.words import Words

TOP = 5
STEPS = 20  # widths that the bar within a cell can have


def summary_values(desk: Desk) -> dict[str, Any]:
    """Rights by regions, and the five largest gaps beside it."""
    store, choice, site, words = desk.store, desk.choice, desk.site, desk.words
    view = build_summary(store, choice, words)
    largest = build_largest(store, choice, words, TOP)

    def cell(found: Cover, right: str, region: str) -> dict[str, Any]:
        return cover_values(found, words) | {"href": _detail(site, right=right, region=region, year=choice.year)}

    rows = [
        {
            "name": row.name,
            "count": row.indicators,
            "href": _detail(site, right=row.id, year=choice.year),
            "cells": [
                cell(row.whole, row.id, ""),
                *(cell(c, row.id, place.id) for place, c in zip(view.places, row.cells, strict=True)),
            ],
        }
        for row in view.rows
    ]
    totals = [
        cell(view.whole, "", ""),
        *(cell(c, "", place.id) for place, c in zip(view.places, view.totals, strict=True)),
    ]
    is_fine = choice.by == BY_SUBREGION
    other = {} if is_fine else {"by": BY_SUBREGION}
    return {
        "sentence": view.sentence,
        "places": [(place.name, _detail(site, region=place.id, year=choice.year)) for place in view.places],
        "rows": rows,
        "totals": totals,
        "indicators": view.indicators,
        "states": view.states,
        "recent": RECENT,
        "is_fine": is_fine,
        "switch": site.gaps(**_present({**other, "year": choice.year})),
        "gaps": [gap_values(gap, site, words) for gap in largest.by_place],
        "all_gaps": site.gaps(view="largest"),
        "old": OLD,
        "years": year_options(store, choice, words),
        "sources": source_lines(store, words),
    }


def gap_values(gap: StateGap, site: Site, words: Words) -> dict[str, Any]:
    """One gap with the chart that shows it."""
    zoom = {"zoom": gap.zoom} if gap.zoom else {}
    return {
        "name": gap.name,
        "right": gap.right,
        "place": gap.place.name if gap.place else "",
        "missing": gap.missing,
        "expected": gap.expected,
        "people": people_text(gap.people, words),
        "names": words.listing(list(gap.names)),
        "href": site.explore(gap.indicator.id, **zoom),
    }


def people_text(people: float, words: Words) -> str:
    """A number of people in millions; empty where there are no published populations."""
    if people <= 0:
        return ""
    if people < 1e6:
        return words.text("fewer than 1 million people")
    return words.text("%(count)s million people", count=words.number(people / 1e6))


def cover_values(found: Cover, words: Words) -> dict[str, Any]:
    """A cell in words: the share, what it is of, and the class of its bar."""
    step = round(STEPS * found.recent / found.expected) if found.expected else 0
    return {
        "share": share_text(found, words),
        "recent": found.recent,
        "ever": found.ever,
        "expected": found.expected,
        "css": f"w{step}",
    }


def _detail(site: Site, right: str = "", region: str = "", year: int | None = None) -> str:
    return site.gaps(**_present({"view": "matrix", "right": right, "region": region, "year": year}))


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def year_options(store: Store, choice: GapChoice, words: Words) -> dict[str, Any]:
    """The latest figures, or any year of the matrix."""
    years = range(last_year(store), FIRST_YEAR - 1, -1)
    return {"chosen": choice.year, "latest": words.text("latest figures"), "years": list(years)}


def source_lines(store: Store, words: Words) -> list[str]:
    """Sources of the matrix with the date of each."""
    catalogue = store.catalogue
    found = {
        (catalogue.series[i.preferred].source, catalogue.series[i.preferred].released)
        for i in build_grid(store).indicators
    }
    return [
        words.text(
            "%(source)s, as of %(date)s",
            source=words.text(catalogue.sources[source]["name"]),
            date=words.date(released),
        )
        for source, released in sorted(found)
    ]


def matrix_values(desk: Desk) -> dict[str, Any]:
    """The drawing with its legend; below it the table of a right, or shares of every indicator by region."""
    store, choice, site, words = desk.store, desk.choice, desk.site, desk.words
    view = build_matrix(store, choice, words)
    newest = max((year for part in view.parts for row in part.rows for year in row.years), default=0)
    is_one = bool(choice.right)
    return {
        "sentence": view.sentence,
        "matrix": {
            "parts": [_part(view, part, newest, choice, site, words) for part in view.parts],
            "heads": made_here(draw_heads(view, words.lang)),
            "areas": _area_texts(view, words),
            "newest": newest,
            "states": "|".join(words.text(STATE[state]) for state in STATES),
            "open": site.explore("INDICATOR", area=("AREA",)),
            "keys": [(made_here(draw_key(key.css, key.state)), key.label, key.count) for key in view.keys],
        },
        "cells": _cells(view, site, words) if is_one else None,
        "shares": None if is_one else _shares(view, choice, site, words),
        "years": year_options(store, choice, words),
        "recent": RECENT,
        "sources": source_lines(store, words),
    }


def _part(
    view: MatrixView, part: MatrixPart, newest: int, choice: GapChoice, site: Site, words: Words
) -> dict[str, Any]:
    keys = {"right": part.right, "region": choice.region, "peers": choice.peers, "year": choice.year}
    name = words.text("%(right)s: coverage by indicator and state", right=part.name)
    return {
        "name": part.name,
        "href": site.gaps(**_present({"view": "matrix", **keys})),
        "rows": [(row.indicator.id, row.name) for row in part.rows],
        "svg": made_here(draw_part(view, part, newest, name)),
    }


def _area_texts(view: MatrixView, words: Words) -> str:
    """``AGO Angola`` and so on, an empty entry between regions, in the order of the drawing."""
    found, at = [], 0
    for _, size in view.spans:
        found.append("|".join(f"{area.id} {area.name(words.lang)}" for area in view.areas[at : at + size]))
        at += size
    return "||".join(found)


def _shares(view: MatrixView, choice: GapChoice, site: Site, words: Words) -> dict[str, Any]:
    """Every indicator with its share in all that is shown and in each region."""
    year = choice.year
    return {
        "places": [(place.name, _detail(site, region=place.id, year=year)) for place in view.places],
        "parts": [
            (
                part.name,
                _detail(site, right=part.right, region=choice.region, year=year),
                [
                    (
                        row.name,
                        site.explore(row.indicator.id, **_present({"year": year})),
                        [cover_values(found, words) for found in (row.whole, *row.by_place)],
                    )
                    for row in part.rows
                ],
            )
            for part in view.parts
        ],
    }


def _cells(view: MatrixView, site: Site, words: Words) -> dict[str, Any]:
    """Every cell of one right in words: states by name, one column for each indicator."""
    rows = [row for part in view.parts for row in part.rows]
    order = sorted(range(len(view.areas)), key=lambda n: view.areas[n].name(words.lang))
    labels = {state.value: words.text(text) for state, text in STATE.items()}
    return {
        "heads": [(row.name, site.explore(row.indicator.id)) for row in rows],
        "rows": [
            (
                view.areas[n].name(words.lang),
                site.country(view.areas[n].id),
                [(row.classes[n], labels.get(row.classes[n]) or str(row.years[n])) for row in rows],
            )
            for n in order
        ],
    }
