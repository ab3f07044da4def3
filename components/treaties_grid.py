"""The matrix of states and instruments as an HTML table of compact cells, written straight because it has thousands.

Invariant: every text from data is escaped; a cell's first class is its standing and its text says the same in signs.
"""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from components.links import Site
from components.svg.draw import text
from components.templating import made_here
from data.views.instruments import Instrument
from data.views.profile_treaties import STATUS
from data.views.treaties import Cell, Column, Grid, Row
from data.views.treaties_delay import SHADES
from data.views.treaties_record import Standing
from data.views.treaties_words import STANDING
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


CSS = {
    Standing.PARTY: "p",
    Standing.SIGNATORY: "s",
    Standing.NONE: "n",
    Standing.LEFT: "l",
    Standing.UNKNOWN: "u",
    Standing.ABSENT: "x",
    Standing.BEFORE: "b",
}
KINDS = {"convention": _("Conventions"), "protocol": _("Protocols"), "door": _("Complaints by individuals")}


def kind_of(instrument: Instrument) -> str:
    """Convention, protocol, or protocol that opens complaints."""
    if instrument.is_door:
        return "door"
    return "protocol" if "_op" in instrument.id or instrument.id.startswith("op") else "convention"


def draw_grid(grid: Grid, caption: str, site: Site, year: int | None, words: Words) -> Markup:
    """The table. Its cells tell their act and date in ``title``; ``year`` goes into the links of the columns."""
    kinds = [kind_of(c.instrument) for c in grid.columns]
    first = [n > 0 and kinds[n] != kinds[n - 1] for n in range(len(kinds))]
    labels = "".join(f' data-{CSS[s]}="{text(words.text(STANDING[s]))}"' for s in Standing)
    is_wait = any(cell.shade is not None for row in grid.rows for cell in row.cells)
    css = "matrix is-wait" if is_wait else "matrix"
    parts = [
        f'<table class="{css}" id="matrix"{labels}><caption class="hidden">{text(caption)}</caption>',
        _head(grid, kinds, first, site, year, words),
        "<tbody>",
        *(_row(row, first, site, words) for row in grid.rows),
        "</tbody>",
    ]
    if grid.others:
        span = len(grid.columns) + 1
        said = text(words.text("Not members of the United Nations; not counted"))
        parts.append(f'<tbody class="others"><tr><th colspan="{span}" scope="rowgroup">{said}</th></tr>')
        parts += [_row(row, first, site, words) for row in grid.others]
        parts.append("</tbody>")
    parts.append("</table>")
    return made_here("".join(parts))


def _head(grid: Grid, kinds: list[str], first: list[bool], site: Site, year: int | None, words: Words) -> str:
    spans = [(kind, len(list(items))) for kind, items in groupby(kinds)]
    top = "".join(
        f'<th scope="colgroup" colspan="{count}"{_edge(n > 0)}>{text(words.text(KINDS[kind]))}</th>'
        for n, (kind, count) in enumerate(spans)
    )
    columns = "".join(_column(c, first[n], site, year, words) for n, c in enumerate(grid.columns))
    of = text(words.text("State, and how many it has joined"))
    return (
        f'<thead><tr><td></td>{top}</tr><tr><th scope="col"><span class="hidden">{of}</span></th>{columns}</tr></thead>'
    )


def _edge(is_first: bool) -> str:
    return ' class="e"' if is_first else ""


def _column(column: Column, is_first: bool, site: Site, year: int | None, words: Words) -> str:
    href = site.treaties(view="map", indicator=column.instrument.id + STATUS, year=year)
    link = f'<a data-go href="{text(href)}">{text(column.instrument.short)}</a>'
    return (
        f'<th scope="col"{_edge(is_first)} title="{text(column.name)}">{link}'
        f" <i>{words.number(column.parties)}</i></th>"
    )


def _row(row: Row, first: list[bool], site: Site, words: Words) -> str:
    cells = "".join(_cell(cell, first[n]) for n, cell in enumerate(row.cells))
    head = f'<a href="{text(site.country(row.area))}">{text(row.name)}</a> <i>{words.number(row.joined)}</i>'
    return f'<tr><th scope="row">{head}</th>{cells}</tr>\n'


def _cell(cell: Cell, is_first: bool) -> str:
    css = CSS[cell.standing]
    if cell.shade is not None:
        css += f" w{cell.shade}"
    if cell.is_rough:
        css += " r"
    if cell.is_doubted:
        css += " d"
    if is_first:
        css += " e"
    title = f' title="{text(cell.tip)}"' if cell.tip else ""
    return f'<td class="{css}"{title}>{text(cell.text)}</td>'


def legend(grid: Grid, is_wait: bool, words: Words) -> list[tuple[str, str, str]]:
    """Signs that occur, with what they mean: (class, sign, words)."""
    cells = [cell for row in (*grid.rows, *grid.others) for cell in row.cells]
    seen = {cell.standing for cell in cells}
    lines = _waits(words) if is_wait else [("p", "1992", words.text("party since that year"))]
    lines = lines if Standing.PARTY in seen else []
    if any(c.is_rough and c.standing is Standing.PARTY for c in cells):
        lines.append(("p w2 r", "33–34" if is_wait else "2018", words.text("only the year of joining is known")))
    lines += [
        ("n" if is_wait and standing is Standing.SIGNATORY else CSS[standing], sign, said)
        for standing, sign, said in (
            (Standing.SIGNATORY, "s" if is_wait else "s 1992", words.text("signed, not a party")),
            (Standing.NONE, "–", words.text("neither signed nor joined")),
            (Standing.LEFT, "×" if is_wait else "×1997", words.text("left the treaty")),
            (Standing.UNKNOWN, "?", words.text("not on record")),
            (Standing.ABSENT, " ", words.text("the state did not exist")),
            (Standing.BEFORE, " ", words.text("the treaty did not exist")),
        )
        if standing in seen
    ]
    if any(c.is_doubted for c in cells):
        lines.append(("d", "†", words.text("two records disagree, listed below")))
    return lines


def _waits(words: Words) -> list[tuple[str, str, str]]:
    """Shades of the matrix of waits."""
    low, middle, high = SHADES
    return [
        ("p w0", "1.4", words.text("joined within %(years)s years", years=low)),
        ("p w1", "3.2", words.text("%(from)s to %(to)s years", **{"from": low, "to": middle})),
        ("p w2", "9.0", words.text("%(from)s to %(to)s years", **{"from": middle, "to": high})),
        ("p w3", "21.5", words.text("%(years)s years or more", years=high)),
    ]
