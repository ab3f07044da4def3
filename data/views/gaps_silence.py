"""Do states that do not report differ: both groups on the scale of another indicator, and how far they lie apart.

Invariant: a comparison of groups, never a cause; figures that the rules of comparison refuse take no part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator
from data.citation import view_digest
from data.compare import Purpose, Verdict, compare, fit, standing
from data.kept import kept
from data.model import ValueKind
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice, choose
from data.views.formats import value_text
from data.views.gaps import OUTSIDE, PUBLISHED, counted_indicators
from data.views.map import MapArea, MapView, build_map_view
from data.views.states import median
from data.views.stories import SILENT, Behind
from data.views.stories_silence import SilenceRow, SilenceView
from data.views.trend_axis import nice_ticks, tick_texts
from data.words import Words

LEAST = 5
USUAL = "unsentenced_detention_share_percent"
PRESETS = (
    "voice_accountability_estimate_model_score",
    "statistical_performance_overall_index_0_100",
    "rule_of_law_index_score",
    "freedom_of_expression_index_score",
    "human_development_composite_index_0_1",
    "infant_mortality_rate_per_1000_live_births",
    "internet_users_share_percent",
)


@dataclass(frozen=True)
class Silence:
    """Reporters and non-reporters of ``indicator`` on the scale of ``other``; ``strip`` is None where that is refused.

    ``superiority`` is the share of pairs, one state of each group, in which the reporter has the higher figure.
    """

    indicator: Indicator
    other: Indicator
    choice: Choice
    states: int
    reporters: int
    silent: int
    verdict: Verdict
    strip: SilenceView | None
    superiority: float | None
    finding: str
    names: tuple[str, ...]


def superiority(first: list[float], second: list[float]) -> float:
    """Share of all pairs in which the first is the higher, ties counted half: Mann and Whitney (1947)."""
    one, other = np.asarray(first)[:, None], np.asarray(second)[None, :]
    return float(((one > other).sum() + 0.5 * (one == other).sum()) / (one.size * other.size))


def scales(store: Store) -> tuple[Indicator, ...]:
    """Indicators on whose scale states may be ranked: the presets first, then the core ones."""
    return kept(store, ("gaps scales",), lambda: _scales(store))


def _scales(store: Store) -> tuple[Indicator, ...]:
    known = store.catalogue.indicators
    core = [i.id for i in known.values() if i.core is not None]
    names = dict.fromkeys([*(name for name in PRESETS if name in known), *core])
    return tuple(known[name] for name in names if _is_scale(store, known[name]))


def _is_scale(store: Store, indicator: Indicator) -> bool:
    series = store.catalogue.series[indicator.preferred]
    is_number = indicator.value_kind is ValueKind.NUMBER and bool(series.raw["countries"])
    return is_number and not standing(store, indicator, series, Purpose.RANK).is_refused


def choose_pair(store: Store, state: ViewState, words: Words) -> tuple[Indicator, Indicator, list[str]] | None:
    """Indicator and scale of an address, with notices for what the release does not hold; None where it holds none."""
    known, notices = store.catalogue.indicators, []
    counted = [i for i in counted_indicators(store) if i.core is not None] or list(counted_indicators(store))
    asked = known.get(state.indicator)
    if state.indicator and (asked is None or not store.catalogue.series[asked.preferred].raw["countries"]):
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.indicator))
        asked = None
    indicator = asked or known.get(USUAL) or (counted[0] if counted else None)
    other = known.get(state.vs)
    if state.vs and other is None:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.vs))
    options = [scale for scale in scales(store) if indicator is None or scale.id != indicator.id]
    other = other or (options[0] if options else None)
    return None if indicator is None or other is None else (indicator, other, notices)


def build_silence_of(store: Store, indicator: Indicator, other: Indicator, words: Words) -> Silence:
    """Both groups in the year that the indicator's map opens with, on the scale of the other nearest to that year."""
    choice = choose(store, ViewState(indicator=indicator.id), words)
    lead = build_map_view(store, choice, words, words.lang)
    reporting = {area.id for area in lead.counted if area.state in PUBLISHED}
    silent = {area.id for area in lead.counted if area.state in SILENT}
    behind, scale = _scale(store, other, choice.year, words)
    items = [area.observation for area in scale.counted if area.observation is not None]
    fitting = [item for item in items if not fit(store, item, Purpose.RANK).is_refused]
    verdict = compare(store, fitting, Purpose.RANK)
    allowed = {item.area for item in fitting}
    valued = [area for area in scale.valued if area.id in allowed]
    rows = tuple(_row(store, scale, key, ids, valued, words) for key, ids in (("with", reporting), ("without", silent)))
    is_drawn = not verdict.is_refused and all(row.areas for row in rows)
    strip = _strip(store, behind, scale, (rows[0], rows[1]), lead, words) if is_drawn else None
    enough = is_drawn and all(len(row.areas) >= LEAST for row in rows)
    values = [[area.value for area in row.areas if area.value is not None] for row in rows]
    apart = superiority(values[0], values[1]) if enough else None
    return Silence(
        indicator=indicator,
        other=other,
        choice=choice,
        states=sum(area.state not in OUTSIDE for area in lead.counted),
        reporters=len(reporting),
        silent=len(silent),
        verdict=verdict,
        strip=strip,
        superiority=apart,
        finding=_finding(apart, words),
        names=tuple(sorted(area.name for area in lead.counted if area.id in silent)),
    )


