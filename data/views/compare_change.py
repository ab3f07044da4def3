"""Two years of one indicator for the members of a group: what rose, what fell, and what the intervals allow to say.

Invariant: both ends are figures of the year itself and of one series; nothing is computed across a break, and only
published intervals that do not overlap are called apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.compare import (
    Ground,
    Outcome,
    Purpose,
    Reason,
    Verdict,
    breaks_between,
    compare,
    fit_ones,
    standing,
    verdict_of,
)
from data.compare_texts import REASONS
from data.groups_kinds import ALL, Group
from data.model import AreaState
from data.query import Observation
from data.store import Store
from data.views.change import refuse, signed
from data.views.choose import Choice
from data.views.group_gap import Gap
from data.views.group_parts import GroupLine, GroupView, group_ticks, make_view
from data.views.group_rows import Category
from data.views.group_text import GroupTold
from data.views.lines import YearRow, year_row
from data.views.sentence import APPOSITION
from data.views.states import build_section, median
from data.words import Words

SPAN = 10
MOST = 60


@dataclass(frozen=True)
class ChangeView:
    """The dumbbells, and who has none: ``refused`` by reason, ``missing`` without a figure in both years."""

    groups: GroupView
    base: int | None
    bases: tuple[int, ...]
    verdict: Verdict
    refused: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One area with both ends."""

    area: str
    name: str
    first: YearRow
    last: YearRow
    difference: float
    text: str
    is_apart: bool


def base_of(choice: Choice, wanted: int | None) -> tuple[int | None, tuple[int, ...]]:
    """The earlier year, ten years back unless asked otherwise, and all that may be asked for."""
    earlier = tuple(y for y in choice.years if choice.year is not None and y < choice.year)
    if not earlier or choice.year is None:
        return None, earlier
    aim = choice.year - SPAN if wanted is None else wanted
    return min(earlier, key=lambda y: (abs(y - aim), y)), earlier


def build_change(
    store: Store,
    choice: Choice,
    base: int | None,
    members: tuple[str, ...],
    targets: tuple[str, ...],
    group: Group,
    words: Words,
) -> ChangeView:
    """The change of members and targets from the base year to that of the choice; only ``members`` are counted."""
    first, bases = base_of(choice, base)
    told = _told(store, choice, first, words)
    verdict = standing(store, choice.indicator, choice.series, Purpose.CHANGE)
    refusal = words.text("A change needs an earlier year to compare with.")
    if first is not None:
        refusal = refuse(store, choice, first, words)
    if refusal or first is None or choice.year is None:
        verdict = verdict_of([*verdict.reasons, *_of_everybody(store, choice, first)])
        return ChangeView(make_view(told, "dumbbell", empty=refusal), first, bases, verdict, (), ())
    wanted = tuple(dict.fromkeys((*targets, *members)))
    pairs, grounds, missing = _pairs(told, wanted, first)
    verdict = verdict_of([*verdict.reasons, *(ground for own in grounds.values() for ground in own)])
    refused = _by_reason(store, grounds, words)
    pairs.sort(key=lambda pair: (-pair.difference, pair.name))
    rows = tuple(row for pair in pairs for row in (pair.first, pair.last))
    lines = tuple(
        GroupLine(p.area, p.name, choice.year, (2 * n, 2 * n + 1), None, _gap(p), p.text, False)
        for n, p in enumerate(pairs)
    )
    if not pairs:
        empty = words.text("No country of the group has a figure in both years.")
        return ChangeView(make_view(told, "dumbbell", empty=empty), first, bases, verdict, refused, missing)
    name = ", ".join(filter(None, [words.text(choice.indicator.name), told.other_label]))
    view = make_view(
        told,
        "dumbbell",
        year=choice.year,
        title=words.text("%(name)s, %(base)s and %(year)s", name=name, base=str(first), year=str(choice.year)),
        rows=rows,
        lines=lines,
        drawn=tuple(_drawn(pairs, targets)),
        ticks=group_ticks(told, rows),
        sentence=" ".join(
            [
                _sentence(told, pairs, [p for p in pairs if p.area in members], targets, first, group),
                *_without(told, targets, pairs, grounds),
            ]
        ),
        notes=_notes(told, pairs),
    )
    return ChangeView(view, first, bases, verdict, refused, missing)


