"""An exhibit as an image that stands alone: title, drawing, legend, finding, notes, source, address.

Invariant: everything that must stand beside a figure stands in the image; nothing in it refers to another file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as Tree
from xml.etree.ElementTree import Element, SubElement

from components.exhibits.base import Exhibit
from components.svg.cascade import NS, Cascade
from components.svg.draw import HATCH, hatches
from components.svg.measure import BOLD, SANS, SERIF, lines, width
from components.svg.parsed import parsed
from data.words import Words

CSS = Path(__file__).parents[2] / "assets" / "css"
SHEETS = (
    *("part-tokens", "part-map", "part-fills", "part-dots", "part-trend", "part-strip", "part-curves"),
    *("part-comparing", "embed-card", "embed-treaty", "embed-map"),
    *("critical-compare", "critical-gaps", "critical-treaties", "rest-front"),
)
EXTRA = """
.dot .a { r: 3.4; } .silence text, .scatter text { fill: var(--ink); font: 13px var(--sans); }
text { fill: var(--ink); font-family: var(--sans); }
"""
WIDTH, EDGE = 1200, 40
SOCIAL = (1200, 630)
CHART, SMALL = "chart", "social"
SIZES = (CHART, SMALL)
TALLEST, MOST_ROWS, MOST_COLUMNS = 1500, 24, 8
SITE = "Common Measure"


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of a theme, for what stands around the drawing."""

    paper: str
    ink: str
    soft: str
    rule: str
    accent: str


LIGHT = Ink("#ffffff", "#1b1b19", "#5c5951", "#dcd8ce", "#a8321a")
DARK = Ink("#161615", "#edebe5", "#b3afa5", "#403e39", "#ff9a76")


@lru_cache(maxsize=2)
def cascade(is_dark: bool) -> Cascade:
    """Our drawings' sheets."""
    sheets = [
        "\n".join(line for line in (CSS / f"{n}.css").read_text("utf-8").splitlines() if not line.startswith("@part"))
        for n in SHEETS
    ]
    return Cascade([*sheets, EXTRA], is_dark)


class _Page:
    """Puts one thing below the other and keeps where the next begins."""

    def __init__(self, ink: Ink, size: tuple[int, int | None], is_rtl: bool) -> None:
        self.ink, self.width, self.is_rtl = ink, size[0], is_rtl
        self.y = float(EDGE)
        self.root = Element(f"{NS}svg", {"font-family": "Measure Sans", "fill": ink.ink})
        self.room = self.width - 2 * EDGE

    def text(self, said: str, size: float, font: str = SANS, colour: str = "", most: int = 0, gap: float = 0.0) -> None:
        """A paragraph."""
        if not said:
            return
        for line in lines(said, self.room, size, font, most):
            self.y += size * 1.3
            self.line(line, size, font, colour or self.ink.ink)
        self.y += gap

    def line(self, said: str, size: float, font: str, colour: str, x: float | None = None) -> None:
        """One line at the present height."""
        at = x if x is not None else (self.width - EDGE if self.is_rtl else EDGE)
        made = SubElement(
            self.root,
            f"{NS}text",
            {"x": f"{at:.1f}", "y": f"{self.y:.1f}", "font-size": f"{size:g}", "fill": colour},
        )
        if font == SERIF:
            made.set("font-family", "Measure Serif")
        if font != SANS:
            made.set("font-weight", "600")
        if self.is_rtl and x is None:
            made.set("text-anchor", "end")
            made.set("direction", "rtl")
        made.text = said

    def rule(self) -> None:
        """A thin line from edge to edge."""
        y = f"{self.y:.1f}"
        SubElement(
            self.root,
            f"{NS}path",
            {"d": f"M{EDGE} {y}H{self.width - EDGE}", "stroke": self.ink.rule, "stroke-width": "1"},
        )


