"""The finding of a benchmark in a few sentences, made from the view alone.

Invariant: every number in it stands in the view; nothing is said of a median, a rank or a verdict that is withheld.
"""

from __future__ import annotations

from data.model import Direction
from data.views.benchmark_parts import BenchmarkRow, BenchmarkView
from data.views.benchmark_text import (
    median_words,
    place_sentence,
    place_words,
    refused_words,
    value_sentence,
    verdict_words,
)
from data.views.choose import lower_first
from data.views.labels import in_line
from data.words import Words

NAMED = 4


def build_sentence(view: BenchmarkView, absent: list[tuple[str, str]], words: Words) -> str:
    """What the targets show against the group. ``absent`` are targets without a figure, with the reason."""
    chosen = view.chosen
    parts = [
        value_sentence(words.text(view.indicator.subject), row.name, _said(view, row), row.year, words)
        for row in chosen[:1]
    ]
    parts = [*parts, *(_also(row, chosen[0].year, words) for row in chosen[1:NAMED])]
    parts += [
        words.text("%(area)s has no figure (%(why)s).", area=name, why=why[:1].lower() + why[1:])
        for name, why in absent
    ]
    if view.indicator.classes and view.rows:
        return " ".join(part for part in [*parts, _classes(view, words)] if part)
    refused = refused_words(view.for_rank, view.for_average, words) if view.rows else ""
    if not view.rows:
        parts.append(words.text("No member of %(group)s has a figure.", group=view.group_line))
    elif view.withheld:
        parts.append(view.withheld)
        if view.wider is not None:
            parts.append(view.wider.sentence)
    else:
        parts += _against(view, words)
    return " ".join(part for part in [*parts, refused] if part)


def _said(view: BenchmarkView, row: BenchmarkRow) -> str:
    return lower_first(row.said) if view.indicator.classes else row.said


def _classes(view: BenchmarkView, words: Words) -> str:
    """How many of the members are of each class."""
    held = [row.value for row in view.rows if row.is_member]
    counts = [f"{label} ({words.number(held.count(value))})" for value, label in view.ticks if value in held]
    if not counts:
        return words.text("No member of %(group)s has a figure.", group=view.group_line)
    return words.plural(
        "Of %(group)s, %(count)s of %(all)s has a figure: %(classes)s.",
        "Of %(group)s, %(count)s of %(all)s have a figure: %(classes)s.",
        len(held),
        group=view.group_line,
        all=words.number(view.total),
        classes=words.semicolon.join(counts),
    )


def _also(row: BenchmarkRow, year: int, words: Words) -> str:
    if row.year == year:
        return f"{row.name}{words.colon}{row.said}."
    return words.text("%(area)s: %(value)s (%(year)s).", area=row.name, value=row.said, year=str(row.year))


def _against(view: BenchmarkView, words: Words) -> list[str]:
    """Median, verdict and rank, where the view gives them."""
    parts = []
    if view.median is not None:
        parts.append(
            median_words(
                view.group_line, view.median_text, view.n_median, view.others, bool(view.target_members), words
            )
        )
    for row in view.chosen[:NAMED]:
        parts += _standing(view, row, len(view.chosen) > 1, words)
    if not view.chosen and view.rows and view.median is None:
        parts.append(_range(view, words))
    return parts


def _standing(view: BenchmarkView, row: BenchmarkRow, is_one_of_many: bool, words: Words) -> list[str]:
    interval = row.observation.interval
    place = place_words(*row.rank, view.n_ranked, view.highest_first, words) if row.rank else ""
    if is_one_of_many:
        said = words.semicolon.join(part for part in (row.judged_text, place, row.note) if part)
        return [f"{row.name}{words.colon}{said}." if said else ""]
    verdict = verdict_words(in_line(row.name, words.lang), row.judged, interval.level if interval else None, words)
    if row.rank is None:
        return [verdict, f"{row.name}{words.colon}{row.note}." if row.note else ""]
    is_neutral = view.direction is Direction.NEUTRAL
    return [verdict, place_sentence(view.ranking, place, is_neutral, interval is not None, words)]


def _range(view: BenchmarkView, words: Words) -> str:
    """From the lowest to the highest, where no median is given."""
    drawn = sorted(view.drawn, key=lambda row: row.value)
    if len(drawn) < 2:
        return ""
    return words.text(
        "The figures run from %(low)s (%(low_area)s) to %(high)s (%(high_area)s).",
        low=drawn[0].text,
        low_area=drawn[0].name,
        high=drawn[-1].text,
        high_area=drawn[-1].name,
    )
