"""Draws countries against a group as named dots on one scale, with intervals, median and quartiles.

Invariant: every figure that the view draws has one dot at its value, no dot lies over another unless too many share a
value, no label lies over another, and none leaves the frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from components.svg.axis import LINE, named, width_of, wrap
from components.svg.draw import number, text
from components.svg.swarm import swarm
from data.model import AreaState, Qualifier
from data.views.benchmark_parts import CROWD, BenchmarkRow, BenchmarkView, Position
from data.words import Words

TICKS, SAY, TURN, NAMED, GAP = 20.0, 20.0, 0.62, 14, 12.0
HIGHEST, SHRINK, LEAST = 120.0, (1.0, 0.75, 0.55, 0.4), 4.5  # of a swarm on either side; of a chosen dot
LEFT, RIGHT = "M-7 0L2 -5V5Z", "M7 0L-2 -5V5Z"
LINE_WIDTH, LINE_HEIGHT, LINE_MARGIN = 200.0, 24.0, 5.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a drawing: its class, width, margin at both sides, radius of a dot, room for so many names."""

    css: str
    width: float
    margin: float
    radius: float
    named: int


WIDE, NARROW = Frame("wide", 1000.0, 14.0, 5.0, NAMED), Frame("narrow", 360.0, 10.0, 4.0, 5)


@dataclass(frozen=True, slots=True)
class Across:
    """From values to the width of a drawing."""

    low: float
    high: float
    width: float
    margin: float

    def __call__(self, value: float) -> float:
        """Position of a value, within the frame."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.margin + (self.width - 2 * self.margin) * min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the dot that it belongs to, and where it stands: from ``start`` on, in a lane below the dots."""

    row: BenchmarkRow
    text: str
    x: float
    start: float
    end: float
    lane: int


def draw_strip(view: BenchmarkView, words: Words, prefix: str = "b") -> str:
    """The strip for wide and for narrow screens; the style sheet shows the one that fits. Empty without figures."""
    if not view.drawn or len(view.ticks) < 2:
        return ""
    return "".join(_frame(view, frame, words, f"{prefix}-{frame.css}") for frame in (WIDE, NARROW))


def _frame(view: BenchmarkView, frame: Frame, words: Words, prefix: str) -> str:
    margin = frame.width / (2 * len(view.ticks)) if view.indicator.classes else frame.margin
    x = Across(view.ticks[0][0], view.ticks[-1][0], frame.width, margin)
    rows = sorted(view.drawn, key=lambda row: (row.value, row.area))
    frame, places = (frame, _stacked(rows, frame, x)) if view.indicator.classes else _swarmed(rows, frame, x)
    half = max((abs(offset) for _, offset in places.values()), default=0.0) + frame.radius + 2
    axis, head = _axis(view, frame, x)
    line = head + SAY + 6 + half
    places = {area: (at, line + offset) for area, (at, offset) in places.items()}
    chosen, others = [row for row in rows if row.is_target], [row for row in rows if not row.is_target]
    named_rows = _wanted(rows, frame, bool(view.indicator.classes))
    labels = place_labels(named_rows, {area: at for area, (at, _) in places.items()}, frame)
    below = line + half
    bottom = below + 8 + (LINE * (1 + max((label.lane for label in labels), default=-1)))
    grid = "".join(
        f'<path class="grid" d="M{number(x(value))} {number(head)}V{number(below + 2)}"/>' for value, _ in view.ticks
    )
    body = [
        grid,
        axis,
        _middle(view, frame, x, (head + SAY, below), words),
        *(_lead(label, places[label.row.area][1] + frame.radius, below) for label in labels),
        *(_whisker(row, x, places[row.area][1], len(rows) > CROWD) for row in others),
        *(_dot(row, places[row.area], frame, words) for row in others),
        *(_whisker(row, x, places[row.area][1], False) for row in chosen),
        *(_dot(row, places[row.area], frame, words) for row in chosen),
        *(_name(label, below) for label in labels),
    ]
    return named(
        f"bench {frame.css}", prefix, (frame.width, bottom), (view.title, view.sentence, words.lang), "".join(body)
    )


def _swarmed(rows: list[BenchmarkRow], frame: Frame, x: Across) -> tuple[Frame, dict[str, tuple[float, float]]]:
    """Each dot at its value, as near to the middle line as it can: (position, distance from that line) by area.

    Where many share a value the dots are smaller; where even the smallest would pile up too high, they are pressed
    together and overlap. The frame that is given back has their size.
    """
    at = [x(row.value) for row in rows]
    for share in SHRINK:
        small = replace(frame, radius=frame.radius * share)
        offsets = swarm(at, small.radius + min(0.5, small.radius / 6))
        most = max((abs(offset) for offset in offsets), default=0.0)
        if most <= HIGHEST:
            break
    offsets = [offset * min(HIGHEST / most, 1.0) for offset in offsets] if most else offsets
    return small, {row.area: place for row, place in zip(rows, zip(at, offsets, strict=True), strict=True)}


