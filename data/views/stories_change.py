"""Where an indicator moved between two years: within one unbroken series, by more than the published intervals allow.

Invariant: no change is told across a break, a licence or a unit that forbids it; without published intervals it is said
that there are none, and nobody is called better or worse by more than a direction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from data.kept import kept
from data.model import AreaState, Direction, Flag, Qualifier
from data.observations import observations
from data.query import FLAG_BITS, QUALIFIERS, slice_rows
from data.store import Store
from data.stories import ImprovementRule
from data.view_state import ViewState
from data.views.change import refuse
from data.views.choose import Choice, choose
from data.views.formats import digits, span_text
from data.views.lines import YearRow, year_row
from data.views.stories import Behind, digest_of, has_indicator
from data.words import Words, words

BITS = {flag: bit for bit, flag in FLAG_BITS}
UNFIT = BITS[Flag.IMPLAUSIBLE] | BITS[Flag.DEFINITION_DIFFERS] | BITS[Flag.SUPPRESSED]
EXACT = QUALIFIERS.index(Qualifier.EXACT)
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moves:
    """Rows of the blocks at both years, state by state: ``rose`` and ``fell`` are (first, last), furthest first.

    ``is_sure`` says whether they lie outside published intervals of one level; then ``unclear`` counts the others.
    """

    base: int
    year: int
    rose: tuple[tuple[int, int], ...]
    fell: tuple[tuple[int, int], ...]
    unclear: int
    level: float | None
    is_sure: bool

    @property
    def count(self) -> int:
        """States with a fit value in both years."""
        return len(self.rose) + len(self.fell) + self.unclear


@dataclass(frozen=True, slots=True)
class Change:
    """One state's change, with both published figures in words."""

    area: str
    name: str
    before: YearRow
    after: YearRow
    before_text: str
    after_text: str


@dataclass(frozen=True)
class ChangeStory:
    """Those that moved for the better and for the worse, ``others`` of each not named; what the intervals are."""

    choice: Choice
    behind: Behind
    moves: Moves
    name: str
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    better_count: int
    worse_count: int
    sentence: str
    note: str
    unit: str


def moves_of(store: Store, indicator: str, years: int) -> Moves | None:
    """Who moved over so many years up to the indicator's opening year; None where no change may be told."""
    choice = choose(store, ViewState(indicator=indicator), words("en"))
    return kept(store, ("moves", indicator, years), lambda: _moves(store, choice, years))


def _moves(store: Store, choice: Choice, years: int) -> Moves | None:
    if choice.year is None:
        return None
    base = choice.year - years
    if choice.indicator.direction is Direction.NEUTRAL or refuse(store, choice, base, words("en")):
        return None
    first, last = _pairs(store, choice, base, choice.year)
    if not len(first):
        return None
    column = store.blocks.columns
    before, after = column["value"][first], column["value"][last]
    lower, upper, level, kind = (column[name] for name in ("lower", "upper", "level", "interval_kind"))
    has_both = ~np.isnan(lower[first]) & ~np.isnan(lower[last]) & (kind[first] == kind[last])
    has_both &= np.isclose(level[first], level[last])
    is_sure = bool(has_both.any())
    rose, fell = after > before, after < before
    if is_sure:
        rose = has_both & (lower[last] > upper[first])
        fell = has_both & (upper[last] < lower[first])
    order = np.argsort(-np.abs(after - before), kind="stable")
    found = {
        name: tuple((int(first[n]), int(last[n])) for n in order if mask[n])
        for name, mask in (("rose", rose), ("fell", fell))
    }
    shown = float(level[last[has_both]][0]) if is_sure else None
    unclear = len(first) - len(found["rose"]) - len(found["fell"])
    return Moves(base, choice.year, found["rose"], found["fell"], unclear, shown, is_sure)


def _pairs(store: Store, choice: Choice, base: int, year: int) -> tuple[Numbers, Numbers]:
    """Rows of the member states that have a fit figure in both years and no break between, in the same order."""
    blocks = store.blocks
    start, end = slice_rows(blocks, choice.series.id, choice.dims)
    members = [blocks.area_index[a.id] for a in store.catalogue.members() if a.id in blocks.area_index]
    column = {
        n: np.asarray(blocks.columns[n][start:end]) for n in ("area", "year", "flags", "qualifier", "counterpart")
    }
    own = np.isin(column["area"], members) & (column["counterpart"] < 0)
    fit = own & (column["qualifier"] == EXACT) & (column["flags"] & UNFIT == 0)
    between = own & (column["year"] > base) & (column["year"] <= year)
    broken = set(column["area"][between & (column["flags"] & BITS[Flag.BREAK] != 0)].tolist())
    broken |= {blocks.area_index[a] for a in _broken(choice, base, year) if a in blocks.area_index}
    at = [
        {int(column["area"][n]): int(n) + start for n in np.flatnonzero(fit & (column["year"] == when))}
        for when in (base, year)
    ]
    both = sorted((at[0].keys() & at[1].keys()) - broken)
    first, last = (np.array([rows[a] for a in both], dtype=np.int64) for rows in at)
    return first, last


