"""Sentences of the page of signals: what the two years say, and what became of signals of the past.

Invariant: every number in a sentence is a count of the view or of the back-test; no word claims more than
intervals say.
"""

from __future__ import annotations

import numpy as np

from data.backtest import KEPT, RISE, Line, Rate, by_chance
from data.groups import Group
from data.model import Direction
from data.views.benchmark_text import level_name
from data.views.signals import SignalView
from data.views.signals_panel import Subject
from data.views.signals_parts import ABSTAIN, BETTER, WORSE
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


HEADINGS = {BETTER: _("Improvements"), WORSE: _("Deteriorations")}
NEUTRAL = {BETTER: _("Rises"), WORSE: _("Falls")}
FIVE = 5


def heading(state: str, direction: Direction, words: Words) -> str:
    """Heading of a list."""
    return words.text((NEUTRAL if direction is Direction.NEUTRAL else HEADINGS)[state])


def sentence(view: SignalView, group: Group | None, words: Words) -> str:
    """What the page says first."""
    counts = view.tally.counts
    values = {
        "indicator": words.text(view.subject.indicator.name),
        "base": str(view.base),
        "year": str(view.year),
        "apart": words.number(counts[BETTER] + counts[WORSE]),
        "all": words.number(view.tally.total),
        "better": words.number(counts[BETTER]),
        "worse": words.number(counts[WORSE]),
        "group": group.title(words) if group is not None else words.text("UN member states"),
    }
    if view.subject.indicator.direction is Direction.NEUTRAL:
        said = words.text(
            "%(indicator)s: the intervals of %(base)s and %(year)s lie apart in %(apart)s of %(all)s countries "
            "(%(group)s): %(better)s rose, %(worse)s fell.",
            **values,
        )
    else:
        said = words.text(
            "%(indicator)s: the intervals of %(base)s and %(year)s lie apart in %(apart)s of %(all)s countries "
            "(%(group)s): %(better)s improved, %(worse)s deteriorated.",
            **values,
        )
    unsaid = words.plural(
        "Of %(count)s country nothing can be said.", "Of %(count)s countries nothing can be said.", counts[ABSTAIN]
    )
    return f"{said} {unsaid}" if counts[ABSTAIN] else said


def percent(rate: Rate, words: Words) -> str:
    """``91% (1,248 of 1,373)``; ``none`` where there is no case."""
    if rate.share is None:
        return words.text("no case")
    return words.text(
        "%(share)s%% (%(hits)s of %(count)s)",
        share=words.number(100 * rate.share),
        hits=words.number(rate.hits),
        count=words.number(rate.n),
    )


def way_name(line: Line, direction: Direction, words: Words) -> str:
    """Whether a line of the back-test is about improvements or deteriorations (rises or falls)."""
    is_better = (line.way == RISE) != (direction is Direction.LOWER)
    return heading(BETTER if is_better else WORSE, direction, words)


def horizon_sentence(lines: tuple[Line, ...], subject: Subject, words: Words) -> str:
    """What became of past signals of this indicator five years later; empty where there was none."""
    kept = {
        way_name(line, subject.indicator.direction, words): line
        for line in lines
        if line.reading == KEPT and line.horizon == FIVE
    }
    said = [
        words.text(
            "%(way)s: %(signal)s, against %(base)s of all country-years",
            way=name,
            signal=percent(line.signal, words),
            base=percent(line.base, words),
        )
        for name, line in kept.items()
        if line.signal.n
    ]
    if not said:
        return ""
    return words.text(
        "Of past signals of this indicator, still true five years later: %(said)s.", said=words.semicolon.join(said)
    )


def revised_sentence(view: SignalView, words: Words) -> str:
    """That the edition is newer than the later of the two years; empty where it is not."""
    released = view.subject.series.released
    if not released[:4].isdigit() or int(released[:4]) <= view.year:
        return ""
    return words.text(
        "Revised data: this edition, of %(date)s, is newer than both years, and a later one may change them.",
        date=words.date(released),
    )


def chance_sentence(view: SignalView, words: Words) -> str:
    """How many intervals of this level would lie apart by chance alone."""
    judged = view.subject.judged
    assert judged is not None
    column = judged.panel.level[:, view.year - judged.panel.first]
    levels = np.unique(column[np.isfinite(column)])
    if len(levels) != 1:
        return ""
    level = round(float(levels[0]), 4)
    return words.text(
        "Were nothing to change, and the errors of two years independent, about %(share)s%% of pairs of equally wide "
        "%(level)s intervals would lie apart by chance; errors that go together make it fewer.",
        share=words.number(100 * by_chance(level)),
        level=level_name(level, words),
    )