def _stacked(rows: list[BenchmarkRow], frame: Frame, x: Across) -> dict[str, tuple[float, float]]:
    """The dots of each class side by side in rows around its name: within a class a place says nothing."""
    step = 2 * frame.radius + 1.5
    across = max(int(1.5 * x.margin / step), 1)
    found = {}
    for value, members in groupby(rows, key=lambda row: row.value):
        own = list(members)
        lines = -(-len(own) // across)
        for n, row in enumerate(own):
            line, column = divmod(n, across)
            width = min(across, len(own) - line * across)
            found[row.area] = (x(value) + step * (column - (width - 1) / 2), step * (line - (lines - 1) / 2))
    return found


def _axis(view: BenchmarkView, frame: Frame, x: Across) -> tuple[str, float]:
    """Labels of the scale, in lines that fit, and where the plot begins below them."""
    room = (frame.width - 2 * x.margin) / max(len(view.ticks) - 1, 1)
    lines = [wrap(label, room - 4) for _, label in view.ticks]
    step = 1
    while step < len(lines) and any(width_of(part) > room * step - 6 for own in lines[::step] for part in own):
        step += 1
    parts, most = [], 1
    for place, ((value, _), own) in enumerate(zip(view.ticks, lines, strict=True)):
        if place % step:
            continue
        most = max(most, len(own))
        half = max(width_of(part) for part in own) / 2
        at = min(max(x(value), half), frame.width - half)
        parts += [
            f'<text class="tick" x="{number(at)}" y="{number(13 + LINE * n)}" text-anchor="middle">{text(part)}</text>'
            for n, part in enumerate(own)
        ]
    return "".join(parts), TICKS + LINE * (most - 1)


def _middle(view: BenchmarkView, frame: Frame, x: Across, span: tuple[float, float], words: Words) -> str:
    """The middle half as a band, the median as a line with its words."""
    top, bottom = span
    parts = []
    if view.quartiles.lower is not None and view.quartiles.upper is not None:
        left, right = x(view.quartiles.lower), x(view.quartiles.upper)
        parts.append(
            f'<rect class="iqr" x="{number(left)}" y="{number(top)}" width="{number(max(right - left, 1))}" '
            f'height="{number(bottom - top)}"/>'
        )
    if view.median is not None:
        at = x(view.median)
        label = words.text("median %(value)s", value=view.median_text)
        room = width_of(label) / 2
        middle = min(max(at, room), frame.width - room)
        parts.append(
            f'<path class="median" d="M{number(at)} {number(top)}V{number(bottom)}"/>'
            f'<text class="say" x="{number(middle)}" y="{number(top - 5)}" text-anchor="middle">{text(label)}</text>'
        )
    return "".join(parts)


def _whisker(row: BenchmarkRow, x: Across, y: float, is_crowded: bool) -> str:
    """The published interval; in a crowd only that of the chosen."""
    if row.lower is None or row.upper is None or (is_crowded and not row.is_target):
        return ""
    css = "whisker chosen" if row.is_target else "whisker"
    return f'<path class="{css}" d="M{number(x(row.lower))} {number(y)}H{number(x(row.upper))}"/>'


def _dot(row: BenchmarkRow, place: tuple[float, float], frame: Frame, words: Words) -> str:
    css = " ".join(
        part
        for part, holds in (
            ("pt", True),
            ("chosen", row.is_target),
            ("guest", not row.is_member),
            ("open", bool(row.note)),
        )
        if holds
    )
    x, y = place
    tip = f"<title>{text(tip_of(row, words))}</title>"
    if row.state is AreaState.CENSORED:
        path = LEFT if row.observation.qualifier is Qualifier.BELOW else RIGHT
        size = f"scale({max(frame.radius / WIDE.radius, 0.5):.2g})"
        at = f"translate({number(x)} {number(y)}) {size}"
        return f'<path class="{css} limit" d="{path}" transform="{at}">{tip}</path>'
    radius = max(frame.radius + 1.5, LEAST) if row.is_target else frame.radius
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}">{tip}</circle>'


def tip_of(row: BenchmarkRow, words: Words) -> str:
    """What a dot says: ``Kenya: 5.2, 2021; 9 of 15``."""
    said = f"{row.name}{words.colon}{row.said}, {row.year}"
    more = [part for part in (row.marks, row.rank_text, row.judged_text, row.note) if part]
    return words.semicolon.join([said, *more])


