"""Draws named classes over time: a strip of years for each place, one field for each unbroken run of a class.

Invariant: a field spans only years of one class or one missing state; classes have names and no numeric scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.axis import LINE, Frame, Plane, draw_years, named, width_of, wrap
from components.svg.draw import RAMP, hatches, number, text
from data.model import AreaState
from data.views.lines import YearRow
from data.views.trend import TrendView
from data.views.trend_parts import TrendLine

WIDE = Frame("wide", 820.0, 0.0, 170.0, 0.0, 8.0, 30.0)
NARROW = Frame("narrow", 360.0, 0.0, 0.0, 0.0, 8.0, 30.0)
FIELD, ROW_GAP, SWATCH = 24.0, 12.0, 13.0


@dataclass(frozen=True, slots=True)
class Run:
    """Years of one class or state, by the numbers of their rows."""

    numbers: tuple[int, ...]
    css: str
    label: str


def draw_strips(view: TrendView, lang: str, prefix: str) -> str:
    """The strips for wide and for narrow screens."""
    return "".join(_strips(view, lang, frame, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def class_names(view: TrendView) -> dict[float, tuple[str, str]]:
    """value -> (CSS class on the ramp, name of the class)."""
    most = max(len(view.classes) - 1, 1)
    return {
        value: (f"r{round(place * (RAMP - 1) / most)}", label) for place, (_, label, value) in enumerate(view.classes)
    }


def runs_of(view: TrendView, line: TrendLine) -> list[Run]:
    """Runs of adjacent years with the same class or the same missing state."""
    known = class_names(view)
    found: list[Run] = []
    before: int | None = None
    for n in line.rows:
        row = view.rows[n]
        if row.year is None:
            continue
        css, label = known.get(row.value or 0.0, ("r0", "")) if row.is_value else (f"s-{row.state.value}", row.text)
        if found and before is not None and row.year == before + 1 and (found[-1].css, found[-1].label) == (css, label):
            found[-1] = Run((*found[-1].numbers, n), css, label)
        else:
            found.append(Run((n,), css, label))
        before = row.year
    return found


def plane_of(view: TrendView, frame: Frame) -> Plane:
    """Where years lie, below the key; a year reaches from half a year before to half a year after."""
    _, top = _legend(view, frame.width, "")
    height = top + _step(frame) * len(view.lines) + frame.bottom
    sized = Frame(frame.css, frame.width, height, frame.left, frame.right, top, frame.bottom)
    return Plane(sized, view.first_year - 0.5, view.last_year + 0.5, 0, 1)


def _step(frame: Frame) -> float:
    """Height of a row; on a narrow drawing its name stands above it."""
    return FIELD + ROW_GAP + (0 if frame.css == "wide" else LINE + 2)


def _strips(view: TrendView, lang: str, frame: Frame, prefix: str) -> str:
    is_wide = frame.css == "wide"
    legend, top = _legend(view, frame.width, prefix)
    plane = plane_of(view, frame)
    height = plane.frame.height
    parts = [legend]
    for place, line in enumerate(view.lines):
        y = top + _step(frame) * place + (0 if is_wide else LINE + 2)
        at = (
            (f'x="{number(frame.left - 10)}" y="{number(y + 16)}" text-anchor="end"', frame.left - 14)
            if is_wide
            else (
                f'x="0" y="{number(y - 5)}"',
                frame.width,
            )
        )
        name = wrap(line.name, at[1], 1)
        parts.append(f'<text class="row" {at[0]}>{text(name[0] if name else "")}</text>')
        parts += [_field(view, line, run, plane, y, prefix, is_wide) for run in runs_of(view, line)]
    parts.append(_uprights(view, plane, top))
    parts.append(draw_years(plane, view.first_year, view.last_year))
    states = [s for s in AreaState if any(r.state is s and not r.is_value and r.year is not None for r in view.rows)]
    body = f"<defs>{hatches(states, prefix)}</defs>{''.join(parts)}"
    css = f"trend strips {frame.css} pal-{view.palette}"
    return named(css, prefix, (frame.width, height), (view.title, view.sentence, lang), body)


def _field(view: TrendView, line: TrendLine, run: Run, plane: Plane, y: float, prefix: str, is_wide: bool) -> str:
    rows = [view.rows[n] for n in run.numbers]
    x = plane.x(_year(rows[0]) - 0.5)
    wide = plane.x(_year(rows[-1]) + 0.5) - x
    years = str(rows[0].year) if len(rows) == 1 else f"{rows[0].year}–{rows[-1].year}"
    tip = f"<title>{text(f'{line.name}, {years}: {run.label}')}</title>" if is_wide else ""
    fill = f' fill="url(#{prefix}-{run.css[2:]})"' if run.css.startswith("s-") else ""
    css = "missing" if fill else run.css
    field = (
        f'<rect class="pt {css}" data-i="{run.numbers[0]}"{fill} x="{number(x)}" y="{number(y)}" '
        f'width="{number(max(wide - 1, 1))}" height="{number(FIELD)}">{tip}</rect>'
    )
    if fill or width_of(run.label) + 12 > wide:
        return field
    return f'{field}<text class="on {run.css}-on" x="{number(x + 6)}" y="{number(y + 16)}">{text(run.label)}</text>'


def _year(row: YearRow) -> int:
    assert row.year is not None
    return row.year


def _uprights(view: TrendView, plane: Plane, top: float) -> str:
    """Treaty dates as ticks through the strip of their place; breaks through all."""
    bottom = number(plane.frame.plot_bottom)
    return "".join(
        f'<g class="up break"><title>{text(b.text)}</title>'
        f'<path d="M{number(plane.x(b.at))} {number(top)}V{bottom}"/></g>'
        for b in view.breaks
        if b.is_major
    )


def _legend(view: TrendView, width: float, prefix: str) -> tuple[str, float]:
    """Classes with their swatches, and the missing states that occur, in lines that fit; and where they end."""
    shown = {row.value for row in view.rows if row.is_value}
    items = [(css, label) for value, (css, label) in class_names(view).items() if value in shown]
    states = {row.state: row.missing_reason for row in view.rows if not row.is_value and row.year is not None}
    items += [(f"s-{state.value}", label) for state, label in states.items()]
    x, y, parts = 0.0, 14.0, []
    for css, label in items:
        room = width_of(label) + SWATCH + 26
        if x and x + room > width:
            x, y = 0.0, y + LINE + 6
        fill = f' fill="url(#{prefix}-{css[2:]})"' if css.startswith("s-") else ""
        parts.append(
            f'<rect class="key {"missing" if fill else css}"{fill} x="{number(x)}" y="{number(y - 11)}" '
            f'width="{number(SWATCH)}" height="{number(SWATCH)}"/>'
            f'<text class="tick" x="{number(x + SWATCH + 6)}" y="{number(y)}">{text(label)}</text>'
        )
        x += room
    return "".join(parts), y + 16
