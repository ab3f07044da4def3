"""What the methodology says of signals: the rule with its numbers, and the back-test of every indicator that is judged.

Invariant: every share is shown with its counts, also where the rule did no better than chance or the last trend.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.links import Site
from data.backtest import FURTHER, HORIZONS, KEPT, SINCE, Line, Rate, by_chance
from data.signals import WINDOW
from data.store import Store
from data.views.signals import find_subject, judged_subjects
from data.views.signals_panel import Subject
from data.views.signals_parts import MADE
from data.views.signals_text import percent, way_name
from data.words import Words

DECISION = "0008"


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


READINGS = {KEPT: _("still true"), FURTHER: _("went further")}


@dataclass(frozen=True, slots=True)
class BackRow:
    """One line of the back-test in words; ``wilson`` is the interval of ``signal``."""

    way: str
    horizon: str
    reading: str
    signal: str
    wilson: str
    onset: str
    base: str
    unchanged: str
    trend: str
    areas: int
    episodes: int


@dataclass(frozen=True, slots=True)
class BackTable:
    """The back-test of one indicator, with the sentence that sums it up."""

    name: str
    href: str
    is_first: bool
    source: str
    made: str
    summary: str
    rows: tuple[BackRow, ...]


def signals_method(store: Store, site: Site, words: Words) -> dict[str, Any]:
    """What methodology_signals.html.j2 writes."""
    first = find_subject(store, "")
    subjects = sorted(judged_subjects(store), key=lambda s: s is not first)
    return {
        "window": WINDOW,
        "since": SINCE,
        "chance": tuple(100 * by_chance(level) for level in (0.68, 0.9)),
        "horizons": words.listing([words.number(h) for h in HORIZONS]),
        "decision": site.decision(DECISION) if DECISION in store.catalogue.decisions else "",
        "page": site.signals(),
        "tables": [_table(s, site, words, s is subjects[0]) for s in subjects],
    }


def _table(subject: Subject, site: Site, words: Words, is_first: bool) -> BackTable:
    assert subject.judged is not None
    panel, lines = subject.judged.panel, subject.judged.lines
    first = max(panel.first, SINCE - WINDOW)
    source = words.text(
        "Edition of %(date)s, values %(first)s to %(last)s, %(areas)s areas.",
        date=words.date(subject.series.released),
        first=str(first),
        last=str(panel.last),
        areas=words.number(panel.areas_since(first)),
    )
    direction = subject.indicator.direction
    return BackTable(
        name=words.text(subject.indicator.name),
        href=site.signals(indicator=subject.indicator.id),
        is_first=is_first,
        source=source,
        made=words.text(MADE) if subject.is_made else "",
        summary=_summary(lines, words),
        rows=tuple(
            BackRow(
                way=way_name(line, direction, words),
                horizon=words.plural("%(count)s year", "%(count)s years", line.horizon),
                reading=words.text(READINGS[line.reading]),
                signal=percent(line.signal, words),
                wilson=_interval(line.signal, words),
                onset=percent(line.onset, words),
                base=percent(line.base, words),
                unchanged=_share(line.unchanged, words),
                trend=percent(line.trend, words),
                areas=line.areas,
                episodes=line.episodes,
            )
            for line in lines
        ),
    )


def _summary(lines: tuple[Line, ...], words: Words) -> str:
    """In how many lines the signal did better than each of the others."""
    tested = [line for line in lines if line.signal.n]
    further = [line for line in tested if line.reading == FURTHER]
    return words.text(
        "Of %(all)s lines with a case, the signal was right more often than the base rate in %(base)s and more often "
        "than the last trend in %(trend)s. In %(unchanged)s of the %(further)s lines “went further”, “no change” was "
        "right at least as often as the signal.",
        all=words.number(len(tested)),
        base=words.number(sum(_beats(line.signal, line.base) for line in tested)),
        trend=words.number(sum(_beats(line.signal, line.trend) for line in tested)),
        unchanged=words.number(sum(not _beats(line.signal, line.unchanged) for line in further)),
        further=words.number(len(further)),
    )


def _beats(one: Rate, other: Rate) -> bool:
    return one.share is not None and other.share is not None and one.share > other.share


def _share(rate: Rate, words: Words) -> str:
    if rate.share is None:
        return words.text("no case")
    return words.text("%(number)s%%", number=words.number(100 * rate.share))


def _interval(rate: Rate, words: Words) -> str:
    if rate.interval is None:
        return ""
    low, high = (words.number(100 * end) for end in rate.interval)
    return words.text("%(low)s–%(high)s%%", low=low, high=high)
