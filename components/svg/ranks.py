"""Draws rank intervals as bars, the first at the top, tiers shaded in turn.

Invariant: a bar runs from the best to the worst place of the view; who is not ranked has no bar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from components.svg.axis import named, wrap
from components.svg.draw import number, text
from components.svg.strip import tip_of
from data.views.benchmark_parts import BenchmarkRow, BenchmarkView
from data.words import Words

TOP, LINE, BAR, TICK_ROOM = 26.0, 21.0, 9.0, 34.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a drawing: its class, width, room for names on the left and for places on the right."""

    css: str
    width: float
    left: float
    right: float


WIDE, NARROW = Frame("wide", 1000.0, 230.0, 60.0), Frame("narrow", 360.0, 128.0, 48.0)


def draw_ranks(view: BenchmarkView, words: Words, prefix: str = "k") -> str:
    """The bars for wide and for narrow screens. Empty where nothing is ranked."""
    rows = ranked(view)
    if not rows:
        return ""
    return "".join(_frame(view, rows, frame, words, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def ranked(view: BenchmarkView) -> list[BenchmarkRow]:
    """Rows with a rank, in the order of the view: by value from the end that the view counts from."""
    return [row for row in view.rows if row.rank is not None]


def _frame(view: BenchmarkView, rows: list[BenchmarkRow], frame: Frame, words: Words, prefix: str) -> str:
    count = view.n_ranked
    room = frame.width - frame.left - frame.right

    def x(place: float) -> float:
        return frame.left + room * ((place - 1) / (count - 1) if count > 1 else 0.5)

    bottom = TOP + LINE * len(rows) + 6
    ticks = _ticks(count, room)
    axis = "".join(
        f'<path class="grid" d="M{number(x(place))} 20V{number(bottom)}"/>'
        f'<text class="tick" x="{number(x(place))}" y="13" text-anchor="middle">{text(words.number(place))}</text>'
        for place in ticks
    )
    body = [_tiers(rows, frame), axis, *(_bar(row, n, x, frame, words) for n, row in enumerate(rows))]
    return named(
        f"ranks {frame.css}", prefix, (frame.width, bottom), (view.title, view.sentence, words.lang), "".join(body)
    )


def _ticks(count: int, room: float) -> list[int]:
    """Places to name: the first, the last and round ones between, as many as there is room for."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200) if (count - 1) / s * TICK_ROOM <= room or s == 200)
    between = [place for place in range(step, count, step) if place > 1 and count - place >= 0.6 * step]
    return [1, *between, count] if count > 1 else [1]


def _tiers(rows: list[BenchmarkRow], frame: Frame) -> str:
    """A shade behind every second tier."""
    parts, top = [], TOP
    for tier, members in groupby(rows, key=lambda row: row.tier):
        height = LINE * len(list(members))
        if tier and tier % 2 == 0:
            parts.append(
                f'<rect class="tier" x="0" y="{number(top)}" width="{number(frame.width)}" height="{number(height)}"/>'
            )
        top += height
    return "".join(parts)


def _bar(row: BenchmarkRow, line: int, x: Callable[[float], float], frame: Frame, words: Words) -> str:
    assert row.rank is not None
    middle = TOP + LINE * (line + 0.5)
    first, last = x(row.rank[0]), x(row.rank[1])
    chosen = " chosen" if row.is_target else ""
    name = wrap(row.name, frame.left - 8, 1)[0]
    whole = "" if name == row.name else f"<title>{text(row.name)}</title>"
    base = number(middle + 4.5)
    left = first - BAR / 2
    return (
        f'<text class="name{chosen}" x="0" y="{base}">{text(name)}{whole}</text>'
        f'<rect class="pt bar{chosen}" x="{number(left)}" y="{number(middle - BAR / 2)}" rx="{number(BAR / 2)}" '
        f'width="{number(last - first + BAR)}" height="{number(BAR)}"><title>{text(tip_of(row, words))}</title></rect>'
        f'<text class="tick" x="{number(frame.width)}" y="{base}" text-anchor="end">'
        f"{text(_span(row.rank, words))}</text>"
    )


def _span(rank: tuple[int, int], words: Words) -> str:
    first, last = (words.number(place) for place in rank)
    return first if first == last else f"{first}–{last}"
