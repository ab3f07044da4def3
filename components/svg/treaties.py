"""Draws parties over time, waits between adoption and joining, and accreditation by year.

Invariant: one drawing for a wide and one for a narrow page, of the same view; every mark carries its words.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.svg.draw import number, text
from data.views.treaties_curve import Curve, Step
from data.views.treaties_nhri import Nhri, NhriYear
from data.words import Words


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing's size and margins in its own units; ``step`` is how many years lie between two labels."""

    css: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    step: int

    def x(self, value: float, low: float, high: float) -> float:
        """Place of a value on the level axis."""
        return self.left + (value - low) / ((high - low) or 1) * (self.width - self.left - self.right)

    def y(self, value: float, high: float) -> float:
        """Place of a value on the upright axis, which begins at zero."""
        return self.height - self.bottom - value / (high or 1) * (self.height - self.top - self.bottom)


WIDE = Size("wide", 1100, 380, 44, 90, 16, 30, 10)
NARROW = Size("narrow", 360, 300, 34, 16, 14, 28, 20)
SMALL = Size("small", 200, 84, 2, 30, 6, 14, 20)


def svg(size: Size, css: str, name: str, body: str) -> str:
    """The drawing with its accessible name."""
    return (
        f'<svg class="{css} {size.css}" viewBox="0 0 {number(size.width)} {number(size.height)}" role="img" '
        f'aria-label="{text(name)}">{body}</svg>'
    )


def label(x: float, y: float, content: str, css: str = "tick", anchor: str = "start") -> str:
    """A line of text."""
    return f'<text x="{number(x)}" y="{number(y)}" class="{css}" text-anchor="{anchor}">{text(content)}</text>'


def point(shape: str, tip: str, css: str = "") -> str:
    """A mark that can be pointed at: ``shape`` is its element without the end."""
    return f'{shape} class="pt{f" {css}" if css else ""}"><title>{text(tip)}</title></{shape[1:].split(" ", 1)[0]}>'


def draw_curve(curve: Curve, states: int, name: str, words: Words) -> str:
    """Parties at the end of each year, large; a dashed line where only years of acts are known."""
    return "".join(_curve(curve, states, name, size, words) for size in (WIDE, NARROW))


def _curve(curve: Curve, states: int, name: str, size: Size, words: Words) -> str:
    steps = curve.steps
    first, last = curve.origin.year, steps[-1].year if steps else curve.origin.year + 1
    high = max(states, 1)
    body = [_levels(size, high, words), _years(size, first, last + 1)]
    body.append(_states_line(steps, size, first, last, high))
    body += [_run(steps, size, first, last, high, is_rough) for is_rough in (False, True)]
    body.append(_force(curve, size, first, last, words))
    for step in steps:
        x, y = size.x(step.year + 1, first, last + 1), size.y(step.parties, high)
        shape = f'<circle cx="{number(x)}" cy="{number(y)}" r="{3.4 if size is WIDE else 2.4}"'
        body.append(point(shape, step_text(step, words), "rough" if step.is_rough else ""))
    if steps and size is WIDE:
        x, y = size.x(last + 1, first, last + 1) + 10, size.y(steps[-1].parties, high)
        body.append(label(x, y + 5, words.number(steps[-1].parties), "end"))
        body.append(
            label(
                x,
                size.y(steps[-1].states, high) - 2,
                words.plural("%(count)s state", "%(count)s states", steps[-1].states),
            )
        )
    return svg(size, "curve", name, "".join(body))


def _levels(size: Size, high: float, words: Words) -> str:
    step = next(s for s in (1, 2, 5, 10, 25, 50, 100) if high / s <= 5 or s == 100)
    lines = []
    for value in range(0, int(high) + 1, step):
        y = size.y(value, high)
        lines.append(f'<path class="grid" d="M{number(size.left)} {number(y)}H{number(size.width - size.right)}"/>')
        lines.append(label(size.left - 6, y + 4, words.number(value), "tick", "end"))
    return "".join(lines)


def _years(size: Size, first: int, last: int) -> str:
    step = size.step if last - first > 2 * size.step else 5
    marks = [y for y in range(first, last + 1) if y % step == 0]
    return "".join(label(size.x(y, first, last), size.height - 8, str(y), "tick", "middle") for y in marks)


def _stairs(points: list[tuple[float, float]]) -> str:
    """A path that stays at a height until the next point."""
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    return path + "".join(f"H{number(x)}V{number(y)}" for x, y in points[1:])


def _states_line(steps: tuple[Step, ...], size: Size, first: int, last: int, high: float) -> str:
    """How many states there were."""
    places = [(size.x(s.year + 1, first, last + 1), size.y(s.states, high)) for s in steps]
    return f'<path class="all" d="{_stairs(places)}"/>' if places else ""


def _run(steps: tuple[Step, ...], size: Size, first: int, last: int, high: float, is_rough: bool) -> str:
    wanted = [n for n, s in enumerate(steps) if s.is_rough == is_rough]
    if not wanted:
        return ""
    start = max(wanted[0] - 1, 0)
    places = [(size.x(s.year + 1, first, last + 1), size.y(s.parties, high)) for s in steps[start : wanted[-1] + 1]]
    if not start:
        places.insert(0, (size.x(first, first, last + 1), size.y(0, high)))
    return f'<path class="run{" rough" if is_rough else ""}" d="{_stairs(places)}"/>'


