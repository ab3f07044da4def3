"""The stories of the front as its template writes them: drawings, addresses, feet.

Invariant: what is told and counted was decided in data/views; here it is only drawn and linked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.exhibits.addresses import share_address, share_of
from components.explore_parts import hatch_patterns, legend_lines, strip
from components.links import Site, address
from components.made import figure_address, frames_address, shapes_address
from components.svg.groups import draw_groups
from components.svg.map import draw_map
from components.svg.rank_curve import draw_rank_curve
from components.svg.silence import draw_silence
from components.svg.sparkline import draw_sparkline
from components.svg.trend import draw_trend
from components.templating import made_here
from data.model import Flag, Provenance
from data.query import Observation
from data.release import release_ids
from data.store import Store
from data.view_state import ViewState
from data.views.labels import BORDER_NOTE, DIRECTION, NO_UNCERTAINTY, PROVENANCE
from data.views.profile_spark import within
from data.views.sparkline import build_sparkline, sparkline_label
from data.views.stories import Behind
from data.views.stories_change import Change, ChangeStory
from data.views.stories_graphics import GraphicStory, most_populous
from data.views.stories_hidden import Hidden, share_text
from data.views.stories_lead import Lead
from data.views.stories_silence import SilenceView
from data.words import Words

BEFORE = 15  # years that a small line shows before the first of the two that are compared


COMPARE = "/compare"


@dataclass(frozen=True)
class Desk:
    """What every part of the page needs: the release, where its links lead, the reader's words."""

    store: Store
    site: Site
    words: Words


def foot(desk: Desk, behind: Behind, sentence: str, state: ViewState | None = None, path: str = "/") -> dict[str, Any]:
    """Source, date, release and hash of a story, and its addresses; the one to quote names the release and the year."""
    choice = behind.choice
    source = desk.store.catalogue.sources[choice.series.source]
    shown = (state or ViewState()).but(indicator=choice.indicator.id, lang=desk.site.start.lang)
    pinned = shown.but(release=desk.store.id, year=choice.year, dims=choice.dims)
    return {
        "id": f"copy-{behind.short}",
        "source": source["name"],
        "as_of": desk.words.date(choice.series.released),
        "release": desk.store.id,
        "hash": behind.short,
        "pinned": address(pinned, path),
        "share": _share(pinned, path, desk.site.release),
        "open": address(shown.but(release=desk.site.release), path),
        "copy": f"{sentence} {source['citation']} {address(pinned, path)}",
    }


def _share(state: ViewState, path: str, release: str) -> str:
    """How the drawing of a story is used: a trend or groups of people where the story is of these, else the page's."""
    if path == "/" and (state.span or state.by):
        return share_address("trend" if state.span else "groups", state.but(release=release))
    return share_of(address(state, path), release)


def lead_values(desk: Desk, lead: Lead) -> dict[str, Any]:
    """The lead map: drawn at once, with the same marks for the scripts as on its own page."""
    store, words, view = desk.store, desk.words, lead.view
    state = ViewState(indicator=view.indicator.id, lang=desk.site.start.lang, release=desk.site.release)
    summary = " ".join([lead.headline, *lead.deck])
    return {
        "headline": lead.headline,
        "deck": lead.deck,
        "why": lead.why,
        "view": view,
        "right": words.text(store.catalogue.rights[view.indicator.core or view.indicator.rights[0]]["name"]),
        "svg": made_here(draw_map(view, store.geometry, view.title, summary)),
        "legend": legend_lines(store, view, words.lang),
        "strip": strip(view, store),
        "frames": frames_address(store, lead.behind.choice, state),
        "figure": figure_address(store, state.but(year=view.year)),
        "shapes": shapes_address(store),
        "patterns": hatch_patterns(),
        "address": address(state, year=view.year),
        "border_note": words.text(BORDER_NOTE),
        "foot": foot(desk, lead.behind, f"{lead.headline}."),
    }


def sure_values(desk: Desk, lead: Lead) -> dict[str, Any]:
    """How sure the lead is: who made its figures, what they are, what may not be concluded from them."""
    words, view = desk.words, lead.view
    items = [area.observation for area in view.valued if area.observation is not None]
    points = [_makers(items, words)]
    if not any(item.interval or item.std_error is not None for item in items):
        points.append(words.text(NO_UNCERTAINTY))
    small = sum(Flag.SMALL_N in item.flags for item in items)
    if small:
        points.append(words.plural("%(count)s rests on few cases.", "%(count)s rest on few cases.", small))
    return {
        "points": [*points, *view.notes],
        "not": [
            words.text(view.indicator.raw["method"]["may_not_conclude"]),
            words.text(
                "No figure here means none in this source on its date. The state may count and publish at home; that "
                "nothing happens there, or that something is hidden, does not follow."
            ),
        ],
        "about": desk.site.indicator(view.indicator.id),
    }


def _makers(items: list[Observation], words: Words) -> str:
    counts = [(p, sum(item.provenance is p for item in items)) for p in Provenance]
    made = [f"{words.number(count)} {words.text(PROVENANCE[p])}" for p, count in counts if count]
    if len(made) == 1:
        return words.text(
            "All %(count)s figures: %(maker)s.",
            count=words.number(len(items)),
            maker=words.text(PROVENANCE[items[0].provenance]),
        )
    return words.text(
        "Of the %(count)s figures: %(makers)s.", count=words.number(len(items)), makers=words.semicolon.join(made)
    )


