"""The silence strip: states with and without a figure of the lead, as dots on the scale of another indicator.

Invariant: every dot is a published value of one series, slice and year; a comparison of groups is never called a cause.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from data.catalogue import Indicator
from data.citation import view_digest
from data.compare import Purpose, standing
from data.kept import kept
from data.model import ValueKind
from data.query import cross_section
from data.store import Store
from data.stories import SilenceRule, said
from data.view_state import ViewState
from data.views.choose import Choice, choose, lower_first
from data.views.formats import value_text
from data.views.map import MapArea, MapView
from data.views.states import median
from data.views.stories import Behind, view_of
from data.views.stories_lead import Lead
from data.views.trend_axis import nice_ticks, tick_texts
from data.words import Words, words


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """One group: its label, its areas with a value, lowest first, and their median where there are enough of them."""

    key: str
    label: str
    areas: tuple[MapArea, ...]
    median: float | None
    median_text: str


@dataclass(frozen=True)
class SilenceView:
    """The strip. ``without`` are states that have no dot: no value on this scale, or published for parts only."""

    indicator: Indicator
    scale: MapView
    behind: Behind
    rows: tuple[SilenceRow, SilenceRow]
    without: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    name: str
    title: str
    sentence: str
    overlap: str
    caution: str
    why: str


def scale_indicator(store: Store, rule: SilenceRule, lead: Choice) -> str:
    """The core indicator of these source types that covers most member states in the lead's year; empty if none does.

    Left out are the lead itself, classes and counts, and what a licence or a unit keeps from being combined.
    """
    return kept(store, ("scale", lead.indicator.id, lead.year), lambda: _widest_scale(store, rule, lead))


def _widest_scale(store: Store, rule: SilenceRule, lead: Choice) -> str:
    members = {store.blocks.area_index[a.id] for a in store.catalogue.members() if a.id in store.blocks.area_index}
    counts = []
    for indicator in store.catalogue.indicators.values():
        if _fits(store, rule, lead, indicator):
            series = store.catalogue.series[indicator.preferred]
            rows = cross_section(store.blocks, series.id, series.headline, lead.year or 0, 0)
            shown = sum(int(number) in members for number in store.blocks.columns["area"][rows])
            counts += [(-shown, indicator.id)] if shown else []
    return min(counts, default=(0, ""))[1]


def _fits(store: Store, rule: SilenceRule, lead: Choice, indicator: Indicator) -> bool:
    if indicator.core is None or indicator.source_type not in rule.source_types or indicator.id == lead.indicator.id:
        return False
    if indicator.value_kind is not ValueKind.NUMBER or set(indicator.rights) & set(lead.indicator.rights):
        return False
    choice = choose(store, ViewState(indicator=indicator.id), words("en"))
    return not standing(store, indicator, choice.series, Purpose.AVERAGE).is_refused


def build_silence(store: Store, rule: SilenceRule, lead: Lead, reader: Words) -> SilenceView | None:
    """The strip for a lead; None where no scale fits, or one of the two groups has no dot."""
    name = scale_indicator(store, rule, lead.behind.choice)
    if not name:
        return None
    choice, scale = view_of(store, name, reader, lead.view.year)
    valued = {area.id: area for area in scale.valued}
    reporting = _row(store, rule, scale, "with", [a.id for a in lead.view.valued], valued, reader)
    silent = _row(store, rule, scale, "without", [a.id for a in lead.silent], valued, reader)
    if not reporting.areas or not silent.areas:
        return None
    values = [area.value or 0.0 for area in scale.valued]
    shown = {area.id for row in (reporting, silent) for area in row.areas}
    return SilenceView(
        indicator=scale.indicator,
        scale=scale,
        behind=Behind(choice, _digest(store, lead, scale)),
        rows=(reporting, silent),
        without=tuple(a.name for a in lead.view.counted if a.id not in shown),
        ticks=tick_texts(nice_ticks(min(values), max(values)), store.catalogue.units[scale.indicator.unit], reader),
        name=reader.text(scale.indicator.name),
        title=reader.text("Who does not report"),
        sentence=_sentence(lead, scale, reporting, silent, reader),
        overlap=_overlap(reporting, silent, reader),
        caution=reader.text("A comparison of groups, not a cause."),
        why=said(reader, rule.why),
    )


def _row(
    store: Store,
    rule: SilenceRule,
    scale: MapView,
    key: str,
    ids: list[str],
    valued: dict[str, MapArea],
    words: Words,
) -> SilenceRow:
    areas = sorted((valued[i] for i in ids if i in valued), key=lambda a: (a.value or 0.0, a.id))
    middle = median([a.value for a in areas if a.value is not None]) if len(areas) >= rule.least else None
    decimals = max((a.observation.decimals for a in areas if a.observation), default=0)
    text = "" if middle is None else value_text(middle, decimals, scale.indicator, store.catalogue, words)
    label = (
        words.plural("%(count)s state with a figure", "%(count)s states with a figure", len(areas))
        if key == "with"
        else words.plural("%(count)s state without one", "%(count)s states without one", len(areas))
    )
    return SilenceRow(key, label, tuple(areas), middle, text)


def _digest(store: Store, lead: Lead, scale: MapView) -> str:
    """sha256 over the hashes of both views, the lead's first: the strip rests on both."""
    return hashlib.sha256(f"{lead.behind.digest}\n{view_digest(store, scale)}\n".encode()).hexdigest()


def _sentence(lead: Lead, scale: MapView, reporting: SilenceRow, silent: SilenceRow, words: Words) -> str:
    name = lower_first(words.text(scale.indicator.name))
    if reporting.median is None or silent.median is None:
        return words.text(
            "%(silent)s of %(all)s states have no figure; where they and the others stand on another scale: %(name)s.",
            silent=words.number(len(lead.silent)),
            all=words.number(len(lead.view.counted)),
            name=name,
        )
    return words.text(
        "Of %(all)s states, %(silent)s have no figure. On the scale of %(name)s in %(year)s, the median of those that "
        "have one is %(with_median)s (n = %(with_n)s); the median of those that have none is %(without_median)s "
        "(n = %(without_n)s).",
        all=words.number(len(lead.view.counted)),
        silent=words.number(len(lead.silent)),
        name=name,
        year=str(scale.year),
        with_median=reporting.median_text,
        with_n=words.number(len(reporting.areas)),
        without_median=silent.median_text,
        without_n=words.number(len(silent.areas)),
    )


def _overlap(reporting: SilenceRow, silent: SilenceRow, words: Words) -> str:
    """How many of those without a figure stand above the median of the others: groups overlap."""
    if reporting.median is None:
        return ""
    above = sum((area.value or 0.0) > reporting.median for area in silent.areas)
    return words.text(
        "The groups overlap: %(above)s of the %(count)s without a figure stand above the median of those with one.",
        above=words.number(above),
        count=words.number(len(silent.areas)),
    )
