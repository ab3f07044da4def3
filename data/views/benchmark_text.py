"""A benchmark in words: places, verdicts, why nothing is said, and the sentence of the whole.

Invariant: a word of better or worse stands only beside an interval whose level is named; without one there is a place.
"""

from __future__ import annotations

from data.benchmark import BETTER, INDISTINGUISHABLE, WORSE
from data.compare import Verdict
from data.compare_texts import reason_text
from data.model import Direction
from data.views.benchmark_parts import RANK, Position
from data.views.labels import in_line
from data.views.sentence import APPOSITION
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


JUDGED = {
    BETTER: _("better than the median"),
    WORSE: _("worse than the median"),
    INDISTINGUISHABLE: _("cannot be told apart from the median"),
}
TEENS = (11, 12, 13)
ENDING = {1: "st", 2: "nd", 3: "rd"}


def nth(number: int, words: Words) -> str:
    """A place as an ordinal: ``9th``, ``1er``; the bare number in languages that decline theirs."""
    if words.lang == "en":
        ending = "th" if number % 100 in TEENS else ENDING.get(number % 10, "th")
        return f"{words.number(number)}{ending}"
    if words.lang == "fr":
        return f"{words.number(number)}{'re' if number == 1 else 'e'}"  # la 1re, la 9e valeur
    return words.number(number)


def place_words(first: int, last: int, count: int, highest_first: bool, words: Words) -> str:
    """``the lowest of 15``, ``9th lowest of 15``, ``3rd to 5th highest of 15``: counted from the nearer end."""
    all_ = words.number(count)
    if count == 1:
        return words.text("the only one with a figure")
    if first + last > count + 1:
        first, last, highest_first = count + 1 - last, count + 1 - first, not highest_first
    if first == last == 1:
        if highest_first:
            return words.text("the highest of %(count)s", count=all_)
        return words.text("the lowest of %(count)s", count=all_)
    if first == last:
        if highest_first:
            return words.text("%(place)s highest of %(count)s", place=nth(first, words), count=all_)
        return words.text("%(place)s lowest of %(count)s", place=nth(first, words), count=all_)
    span = {"first": nth(first, words), "last": nth(last, words), "count": all_}
    if highest_first:
        return words.text("%(first)s to %(last)s highest of %(count)s", **span)
    return words.text("%(first)s to %(last)s lowest of %(count)s", **span)


def rank_text(first: int, last: int, count: int, words: Words) -> str:
    """``9 of 15`` or ``3–9 of 21``, as in a column."""
    span = words.number(first) if first == last else f"{words.number(first)}–{words.number(last)}"
    return words.text("%(place)s of %(count)s", place=span, count=words.number(count))


def level_name(level: float, words: Words) -> str:
    """``68%``, as it stands before the word interval."""
    return words.text("%(number)s%%", number=words.number(level * 100))


def judged_words(judged: str, words: Words) -> str:
    """The verdict as it stands in a cell; empty without one."""
    return words.text(JUDGED[judged]) if judged else ""


def direction_words(direction: Direction, words: Words) -> str:
    """From which end places are counted, and what that end means."""
    if direction is Direction.NEUTRAL:
        return words.text("In the table places are counted from the lowest value; neither end is better by itself.")
    if direction is Direction.HIGHER:
        return words.text("In the table places are counted from the highest value, which is the better end.")
    return words.text("In the table places are counted from the lowest value, which is the better end.")


def withheld_words(n: int, total: int, is_all: bool, words: Words) -> str:
    """Why a group gives no benchmark."""
    if is_all:
        return words.text(
            "These are all %(count)s countries with data, not a benchmark: too few of %(all)s for a median, a rank or "
            "a verdict.",
            count=words.number(n),
            all=words.number(total),
        )
    return words.plural(
        "%(count)s of %(all)s members has a figure. A median, a rank or a verdict needs at least five, and three "
        "fifths of the members.",
        "%(count)s of %(all)s members have a figure. A median, a rank or a verdict needs at least five, and three "
        "fifths of the members.",
        n,
        all=words.number(total),
    )


def refused_words(for_rank: Verdict, for_average: Verdict, words: Words) -> str:
    """That nothing is ranked or averaged, with the first reason; empty where both may be done."""
    if not for_rank.is_refused and not for_average.is_refused:
        return ""
    grounds = (for_rank if for_rank.is_refused else for_average).refusals
    reason = reason_text(grounds[0], words) if grounds else ""
    if for_rank.is_refused and for_average.is_refused:
        said = words.text("These figures are neither ranked nor averaged.")
    elif for_rank.is_refused:
        said = words.text("These figures are not ranked.")
    else:
        said = words.text("These figures are not averaged.")
    return f"{said} {reason}".strip()


def median_words(group: str, median: str, n: int, others: int, leaves_out: bool, words: Words) -> str:
    """The group's median, and over how many of its members it is taken; ``leaves_out`` where a target is one."""
    values = {"group": group, "median": median, "count": words.number(n), "all": words.number(others)}
    if leaves_out:
        return words.text("The median of %(group)s is %(median)s, over %(count)s of %(all)s other members.", **values)
    return words.text("The median of %(group)s is %(median)s, over %(count)s of %(all)s members.", **values)


def verdict_words(area: str, judged: str, level: float | None, words: Words) -> str:
    """What the interval says of the median."""
    if level is None or not judged:
        return ""
    values = {"level": level_name(level, words), "area": area}
    if judged == INDISTINGUISHABLE:
        return words.text(
            "The %(level)s interval of %(area)s holds this median, so the two cannot be told apart.", **values
        )
    if judged == BETTER:
        return words.text("The whole %(level)s interval of %(area)s lies on the better side of it.", **values)
    return words.text("The whole %(level)s interval of %(area)s lies on the worse side of it.", **values)


def place_sentence(ranking: str, place: str, is_neutral: bool, has_interval: bool, words: Words) -> str:
    """Where an area stands: by which intervals overlap, or by value alone and why no more is said."""
    if not place:
        return ""
    if ranking == RANK:
        return words.text("By which published intervals overlap, its rank is %(place)s.", place=place)
    if is_neutral:
        return words.text("Neither end is better by itself, so only the place is given: %(place)s.", place=place)
    if has_interval:
        return words.text("The interval has no named level, so only the place is given: %(place)s.", place=place)
    return words.text("No interval is published, so only the place is given: %(place)s.", place=place)


def value_sentence(subject: str, area: str, said: str, year: int, words: Words) -> str:
    """The figure of one country: ``In 2021, the homicide rate was 5.2 in Kenya.``."""
    if APPOSITION.search(subject):
        subject = f"{subject},"
    return words.text(
        "In %(year)s, %(subject)s was %(value)s in %(area)s.",
        year=str(year),
        subject=subject,
        value=said,
        area=in_line(area, words.lang),
    )


def line_words(position: Position, group: str, words: Words) -> str:
    """A position in one line: ``9th lowest of 15; median of Eastern Africa 4.1 (14 of 17 others)``."""
    if position.withheld:
        return position.withheld
    parts = [position.judged_text, position.place]
    if position.median_text:
        parts.append(
            words.text(
                "median of %(group)s %(median)s (%(count)s of %(all)s others)",
                group=group,
                median=position.median_text,
                count=words.number(position.n_median),
                all=words.number(position.others_total),
            )
        )
    return words.semicolon.join(part for part in parts if part)
