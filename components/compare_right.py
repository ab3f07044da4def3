"""Countries against a group across a whole right: one line for each indicator, each on a scale of its own.

Invariant: lines are never added up or averaged; what may not be ranked has no place, and the line says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from components.compare_asked import PATH, Asked
from components.links import address
from components.svg.strip import draw_line_strip
from components.templating import made_here
from data.catalogue import Indicator
from data.groups_kinds import ALL
from data.views.benchmark_parts import Position
from data.views.benchmark_position import positions_of
from data.views.labels import KIND
from data.views.population import by_population

MOST_LINES, MOST_TARGETS = 30, 4


@dataclass(frozen=True, slots=True)
class Place:
    """One country on one indicator: its figure, the line, what is said of its place."""

    name: str
    said: str
    strip: Markup
    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with its countries, leading to its own comparison."""

    name: str
    kind: str
    source: str
    year: str
    href: str
    median: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class RightShown:
    """All lines of a right, the core first, those without a figure, and a sentence on the whole."""

    title: str
    sentence: str
    lines: tuple[IndicatorLine, ...]
    silent: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    note: str


def build_right(asked: Asked) -> RightShown:
    """The right for the countries chosen; without any, for the most populous member of the group."""
    store, words = asked.store, asked.words
    named = asked.targets or tuple(by_population(store, asked.group.members)[:1])
    targets = named[:MOST_TARGETS]
    indicators, beyond = _indicators(asked)
    lines, silent = [], []
    for indicator in indicators:
        line = _line(asked, indicator, targets)
        if line is None:
            silent.append((words.text(indicator.name), asked.site.indicator(indicator.id)))
        else:
            lines.append(line)
    name = words.text(store.catalogue.rights[asked.right]["name"])
    names = words.listing([store.catalogue.areas[t].name(words.lang) for t in targets])
    notes = []
    if beyond:
        notes.append(
            words.plural(
                "%(count)s more indicator of this right is on the page of the right.",
                "%(count)s more indicators of this right are on the page of the right.",
                beyond,
            )
        )
    if len(named) > len(targets):
        notes.append(words.text("The first %(count)s countries are shown.", count=words.number(len(targets))))
    return RightShown(
        title=words.text(
            "%(right)s: %(areas)s against %(group)s", right=name, areas=names, group=asked.group.in_line(words)
        ),
        sentence=_sentence(asked, len(lines), len(indicators)),
        lines=tuple(lines),
        silent=tuple(silent),
        targets=targets,
        note=" ".join(notes),
    )


def _sentence(asked: Asked, some: int, of_all: int) -> str:
    words = asked.words
    if asked.group.kind == ALL:
        return words.text(
            "Of %(all)s indicators of this right looked at here, %(some)s have figures for UN member states. Each "
            "stands on a scale of its own; they are not added up.",
            some=words.number(some),
            all=words.number(of_all),
        )
    return words.text(
        "Of %(all)s indicators of this right looked at here, %(some)s have figures for members of %(group)s. Each "
        "stands on a scale of its own; they are not added up.",
        some=words.number(some),
        all=words.number(of_all),
        group=asked.group.in_line(words),
    )


def _indicators(asked: Asked) -> tuple[list[Indicator], int]:
    """The core indicators of the right, then those that are no part of another, by name; and how many are beyond."""
    own = [i for i in asked.store.catalogue.indicators.values() if asked.right in i.rights]
    series = asked.store.catalogue.series
    whole = [
        i for i in own if i.core == asked.right or (not i.raw["component_of"] and series[i.preferred].raw["countries"])
    ]
    found = sorted(whole, key=lambda i: (i.core != asked.right, asked.words.text(i.name)))
    return found[:MOST_LINES], max(0, len(found) - MOST_LINES)


def _line(asked: Asked, indicator: Indicator, targets: tuple[str, ...]) -> IndicatorLine | None:
    store, words = asked.store, asked.words
    found = [(t, positions_of(store, indicator, t, asked.group, words)) for t in targets]
    known = [(t, p) for t, p in found if p is not None]
    if not known:
        return None
    first = known[0][1]
    places = []
    for target, position in known:
        text = "; ".join(filter(None, [position.place, position.judged_text])) or position.withheld
        if not text and position.value is not None:
            text = words.text("This figure has no place: it rests on few cases, or on another definition.")
        said = position.said or words.text("no figure")
        strip = made_here(draw_line_strip(position))
        places.append(Place(store.catalogue.areas[target].name(words.lang), said, strip, text, position))
    series = store.catalogue.series[indicator.preferred]
    median = ""
    if first.median_text:
        median = words.text(
            "median %(value)s, %(n)s of %(total)s", value=first.median_text, n=first.n, total=first.total
        )
    return IndicatorLine(
        name=words.text(indicator.name),
        kind=words.text(KIND[indicator.kind]),
        source=words.text(store.catalogue.sources[series.source]["name"]),
        year=str(first.year or ""),
        href=address(asked.state, PATH, right="", indicator=indicator.id),
        median=median,
        places=tuple(places),
    )