def _force(curve: Curve, size: Size, first: int, last: int, words: Words) -> str:
    """An upright line where the instrument came into force."""
    year, month, _day = (int(part) for part in curve.origin.in_force.split("-"))
    x = size.x(year + (month - 1) / 12, first, last + 1)
    line = f'<path class="force" d="M{number(x)} {number(size.top)}V{number(size.height - size.bottom)}"/>'
    said = words.text("in force %(year)s", year=str(year))
    return line + label(x + 5, size.top + 10, said)


def step_text(step: Step, words: Words) -> str:
    """What a year says."""
    text = words.text(
        "End of %(year)s: %(parties)s of %(states)s states are parties",
        year=str(step.year),
        parties=words.number(step.parties),
        states=words.number(step.states),
    )
    if step.joined:
        text += words.semicolon + words.plural("%(count)s joined", "%(count)s joined", step.joined)
    if step.left:
        text += words.semicolon + words.plural("%(count)s left", "%(count)s left", step.left)
    if step.is_rough:
        text += words.semicolon + words.text("acts of this year are known by year only")
    return text


def draw_small_curve(curve: Curve, span: tuple[int, int], states: int, tip: str) -> str:
    """The same, small and without labels: all instruments share years and height."""
    first, last = span
    high = max(states, 1)
    size = SMALL
    base = size.height - size.bottom
    left, right = number(size.left), number(size.width - size.right)
    body = [
        f'<path class="grid" d="M{left} {number(base)}H{right}M{left} {number(size.y(high, high))}H{right}"/>',
        _area(curve.steps, size, first, last, high),
        *(_run(curve.steps, size, first, last, high, is_rough) for is_rough in (False, True)),
        label(size.left, size.height - 3, str(first)),
        label(size.width - size.right, size.height - 3, str(last), "tick", "end"),
    ]
    if curve.steps:
        x = size.width - size.right
        y = size.y(curve.parties, high)
        body.append(point(f'<circle cx="{number(x)}" cy="{number(y)}" r="3"', tip))
        body.append(label(x + 5, y + 4, str(curve.parties), "end"))
    return svg(size, "curve", tip, "".join(body))


def _area(steps: tuple[Step, ...], size: Size, first: int, last: int, high: float) -> str:
    if not steps:
        return ""
    base = size.height - size.bottom
    places = [(size.x(s.year + 1, first, last + 1), size.y(s.parties, high)) for s in steps]
    start = (size.x(steps[0].year, first, last + 1), base)
    return f'<path class="area" d="{_stairs([start, *places])}V{number(base)}Z"/>'


def draw_nhri(view: Nhri, name: str, words: Words) -> str:
    """Columns by year at their true place in time, so that years without figures stay empty."""
    return "".join(_nhri(view, name, size, words) for size in (WIDE, NARROW))


NHRI_FILL = ("r5", "r2", "r0", "none")


def _nhri(view: Nhri, name: str, size: Size, words: Words) -> str:
    first, last = view.years[0].year, view.years[-1].year
    high = max(y.states for y in view.years)
    body = [_levels(size, high, words)]
    wide = (size.width - size.left - size.right) / (last - first + 1)
    for year in range(first, last + 1):
        x = size.left + (year - first) * wide
        found = next((y for y in view.years if y.year == year), None)
        if found is None:
            ends = f"V{number(size.height - size.bottom)}"
            body.append(f'<path class="nothing" d="M{number(x + wide / 2)} {number(size.top)}{ends}"/>')
            continue
        body.append(_column(view, found, x + wide * 0.08, wide * 0.84, size, high, words))
        if size is WIDE or year == last or (year % 5 == 0 and last - year > 1):
            body.append(label(x + wide / 2, size.height - 8, str(year), "tick", "middle"))
    return svg(size, "nhri", name, "".join(body))


def _column(view: Nhri, year: NhriYear, x: float, width: float, size: Size, high: float, words: Words) -> str:
    parts, below = [], 0
    labels = [name for _code, name in view.classes]
    counts = [*year.counts, year.missing]
    fills = [*NHRI_FILL, "s-not_reported"]
    for count, fill, said in zip(counts, fills, [*labels, words.text("Not reported")], strict=True):
        if not count:
            continue
        top, bottom = size.y(below + count, high), size.y(below, high)
        shape = f'<rect x="{number(x)}" y="{number(top)}" width="{number(width)}" height="{number(bottom - top)}"'
        tip = words.text(
            "%(year)s, %(status)s: %(count)s of %(states)s states",
            year=str(year.year),
            status=said,
            count=words.number(count),
            states=words.number(year.states),
        )
        parts.append(point(shape, tip, fill))
        if size is WIDE and bottom - top > 13:
            parts.append(label(x + width / 2, (top + bottom) / 2 + 4, words.number(count), f"in on-{fill}", "middle"))
        below += count
    return "".join(parts)
