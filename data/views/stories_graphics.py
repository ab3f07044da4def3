"""The three graphics of the front: a trend with its band, groups side by side, the ranks that intervals leave open.

Invariant: which places are drawn follows a rule of the release's figures, what a sentence counts are all member states,
and a graphic whose precondition fails is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.catalogue import Indicator
from data.kept import kept
from data.store import Store
from data.stories import Graphic, said
from data.view_state import ViewState
from data.views.by_group import GroupView, build_group_view
from data.views.choose import Choice, choose
from data.views.formats import span_text
from data.views.labels import in_line
from data.views.population import by_population
from data.views.sentence import subject_of
from data.views.stories import Behind, digest_of, has_indicator, view_of
from data.views.stories_change import Moves, change_of, moves_of
from data.views.stories_ranks import ALL, RanksView, build_ranks
from data.views.trend import TrendView, build_trend_view
from data.words import Words, words


@dataclass(frozen=True)
class GraphicStory:
    """One graphic: one of the three views, its sentence, its notes, where it leads."""

    kind: str
    indicator: Indicator
    behind: Behind
    sentence: str
    notes: tuple[str, ...]
    state: ViewState
    trend: TrendView | None = None
    groups: GroupView | None = None
    ranks: RanksView | None = None


def build_graphic(store: Store, graphic: Graphic, words: Words) -> GraphicStory | None:
    """A graphic; None where the release lacks its indicator or its precondition fails."""
    if not has_indicator(store, graphic.indicator):
        return None
    build = {"trend": _trend, "groups": _groups, "ranks": _ranks}[graphic.kind]
    return build(store, graphic, words)


def _trend(store: Store, graphic: Graphic, words: Words) -> GraphicStory | None:
    """The furthest rise and the furthest fall outside the published intervals."""
    moves = moves_of(store, graphic.indicator, graphic.years)
    if moves is None or not moves.is_sure or not moves.rose or not moves.fell:
        return None
    choice = choose(store, ViewState(indicator=graphic.indicator), words)
    ends = [change_of(store, choice, *pair, words) for pair in (moves.rose[0], moves.fell[0])]
    areas = tuple(end.area for end in ends)
    span = None if graphic.since is None else (graphic.since, moves.year)
    view = build_trend_view(store, choice, areas, words, span=span, has_context=False)
    if view.empty:
        return None
    return GraphicStory(
        kind="trend",
        indicator=choice.indicator,
        behind=Behind(choice, digest_of(choice, [r.observation for r in view.rows if r.observation is not None])),
        sentence=said(words, graphic.sentence, **_moved(store, choice, moves, [e.name for e in ends], words)),
        notes=tuple(dict.fromkeys(band.label for band in view.bands)),
        state=ViewState(indicator=graphic.indicator, area=areas, span=span),
        trend=view,
    )


def _moved(store: Store, choice: Choice, moves: Moves, names: list[str], words: Words) -> dict[str, object]:
    _, view = view_of(store, choice.indicator.id, words)
    high, low = (in_line(name, words.lang) for name in names)
    return {
        "base": str(moves.base),
        "year": str(moves.year),
        "subject": subject_of(view, words),
        "up": words.number(len(moves.rose)),
        "down": words.number(len(moves.fell)),
        "count": words.number(moves.count),
        "high": high,
        "low": low,
    }


@dataclass(frozen=True, slots=True)
class Ahead:
    """In how many member states the group that should be ahead is, and is not; which of them are drawn."""

    above: int
    below: int
    count: int
    years: tuple[int, ...]
    drawn: tuple[str, ...]
    digest: str


def group_counts(store: Store, graphic: Graphic, choice: Choice) -> Ahead | None:
    """The count behind a graphic by group; None where the release has no two groups to set against each other."""
    name = ("ahead", graphic.indicator, graphic.dimension, graphic.ahead, graphic.per_region)
    return kept(store, name, lambda: _ahead(store, graphic, choice))


def _ahead(store: Store, graphic: Graphic, choice: Choice) -> Ahead | None:
    view = build_group_view(store, choice, graphic.dimension, (), words("en"))
    members = {a.id for a in store.catalogue.members()}
    lines = [(line, line.gap) for line in view.lines if line.gap is not None and line.key in members]
    if view.empty or view.poles is None or graphic.ahead not in {pole.code for pole in view.poles} or not lines:
        return None
    sign = 1 if view.poles[0].code == graphic.ahead else -1
    rows = [view.rows[n].observation for line, _ in lines for n in line.rows]
    return Ahead(
        above=sum(sign * gap.difference > 0 for _, gap in lines),
        below=sum(sign * gap.difference < 0 for _, gap in lines),
        count=len(lines),
        years=tuple(sorted({line.year for line, _ in lines if line.year is not None})),
        drawn=tuple(most_populous(store, graphic.per_region, {line.key for line, _ in lines})),
        digest=digest_of(choice, [item for item in rows if item is not None]),
    )


def _groups(store: Store, graphic: Graphic, words: Words) -> GraphicStory | None:
    """Groups in the most populous states of each region; the sentence counts every state with both figures."""
    choice = choose(store, ViewState(indicator=graphic.indicator), words)
    ahead = group_counts(store, graphic, choice)
    if ahead is None or ahead.above <= ahead.below:
        return None
    first, last = str(ahead.years[0]), str(ahead.years[-1])
    sentence = said(
        words,
        graphic.sentence,
        above=words.number(ahead.above),
        below=words.number(ahead.below),
        count=words.number(ahead.count),
        years=first if first == last else span_text(first, last, words),
    )
    view = build_group_view(store, choice, graphic.dimension, ahead.drawn, words)
    return GraphicStory(
        kind="groups",
        indicator=choice.indicator,
        behind=Behind(choice, ahead.digest),
        sentence=sentence,
        notes=_drawn_note(graphic, words),
        state=ViewState(indicator=graphic.indicator, by=graphic.dimension),
        groups=replace(view, sentence=sentence),
    )


def _drawn_note(graphic: Graphic, words: Words) -> tuple[str, ...]:
    return (
        words.plural(
            "Drawn is the most populous state of each UN region with both figures, the widest gap first.",
            "Drawn are the %(count)s most populous states of each UN region with both figures, the widest gap first.",
            graphic.per_region,
        ),
    )


def most_populous(store: Store, count: int, among: set[str]) -> list[str]:
    """The most populous of these states in each UN region."""
    regions: dict[str, list[str]] = {}
    for area in by_population(store, among):
        regions.setdefault(store.catalogue.areas[area].region, []).append(area)
    return [area for region in sorted(regions) for area in regions[region][:count]]


def _ranks(store: Store, graphic: Graphic, words: Words) -> GraphicStory | None:
    """The places that published intervals leave open; the most populous state of each region is named."""
    members = {area.id for area in store.catalogue.members()}
    found = build_ranks(store, graphic.indicator, tuple(most_populous(store, graphic.per_region, members)), words)
    if found is None:
        return None
    choice, view = found
    said_of = {"name": words.text(choice.indicator.name), "year": str(choice.year)}
    return GraphicStory(
        kind="ranks",
        indicator=choice.indicator,
        behind=Behind(choice, digest_of(choice, [row.observation for row in view.rows])),
        sentence=said(
            words, graphic.sentence, count=words.number(len(view.rows)), width=words.number(view.width), **said_of
        ),
        notes=tuple(filter(None, [view.benchmark.level_text])),
        state=ViewState(indicator=graphic.indicator, peers=ALL, view="ranks"),
        ranks=view,
    )
