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
NARROW, ENDS_BELOW = 640, 480
CHAR = 0.49  # mean width of a letter, in its own size
WIDEST = {"trend wide": 960, "card": 736, "treaty-row": 736}  # as the style sheets bound them
SCROLLED = 384


def embed_height(kind: str, width: int, exhibit: Exhibit) -> int:
    """Height in pixels of an embed of that width, its table closed."""
    width = max(int(width), 200)
    text = [
        (exhibit.title, 18 if width < 700 else 22, 1.2, 10_000),
        (exhibit.sentence, 16, 1.45, 736),
        (exhibit.subtitle, 14.7, 1.45, 10_000),
        *((note, 14.1, 1.4, 960) for note in (" ".join(exhibit.notes), exhibit.caution, exhibit.border_note)),
        (exhibit.empty, 14.7, 1.45, 10_000),
        (_sources(exhibit), 14.1, 1.4, 10_000),
    ]
    height = 40.0 + sum(_text(told, size, line, min(width, widest)) + 8 for told, size, line, widest in text if told)
    height += _drawing(exhibit.svg, width) + _legend(exhibit, width) + _acts(width)
    if kind == "table":
        height += SCROLLED + 10
    else:
        height += 45
    if kind == "map" and width < ENDS_BELOW and exhibit.svg:
        height += 6 * 30
    return min(max(10 * ceil(height / 10), LEAST), MOST)


def _text(told: str, size: float, line: float, width: int) -> float:
    lines = ceil(len(told) * size * CHAR / width * 1.06)
    return lines * size * line


def _sources(exhibit: Exhibit) -> str:
    """About what the source line says."""
    own = exhibit.origins
    if len(own) == 1:
        return f"{own[0].citation} {own[0].as_of} {own[0].licence} release 2026.11.1 you may publish"
    return " ".join(f"{origin.name} ({origin.as_of}); {origin.licence}" for origin in own)


def _drawing(svg: str, width: int) -> float:
    """Height of the drawing that is shown at this width."""
    hidden = "wide" if width <= NARROW else "narrow"
    total = 0.0
    for css, _x, _y, across, up in VIEWBOX.findall(svg):
        names = css.split()
        if hidden in names:
            continue
        widest = next((value for key, value in WIDEST.items() if set(key.split()) <= set(names)), 10_000)
        total += min(width, widest) * float(up) / float(across)
    return total


def _legend(exhibit: Exhibit, width: int) -> float:
    if not exhibit.legend:
        return 0
    used = sum(len(line.label) * 14.4 * CHAR + 75 for line in exhibit.legend)
    return ceil(used / width * 1.1) * 25 + 60


def _acts(width: int) -> float:
    return 30 if width >= NARROW else 60