def _broken(choice: Choice, base: int, year: int) -> list[str]:
    """Areas for which the catalogue knows a major break between the two years."""
    return [
        area
        for item in choice.indicator.raw["method"]["breaks"]
        if item["kind"] == "major"
        and base < item["year"] <= year
        and (not item["series"] or choice.series.id in item["series"] or choice.series.code in item["series"])
        for area in item["areas"]
    ]


def build_change(store: Store, rule: ImprovementRule, words: Words) -> ChangeStory | None:
    """Who moved and how far; None where no change may be told or nobody moved for the better."""
    if not has_indicator(store, rule.indicator):
        return None
    moves = moves_of(store, rule.indicator, rule.years)
    if moves is None:
        return None
    choice = choose(store, ViewState(indicator=rule.indicator), words)
    is_higher = choice.indicator.direction is Direction.HIGHER
    good, bad = (moves.rose, moves.fell) if is_higher else (moves.fell, moves.rose)
    if not good:
        return None
    better = _changes(store, choice, good[: rule.most] if rule.most else good, words)
    worse = _changes(store, choice, bad[: rule.most] if rule.most else bad, words)
    return ChangeStory(
        choice=choice,
        behind=Behind(choice, kept(store, ("moves digest", rule), lambda: _digest(store, choice, moves))),
        moves=moves,
        name=words.text(choice.indicator.name),
        better=better,
        worse=worse,
        better_count=len(good),
        worse_count=len(bad),
        sentence=_sentence(moves, len(good), len(bad), words.text(choice.indicator.name), words),
        note=_note(moves, words),
        unit=words.text(store.catalogue.units[choice.indicator.unit]["label"]),
    )


def _digest(store: Store, choice: Choice, moves: Moves) -> str:
    rows = np.array([row for pair in (*moves.rose, *moves.fell) for row in pair], dtype=np.int64)
    return digest_of(choice, observations(store.blocks, choice.series.id, choice.dims, rows))


def _changes(store: Store, choice: Choice, pairs: tuple[tuple[int, int], ...], words: Words) -> tuple[Change, ...]:
    return tuple(change_of(store, choice, first, last, words) for first, last in pairs)


def change_of(store: Store, choice: Choice, first: int, last: int, words: Words) -> Change:
    """The change between two rows of one state, in words."""
    items = observations(store.blocks, choice.series.id, choice.dims, np.array([first, last]))
    area = store.catalogue.areas[items[0].area]
    before, after = (
        year_row(store, replace(choice, year=item.year), area, item.year, item, (), words) for item in items
    )
    texts = (bare_text(choice, row, words) for row in (before, after))
    return Change(area.id, area.name(words.lang), before, after, *texts)


def bare_text(choice: Choice, row: YearRow, words: Words) -> str:
    """A value without its unit, its interval in brackets: for columns whose head names unit and level."""
    item = row.observation
    if item is None or item.value is None or row.state is not AreaState.VALUE:
        return row.text
    places = digits(choice.indicator.unit, item.decimals, item.value)
    value = words.number(item.value, places)
    if item.interval is None:
        return value
    ends = (item.interval.lower, item.interval.upper)
    shown = digits(choice.indicator.unit, max(item.decimals, *map(decimals_of, ends)), item.value)
    low, high = (words.number(end, shown) for end in ends)
    return f"{value} ({span_text(low, high, words)})"


def decimals_of(value: float) -> int:
    """Digits after the point of a bound, as short as it can be written."""
    return len(repr(float(value)).partition(".")[2]) if value != int(value) else 0


def _sentence(moves: Moves, better: int, worse: int, name: str, words: Words) -> str:
    values = {
        "name": name,
        "base": str(moves.base),
        "year": str(moves.year),
        "better": words.number(better),
        "worse": words.number(worse),
        "unclear": words.number(moves.unclear),
        "count": words.number(moves.count),
    }
    if moves.is_sure:
        return words.text(
            "%(name)s, %(base)s to %(year)s: better in %(better)s of %(count)s states, worse in %(worse)s. In the "
            "other %(unclear)s the published intervals overlap, so no change can be told.",
            **values,
        )
    return words.text(
        "%(name)s, %(base)s to %(year)s: the figure moved for the better in %(better)s of %(count)s states and for the "
        "worse in %(worse)s; it is the same in %(unclear)s.",
        **values,
    )


def _note(moves: Moves, words: Words) -> str:
    if moves.is_sure and moves.level is not None:
        return words.text(
            "In brackets the %(level)s%% interval that the source publishes. Named is everyone whose two intervals do "
            "not touch.",
            level=words.number(round(moves.level * 100)),
        )
    if moves.is_sure:
        return words.text("In brackets the published bounds. Named is everyone whose two intervals do not touch.")
    return words.text(
        "The source publishes no interval, so small moves may be no moves. Named are those that moved furthest."
    )