def _without(
    told: GroupTold, targets: tuple[str, ...], pairs: list[Pair], grounds: dict[str, tuple[Ground, ...]]
) -> list[str]:
    """Of each country asked for that has no change: why."""
    words, known = told.words, {pair.area for pair in pairs}
    texts = []
    for area in (a for a in targets if a not in known):
        name = told.store.catalogue.areas[area].name(words.lang)
        if area in grounds:
            reason = words.text(REASONS[grounds[area][0].code].sentence)
            texts.append(words.text("%(area)s: no change is computed. %(reason)s", area=name, reason=reason))
        else:
            texts.append(words.text("%(area)s: no figure in both years.", area=name))
    return texts


def _of_everybody(store: Store, choice: Choice, base: int | None) -> list[Ground]:
    """What stands against the change of any country: values that do not compare, and breaks of the whole series."""
    grounds = list(standing(store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE).refusals)
    if base is None or choice.year is None:
        return grounds
    rule = choice.indicator.raw["comparability"] or {}
    if rule.get("over_time_from") is not None and base < rule["over_time_from"] <= choice.year:
        grounds.append(Ground(Reason.OVER_TIME, Outcome.REFUSE, str(rule["reason"])))
    for item in breaks_between(choice.indicator, choice.series, base, choice.year):
        if item["kind"] == "major" and not item["areas"]:
            grounds.append(Ground(Reason.BREAK, Outcome.REFUSE, str(item["reason"])))
    return grounds


