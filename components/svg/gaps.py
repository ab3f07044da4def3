"""Draws the matrix of gaps: one path for each class of a right's rows, and the same cells as signs for the script.

Invariant: every cell is drawn once; columns and rows stand in the order of the view.
"""

from __future__ import annotations

from itertools import groupby

from components.svg.draw import number, text
from data.model import AreaState
from data.views.gaps import STATES
from data.views.gaps_matrix import MatrixPart, MatrixRow, MatrixView

PITCH, LINE, HEAD = 14.0, 12.5, 16.0
ROOM, WIDEST, GAP = 900.0, 40.0, 5.0
FIRST_SIGN, LAST_SIGN, STATE_SIGN = 63, 122, 48
CODES = {state.value: chr(STATE_SIGN + place) for place, state in enumerate(STATES)}


def column_width(view: MatrixView) -> float:
    """Width of a cell in the drawing's own units, which are pixels on a wide screen."""
    return min(max(ROOM / max(len(view.areas), 1), 2.0), WIDEST)


def draw_part(view: MatrixView, part: MatrixPart, newest: int, name: str) -> str:
    """The cells of one right, stretched over whatever room there is."""
    width = column_width(view)
    total = width * len(view.areas) + GAP * (len(view.spans) - 1)
    height = PITCH * len(part.rows)
    cells = "|".join(row_text(row, view.spans, newest) for row in part.rows)
    return (
        f'<svg class="mx" viewBox="0 0 {number(total)} {number(height)}" height="{number(height)}" fill="none" '
        f'preserveAspectRatio="none" role="img" aria-label="{text(name)}" data-cells="{text(cells)}">'
        f"{''.join(_paths(view, part, width))}</svg>"
    )


def _paths(view: MatrixView, part: MatrixPart, width: float) -> list[str]:
    """One path for each class: runs of cells as thick lines."""
    drawn: dict[str, list[str]] = {}
    starts = _starts(view.spans, width)
    for line, row in enumerate(part.rows):
        at = number(PITCH * line + PITCH / 2)
        for css, first, count in runs(row.classes, view.spans):
            move = f"M{number(starts[first])} {at}h{number(width * count)}"
            drawn.setdefault(css, []).append(move)
    return [f'<path class="c-{css}" d="{"".join(moves)}"/>' for css, moves in sorted(drawn.items())]


def runs(classes: tuple[str, ...], spans: tuple[tuple[str, int], ...]) -> list[tuple[str, int, int]]:
    """Neighbours of one class within a region: (class, first column, how many)."""
    found, column = [], 0
    for _, size in spans:
        for css, group in groupby(classes[column : column + size]):
            count = len(list(group))
            found.append((css, column, count))
            column += count
    return found


def _starts(spans: tuple[tuple[str, int], ...], width: float) -> list[float]:
    """Left edge of every column."""
    found: list[float] = []
    at = 0.0
    for _, size in spans:
        found += [at + width * n for n in range(size)]
        at += width * size + GAP
    return found


def row_text(row: MatrixRow, spans: tuple[tuple[str, int], ...], newest: int) -> str:
    """One sign for each cell, a space between regions: years count back from ``?``, states are figures from ``0``."""
    signs = [
        chr(min(FIRST_SIGN + max(newest - year, 0), LAST_SIGN))
        if css.startswith("a") and css[1:].isdigit()
        else CODES[css]
        for css, year in zip(row.classes, row.years, strict=True)
    ]
    parts, at = [], 0
    for _, size in spans:
        parts.append("".join(signs[at : at + size]))
        at += size
    return " ".join(parts)


def draw_heads(view: MatrixView, lang: str) -> str:
    """Names of the regions above their columns, placed by shares of the width so that no letter is stretched."""
    width = column_width(view)
    total = width * len(view.areas) + GAP * (len(view.spans) - 1)
    starts = _starts(view.spans, width)
    parts, column = [], 0
    for name, size in view.spans:
        share = 100 * starts[column] / total
        parts.append(f'<text x="{share:.2f}%" y="12">{text(name)}</text>')
        column += size
    head = f'<svg class="mx-heads" lang="{lang}" width="100%" height="{number(HEAD)}" aria-hidden="true">'
    return f"{head}{''.join(parts)}</svg>"


def draw_key(css: str, state: AreaState | None) -> str:
    """A swatch of the legend."""
    kind = "age" if state is None else "state"
    return (
        f'<svg class="swatch {kind}" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true" focusable="false">'
        f'<path class="c-{css}" d="M0 7h18"/></svg>'
    )
