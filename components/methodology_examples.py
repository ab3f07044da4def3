"""Live examples for readers: small charts of this release, each with the one thing that it teaches.

Invariant: every example is a view like any other, so it says what its own page says; one that the release cannot show
is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from components.explore_parts import LegendLine, legend_lines
from components.links import Site
from components.svg.groups import draw_groups
from components.svg.map import draw_map
from components.svg.trend import draw_trend
from components.templating import made_here
from data.model import Mark
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import Choice, choose
from data.views.labels import BORDER_NOTE
from data.views.map import MapArea, build_map_view
from data.views.sentence import area_sentence, build_sentence
from data.views.trend import build_trend_view
from data.words import Words

BORROWERS = 4


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Example:
    """One lesson: ``finding`` is the sentence of its view, ``legend`` and ``rows`` stand where it has them."""

    key: str
    heading: str
    lesson: str
    title: str
    finding: str
    svg: Markup
    href: str
    note: str = ""
    legend: tuple[LegendLine, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A trend that teaches something: an indicator, a country, the years shown."""

    key: str
    heading: str
    lesson: str
    indicator: str
    area: str
    span: tuple[int, int]


MAP_OF = "unsentenced_detention_share_percent"
BORROWED = "homicide_rate_per_100000"
BY_SEX, BY_SEX_AREAS = "homicide_rate_per_100000", ("BRA", "MEX", "ZAF", "PHL", "TUR")
IMPOSSIBLE = (MAP_OF, "PSE", 2016, "sex:male")
LINES = (
    Line(
        "band",
        _("A band is the doubt that the source publishes"),
        _(
            "The shaded band is the source’s own interval, with its level in words. Where two bands overlap, the "
            "figures may well be equal. Where there is no band the source publishes none, and we invent none."
        ),
        "electoral_democracy_index_score",
        "TUN",
        (2000, 2024),
    ),
    Line(
        "gap",
        _("A gap stays a gap"),
        _("A line joins only years that follow each other. A year without a value is a hole; a lone year is a dot."),
        MAP_OF,
        "UGA",
        (2003, 2021),
    ),
    Line(
        "break",
        _("A break cuts the line"),
        _(
            "An upright mark stands where counting or definition changed, with its reason. No change is computed "
            "across it, here or anywhere on this site."
        ),
        "refugees_by_origin_rate_per_100000",
        "VEN",
        (2008, 2022),
    ),
    Line(
        "limit",
        _("A limit is not a figure"),
        _("An open triangle says only on which side of a limit a figure lies: “under 2.5%” is not 2.5%, and not zero."),
        "undernourishment_prevalence_percent",
        "CHN",
        (2001, 2021),
    ),
)


def examples(store: Store, site: Site, words: Words) -> list[Example]:
    """All lessons that the release can show, in the order of reading."""
    return [
        *_map(store, site, words),
        *_lines(store, site, words),
        *_groups(store, site, words),
        *_borrowed(store, site, words),
        *_impossible(store, site, words),
    ]


def _choice(store: Store, words: Words, indicator: str, **state: object) -> Choice | None:
    if indicator not in store.catalogue.indicators:
        return None
    return choose(store, ViewState(indicator=indicator).but(**state), words)


def _map(store: Store, site: Site, words: Words) -> Iterator[Example]:
    choice = _choice(store, words, MAP_OF)
    if choice is None:
        return
    view = build_map_view(store, choice, words, words.lang)
    if view.empty:
        return
    sentence = build_sentence(store, view, words)
    yield Example(
        key="map",
        heading=words.text("Every state is somewhere in the legend"),
        lesson=words.text(
            "Each of the 193 member states stands in exactly one entry, and the counts add up. A hatch is a kind of "
            "silence, never a low value; zero has a colour of its own. Open an entry to see its states by name."
        ),
        title=view.title,
        finding=sentence,
        svg=made_here(draw_map(view, store.geometry, view.title, sentence, prefix="read-map")),
        href=site.indicator(MAP_OF, year=view.year),
        note=words.text(BORDER_NOTE),
        legend=tuple(legend_lines(store, view, words.lang)),
    )


def _borrowed(store: Store, site: Site, words: Words) -> Iterator[Example]:
    """States whose value in the map of a year is an older one."""
    choice = _choice(store, words, BORROWED)
    if choice is None:
        return
    view = build_map_view(store, choice, words, words.lang)
    older = [area for area in view.valued if Mark.OLDER in area.marks][-BORROWERS:]
    if not older:
        return
    yield Example(
        key="borrowed",
        heading=words.text("An older value keeps its own year"),
        lesson=words.text(
            "Where a country has no value of the year shown, a recent one may stand in, for so many years as its kind "
            "of source allows. It always carries its own year, and one click shows the year alone."
        ),
        title=view.title,
        finding=next(iter(view.notes), ""),
        svg=made_here(""),
        href=site.indicator(BORROWED, year=view.year, tol=0),
        rows=tuple((area.name, area.text, str(area.year)) for area in older),
    )


def _lines(store: Store, site: Site, words: Words) -> Iterator[Example]:
    for line in LINES:
        choice = _choice(store, words, line.indicator)
        if choice is None:
            continue
        view = build_trend_view(store, choice, (line.area,), words, span=line.span, has_context=False)
        if view.empty:
            continue
        yield Example(
            key=line.key,
            heading=words.text(line.heading),
            lesson=words.text(line.lesson),
            title=view.title,
            finding=view.sentence,
            svg=made_here(draw_trend(view, words, f"read-{line.key}")),
            href=f"{site.indicator(line.indicator, area=(line.area,), span=line.span)}#trend",
        )


def _impossible(store: Store, site: Site, words: Words) -> Iterator[Example]:
    indicator, area_id, year, dims = IMPOSSIBLE
    choice = _choice(store, words, indicator, year=year, dims=dims)
    if choice is None:
        return
    view = build_map_view(store, choice, words, words.lang)
    area = next((a for a in view.areas if a.id == area_id), None)
    if area is None or area.value is not None or area.observation is None:
        return
    yield Example(
        key="impossible",
        heading=words.text("What cannot be is shown, and left out"),
        lesson=words.text(
            "A share above 100% is published all the same. It stays on the list with its published text, has a hatch "
            "of its own, and takes no part in colours, medians or ranges."
        ),
        title=view.title,
        finding=area_sentence(store, view, area, words),
        svg=made_here(""),
        href=f"{site.indicator(indicator, area=(area_id,), year=year, dims=dims)}#trace",
        rows=((area.name, _as_published(area), str(year)),),
    )


def _as_published(area: MapArea) -> str:
    return area.observation.value_text if area.observation is not None else ""


def _groups(store: Store, site: Site, words: Words) -> Iterator[Example]:
    choice = _choice(store, words, BY_SEX)
    if choice is None:
        return
    view = build_group_view(store, choice, "sex", BY_SEX_AREAS, words)
    drawing = "" if view.empty else draw_groups(view, words, "read-groups")
    if not drawing:
        return
    yield Example(
        key="groups",
        heading=words.text("A gap between groups is measured within one source"),
        lesson=words.text(
            "The two ends of a line are two groups of one country, in the same year, source and definition. Only so is "
            "a difference computed."
        ),
        title=view.title,
        finding=view.sentence,
        svg=made_here(drawing),
        href=f"{site.indicator(BY_SEX, by='sex', area=BY_SEX_AREAS)}#groups",
    )