def _by_reason(
    store: Store, grounds: dict[str, tuple[Ground, ...]], words: Words
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who has no change, under the first reason of each."""
    found: dict[Reason, list[str]] = {}
    for area, own in grounds.items():
        found.setdefault(own[0].code, []).append(store.catalogue.areas[area].name(words.lang))
    return tuple(
        (words.text(REASONS[code].sentence).rstrip("."), tuple(sorted(names))) for code, names in found.items()
    )


def _told(store: Store, choice: Choice, base: int | None, words: Words) -> GroupTold:
    """Two years stand where two groups of people would: the older one hollow of colour, the newer one full."""
    then = Category("then", choice.dims, str(base), "category", 2)
    now = Category("now", choice.dims, str(choice.year), "category", 1)
    return GroupTold(store, choice, "", (then, now), (then, now), words)


def _pairs(
    told: GroupTold, areas: tuple[str, ...], base: int
) -> tuple[list[Pair], dict[str, tuple[Ground, ...]], tuple[str, ...]]:
    store, choice, words = told.store, told.choice, told.words
    assert choice.year is not None
    sections = [build_section(store, choice.indicator, choice.series, choice.dims, y, 0) for y in (base, choice.year)]
    found = [{s.area.id: s for s in section.statuses} for section in sections]
    pairs: list[Pair] = []
    refused: dict[str, tuple[Ground, ...]] = {}
    missing = []
    for area in areas:
        info = store.catalogue.areas[area]
        ends = [known.get(area) for known in found]
        items = [s.observation for s in ends if s is not None and s.state is AreaState.VALUE]
        both = [item for item in items if item is not None]
        if len(both) < 2:
            missing.append(info.name(words.lang))
        elif (found_here := compare(store, both, Purpose.CHANGE)).is_refused:
            refused[area] = found_here.refusals
        else:
            pairs.append(_pair(told, area, both))
    return pairs, refused, tuple(sorted(missing))


def _pair(told: GroupTold, area: str, both: list[Observation]) -> Pair:
    store, choice, words = told.store, told.choice, told.words
    info = store.catalogue.areas[area]
    first, last = (
        _row(store, choice, area, item, category, words) for item, category in zip(both, told.categories, strict=True)
    )
    before, after = both
    assert before.value is not None
    assert after.value is not None
    decimals = max(before.decimals, after.decimals)
    difference = round(after.value - before.value, decimals)
    return Pair(
        area,
        info.name(words.lang),
        first,
        last,
        difference,
        signed(difference, decimals, choice, store, words),
        _is_apart(before, after),
    )


def _gap(pair: Pair) -> Gap:
    return Gap(pair.difference, pair.text, None, "")


def _row(store: Store, choice: Choice, area: str, item: Observation, category: Category, words: Words) -> YearRow:
    row = year_row(store, choice, store.catalogue.areas[area], item.year, item, (), words)
    return replace(row, category=category.code, group=category.label)


def _is_apart(first: Observation, last: Observation) -> bool:
    """Whether the published intervals do not overlap; False where there are none, or of different levels."""
    one, other = first.interval, last.interval
    if one is None or other is None or one.level is None or one.level != other.level:
        return False
    return one.upper < other.lower or other.upper < one.lower


def _drawn(pairs: list[Pair], targets: tuple[str, ...]) -> list[int]:
    """All lines, or the targets and those that changed most where there are too many."""
    order = sorted(range(len(pairs)), key=lambda n: (pairs[n].area not in targets, -abs(pairs[n].difference)))
    return sorted(order[:MOST])


def _sentence(
    told: GroupTold, pairs: list[Pair], counted: list[Pair], targets: tuple[str, ...], base: int, group: Group
) -> str:
    words, choice = told.words, told.choice
    subject = words.text(choice.indicator.subject)
    subject = f"{subject}," if APPOSITION.search(subject) else subject
    rose, fell = sum(p.difference > 0 for p in counted), sum(p.difference < 0 for p in counted)
    values = {
        "base": str(base),
        "year": str(choice.year),
        "subject": subject,
        "rose": words.number(rose),
        "fell": words.number(fell),
        "count": words.number(len(counted)),
    }
    if group.kind == ALL:
        first = words.text(
            "Between %(base)s and %(year)s, %(subject)s rose in %(rose)s and fell in %(fell)s of %(count)s UN member "
            "states with a figure in both years.",
            **values,
        )
    else:
        first = words.text(
            "Between %(base)s and %(year)s, %(subject)s rose in %(rose)s and fell in %(fell)s of %(count)s members of "
            "%(group)s with a figure in both years.",
            group=group.in_line(words),
            **values,
        )
    texts = [first]
    for pair in pairs:
        if pair.area in targets:
            texts.append(
                words.text(
                    "%(area)s: from %(before)s to %(after)s (%(change)s).",
                    area=pair.name,
                    before=pair.first.text,
                    after=pair.last.text,
                    change=pair.text,
                )
            )
            if pair.first.lower is not None:
                texts.append(
                    words.text("The published intervals do not overlap.")
                    if pair.is_apart
                    else words.text("The published intervals overlap: the two years are not told apart.")
                )
    texts += _median(told, counted)
    return " ".join(texts)


def _median(told: GroupTold, pairs: list[Pair]) -> list[str]:
    """The median change, where figures of these countries may be averaged and five or more have one."""
    store, choice, words = told.store, told.choice, told.words
    items = [row.observation for pair in pairs for row in (pair.last,) if row.observation is not None]
    if len(pairs) < 5 or standing(store, choice.indicator, choice.series, Purpose.AVERAGE).is_refused:
        return []
    if len(fit_ones(store, items, Purpose.AVERAGE)) < len(items):
        return []
    middle = median([pair.difference for pair in pairs])
    decimals = max(item.decimals for item in items)
    assert middle is not None
    shown = signed(round(middle, decimals), decimals, choice, store, words)
    return [words.text("The median change is %(change)s.", change=shown)]


def _notes(told: GroupTold, pairs: list[Pair]) -> tuple[str, ...]:
    words = told.words
    apart = sum(pair.is_apart for pair in pairs)
    if any(pair.first.lower is not None for pair in pairs):
        return (
            words.plural(
                "In %(count)s country the published intervals of the two years do not overlap.",
                "In %(count)s countries the published intervals of the two years do not overlap.",
                apart,
            ),
        )
    return (words.text("The source publishes no uncertainty, so no change is called clear."),)
