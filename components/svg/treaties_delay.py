"""Draws waits between adoption and joining: a box for each instrument, or one dot for each state.

Invariant: a wait known by its year alone is a span and never a dot; states younger than the instrument are hollow.
"""

from __future__ import annotations

from collections import Counter

from components.svg.draw import number, text
from components.svg.treaties import NARROW, WIDE, Size, label, point, svg
from data.views.treaties_delay import Delay, Spread
from data.views.treaties_words import act_text
from data.words import Words

ROW = 30.0
TALLEST = 300.0
NAMED = 3


def furthest(spreads: tuple[Spread, ...]) -> float:
    """The end of an axis that holds every wait."""
    longest = max((d.high for s in spreads for d in s.delays), default=1.0)
    return float(5 * (int(longest) // 5 + 1))


def draw_spreads(spreads: tuple[Spread, ...], name: str, words: Words) -> str:
    """One line for each instrument: all waits, the middle half as a box, the median as a stroke."""
    return "".join(_spreads(spreads, name, size, words) for size in (WIDE, NARROW))


def _spreads(spreads: tuple[Spread, ...], name: str, shape: Size, words: Words) -> str:
    height = ROW * len(spreads) + 34
    size = Size(shape.css, shape.width, height, 92, 60 if shape is WIDE else 14, 4, 28, shape.step)
    high = furthest(spreads)
    body = [_axis(size, high, words)]
    for n, spread in enumerate(spreads):
        y = size.top + ROW * (n + 0.5)
        body.append(label(size.left - 8, y + 4, spread.instrument.short, "row", "end"))
        body.append(_box(spread, y, size, high, words))
    return svg(size, "waits", name, "".join(body))


def _axis(size: Size, high: float, words: Words) -> str:
    step = 5 if size.css == "wide" else 20
    lines = []
    for value in range(0, int(high) + 1, step):
        x = size.x(value, 0, high)
        lines.append(f'<path class="grid" d="M{number(x)} {number(size.top)}V{number(size.height - size.bottom)}"/>')
        lines.append(label(x, size.height - 8, words.number(value), "tick", "middle"))
    return "".join(lines)


def _box(spread: Spread, y: float, size: Size, high: float, words: Words) -> str:
    exact = spread.exact
    if not exact:
        return ""

    def x(value: float) -> str:
        return number(size.x(value, 0, high))

    parts = [f'<path class="span" d="M{x(exact[0].low)} {number(y)}H{x(exact[-1].low)}"/>']
    rough = [d for d in spread.delays if not d.is_exact]
    if rough:
        ends = f"M{x(min(d.low for d in rough))} {number(y)}H{x(max(d.high for d in rough))}"
        parts.append(f'<path class="span rough" d="{ends}"/>')
    if spread.quartiles is None:
        parts += [f'<circle cx="{x(d.low)}" cy="{number(y)}" r="3.5" class="dot"/>' for d in exact]
    else:
        low, middle, top = spread.quartiles
        width = number(size.x(top, 0, high) - size.x(low, 0, high))
        shape = f'<rect x="{x(low)}" y="{number(y - 8)}" width="{width}" height="16"'
        parts.append(point(shape, box_text(spread, words), "box"))
        parts.append(f'<path class="median" d="M{x(middle)} {number(y - 10)}v20"/>')
    if size.css == "wide":
        parts.append(_ends(exact, y, size, high))
    return "".join(parts)


def _ends(exact: tuple[Delay, ...], y: float, size: Size, high: float) -> str:
    """Small strokes at the quickest and the slowest whose day is known."""
    ends = {exact[0].low, exact[-1].low}
    return "".join(f'<path class="tip" d="M{number(size.x(e, 0, high))} {number(y - 4)}v8"/>' for e in sorted(ends))


def box_text(spread: Spread, words: Words) -> str:
    """What a box says."""
    assert spread.quartiles is not None
    low, middle, high = (words.number(q, 1) for q in spread.quartiles)
    return words.text(
        "%(treaty)s: median %(median)s years, middle half %(low)s to %(high)s, %(count)s states",
        treaty=spread.instrument.short,
        median=middle,
        low=low,
        high=high,
        count=words.number(spread.counted),
    )


def draw_spread(spread: Spread, chosen: tuple[str, ...], name: str, words: Words) -> str:
    """One dot for each state, piled up by half years; the quickest, the slowest and the chosen ones named."""
    return "".join(_dots(spread, chosen, name, size, words) for size in (WIDE, NARROW))


def _dots(spread: Spread, chosen: tuple[str, ...], name: str, shape: Size, words: Words) -> str:
    high = furthest((spread,))
    left, right = (14, 24) if shape is WIDE else (8, 10)
    bins = max(int(high * (2 if shape is WIDE else 1)), 1)
    wide = (shape.width - left - right) / bins
    piles = Counter(_pile(d, high, bins) for d in spread.delays)
    tall = min(wide, TALLEST / max(piles.values(), default=1))
    named = _named(spread, chosen)
    rows = max(piles.values(), default=1)
    top = 16.0 + 15 * (len(named) if shape is WIDE else 0)
    size = Size(shape.css, shape.width, top + rows * tall + 34, left, right, top, 30, shape.step)
    base = size.height - size.bottom
    body = [_axis(size, high, words), f'<path class="base" d="M{left} {number(base)}H{number(size.width - right)}"/>']
    if spread.quartiles is not None:
        x = number(size.x(spread.quartiles[1], 0, high))
        body.append(f'<path class="median" d="M{x} {number(base)}V{number(size.top - 8)}"/>')
    body += _marks(spread, named, size, (high, bins, wide, tall), words)
    return svg(size, "waits", name, "".join(body))


def _pile(delay: Delay, high: float, bins: int) -> int:
    return min(int((delay.low + delay.high) / 2 / high * bins), bins - 1)


def _named(spread: Spread, chosen: tuple[str, ...]) -> dict[str, int]:
    """Areas with a name beside them, and on which line it stands."""
    exact = spread.exact
    ends = [exact[0].area, exact[-1].area] if exact else []
    return {area: line for line, area in enumerate(dict.fromkeys([*ends, *chosen[:NAMED]]))}


def _marks(
    spread: Spread, named: dict[str, int], size: Size, scale: tuple[float, int, float, float], words: Words
) -> list[str]:
    high, bins, wide, tall = scale
    base = size.height - size.bottom
    filled: Counter[int] = Counter()
    radius = max(min(wide, tall) / 2 - 0.6, 1.2)
    parts = []
    for delay in spread.delays:
        pile = _pile(delay, high, bins)
        x = size.left + (pile + 0.5) * wide
        y = base - (filled[pile] + 0.5) * tall
        filled[pile] += 1
        tip = wait_text(delay, words)
        if delay.is_exact:
            shape = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
            parts.append(point(shape, tip, "young" if delay.is_younger else "dot"))
        else:
            shape = f'<rect x="{number(x - radius)}" y="{number(y - 1.5)}" width="{number(2 * radius)}" height="3"'
            parts.append(point(shape, tip, "yearly"))
        if delay.area in named and size.css == "wide":
            parts.append(_name(delay, x, y - radius, 14.0 + 15 * named[delay.area], size))
    return parts


def _name(delay: Delay, x: float, y: float, line: float, size: Size) -> str:
    anchor = "end" if x > size.width * 0.7 else "start"
    leader = f'<path class="leader" d="M{number(x)} {number(y - 1)}V{number(line + 3)}"/>'
    return (
        leader
        + f'<text x="{number(x)}" y="{number(line)}" class="name" text-anchor="{anchor}">{text(delay.name)}</text>'
    )


def wait_text(delay: Delay, words: Words) -> str:
    """What a state says."""
    if delay.is_exact:
        return words.text(
            "%(area)s: %(years)s years, %(act)s",
            area=delay.name,
            years=words.number(delay.low, 1),
            act=act_text(delay.act, words),
        )
    return words.text(
        "%(area)s: between %(low)s and %(high)s years, %(act)s",
        area=delay.name,
        low=words.number(delay.low, 1),
        high=words.number(delay.high, 1),
        act=act_text(delay.act, words),
    )
