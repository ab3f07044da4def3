"""Values for the comparison of states that report with states that do not: strip, table, what may be said of it.

Invariant: where the rules of comparison refuse there is no strip, no median and no share, but the reasons.
"""

from __future__ import annotations

from typing import Any

from components.comparing import verdict_lines
from components.gaps_desk import Desk
from components.links import Site
from components.svg.silence import draw_silence
from components.templating import made_here
from data.catalogue import Indicator
from data.store import Store
from data.views.gaps import counted_indicators, right_of
from data.views.gaps_silence import Silence, build_silence_of, choose_pair, scales
from data.views.labels import DIRECTION
from data.words import Words


def silence_values(desk: Desk) -> dict[str, Any]:
    """Both groups of states on the scale that is chosen."""
    store, state, site, words = desk.store, desk.state, desk.site, desk.words
    pair = choose_pair(store, state, words)
    if pair is None:
        return {"sentence": words.text("This release holds nothing to compare."), "silence": None, "pick": None}
    indicator, other, notices = pair
    found = build_silence_of(store, indicator, other, words)
    told = _told(found, words)
    return {
        "sentence": told,
        "notices": notices,
        "pick": {
            "indicator": indicator.id,
            "vs": other.id,
            "indicators": _by_right(store, indicator, words),
            "scales": _scales(store, other, words),
        },
        "silence": {
            "name": words.text(indicator.name),
            "href": site.explore(indicator.id),
            "year": found.choice.year,
            "other": words.text(other.name),
            "other_href": site.explore(other.id),
            "direction": words.text(DIRECTION[other.direction]),
            "finding": found.finding,
            "names": words.listing(list(found.names)),
            "lines": verdict_lines(found.verdict, words, site),
            "strip": _strip(found, site, words),
        },
    }


def _told(found: Silence, words: Words) -> str:
    told = words.text(
        "%(silent)s of %(all)s states have no figure of “%(name)s” (%(year)s).",
        silent=words.number(found.silent),
        all=words.number(found.states),
        name=words.text(found.indicator.name),
        year=str(found.choice.year),
    )
    return f"{told} {found.strip.sentence}" if found.strip is not None else told


def _strip(found: Silence, site: Site, words: Words) -> dict[str, Any] | None:
    view = found.strip
    if view is None:
        return None
    return {
        "svg": made_here(draw_silence(view, words)),
        "title": view.title,
        "scale": view.scale.title,
        "caution": view.caution,
        "year": view.scale.year,
        "without": ", ".join(sorted(view.without)),
        "rows": [
            (row.label, [(area.name, area.text, site.country(area.id)) for area in reversed(row.areas)])
            for row in view.rows
        ],
    }


def _by_right(store: Store, chosen: Indicator, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators to choose from, under their rights."""
    rights = store.catalogue.rights
    groups: dict[str, list[tuple[str, str]]] = {}
    known = counted_indicators(store)
    for indicator in known if chosen in known else (chosen, *known):
        label = words.text(rights[right_of(indicator)]["name"])
        groups.setdefault(label, []).append((indicator.id, words.text(indicator.name)))
    return list(groups.items())


def _scales(store: Store, chosen: Indicator, words: Words) -> list[tuple[str, str]]:
    known = scales(store)
    shown = known if chosen in known else (chosen, *known)
    return [(indicator.id, words.text(indicator.name)) for indicator in shown]
