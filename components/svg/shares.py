"""Draws classes by region as bars of whole states, one bar for each region, the counts within.

Invariant: the parts of a bar are counts of states and fill it whole; states without a class are hatched.
"""

from __future__ import annotations

from components.svg.axis import named, width_of
from components.svg.draw import colour_name, number, text
from data.views.stories_graphics import RegionShares, SharesView

NARROW = "narrow"  # it stands in a column at every width
WIDTH, STEP, BAR = 360.0, 45.0, 20.0


def draw_shares(shares: SharesView, summary: str, lang: str, prefix: str = "n") -> str:
    """The bars, all states first, in the width of a column."""
    body = "".join(_bar(shares, row, place) for place, row in enumerate(shares.regions))
    size = (WIDTH, STEP * len(shares.regions))
    return named(
        f"by-region {NARROW} pal-{shares.view.palette}", prefix, size, (shares.view.title, summary, lang), body
    )


def _bar(shares: SharesView, row: RegionShares, place: int) -> str:
    top = STEP * place + (0 if place == 0 else 4)
    parts = [f'<text class="row" x="0" y="{number(top + 13)}">{text(row.name)}</text>']
    parts.append(f'<text class="tick" x="{number(WIDTH)}" y="{number(top + 13)}" text-anchor="end">{row.total}</text>')
    x = 0.0
    classes = [colour_name(fill, shares.view) for fill in shares.fills]
    labels = [*shares.labels, ""]
    counts = [*row.counts, row.missing]
    for css, count, label in zip([*classes, "s-not_reported"], counts, labels, strict=True):
        if not count:
            continue
        width = WIDTH * count / row.total
        tip = text(": ".join(filter(None, [row.name, label, str(count)])))
        parts.append(
            f'<rect class="pt {css}" x="{number(x)}" y="{number(top + 19)}" width="{number(width)}" '
            f'height="{number(BAR)}"><title>{tip}</title></rect>'
        )
        if width > width_of(str(count)) + 6:
            parts.append(f'<text class="on {css}-on" x="{number(x + 6)}" y="{number(top + 34)}">{count}</text>')
        x += width
    return f"<g>{''.join(parts)}</g>"
