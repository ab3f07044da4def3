"""The marks of series: a shape for each of eight, filled or hollow, and limits as open triangles.

Invariant: a series is told by shape and label, never by colour alone; every mark of a row has its number.
"""

from __future__ import annotations

from components.svg.draw import number, text

SHAPES = (
    "",  # a circle
    "M-4 -4H4V4H-4Z",
    "M0 -5L4.8 3.6H-4.8Z",
    "M0 -5.4L5.4 0L0 5.4L-5.4 0Z",
    "M0 -5L4.8 -1.5L2.9 4H-2.9L-4.8 -1.5Z",
    "M-1.7 -5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
    "M0 5L4.8 -3.6H-4.8Z",
    "M0 -5.6L1.5 -1.8H5.4L2.3 .7L3.4 4.6L0 2.3L-3.4 4.6L-2.3 .7L-5.4 -1.8H-1.5Z",
)
BELOW, ABOVE = "M0 6L5 -2H-5Z", "M0 -6L5 2H-5Z"


def colour(line: int) -> str:
    """Class of a series: its colour; a total (0) has the colour of the ink."""
    if line == 0:
        return "k0"
    return f"k{(line - 1) % len(SHAPES) + 1}"


def mark(line: int, row: int, x: float, y: float, tip: str = "", css: str = "", scale: float = 1.0) -> str:
    """The mark of a row, with its tip for a pointer where there is one."""
    return shape(SHAPES[max(line - 1, 0) % len(SHAPES)], row, x, y, tip, f"{colour(line)} {css}".strip(), scale)


def shape(path: str, row: int, x: float, y: float, tip: str, css: str, scale: float = 1.0) -> str:
    """A point: a circle where the path is empty."""
    inner = f"<title>{text(tip)}</title>" if tip else ""
    start = f'class="pt {css}" data-i="{row}"'
    if not path:
        head, tag = f'<circle {start} cx="{number(x)}" cy="{number(y)}" r="{number(4 * scale)}"', "circle"
    else:
        size = f" scale({number(scale)})" if scale != 1 else ""
        head, tag = f'<path {start} d="{path}" transform="translate({number(x)} {number(y)}){size}"', "path"
    return f"{head}>{inner}</{tag}>" if inner else f"{head}/>"
