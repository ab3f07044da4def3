"""Small multiples: a frame for each place, on one scale where the figures may be compared, else each on its own.

Invariant: a frame shows one place and names it with its last value.
"""

from __future__ import annotations

from components.svg.axis import Frame, Plane, draw_values, draw_years, named, width_of, wrap
from components.svg.draw import number, text
from components.svg.lines import draw_band, draw_line
from data.views.trend import TrendView
from data.views.trend_parts import Ticks, TrendLine

GRIDS = (("wide", 820.0, 3, 150.0), ("narrow", 360.0, 1, 140.0))
GAP, DENSE_PANEL = 22.0, 20.0


def draw_panels(view: TrendView, lang: str, prefix: str) -> str:
    """All frames, for wide and for narrow screens."""
    return "".join(_grid(view, *grid, lang, f"{prefix}-{grid[0]}") for grid in GRIDS)


def _grid(view: TrendView, css: str, width: float, columns: int, height: float, lang: str, prefix: str) -> str:
    columns, room = _columns(view, css, width, columns)
    parts = []
    for place, line in enumerate(view.lines):
        x, y = _corner(place, columns, room, height)
        parts.append(f'<g transform="translate({number(x)} {number(y)})">{_panel(view, line, room, height, css)}</g>')
    total = (height + 34) * ((len(view.lines) + columns - 1) // columns)
    return named(f"trend panels {css}", prefix, (width, total), (view.title, view.sentence, lang), "".join(parts))


def _columns(view: TrendView, css: str, width: float, columns: int) -> tuple[int, float]:
    """How many frames stand side by side, and the room of one."""
    columns = min(columns, max(len(view.lines), 1)) if css == "wide" else columns
    return columns, (width - GAP * (columns - 1)) / columns


def _corner(place: int, columns: int, room: float, height: float) -> tuple[float, float]:
    return (room + GAP) * (place % columns), (height + 34) * (place // columns)


def planes_of(view: TrendView, css: str) -> list[tuple[TrendLine, float, float, Plane]]:
    """Each line that has a frame, the upper left corner of the frame, and where years and values lie in it."""
    _, width, columns, height = next(grid for grid in GRIDS if grid[0] == css)
    columns, room = _columns(view, css, width, columns)
    return [
        (line, *_corner(place, columns, room, height), _plane(view, _ticks(view, line), room, height, css))
        for place, line in enumerate(view.lines)
        if _ticks(view, line)
    ]


def _ticks(view: TrendView, line: TrendLine) -> Ticks:
    return view.ticks if view.is_shared else line.ticks


def _plane(view: TrendView, ticks: Ticks, room: float, height: float, css: str) -> Plane:
    left = max(width_of(label) for _, label in thin(ticks)) + 10
    frame = Frame(css, room, height, left, 6.0, 26.0, 24.0)
    return Plane(frame, view.first_year, view.last_year, ticks[0][0], ticks[-1][0], view.scale == "log")


def _panel(view: TrendView, line: TrendLine, room: float, height: float, css: str) -> str:
    ticks = _ticks(view, line)
    name = wrap(line.name, room - width_of(line.end_text) - 14, 1)
    head = (
        f'<text class="row" x="0" y="13">{text(name[0] if name else "")}</text>'
        f'<text class="val" x="{number(room)}" y="13" text-anchor="end">{text(line.end_text)}</text>'
    )
    if not ticks:
        return f'{head}<text class="tick" x="0" y="36">{text(view.rows[line.rows[0]].text if line.rows else "")}</text>'
    few = thin(ticks)
    plane = _plane(view, ticks, room, height, css)
    frame = plane.frame
    bands = "".join(draw_band(view, band, plane) for band in view.bands if band.line == line.number)
    breaks = "".join(
        f'<g class="up break"><title>{text(b.text)}</title>'
        f'<path d="M{number(plane.x(b.at))} {number(frame.top)}V{number(frame.plot_bottom)}"/></g>'
        for b in view.breaks
        if b.is_major and (not b.areas or line.area in b.areas)
    )
    years = draw_years(plane, view.first_year, view.last_year)
    return (
        head
        + draw_values(plane, few)
        + years
        + bands
        + breaks
        + draw_line(view, line, plane, css == "wide", DENSE_PANEL)
    )


def thin(ticks: Ticks) -> Ticks:
    """First and last tick, and the middle one where there is one."""
    if len(ticks) <= 3:
        return ticks
    return (ticks[0], *(ticks[len(ticks) // 2 : len(ticks) // 2 + 1] if len(ticks) % 2 else ()), ticks[-1])
