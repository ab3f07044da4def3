"""Rows as a workbook: a sheet ``data``, and a sheet ``about`` that says where they come from.

Invariant: a text is stored as text whatever it looks like, a number as a number; the same rows give the same bytes.
Written by hand rather than with openpyxl, which is slow to load and writes the clock into the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from data.canonical import canonical_number
from data.export.archive import entry
from data.export.cells import plain

MOST_ROWS = 1_000_000
MOST_TEXT = 32_767  # characters of a cell
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LINKED = (("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml"))
UNSTORED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class TooLong(ValueError):
    """A text that no cell can hold whole; it is refused rather than cut."""


class TooManyRows(ValueError):
    """More rows than a sheet can hold with room to read it."""


def workbook(columns: Sequence[str], rows: Iterable[Mapping[str, object]], about: Iterable[tuple[str, str]]) -> bytes:
    """The file. Raises TooManyRows beyond a million, TooLong for a text beyond a cell."""
    lines = ([row.get(name) for name in columns] for row in rows)
    sheets = {
        "xl/worksheets/sheet1.xml": _sheet([list(columns)], _counted(lines), widths=[16] * len(columns), frozen=True),
        "xl/worksheets/sheet2.xml": _sheet([], ([key, text] for key, text in about), widths=[24, 110], frozen=False),
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in _parts().items():
            archive.writestr(entry(name), content)
        for name, pieces in sheets.items():  # a sheet is compressed while it is made, so a large one needs little room
            with archive.open(entry(name), "w", force_zip64=True) as stream:
                for piece in pieces:
                    stream.write(piece.encode())
    return sink.getvalue()


def _counted(lines: Iterable[list[object]]) -> Iterator[list[object]]:
    for number, line in enumerate(lines):
        if number >= MOST_ROWS:
            raise TooManyRows(f"more than {MOST_ROWS:,} rows")
        yield line


def _sheet(heads: list[list[object]], lines: Iterable[list[object]], widths: list[int], frozen: bool) -> Iterator[str]:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    yield f'{HEAD}<worksheet xmlns="{MAIN}">{view}<cols>{columns}</cols><sheetData>'
    number = 0
    for style, group in ((2, heads), (1, lines)):
        for line in group:
            number += 1
            cells = "".join(_cell(value, column, number, style) for column, value in enumerate(line))
            yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(value: object, column: int, row: int, style: int) -> str:
    """A cell; style 1 keeps a text from being read as a formula when it is edited (``quotePrefix``)."""
    where = f"{_letters(column)}{row}"
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{where}"><v>{canonical_number(value)}</v></c>'
    if len(str(value)) > MOST_TEXT:
        raise TooLong(f"a text of {len(str(value)):,} characters is longer than a cell can hold ({MOST_TEXT:,})")
    text = escape(UNSTORED.sub("_x005F_", plain(str(value)))).replace("\r", "_x000D_")
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _parts() -> dict[str, str]:
    """What every workbook holds beside its sheets."""
    kinds = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("worksheets/sheet2", "worksheet"),
            ("styles", "styles"),
        )
    )
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{xml}'
    named = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    links = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(LINKED, 1)
    )
    fonts = '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    fills = '<fills count="2"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    formats = (
        '<cellXfs count="3"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>'
        '<xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/></cellXfs>'
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{rels}{kinds}</Types>',
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="data" sheetId="1" r:id="r1"/>'
            '<sheet name="about" sheetId="2" r:id="r2"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": (
            f'{HEAD}<styleSheet xmlns="{MAIN}">{fonts}{fills}<borders count="1"><border/></borders>'
            f'<cellStyleXfs count="1"><xf/></cellStyleXfs>{formats}{named}</styleSheet>'
        ),
    }
