"""Parts of a right's page: its treaties, the panels of its sources, what is covered and what nobody measures.

Invariant: what is drawn stands in words beside it, and a figure never stands without its year and its source.
"""

from __future__ import annotations

from typing import Any

from components.group_parts import TELLING
from components.links import Site
from components.svg.profile_marks import draw_shares
from components.svg.reading import draw_histogram
from components.svg.treaties import draw_small_curve
from components.templating import made_here
from data.finder_text import plain
from data.model import IndicatorKind, SourceType
from data.store import Store
from data.views.gaps_summary import Cover, percent
from data.views.labels import KIND, SOURCE_TYPE
from data.views.reading import Reading, by_class, end_words, scale_texts
from data.views.right_page import RightPage
from data.views.right_page_panels import Line, Panel, Stage
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


LEAD = {
    IndicatorKind.STRUCTURAL: _("What states have promised, and what their laws and institutions say."),
    IndicatorKind.PROCESS: _("What states do to keep the promise: decisions, services, procedures."),
    IndicatorKind.OUTCOME: _("What people experience, as counted, asked or judged by each source for itself."),
}
CLASSES = 6
SHOWN = 6


def treaties(page: RightPage, peers: str, site: Site, words: Words) -> list[dict[str, Any]]:
    """Each instrument with its curve over time."""
    if page.treaties is None:
        return []
    made = []
    for item in page.treaties.items:
        tip = words.text(
            "%(treaty)s: %(count)s of %(all)s states are parties as of %(date)s",
            treaty=item.instrument.short,
            count=words.number(item.parties),
            all=words.number(item.total),
            date=page.treaties.as_of,
        )
        made.append(
            {
                "item": item,
                "svg": made_here(draw_small_curve(item.curve, page.treaties.span, item.total, tip)),
                "href": site.treaties(view="curve", indicator=item.indicator, peers=peers),
            }
        )
    return made


def institutions(page: RightPage, words: Words) -> str:
    """How many states have a national institution of which standing, in one sentence."""
    reading = page.institutions
    top = reading.indicator.classes[-1] if reading is not None and reading.indicator.classes else None
    if reading is None or top is None or not reading.total:
        return ""
    count = int((reading.places.value[reading.places.counted] == float(top["value"])).sum())
    return words.plural(
        "%(count)s of %(all)s states had a national human rights institution of full standing in %(year)s.",
        "%(count)s of %(all)s states had a national human rights institution of full standing in %(year)s.",
        count,
        all=words.number(reading.total),
        year=str(reading.year),
    )


def stage_values(store: Store, stage: Stage, peers: str, site: Site, words: Words) -> dict[str, Any]:
    """One of the three stages with its panels."""
    return {
        "id": stage.kind.value,
        "name": words.text(KIND[stage.kind]),
        "lead": words.text(LEAD[stage.kind]),
        "count": stage.count,
        "records": [_panel(store, panel, peers, site, words) for panel in stage.records],
        "experts": [_panel(store, panel, peers, site, words) for panel in stage.experts],
    }


def _panel(store: Store, panel: Panel, peers: str, site: Site, words: Words) -> dict[str, Any]:
    return {
        "panel": panel,
        "types": words.listing([words.text(SOURCE_TYPE[kind]) for kind in panel.types]),
        "is_expert": panel.types == (SourceType.EXPERT,),
        "href": site.method(f"source-{panel.source}"),
        "own": [_line(store, line, peers, site, words) for line in panel.own],
        "shared": [_line(store, line, peers, site, words) for line in panel.shared],
    }


def _line(store: Store, line: Line, peers: str, site: Site, words: Words) -> dict[str, Any]:
    indicator, reading = line.indicator, line.reading
    made: dict[str, Any] = {
        "line": line,
        "href": site.indicator(indicator.id),
        "map": site.explore(indicator.id),
        "compare": site.compare(indicator=indicator.id, peers=peers),
        "unit": "" if indicator.classes else words.text(store.catalogue.units[indicator.unit]["label"]),
        "reading": reading,
        "parts": [_line(store, part, peers, site, words) for part in line.parts],
    }
    if reading is not None:
        made |= _figures(store, reading, line.name, words)
    return made


def _figures(store: Store, reading: Reading, name: str, words: Words) -> dict[str, Any]:
    """The drawing of a reading and what is said below it."""
    if reading.indicator.classes:
        return _classes(store, reading, words)
    values = reading.values
    scale = scale_texts(store, reading, words)
    label = words.text(
        "%(name)s: how the figures of %(count)s places lie, from %(low)s to %(high)s",
        name=name,
        count=words.number(len(values)),
        low=scale[0] if scale else "",
        high=scale[1] if scale else "",
    )
    return {
        "svg": made_here(draw_histogram(values, reading.median, label)) if len(values) > 1 else "",
        "scale": scale,
        "years": _years(reading),
        "ends": [end_words(end, _names(store, end.areas, words), words) for end in reading.ends],
        "classes": [],
        "refused": reading.refused[:1] if not reading.median_text else (),
        "careful": [item for item in reading.cautions if item[1] in TELLING and item not in reading.refused],
    }


def _classes(store: Store, reading: Reading, words: Words) -> dict[str, Any]:
    """Named classes as shares of the states, from the first to the last."""
    counts = [(label, len(areas)) for label, areas in by_class(store, reading, words)]
    steps = max(len(counts) - 1, 1)
    drawn = [(f"k{round(n * (CLASSES - 1) / steps)}", count) for n, (_label, count) in enumerate(counts)]
    return {
        "svg": made_here(draw_shares(drawn)) if counts else "",
        "scale": [],
        "years": _years(reading),
        "ends": [],
        "classes": [(css, label, count) for (css, _), (label, count) in zip(drawn, counts, strict=True)],
        "refused": (),
        "careful": [],
    }


def _years(reading: Reading) -> str:
    return str(reading.year) if reading.oldest == reading.year else f"{reading.oldest}–{reading.year}"


def _names(store: Store, areas: tuple[str, ...], words: Words) -> list[str]:
    return sorted((store.catalogue.areas[area].name(words.lang) for area in areas), key=plain)


def cover_rows(page: RightPage, site: Site, words: Words) -> list[dict[str, Any]]:
    """Published of expected figures by region; the last row is all that is shown."""
    return [
        {
            "name": words.text("All member states") if page.is_all and not row.id else row.name,
            "href": site.gaps(right=page.id, view="matrix", peers=row.id),
            "is_whole": not row.id,
            "core": _share(row.core, words),
            "whole": _share(row.whole, words),
            "bar": made_here(
                draw_shares(
                    [
                        ("m-some", row.whole.recent),
                        ("m-part", row.whole.ever - row.whole.recent),
                        ("m-rest", row.whole.expected - row.whole.ever),
                    ]
                )
            ),
        }
        for row in page.covers
        if row.whole.expected
    ]


def _share(found: Cover, words: Words) -> dict[str, Any]:
    return {
        "share": percent(found.recent, found.expected, words),
        "recent": words.number(found.recent),
        "expected": words.number(found.expected),
        "is_empty": not found.expected,
    }


def unmeasured(page: RightPage, site: Site) -> dict[str, Any]:
    """What the indicators leave out: the first few open, the rest folded."""
    rows = [
        {"text": item.text, "indicators": [(name, site.indicator(id_)) for id_, name in item.indicators]}
        for item in page.unmeasured
    ]
    return {"open": rows[:SHOWN], "folded": rows[SHOWN:]}