def draw_plate(
    exhibit: Exhibit,
    words: Words,
    address: str,
    size: str = CHART,
    theme: str = "light",
    superseded: str = "",
    has_title: bool = True,
) -> str:
    """The image as SVG. ``address`` is where the view can be found, ``superseded`` what changed since its release."""
    is_dark = theme == "dark"
    page = _Page(DARK if is_dark else LIGHT, (WIDTH, None), words.lang == "ar")
    if size == SMALL:
        _social(page, exhibit, words, is_dark)
        height = SOCIAL[1]
    else:
        _chart(page, exhibit, words, address, superseded, is_dark, has_title)
        height = round(page.y + EDGE)
    root = page.root
    root.attrib.update({"width": str(WIDTH), "height": str(height), "viewBox": f"0 0 {WIDTH} {height}", "role": "img"})
    back = Element(f"{NS}rect", {"width": str(WIDTH), "height": str(height), "fill": page.ink.paper})
    label, said = Element(f"{NS}title"), Element(f"{NS}desc")
    label.text, said.text = exhibit.title, exhibit.sentence
    for number, element in enumerate((label, said, back)):
        root.insert(number, element)
    Tree.register_namespace("", NS.strip("{}"))
    return Tree.tostring(root, "unicode")


def _chart(
    page: _Page, exhibit: Exhibit, words: Words, address: str, superseded: str, is_dark: bool, has_title: bool
) -> None:
    ink = page.ink
    if has_title:
        page.text(exhibit.title, 38, SERIF, gap=4)
    page.text(exhibit.subtitle, 20, colour=ink.soft)
    page.y += 12
    if exhibit.empty:
        page.text(exhibit.empty, 24, gap=10)
    if not _drawing(page, exhibit, page.room, TALLEST, is_dark):
        _rows(page, exhibit, words, MOST_ROWS)
    _legend(page, exhibit, words, is_dark)
    page.y += 6
    page.text(exhibit.sentence, 23, gap=8)
    page.text(" ".join(exhibit.notes), 18, colour=ink.soft, gap=4)
    if exhibit.caution:
        page.text(words.text("You may not conclude: %(text)s", text=exhibit.caution), 18, colour=ink.soft, gap=4)
    page.text(exhibit.border_note, 15, colour=ink.soft, gap=4)
    page.text(superseded, 18, BOLD, ink.accent, gap=4)
    page.y += 8
    page.rule()
    for origin in exhibit.origins[:4]:
        said = words.text("Source: %(source)s", source=origin.citation)
        page.text(f"{said} {words.text('As of %(date)s', date=origin.as_of)}. {origin.licence}.", 16, colour=ink.soft)
    if len(exhibit.origins) > 4:
        more = len(exhibit.origins) - 4
        page.text(words.plural("and %(count)s more source", "and %(count)s more sources", more), 16, colour=ink.soft)
    page.text(f"{SITE} · {words.text('release %(id)s', id=exhibit.release)} · {address}", 16, colour=ink.soft)


def _social(page: _Page, exhibit: Exhibit, words: Words, is_dark: bool) -> None:
    """Title, drawing and key; below a low drawing the finding, large enough for a feed."""
    ink = page.ink
    page.y = 26
    page.text(exhibit.title, 44, SERIF, most=2)
    page.text(exhibit.subtitle, 24, colour=ink.soft, most=1, gap=8)
    bottom = SOCIAL[1] - 62
    has_key = bool(exhibit.legend)
    if _drawing(page, exhibit, page.room, bottom - page.y - (44 if has_key else 0), is_dark):
        if has_key:
            _legend(page, exhibit, words, is_dark, most=1)
        room = bottom - page.y - 16
        if room > 80:
            page.y += 10
            page.text(exhibit.sentence, 28, most=int(room / 37))
    else:
        page.text(exhibit.empty or exhibit.sentence, 30, most=max(int((bottom - page.y) / 42), 1))
    page.y = bottom + 14
    page.rule()
    page.y = SOCIAL[1] - 20
    page.line(SITE, 24, SERIF, ink.accent, EDGE)
    source = "; ".join(dict.fromkeys(origin.name for origin in exhibit.origins[:2]))
    said = lines(f"{source} · {exhibit.release}", page.room - 260, 20, SANS, 1)[0]
    page.line(said, 20, SANS, ink.soft, page.width - EDGE - width(said, 20))


