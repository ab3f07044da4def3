"""The pieces of an answer: one indicator, one place, one right, each in words.

Invariant: a sentence stands in what it links to; what is kept between questions depends on the release alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.answer_area import area_finding
from data.catalogue import AreaInfo, Indicator
from data.finder import Hit
from data.model import AreaKind
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.labels import KIND, in_line
from data.views.map import build_map_view
from data.views.sentence import build_sentence
from data.words import Words

MAX_KEPT = 2048

_WORLD: dict[tuple[str, str, str, int | None], str] = {}
_PLACES: dict[tuple[str, str, str], PlaceAnswer] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator that answers, with a sentence on each place asked for, or one on the world.

    ``areas`` and ``year`` are what its link carries; ``also`` is the other name under which it was found.

    ``value`` and ``when`` are the figure alone, where a single place is asked for and has one.
    """

    indicator: str
    name: str
    sentences: tuple[str, ...]
    right: str
    kind: str
    source: str
    as_of: str
    areas: tuple[str, ...] = ()
    year: int | None = None
    has_figure: bool = True
    is_core: bool = False
    also: str = ""
    value: str = ""
    when: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """A place that is named: ``page`` is the id of the place whose page tells of it, or empty.

    ``in_line`` is the name of that page's place as it stands in a sentence.
    """

    id: str
    name: str
    page: str
    in_line: str
    line: str


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """A right that is named or near, with how many indicators it has and from which sources."""

    id: str
    name: str
    count: int
    sources: str


def bare_hit(indicator: Indicator) -> Hit:
    """An indicator that is shown without having been looked for."""
    source = indicator.preferred.partition(":")[0]
    return Hit(indicator.id, indicator.name, indicator.rights[0], indicator.kind.value, source, "", 0.0)


def build_answer(store: Store, hit: Hit, areas: tuple[AreaInfo, ...], year: int | None, words: Words) -> Answer:
    """A hit with its sentence on the places asked for, or on the world."""
    indicator = store.catalogue.indicators[hit.id]
    if not areas:
        return _answer(store, indicator, (world_sentence(store, indicator, year, words),), words, hit, year=year)
    findings = [area_finding(store, indicator, area, year, words) for area in areas]
    first = findings[0]
    alone = len(areas) == 1
    return _answer(
        store,
        indicator,
        tuple(f.sentence for f in findings),
        words,
        hit,
        areas=_carried(areas),
        year=year if year is not None else first.year if alone and first.is_old else None,
        has_figure=any(f.has_figure for f in findings),
        value=first.text if alone and first.has_figure else "",
        when=first.year if alone else None,
    )


def _answer(
    store: Store,
    indicator: Indicator,
    sentences: tuple[str, ...],
    words: Words,
    hit: Hit | None = None,
    *,
    areas: tuple[str, ...] = (),
    year: int | None = None,
    has_figure: bool = True,
    value: str = "",
    when: int | None = None,
) -> Answer:
    catalogue = store.catalogue
    series = catalogue.series[indicator.preferred]
    also = hit.also if hit is not None else ""
    return Answer(
        indicator=indicator.id,
        name=words.text(indicator.name),
        sentences=sentences,
        right=words.text(catalogue.rights[indicator.rights[0]]["name"]),
        kind=words.text(KIND[indicator.kind]),
        source=words.text(catalogue.sources[series.source]["name"]),
        as_of=series.released,
        areas=areas,
        year=year,
        has_figure=has_figure,
        is_core=indicator.core is not None,
        also=also if words.has(also) else "",
        value=value,
        when=when,
    )


def _carried(areas: tuple[AreaInfo, ...]) -> tuple[str, ...]:
    """Ids that a map has: states and territories; a part of one stands for the whole."""
    ids = (area.part_of if area.kind is AreaKind.SUBNATIONAL else area.id for area in areas)
    return tuple(dict.fromkeys(i for i in ids if i))


def world_sentence(store: Store, indicator: Indicator, year: int | None, words: Words) -> str:
    """What the map of the indicator says of a year, by itself of the one it opens with; kept, as it never changes."""
    key = (store.release.digest, indicator.id, words.lang, year)
    if key not in _WORLD:
        choice = choose(store, ViewState(indicator=indicator.id, year=year), words)
        view = build_map_view(store, choice, words, words.lang)
        if len(_WORLD) >= MAX_KEPT:
            _WORLD.clear()
        _WORLD[key] = build_sentence(store, view, words)
    return _WORLD[key]


def list_answer(store: Store, hit: Hit, words: Words) -> Answer:
    """A hit of a bare list: how many places it has figures of, and when."""
    indicator = store.catalogue.indicators[hit.id]
    raw = store.catalogue.series[indicator.preferred].raw
    span = "–".join(dict.fromkeys(str(y) for y in (raw["first_year"], raw["last_year"]) if y is not None))
    line = words.plural(
        "Figures of %(count)s country or territory, %(span)s.",
        "Figures of %(count)s countries and territories, %(span)s.",
        raw["countries"],
        span=span,
    )
    return _answer(store, indicator, (line,), words)


def build_places(store: Store, areas: tuple[AreaInfo, ...], words: Words) -> tuple[PlaceAnswer, ...]:
    """The places by themselves; kept, because counting what a country publishes reads every core indicator."""
    found = []
    for area in areas:
        key = (store.release.digest, area.id, words.lang)
        if key not in _PLACES:
            if len(_PLACES) >= MAX_KEPT:
                _PLACES.clear()
            _PLACES[key] = _place(store, area, words)
        found.append(_PLACES[key])
    return tuple(found)


def _place(store: Store, area: AreaInfo, words: Words) -> PlaceAnswer:
    name = area.name(words.lang)
    if area.kind is AreaKind.HISTORICAL:
        line = words.text("%(area)s ended in %(year)s.", area=name, year=str(area.end)) if area.end else name
        return PlaceAnswer(area.id, name, "", name, line)
    if area.kind is AreaKind.SUBNATIONAL and area.part_of:
        whole = in_line(store.catalogue.areas[area.part_of].name(words.lang), words.lang)
        line = words.text("%(area)s is told of with %(whole)s.", area=name, whole=whole)
        return PlaceAnswer(area.id, name, area.part_of, whole, line)
    core = [i for i in store.catalogue.indicators.values() if i.core is not None]
    have = sum(area_finding(store, indicator, area, None, words).has_figure for indicator in core)
    line = words.text(
        "%(have)s of %(all)s core indicators have a figure.", have=words.number(have), all=words.number(len(core))
    )
    return PlaceAnswer(area.id, name, area.id, in_line(name, words.lang), line)


def build_right(store: Store, right: str, words: Words) -> RightAnswer:
    """A right with the number of its indicators and the publishers of them."""
    catalogue = store.catalogue
    own = [i for i in catalogue.indicators.values() if right in i.rights]
    names = sorted({words.text(catalogue.sources[catalogue.series[i.preferred].source]["name"]) for i in own})
    return RightAnswer(right, words.text(catalogue.rights[right]["name"]), len(own), words.listing(names))
