"""Words and parts of the page of signals: states, reasons, rows.

Invariant: every state that the rule can give has a name, and every reason for abstaining a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.model import Direction
from data.signals import Code, Why
from data.views.signals_panel import Bar, Subject
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


BETTER, WATCH_BETTER, NONE = "better", "watch-better", "none"
WATCH_WORSE, WORSE, ABSTAIN = "watch-worse", "worse", "abstain"
STATES = (BETTER, WATCH_BETTER, NONE, WATCH_WORSE, WORSE, ABSTAIN)
STATE_OF = {
    Code.RISE: BETTER,
    Code.RISE_WATCH: WATCH_BETTER,
    Code.NONE: NONE,
    Code.FALL_WATCH: WATCH_WORSE,
    Code.FALL: WORSE,
    Code.ABSTAIN: ABSTAIN,
}
NAMES = {
    BETTER: _("Signal: improvement"),
    WATCH_BETTER: _("Watch: towards improvement"),
    NONE: _("No signal"),
    WATCH_WORSE: _("Watch: towards deterioration"),
    WORSE: _("Signal: deterioration"),
    ABSTAIN: _("Abstains"),
}
NEUTRAL = {
    BETTER: _("Signal: rise"),
    WATCH_BETTER: _("Watch: towards a rise"),
    WATCH_WORSE: _("Watch: towards a fall"),
    WORSE: _("Signal: fall"),
}
NOT_BORN, NOT_BORN_YET, NOT_COVERED = "not_born", "not_born_yet", "not_covered"
REASONS: dict[Why | str, str] = {
    NOT_BORN: _("Did not exist in %(year)s"),
    NOT_COVERED: _("The source does not cover the country"),
    Why.NO_VALUE: _("No value for %(year)s"),
    NOT_BORN_YET: _("Did not exist in %(base)s"),
    Why.NO_BASE: _("No value for %(base)s"),
    Why.NO_INTERVAL: _("No interval for one of the two years"),
    Why.LEVEL: _("The intervals of the two years have different levels"),
    Why.BREAK: _("The series breaks between the two years"),
    Why.DEFINITION: _("The definition differs between the two years"),
}
ORDER: tuple[Why | str, ...] = tuple(REASONS)
BARS = {
    Bar.LICENCE: _("The licence allows no figure of our own making from this series."),
    Bar.RANGE: _("The source publishes a low and a high count, without a level: a range, not a statistical interval."),
    Bar.OTHER_SERIES: _(
        "The current edition publishes no interval; those of an older edition belong to its own figures alone."
    ),
    Bar.SHORT: _("Intervals are published for %(count)s years; the rule needs two years that lie five years apart."),
    Bar.CLASSES: _("Its values are classes, which have no distance."),
}
MADE = _(
    "The interval is computed by us from the published standard error: estimate ± 1.645 standard errors, which is "
    "an interval of 90 per cent, the level of the publisher's own margins."
)


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One area: its state, both years in words, the gap between the intervals, and their numbers for a drawing.

    ``marks`` are lower bound, value and upper bound of the earlier year, then of the later; empty where it abstains.
    """

    area: AreaInfo
    name: str
    state: str
    label: str
    reason: str
    base: str
    now: str
    gap: float
    gap_text: str
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many areas are in each state (see ``STATES``); they sum to ``total``."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Areas of the universe."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the overview: an indicator, its latest year, how many areas are in each state, or why it abstains."""

    subject: Subject
    name: str
    year: int | None
    tally: Tally
    reason: str


def state_name(state: str, direction: Direction, words: Words) -> str:
    """Name of a state; scales without a better end have rises and falls."""
    names = {**NAMES, **NEUTRAL} if direction is Direction.NEUTRAL else NAMES
    return words.text(names[state])


def reason_text(reason: Why | str, year: int, base: int, words: Words) -> str:
    """Why the rule abstains of an area."""
    return words.text(REASONS[reason], year=str(year), base=str(base))


def bar_text(subject: Subject, words: Words) -> str:
    """Why the rule abstains of a whole indicator; empty where it does not."""
    if subject.bar is Bar.NONE:
        return ""
    return words.text(BARS[subject.bar], count=words.number(subject.band_years))