def _drawing(page: _Page, exhibit: Exhibit, room: float, tallest: float, is_dark: bool) -> bool:
    """The drawing, as large as fits; False where there is none."""
    inner = _roots(exhibit.svg)
    if not inner:
        return False
    for svg in inner:
        _x, _y, across, down = map(float, svg.attrib["viewBox"].split())
        wide = min(room, tallest * across / down) if down else room
        high = wide * down / across
        svg.attrib.update(
            {
                "x": f"{EDGE + (room - wide) / 2:.1f}",
                "y": f"{page.y:.1f}",
                "width": f"{wide:.1f}",
                "height": f"{high:.1f}",
            }
        )
        if exhibit.chart == "map" or "map" in svg.get("class", "").split():
            svg.append(_patterns())
        cascade(is_dark).apply(svg, wide / across)
        _strip(svg)
        page.root.append(svg)
        page.y += high + 8
    return True


def _roots(text: str) -> list[Element]:
    """The drawings to show: of two for a wide and a narrow page the wide one."""
    if not text:
        return []
    bare = text.replace("&nbsp;", "\u00a0")
    whole = parsed(f'<g xmlns="{NS.strip("{}")}">{bare}</g>')
    found = [e for e in whole.iter(f"{NS}svg") if "viewBox" in e.attrib]
    return [
        e
        for e in found
        if "narrow" not in e.get("class", "").split() and not any(e in list(o.iter()) for o in found if o is not e)
    ]


def _strip(svg: Element) -> None:
    """Take out what only a page needs: classes, data for scripts, titles that a pointer would show."""
    for element in list(svg.iter()):
        for child in list(element):
            if child.tag in (f"{NS}title", f"{NS}desc") or child.get("display") == "none":
                element.remove(child)
        for name in list(element.attrib):
            if name in ("class", "tabindex", "role") or name.startswith(("data-", "aria-")):
                del element.attrib[name]


def _legend(page: _Page, exhibit: Exhibit, words: Words, is_dark: bool, most: int = 0) -> None:
    """Swatches in rows, each with its label and how many have it; at most so many rows."""
    if not exhibit.legend:
        return
    x, size, rows = float(EDGE), 17.0, 1
    page.y += 26
    kind = _map_class(exhibit)
    for item in exhibit.legend:
        said = f"{item.label} ({words.number(item.count)})"
        wide = 32 + width(said, size) + 22
        if x > EDGE and x + wide > page.width - EDGE:
            if rows == most:
                break
            x, page.y, rows = float(EDGE), page.y + 28, rows + 1
        box = f'x="{x:.1f}" y="{page.y - 15:.1f}" width="24" height="19"'
        holder = parsed(f'<svg xmlns="{NS.strip("{}")}" class="{kind}" {box}>{item.swatch}</svg>')
        holder.append(_patterns())
        cascade(is_dark).apply(holder)
        _strip(holder)
        page.root.append(holder)
        page.line(said, size, SANS, page.ink.ink, x + 30)
        x += wide
    page.y += 12


def _patterns() -> Element:
    """Definitions of the hatches."""
    return parsed(f'<defs xmlns="{NS.strip("{}")}">{hatches(list(HATCH), "h")}</defs>')


def _map_class(exhibit: Exhibit) -> str:
    """Class that gives the swatches their palette."""
    palette = getattr(exhibit.view, "palette", "neutral")
    return f"figure pal-{palette}"


def _rows(page: _Page, exhibit: Exhibit, words: Words, most: int) -> None:
    """The beginning of the table, where there is no drawing."""
    table = exhibit.table
    if not table.heads or not table.rows:
        return
    count = min(len(table.heads), MOST_COLUMNS)
    shares = [2.2 if n == 0 else 1.0 for n in range(count)]
    starts = [EDGE + page.room * sum(shares[:n]) / sum(shares) for n in range(count)]
    rooms = [page.room * share / sum(shares) - 14 for share in shares]
    page.y += 30
    for n, (label, _is_number) in enumerate(table.heads[:count]):
        page.line(lines(label, rooms[n], 18, BOLD, 1)[0] if label else "", 18, BOLD, page.ink.ink, starts[n])
    page.y += 8
    page.rule()
    for row in table.rows[:most]:
        page.y += 28
        for n, cell in enumerate(row[:count]):
            if cell:
                page.line(lines(cell, rooms[n], 18, SANS, 1)[0], 18, SANS, page.ink.ink, starts[n])
    if len(table.rows) > most:
        page.y += 30
        more = words.plural("and %(count)s more row", "and %(count)s more rows", len(table.rows) - most)
        page.line(more, 18, SANS, page.ink.soft, EDGE)
    page.y += 16
