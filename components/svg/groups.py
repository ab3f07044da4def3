"""Draws groups: a dot for each category of one area, or a dumbbell for each area between its groups.

Invariant: a total is a tick and never a dot; every dot has its row in the table and its name beside it or in the key.
"""

from __future__ import annotations

from components.svg.axis import LINE, Frame, Plane, named, width_of, wrap
from components.svg.draw import number, text
from components.svg.lines import tip_of
from components.svg.marks import ABOVE, BELOW, colour, mark, shape
from components.svg.trend import draw_trend
from data.model import Qualifier
from data.views.group_parts import GroupLine, GroupView, ends_of
from data.views.group_rows import Category
from data.words import Words

WIDE = Frame("wide", 820.0, 0.0, 210.0, 150.0, 30.0, 8.0)
NARROW = Frame("narrow", 360.0, 0.0, 6.0, 14.0, 30.0, 8.0)
STEP, PAIR, GAP = 30.0, 26.0, 12.0


def draw_groups(view: GroupView, words: Words, prefix: str = "g") -> str:
    """The groups for wide and for narrow screens; nothing where the view is empty."""
    if view.empty:
        return ""
    if view.trend is not None:
        return draw_trend(view.trend, words, prefix)
    return "".join(_frame(view, frame, words.lang, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def plane_of(view: GroupView, frame: Frame) -> Plane:
    """Where values lie, below the key, with room for the names and the texts of a frame."""
    is_wide = frame.css == "wide"
    top = _head(view, frame)[1] + 26
    height = top + _step(view, is_wide) * len(view.shown) + frame.bottom
    left, right = (_left(view), _right(view)) if is_wide else (frame.left, frame.right)
    sized = Frame(frame.css, frame.width, height, left, right, top, frame.bottom)
    return Plane(sized, view.ticks[0][0], view.ticks[-1][0], 0, 1)


def _head(view: GroupView, frame: Frame) -> tuple[str, float]:
    return _legend(view, frame.width) if view.kind == "dumbbell" else _total_key(view, frame)


def _step(view: GroupView, is_wide: bool) -> float:
    """Height of a row."""
    return (PAIR if view.kind == "dumbbell" else STEP) if is_wide else PAIR + LINE + 2


def _frame(view: GroupView, frame: Frame, lang: str, prefix: str) -> str:
    is_wide = frame.css == "wide"
    plane = plane_of(view, frame)
    parts = [_head(view, frame)[0], _axis(view, plane), _total_line(view, plane)]
    for place, line in enumerate(view.shown):
        y = plane.frame.top + _step(view, is_wide) * (place + 0.5) + (0 if is_wide else LINE / 2 + 1)
        parts.append(_line(view, line, plane, y, is_wide))
    size = (frame.width, plane.frame.height)
    return named(f"groups {frame.css}", prefix, size, (view.title, view.sentence, lang), "".join(parts))


def _left(view: GroupView) -> float:
    widest = max((width_of(_label(view, line)) for line in view.shown), default=80.0)
    return min(max(widest, 60.0) + 1, WIDE.left) + 16


def _right(view: GroupView) -> float:
    return min(max((width_of(line.text) for line in view.shown), default=40.0), WIDE.right) + 22


def _label(view: GroupView, line: GroupLine) -> str:
    return f"{line.name} ({line.year})" if view.kind == "dumbbell" and line.year != view.year else line.name


def _axis(view: GroupView, plane: Plane) -> str:
    """Values along the upper edge with thin lines through all rows; labels that would touch are left out."""
    frame = plane.frame
    parts, taken = [], -1e9
    for value, label in view.ticks:
        x = plane.x(value)
        half = width_of(label) / 2
        at = min(max(x, half), frame.width - half)
        css = "axis" if value == 0 else "grid"
        parts.append(f'<path class="{css}" d="M{number(x)} {number(frame.top - 6)}V{number(frame.plot_bottom)}"/>')
        if at - half > taken + 6:
            y = number(frame.top - 12)
            parts.append(f'<text class="tick" x="{number(at)}" y="{y}" text-anchor="middle">{text(label)}</text>')
            taken = at + half
    return "".join(parts)


def _total_line(view: GroupView, plane: Plane) -> str:
    """For one area the total as a tick through all its categories."""
    total = next((line.total for line in view.shown if line.total is not None), None)
    if view.kind != "dots" or total is None:
        return ""
    row = view.rows[total]
    x = number(plane.x(row.value or 0.0))
    return (
        f'<path class="total pt" data-i="{total}" d="M{x} {number(plane.frame.top - 6)}'
        f'V{number(plane.frame.plot_bottom)}"><title>{text(tip_of(row))}</title></path>'
    )


def _total_key(view: GroupView, frame: Frame) -> tuple[str, float]:
    """Words for the total's tick, above the axis."""
    total = next((line.total for line in view.shown if line.total is not None), None)
    if total is None:
        return "", 8.0
    row = view.rows[total]
    key = '<path class="total" d="M2 3V15"/>'
    lines = wrap(f"{row.group}: {row.text}", frame.width - 14, 2)
    texts = "".join(f'<text x="10" y="{number(14 + LINE * n)}">{text(line)}</text>' for n, line in enumerate(lines))
    return key + texts, 12 + LINE * len(lines)


def _legend(view: GroupView, width: float) -> tuple[str, float]:
    """The key of the dumbbells: a mark for each group, a tick for the total."""
    shown = {view.rows[n].category for line in view.shown for n in line.rows}
    totals = {view.rows[line.total].category for line in view.shown if line.total is not None}
    x, y, parts = 6.0, 12.0, []
    for category in view.categories:
        if category.code not in shown | totals:
            continue
        room = width_of(category.label) + 34
        if x > 6 and x + room > width:
            x, y = 6.0, y + LINE + 5
        parts.append(_key(category, x, y))
        parts.append(f'<text x="{number(x + 10)}" y="{number(y + 4.5)}">{text(category.label)}</text>')
        x += room
    return "".join(parts), y + 12


def _key(category: Category, x: float, y: float) -> str:
    if category.is_total:
        return f'<path class="total" d="M{number(x)} {number(y - 7)}V{number(y + 7)}"/>'
    return mark(category.number, -1, x, y).replace(' data-i="-1"', "").replace('class="pt ', 'class="key ')


def _line(view: GroupView, line: GroupLine, plane: Plane, y: float, is_wide: bool) -> str:
    frame = plane.frame
    label = _label(view, line)
    room = frame.left - 16 if is_wide else frame.width - width_of(line.text) - 12
    name = wrap(label, room, 1)[0]
    cut = f"<title>{text(label)}</title>" if name != label else ""
    if is_wide:
        at = f'x="{number(frame.left - 12)}" y="{number(y + 4.5)}" text-anchor="end"'
        figure = f'x="{number(frame.plot_right + 12)}" y="{number(y + 4.5)}"'
    else:
        at = f'x="0" y="{number(y - 12)}"'
        figure = f'x="{number(frame.width)}" y="{number(y - 12)}" text-anchor="end"'
    parts = [
        f'<path class="rail" d="M{number(frame.left)} {number(y)}H{number(frame.plot_right)}"/>',
        f'<text class="name" {at}>{text(name)}{cut}</text>',
        f'<text class="val" {figure}>{text(line.text)}</text>',
        _joint(view, line, plane, y),
    ]
    if view.kind == "dumbbell" and line.total is not None:
        row = view.rows[line.total]
        x = number(plane.x(row.value or 0.0))
        tip = f"<title>{text(tip_of(row))}</title>"
        parts.append(
            f'<path class="total pt" data-i="{line.total}" d="M{x} {number(y - 7)}V{number(y + 7)}">{tip}</path>'
        )
    parts += [_dot(view, n, plane, y) for n in line.rows]
    return f"<g>{''.join(parts)}</g>"


def _joint(view: GroupView, line: GroupLine, plane: Plane, y: float) -> str:
    """From one group to the other, or the published bounds of a single one."""
    if view.kind == "dumbbell":
        places = [plane.x(row.value or 0.0) for row in ends_of(view, line)]
        if len(places) < 2:
            return ""
        return f'<path class="bar" d="M{number(min(places))} {number(y)}H{number(max(places))}"/>'
    if not line.rows:
        return ""
    row = view.rows[line.rows[0]]
    if row.lower is None or row.upper is None:
        return ""
    return (
        f'<path class="whisker {_colour(view, line.rows[0])}" d="M{number(plane.x(row.lower))} {number(y)}'
        f'H{number(plane.x(row.upper))}"/>'
    )


def _colour(view: GroupView, n: int) -> str:
    return colour(_number(view, n))


def _number(view: GroupView, n: int) -> int:
    """Number of the row's category: it gives colour and shape where groups share a line, else all are alike."""
    if view.kind == "dots":
        return 1
    code = view.rows[n].category
    return next((category.number for category in view.categories if category.code == code), 1)


def _dot(view: GroupView, n: int, plane: Plane, y: float) -> str:
    row = view.rows[n]
    x = plane.x(row.value or 0.0)
    if row.is_limit:
        is_below = row.observation is None or row.observation.qualifier is not Qualifier.ABOVE
        return shape(BELOW if is_below else ABOVE, n, x, y, tip_of(row), f"o {_colour(view, n)}")
    return mark(_number(view, n), n, x, y, tip_of(row), "o" if row.is_hollow else "", 1.25)
