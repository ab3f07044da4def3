"""Draws the lines of a view over time: stretches, marks, limits, bands and whiskers.

Invariant: a line passes only through the rows of a stretch of the view; every drawn row has one mark with its number.
"""

from __future__ import annotations

from components.svg.axis import Plane
from components.svg.draw import number
from components.svg.marks import ABOVE, BELOW, colour, mark, shape
from data.model import Qualifier
from data.views.lines import YearRow
from data.views.trend import TrendView
from data.views.trend_parts import Band, TrendLine

DENSE, CROWD = 13.0, 150


def points(rows: tuple[YearRow, ...], numbers: tuple[int, ...], plane: Plane) -> str:
    """A path through the values of rows."""
    places = [(plane.x(rows[n].year or 0), plane.y(rows[n].value or 0.0)) for n in numbers]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)


def draw_line(view: TrendView, line: TrendLine, plane: Plane, has_tips: bool, dense: float = DENSE) -> str:
    """Stretches, then marks: each where there is room for it, else only at ends and where a point stands alone."""
    css = colour(line.number)
    is_dense = plane.spacing < dense
    parts = [_path(view, stretch, plane, css, is_dense) for stretch in line.stretches if len(stretch) > 1]
    tips = has_tips and len(view.rows) <= CROWD
    last = max((n for stretch in line.stretches for n in stretch), default=-1)
    for stretch in line.stretches:
        for n in stretch:
            is_plain = is_dense and n != last and len(stretch) > 1
            if is_plain and not has_tips and len(view.rows) > CROWD:
                continue
            parts.append(
                _mark(view.rows[n], n, line, plane, tips, "q" if is_plain else "", n == last or len(stretch) == 1)
            )
    parts += [_limit(view.rows[n], n, line, plane, tips) for n in line.limits]
    return f'<g class="line {css}">{"".join(parts)}</g>'


def _path(view: TrendView, stretch: tuple[int, ...], plane: Plane, css: str, is_dense: bool) -> str:
    return "".join(
        f'<path class="run {css}{" dashed" if is_dashed else ""}" d="{points(view.rows, run, plane)}"/>'
        for run, is_dashed in runs(view.rows, stretch, is_dense)
    )


def runs(rows: tuple[YearRow, ...], stretch: tuple[int, ...], is_dense: bool) -> list[tuple[tuple[int, ...], bool]]:
    """The whole stretch, or where marks have no room its runs of firm and of hollow points, the latter dashed."""
    if not is_dense or not any(rows[n].is_hollow for n in stretch):
        return [(stretch, False)]
    found = []
    start = 0
    for at in range(1, len(stretch)):
        hollow = rows[stretch[at]].is_hollow
        if at + 1 == len(stretch) or rows[stretch[at + 1]].is_hollow != hollow:
            found.append((stretch[start : at + 1], hollow))
            start = at
    return found


def tip_of(row: YearRow) -> str:
    """What a point says: name, year, value with interval, marks."""
    marks = f" ({row.marks_text})" if row.marks_text else ""
    named = ", ".join(filter(None, [row.name, row.group, str(row.year)]))
    return f"{named}: {row.text}{marks}"


def _mark(row: YearRow, n: int, line: TrendLine, plane: Plane, tips: bool, css: str, is_large: bool) -> str:
    hollow = "o" if row.is_hollow else ""
    scale = 1.0 if is_large or css else max(min(plane.spacing / 16, 1.0), 0.62)
    tip = tip_of(row) if tips else ""
    return mark(
        line.number, n, plane.x(row.year or 0), plane.y(row.value or 0.0), tip, f"{hollow} {css}".strip(), scale
    )


def _limit(row: YearRow, n: int, line: TrendLine, plane: Plane, tips: bool) -> str:
    is_below = row.observation is None or row.observation.qualifier is not Qualifier.ABOVE
    x, y = plane.x(row.year or 0), plane.y(row.value or 0.0)
    scale = max(min(plane.spacing / 16, 1.0), 0.6)
    css = f"o lim {colour(line.number)}"
    return shape(BELOW if is_below else ABOVE, n, x, y, tip_of(row) if tips else "", css, scale)


def draw_band(view: TrendView, band: Band, plane: Plane) -> str:
    """The published bounds of a line: shaded along its stretches, whiskers where a point stands alone."""
    css = colour(band.line)
    parts = []
    for stretch in band.stretches:
        rows = [view.rows[n] for n in stretch]
        upper = [(plane.x(r.year or 0), plane.y(r.upper or 0.0)) for r in rows]
        lower = [(plane.x(r.year or 0), plane.y(r.lower or 0.0)) for r in reversed(rows)]
        outline = "L".join(f"{number(x)} {number(y)}" for x, y in upper + lower)
        parts.append(f'<path class="band {css}" d="M{outline}Z"/>')
    for n in band.whiskers:
        row = view.rows[n]
        x = plane.x(row.year or 0)
        ends = f"V{number(plane.y(row.upper or 0.0))}"
        parts.append(f'<path class="whisker {css}" d="M{number(x)} {number(plane.y(row.lower or 0.0))}{ends}"/>')
    return "".join(parts)