def _scale(store: Store, other: Indicator, year: int | None, words: Words) -> tuple[Choice, MapView]:
    choice = choose(store, ViewState(indicator=other.id), words)
    if year is not None and choice.years:
        near = min(choice.years, key=lambda y: (abs(y - year), -y))
        choice = choose(store, ViewState(indicator=other.id, year=near), words)
    return choice, build_map_view(store, choice, words, words.lang)


def _row(store: Store, scale: MapView, key: str, ids: set[str], valued: list[MapArea], words: Words) -> SilenceRow:
    areas = tuple(area for area in valued if area.id in ids)
    pooled = standing(store, scale.indicator, scale.series, Purpose.AVERAGE)
    enough = len(areas) >= LEAST and not pooled.is_refused
    middle = median([a.value for a in areas if a.value is not None]) if enough else None
    decimals = max((a.observation.decimals for a in areas if a.observation), default=0)
    said = "" if middle is None else value_text(middle, decimals, scale.indicator, store.catalogue, words)
    label = (
        words.plural("%(count)s state with a figure", "%(count)s states with a figure", len(areas))
        if key == "with"
        else words.plural("%(count)s state without one", "%(count)s states without one", len(areas))
    )
    return SilenceRow(key, label, areas, middle, said)


def _strip(
    store: Store,
    choice: Choice,
    scale: MapView,
    rows: tuple[SilenceRow, SilenceRow],
    lead: MapView,
    words: Words,
) -> SilenceView:
    values = [area.value for row in rows for area in row.areas if area.value is not None]
    shown = {area.id for row in rows for area in row.areas}
    return SilenceView(
        indicator=scale.indicator,
        scale=scale,
        behind=Behind(choice, view_digest(store, scale)),
        rows=rows,
        without=tuple(a.name for a in lead.counted if a.id not in shown),
        ticks=tick_texts(nice_ticks(min(values), max(values)), store.catalogue.units[scale.indicator.unit], words),
        name=words.text(scale.indicator.name),
        title=words.text("Who does not report"),
        sentence=_sentence(scale, rows, words),
        overlap="",
        caution=words.text("A comparison of groups, not a cause."),
        why="",
    )


def _sentence(scale: MapView, rows: tuple[SilenceRow, SilenceRow], words: Words) -> str:
    with_figure, without = rows
    if with_figure.median is None or without.median is None:
        return words.text(
            "%(with_n)s states that report and %(without_n)s that do not have a figure on the scale “%(name)s”.",
            with_n=words.number(len(with_figure.areas)),
            without_n=words.number(len(without.areas)),
            name=words.text(scale.indicator.name),
        )
    return words.text(
        "On the scale “%(name)s” in %(year)s the median of the states that report is %(with_median)s (n = %(with_n)s), "
        "that of the states that do not is %(without_median)s (n = %(without_n)s).",
        name=words.text(scale.indicator.name),
        year=str(scale.year),
        with_median=with_figure.median_text,
        with_n=words.number(len(with_figure.areas)),
        without_median=without.median_text,
        without_n=words.number(len(without.areas)),
    )


def _finding(apart: float | None, words: Words) -> str:
    if apart is None:
        return ""
    return words.text(
        "Take one state that reports and one that does not: in %(share)s of 100 such pairs the one that reports has "
        "the higher figure (ties count half). At 50 the groups would not differ.",
        share=words.number(100 * apart),
    )