def silence_values(desk: Desk, silence: SilenceView) -> dict[str, Any]:
    """The strip with its table."""
    return {
        "view": silence,
        "svg": made_here(draw_silence(silence, desk.words)),
        "direction": desk.words.text(DIRECTION[silence.indicator.direction]),
        "rows": [(row.label, [(a.name, a.text) for a in reversed(row.areas)]) for row in silence.rows],
        "foot": foot(desk, silence.behind, f"{silence.sentence} {silence.caution}", ViewState()),
        "reason": desk.words.text((silence.indicator.raw["comparability"] or {}).get("reason", "")),
    }


def graphic_values(desk: Desk, story: GraphicStory, place: int) -> dict[str, Any]:
    """One of the three: the drawing for a narrow column, which is what it stands in at every width."""
    words = desk.words
    catalogue = desk.store.catalogue
    right = story.indicator.core or story.indicator.rights[0]
    drawing, unit = "", ""
    if story.trend is not None:
        drawing, unit = draw_trend(story.trend, words, f"t{place}"), story.trend.subtitle
    elif story.groups is not None:
        drawing, unit = draw_groups(story.groups, words, f"g{place}"), story.groups.subtitle
    elif story.ranks is not None:
        drawing, unit = draw_rank_curve(story.ranks, story.sentence, words, f"n{place}"), story.ranks.benchmark.subtitle
    return {
        "kind": story.kind,
        "right": words.text(catalogue.rights[right]["name"]),
        "name": words.text(story.indicator.name),
        "unit": unit,
        "sentence": story.sentence,
        "svg": made_here(drawing[drawing.rindex("<svg ") :]),
        "notes": story.notes,
        "foot": foot(desk, story.behind, story.sentence, story.state, COMPARE if story.ranks is not None else "/"),
        "conclude": words.text(story.indicator.raw["method"]["may_not_conclude"]),
    }


def change_values(desk: Desk, story: ChangeStory) -> dict[str, Any]:
    """A list of those that moved for the better, each with its line; those for the worse by name beside it."""
    return {
        "story": story,
        "better": [_change(desk, story, item) for item in story.better],
        "worse": [(item.name, _explore(desk, story, item)) for item in sorted(story.worse, key=lambda c: c.name)],
        "more_better": story.better_count - len(story.better),
        "more_worse": story.worse_count - len(story.worse),
        "foot": foot(desk, story.behind, story.sentence, ViewState(base=story.moves.base)),
        "conclude": desk.words.text(story.choice.indicator.raw["method"]["may_not_conclude"]),
    }


def _change(desk: Desk, story: ChangeStory, item: Change) -> dict[str, Any]:
    choice = story.choice
    whole = build_sparkline(desk.store, choice.indicator, choice.series, choice.dims, item.area)
    spark = within(whole, (story.moves.base - BEFORE, story.moves.year))
    label = sparkline_label(desk.store, choice.indicator, spark, desk.words)
    return {
        "name": item.name,
        "href": _explore(desk, story, item),
        "before": item.before_text.partition(" (")[::2],
        "after": item.after_text.partition(" (")[::2],
        "spark": made_here(draw_sparkline(spark, label)),
    }


def _explore(desk: Desk, story: ChangeStory, item: Change) -> str:
    return desk.site.explore(story.choice.indicator.id, area=(item.area,))


def hidden_values(desk: Desk, hidden: Hidden) -> dict[str, Any]:
    """Both lists with their links."""
    return {
        "hidden": hidden,
        "groups": [(g, share_text(g, desk.words)) for g in hidden.groups],
        "states": [(s, desk.site.country(s.area)) for s in hidden.states],
        "hash": hidden.digest[:12],
        "release": desk.store.id,
    }


def release_values(desk: Desk) -> dict[str, Any]:
    """What the release holds, source by source, each with the date of its newest vintage."""
    store, words = desk.store, desk.words
    rows = []
    for sid, source in store.catalogue.sources.items():
        used = [s for s in store.catalogue.series.values() if s.source == sid]
        count = len({s.raw["indicator"] for s in used})
        if used:
            newest = max(s.released for s in used)
            vintages = sorted({s.vintage for s in used})
            rows.append((words.text(source["name"]), words.date(newest), count, len(vintages), source["homepage"]))
    ids = release_ids(store.release.folder.parent)
    return {
        "id": store.id,
        "is_first": store.id == min(ids, default=""),
        "rows": sorted(rows, key=lambda row: (-row[2], row[0])),
        "counts": store.catalogue.counts,
    }


def door_values(desk: Desk, lead: Lead) -> dict[str, Any]:
    """Where the four doors lead: two countries, what is missing, the pack of a region, an address that stays."""
    site, view, words = desk.site, lead.view, desk.words
    areas = desk.store.catalogue.areas
    largest = most_populous(desk.store, 1, {area.id for area in view.valued})
    pair = tuple(sorted(largest, key=lambda a: (areas[a].region not in ("Asia", "Africa"), a))[:2])
    regions = [group for group in desk.store.catalogue.groups if group["kind"] == "region"]
    return {
        "name": words.text(view.indicator.name),
        "compare": site.compare(indicator=view.indicator.id, area=pair),
        "pair": words.listing([areas[a].name(words.lang) for a in pair]),
        "gaps": site.gaps(),
        "regions": [(words.text(group["name"]), site.group(group["id"])) for group in regions],
        "pacific": site.group("pacific_islands_forum"),
    }
