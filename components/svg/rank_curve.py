"""Draws all ranked states in order, each with the places that its published interval leaves open.

Invariant: a stroke runs from the best to the worst place of the view; the order is that of the values.
"""

from __future__ import annotations

from components.svg.axis import named, width_of
from components.svg.draw import number, text
from data.views.stories_ranks import RanksView
from data.words import Words

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, LINE = 360.0, 300.0, 34.0, 12.0, 30.0, 17.0


def draw_rank_curve(view: RanksView, summary: str, words: Words, prefix: str = "r") -> str:
    """The drawing in the width of a column: order from left to right, places from the first at the top."""
    count = len(view.rows)
    room, depth = WIDTH - LEFT - 4, HEIGHT - TOP - BOTTOM

    def x(place: int) -> float:
        return LEFT + room * (place + 0.5) / count

    def y(rank: float) -> float:
        return TOP + depth * (rank - 1) / max(count - 1, 1)

    grid = "".join(
        f'<path class="grid" d="M{number(LEFT)} {number(y(rank))}H{number(WIDTH)}"/>'
        f'<text class="tick" x="{number(LEFT - 6)}" y="{number(y(rank) + 4)}" text-anchor="end">'
        f"{words.number(rank)}</text>"
        for rank in ticks(count)
    )
    strokes, labels = [], []
    taken = [-LINE, HEIGHT]
    for place, row in enumerate(view.rows):
        assert row.rank is not None
        best, worst = row.rank
        is_named = row.area in view.named
        tip = text(f"{row.name}: {row.said}; {row.rank_text}")
        strokes.append(
            f'<rect class="pt rank{" is-named" if is_named else ""}" data-id="{row.area}" '
            f'x="{number(x(place) - 0.45 * room / count)}" y="{number(y(best) - 0.5)}" '
            f'width="{number(0.9 * room / count)}" height="{number(y(worst) - y(best) + 1)}">'
            f"<title>{tip}</title></rect>"
        )
        if is_named:
            labels.append(_label(row.name, x(place), y(best), y(worst), taken))
    foot = text(words.text("states in order of their value"))
    axis = f'<text class="tick" x="{number(WIDTH)}" y="{number(HEIGHT - 6)}" text-anchor="end">{foot}</text>'
    body = f"{grid}<g>{''.join(strokes)}</g>{''.join(labels)}{axis}"
    return named("rank-curve narrow", prefix, (WIDTH, HEIGHT), (view.benchmark.title, summary, words.lang), body)


def ticks(count: int) -> list[int]:
    """Places to name on the axis: the first, and every fiftieth."""
    return [1, *range(50, count + 1, 50)]


def _label(name: str, x: float, top: float, bottom: float, taken: list[float]) -> str:
    """The name beside its stroke, on the side that is empty; nothing where another name stands."""
    is_right = x + 8 + width_of(name) < WIDTH
    at = top + 4 if is_right else bottom + 4
    if any(abs(at - other) < LINE for other in taken):
        return ""
    taken.append(at)
    if is_right:
        return f'<text class="row" x="{number(x + 6)}" y="{number(at)}">{text(name)}</text>'
    return f'<text class="row" x="{number(x - 6)}" y="{number(at)}" text-anchor="end">{text(name)}</text>'
