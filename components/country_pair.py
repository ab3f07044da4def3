"""The page at ``/country/<iso3>?vs=<iso3>``: two countries in two columns, the same rows for both.

Invariant: each figure keeps its own year; what stands in the last column is the answer of the engine of comparison,
with the rule behind it, and never says who does better.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.comparing import verdict_lines
from components.country_controls import Asked, controls
from components.country_rows import PREFIX
from components.links import Site
from components.page import Page
from components.svg.draw import hatches
from components.svg.profile_marks import draw_band, draw_hatch, draw_standing
from components.templating import made_here, render
from data.model import AreaState
from data.store import Store
from data.views.benchmark_text import level_name
from data.views.labels import in_line
from data.views.profile_pair import APART, Pair, PairRow, build_pair, pair_sentence
from data.views.profile_rows import ProfileRow
from data.words import Words


def build_country_pair(store: Store, asked: Asked, notices: list[str], site: Site, words: Words) -> Page:
    """The page of two countries that have a page each."""
    asked = replace(asked, peers="")
    pair = build_pair(store, (asked.area, asked.vs), words)
    title = words.text("%(first)s and %(second)s side by side", first=pair.names[0], second=pair.names[1])
    sentence = pair_sentence(pair, words)
    states = {AreaState.NOT_REPORTED, *(r.state for row in pair.rows for r in row.rows if not r.value_text)}
    states |= {r.state for row in pair.conditions for r in row.rows if not r.value_text}
    main = render(
        "country_pair.html.j2",
        words,
        notices=notices,
        title=title,
        sentence=sentence,
        names=pair.names,
        in_lines=[in_line(name, words.lang) for name in pair.names],
        homes=[site.country(area.id) for area in pair.areas],
        swapped=site.country(asked.vs, vs=asked.area),
        compare=site.compare(area=(asked.area, asked.vs)),
        controls=controls(store, asked, site, words),
        patterns=made_here(hatches(sorted(states), PREFIX)),
        conditions=[_row(row, asked, site, words) for row in pair.conditions],
        sections=[(s.id, s.name, [_row(row, asked, site, words) for row in s.rows]) for s in pair.sections],
        pledges=_pledges(pair),
        commitments=pair.commitments,
        nhri=pair.nhri,
        release=store.id,
        pinned=asked.address(Site(store.id, words.lang)),
    )
    return Page(
        title=title,
        description=sentence[:300],
        canonical=asked.address(Site(site.release)),
        lang=words.lang,
        main=main,
        critical_css="critical-country",
    )


def _row(row: PairRow, asked: Asked, site: Site, words: Words) -> dict[str, Any]:
    """A row with both figures, and what may be said of them together."""
    lines = verdict_lines(row.verdict, words, site) if row.verdict is not None else []
    return {
        "name": row.name,
        "href": site.explore(row.indicator.id, area=(asked.area, asked.vs)),
        "is_core": row.indicator.core is not None,
        "cells": [_cell(own) for own in row.rows],
        "said": _said(row, words),
        "css": "refused" if row.verdict is not None and row.verdict.is_refused else "",
        "lines": lines,
    }


def _cell(row: ProfileRow) -> dict[str, Any]:
    return {
        "row": row,
        "hatch": "" if row.value_text else made_here(draw_hatch(row.state, PREFIX)),
        "band": made_here(draw_band(row.band)) if row.band is not None else "",
    }


def _said(row: PairRow, words: Words) -> str:
    """The verdict in a few words; the reasons stand behind it."""
    if row.verdict is None:
        return words.text("nothing to set side by side")
    if row.verdict.is_refused:
        return words.text("not to be set side by side")
    if row.told and row.level is not None:
        level = level_name(row.level, words)
        if row.told == APART:
            return words.text("apart: the %(level)s intervals do not overlap", level=level)
        return words.text("not told apart: the %(level)s intervals overlap", level=level)
    if row.verdict.is_ok:
        return words.text("side by side; no interval says more")
    return words.text("side by side, with care")


def _pledges(pair: Pair) -> list[dict[str, Any]]:
    return [
        {
            "name": items[0].name,
            "short": items[0].instrument.short,
            "cells": [{"item": item, "mark": made_here(draw_standing(item.status))} for item in items],
        }
        for items in pair.pledges
    ]
