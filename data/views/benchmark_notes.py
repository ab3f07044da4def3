"""What must be said beside a benchmark: who was left out of what, and why.

Invariant: whoever has a figure and no rank is named here with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.compare import Reason, Verdict
from data.model import Direction, IntervalKind
from data.views.benchmark_parts import CROWD, RANK, BenchmarkRow
from data.views.benchmark_text import direction_words, level_name
from data.views.labels import NO_UNCERTAINTY
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


NAMED = 8
WHY = {
    Reason.IMPLAUSIBLE: _("not possible as published; takes no part"),
    Reason.DEFINITION: _("by another definition; neither ranked nor averaged"),
    Reason.SMALL_NUMBERS: _("few cases (n = %(n)s); not ranked"),
    Reason.LIMIT: _("only a limit is published; not ranked, and counts on its side of the others"),
}
FEW = _("few cases; not ranked")
NO_INTERVAL = _("no interval of this level is published; not ranked")


def row_note(fits: Verdict, n: float | None, has_rank: bool, ranking: str, words: Words) -> str:
    """Why an area with a figure is not ranked, where others are; empty where it is."""
    for ground in fits.refusals:
        if ground.code is Reason.SMALL_NUMBERS and n is None:
            return words.text(FEW)
        if ground.code in WHY:
            return words.text(WHY[ground.code], n=words.number(n or 0))
    return words.text(NO_INTERVAL) if ranking == RANK and not has_rank else ""


def build_notes(
    rows: Iterable[BenchmarkRow], year: int, level: float | None, ranking: str, direction: Direction, words: Words
) -> tuple[str, ...]:
    """Notes under a benchmark, the most general first."""
    held = list(rows)
    found = [_of_intervals(held, level, words)]
    if ranking:
        found.append(direction_words(direction, words))
    if ranking == RANK:
        found.append(
            words.text(
                "A rank runs from one more than the countries whose whole interval is ahead, to all but those whose "
                "whole interval is behind. Each interval holds for its own country; no level is claimed for the ranks "
                "together."
            )
        )
    older = [row for row in held if row.year < year]
    if older:
        found.append(
            words.plural(
                "%(count)s of %(all)s countries shows an older value (%(first)s).",
                "%(count)s of %(all)s countries show an older value (from %(first)s on).",
                len(older),
                all=words.number(len(held)),
                first=str(min(row.year for row in older)),
            )
        )
    reasons: dict[str, list[str]] = {}
    for row in held:
        if row.note:
            reason, name = _said_once(row, words)
            reasons.setdefault(reason, []).append(name)
    found += [f"{_names(names, words)}{words.colon}{reason}." for reason, names in reasons.items()]
    return tuple(note for note in found if note)


def _said_once(row: BenchmarkRow, words: Words) -> tuple[str, str]:
    """The reason that several share, and the name with its own count where that is the reason."""
    n = row.observation.n
    if n is not None and row.note == words.text(WHY[Reason.SMALL_NUMBERS], n=words.number(n)):
        return words.text(FEW), words.text("%(area)s (n = %(n)s)", area=row.name, n=words.number(n))
    return row.note, row.name


def _names(names: list[str], words: Words) -> str:
    more = [words.plural("%(count)s more", "%(count)s more", len(names) - NAMED)] if len(names) > NAMED else []
    return words.listing([*names[:NAMED], *more])


def _of_intervals(rows: list[BenchmarkRow], level: float | None, words: Words) -> str:
    """Which intervals are published, and what they express."""
    intervals = [row.observation.interval for row in rows if row.observation.interval is not None]
    if not intervals:
        return words.text(NO_UNCERTAINTY) if rows else ""
    if level is not None and len(rows) > CROWD:
        return words.text(
            "Whiskers show the published %(level)s intervals of the chosen countries; the table has all.",
            level=level_name(level, words),
        )
    if level is not None:
        return words.text("Whiskers show the published %(level)s intervals.", level=level_name(level, words))
    if any(interval.kind is IntervalKind.RANGE for interval in intervals):
        return words.text(
            "Whiskers show the published low and high estimates. They have no level, so nothing is ranked or judged by "
            "them."
        )
    return words.text("Whiskers show the published intervals, whose levels differ.")