def _wanted(rows: list[BenchmarkRow], frame: Frame, has_classes: bool) -> list[BenchmarkRow]:
    """Whom to name: everybody where there is room, else the chosen and both ends; classes have no ends."""
    if has_classes:
        return [row for row in rows if row.is_target]
    if len(rows) <= frame.named:
        return rows
    # An end that several share has no name of its own.
    ends = {row.area for row, next_ in ((rows[0], rows[1]), (rows[-1], rows[-2])) if row.value != next_.value}
    return [row for row in rows if row.is_target or row.area in ends]


def place_labels(rows: list[BenchmarkRow], x: Mapping[str, float], frame: Frame) -> list[Label]:
    """Labels in lanes below the dots: none lies over another, and no lead crosses a name where that can be helped.

    A name begins at its dot and runs to the right, near the right edge to the left; so those that run right are placed
    from the right, those that run left from the left, each in the first lane that is free.
    """
    ordered = sorted(rows, key=lambda row: (x[row.area], row.area))
    rightward = [row for row in ordered if x[row.area] <= TURN * frame.width]
    leftward = [row for row in ordered if x[row.area] > TURN * frame.width]
    placed: list[Label] = []
    for row in [*reversed(rightward), *leftward]:
        label = f"{row.name} {row.text}" if row.is_target else row.name
        label = label if width_of(label) <= frame.width else row.name
        at, width = x[row.area], min(width_of(label), frame.width)
        start = at - 3 if row in rightward else at + 3 - width
        start = min(max(start, 0.0), frame.width - width)
        lane = 0
        while not _is_free(lane, start, start + width, at, placed):
            lane += 1
        placed.append(Label(row, label, at, start, start + width, lane))
    return placed


def _is_free(lane: int, start: float, end: float, x: float, placed: list[Label]) -> bool:
    """Whether a label fits a lane: no other in its way, no lead of a deeper one through it."""
    if any(other.lane == lane and start < other.end + GAP and other.start < end + GAP for other in placed):
        return False
    crossed = any(other.lane > lane and start - 3 < other.x < end + 3 and other.x != x for other in placed)
    return not crossed or lane > max(other.lane for other in placed)


def _lead(label: Label, top: float, below: float) -> str:
    bottom = below + 6 + LINE * label.lane
    css = "lead chosen" if label.row.is_target else "lead"
    return f'<path class="{css}" d="M{number(label.x)} {number(top)}V{number(bottom)}"/>'


def _name(label: Label, below: float) -> str:
    css = "name chosen" if label.row.is_target else "name"
    y = below + 16 + LINE * label.lane
    return f'<text class="{css}" x="{number(label.start)}" y="{number(y)}">{text(label.text)}</text>'


def draw_line_strip(position: Position, label: str = "") -> str:
    """One line of 200 by 24: the others as small dots, the middle half, the median, the area with its interval.

    ``label`` is the accessible name, by default the position's own sentence. Empty where nobody else has a figure.
    """
    values = [*position.others, *(v for v in (position.value, position.lower, position.upper) if v is not None)]
    if not position.others:
        return ""
    x = Across(min(values), max(values), LINE_WIDTH, LINE_MARGIN)
    y = number(LINE_HEIGHT / 2)
    body = [f'<path class="base" d="M{number(LINE_MARGIN)} {y}H{number(LINE_WIDTH - LINE_MARGIN)}"/>']
    lower, upper = position.quartiles.lower, position.quartiles.upper
    if lower is not None and upper is not None:
        width = max(x(upper) - x(lower), 1)
        body.append(f'<rect class="iqr" x="{number(x(lower))}" y="6" width="{number(width)}" height="12"/>')
    halves = dict.fromkeys(round(2 * x(value)) for value in position.others)  # dots nearer than half a pixel are one
    body += [f'<circle class="other" cx="{number(at / 2)}" cy="{y}" r="2"/>' for at in halves]
    if position.median is not None:
        body.append(f'<path class="median" d="M{number(x(position.median))} 3V21"/>')
    if position.lower is not None and position.upper is not None:
        body.append(f'<path class="whisker chosen" d="M{number(x(position.lower))} {y}H{number(x(position.upper))}"/>')
    if position.value is not None:
        body.append(f'<circle class="chosen" cx="{number(x(position.value))}" cy="{y}" r="4.5"/>')
    name = text(label or position.sentence or position.said)
    return (
        f'<svg class="bench-line" viewBox="0 0 {number(LINE_WIDTH)} {number(LINE_HEIGHT)}" '
        f'width="{number(LINE_WIDTH)}" height="{number(LINE_HEIGHT)}" role="img" aria-label="{name}">'
        f"{''.join(body)}</svg>"
    )
