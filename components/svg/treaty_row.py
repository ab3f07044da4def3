"""Draws one state's row of the matrix: every instrument with its standing and date, in two columns.

Invariant: a standing is a sign, a shade and a word; colour alone says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.svg.draw import number, text
from data.views.treaties_record import Record
from data.views.treaties_words import STANDING
from data.words import Words

COLUMN, LINE, TOP = 320, 30, 6
MARK = {"party": "M-4 0L-1 4L5 -4", "signatory": "M-4 0H4", "left": "M-4 -4L4 4M4 -4L-4 4"}


def draw_treaty_row(record: Record, rows: Sequence[Mapping[str, object]], words: Words) -> str:
    """The row for wide and for narrow screens; its instruments stand in the order of the record, down each column."""
    labels = {standing.value: words.text(label) for standing, label in STANDING.items()}
    name = words.text("Standing under %(count)s instruments", count=words.number(len(record.instruments)))

    def drawn(css: str, columns: int) -> str:
        height = -(-len(rows) // columns)
        body = "".join(
            _one(row, labels, (n // height) * COLUMN, TOP + (n % height) * LINE, words) for n, row in enumerate(rows)
        )
        return (
            f'<svg class="treaty-row {css}" viewBox="0 0 {columns * COLUMN} {TOP + height * LINE}" role="img" '
            f'aria-label="{text(name)}">{body}</svg>'
        )

    return drawn("wide", 2) + drawn("narrow", 1)


def _one(row: Mapping[str, object], labels: Mapping[str, str], x: float, y: float, words: Words) -> str:
    standing = str(row["standing"])
    date = words.date(str(row["date"])) if row["date"] else ""
    said = labels[standing]
    mark = MARK.get(standing, "")
    sign = f'<path class="sign" transform="translate({number(x + 11)} {number(y + 13)})" d="{mark}"/>' if mark else ""
    tip = ". ".join(filter(None, [f"{row['instrument']}: {said}", date]))
    right = date or said
    at, middle = number(x + COLUMN - 16), number(y + 18)
    box = f'<rect class="st-{text(standing)}" x="{number(x + 1)}" y="{number(y + 3)}" width="20" height="20" rx="2"/>'
    name = f'<text class="name" x="{number(x + 30)}" y="{middle}">{text(row["instrument"])}</text>'
    end = f'<text class="tick" x="{at}" y="{middle}" text-anchor="end">{text(right)}</text>'
    return f"<g><title>{text(tip)}</title>{box}{sign}{name}{end}</g>"


def treaty_key(rows: Sequence[Mapping[str, object]], words: Words) -> list[tuple[str, str]]:
    """Sign and words of every standing that the row holds, in the order in which they are explained."""
    present = {str(row["standing"]) for row in rows}
    return [
        (_sign(standing.value), words.text(label)) for standing, label in STANDING.items() if standing.value in present
    ]


def _sign(standing: str) -> str:
    mark = MARK.get(standing, "")
    path = f'<path class="sign" transform="translate(10 10)" d="{mark}"/>' if mark else ""
    return (
        '<svg class="treaty-row" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        f'<rect class="st-{standing}" width="20" height="20" rx="2"/>{path}</svg>'
    )
