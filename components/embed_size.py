"""How tall an embed will be: the height of a frame that no script adjusts.

Invariant: from the exhibit and the width alone; an estimate that leaves a little room rather than cutting text off.
"""

from __future__ import annotations

import re
from math import ceil

from components.exhibits.base import Exhibit

VIEWBOX = re.compile(r'<svg class="([^"]*)"[^>]*?viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')
WIDTH = 700
LEAST, MOST = 160, 3000
NARROW, NARROW_BENCH, ENDS_BELOW = 640, 896, 480
CHAR = 0.49  # mean width of a letter, in its own size
WIDEST = {  # as the style sheets bound them
    "trend wide": 960, "trend narrow": 480, "card wide": 736, "card narrow": 480, "treaty-row wide": 736,
    "treaty-row narrow": 416, "bench narrow": 448, "ranks narrow": 448,
}  # fmt: skip
SCROLLED, TALLEST_MAP = 384, 544
PADDING = 20  # at both sides together


def embed_height(kind: str, width: int, exhibit: Exhibit) -> int:
    """Height in pixels of an embed of that width, its table closed."""
    outer = max(int(width), 200)
    width = outer - PADDING
    text = [
        (exhibit.title, 18 if outer < 700 else 22, 1.2, 10_000),
        (exhibit.sentence, 16, 1.45, 736),
        (exhibit.subtitle, 14.7, 1.45, 10_000),
        *((note, 14.1, 1.4, 960) for note in (" ".join(exhibit.notes), exhibit.caution, exhibit.border_note)),
        (exhibit.empty, 14.7, 1.45, 10_000),
        (_sources(exhibit), 14.1, 1.4, 10_000),
    ]
    height = 32.0 + sum(_text(told, size, line, min(width, widest)) + 8 for told, size, line, widest in text if told)
    height += _drawing(exhibit.svg, width, outer) + _legend(exhibit, width) + _acts(width) + _named(exhibit, width)
    if kind == "table":
        height += SCROLLED + 10
    else:
        height += 38
    if kind == "map" and outer < ENDS_BELOW and exhibit.chart == "map" and not exhibit.view.indicator.classes:
        height += 150
    return min(max(10 * ceil(height / 10), LEAST), MOST)


def _text(told: str, size: float, line: float, width: int) -> float:
    lines = ceil(len(told) * size * CHAR / width * (1.04 if width > 330 else 1.13))
    return lines * size * line


def _sources(exhibit: Exhibit) -> str:
    """About what the source line says."""
    own = exhibit.origins
    if len(own) == 1:
        return f"{own[0].citation} {own[0].as_of} {own[0].licence} release 2026.11.1 you may publish"
    return " ".join(f"{origin.name} ({origin.as_of}); {origin.licence}" for origin in own)


def _drawing(svg: str, width: int, outer: int) -> float:
    """Height of the drawing that is shown in a frame of the ``outer`` width, ``width`` of it left to the drawing."""
    total = 0.0
    for css, _x, _y, across, up in VIEWBOX.findall(svg):
        names = css.split()
        bound = NARROW_BENCH if names[0] in ("bench", "ranks") else NARROW
        hidden = "wide" if outer <= bound else "narrow"
        if hidden in names:
            continue
        widest = next((value for key, value in WIDEST.items() if set(key.split()) <= set(names)), 10_000)
        drawn = min(width, widest) * float(up) / float(across)
        total += min(drawn, TALLEST_MAP) if names[0] == "map" else drawn
    return total


def _legend(exhibit: Exhibit, width: int) -> float:
    if not exhibit.legend:
        return 35 if exhibit.chart == "treaty-row" else 0
    used = sum(len(line.label) * 14.4 * CHAR + 75 for line in exhibit.legend)
    return ceil(used / width * 1.1) * 25 + 45


def _named(exhibit: Exhibit, width: int) -> float:
    """Sentences on countries that the address names, and the reason where nothing is drawn."""
    if not exhibit.svg and exhibit.kind != "table":
        return 60 + _text("x" * 150, 14.7, 1.45, width)
    named = len(exhibit.state.area[:5]) if exhibit.kind == "map" else 0
    return named * (_text("x" * (len(exhibit.subtitle) + 90), 15.2, 1.45, width) + 8)


def _acts(width: int) -> float:
    return 30 if width >= NARROW else 60
