"""Makes assets/fonts/images from the fonts that tools/fetch_image_fonts.sh has unpacked: TrueType, cut to the need.

Usage: python tools/image_fonts.py FOLDER. Needs fonttools and brotli (requirements-dev.txt). Nothing of it is needed to
run the site. Also writes components/svg/widths.json, by which lines are broken.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "assets" / "fonts" / "images"
WIDTHS = ROOT / "components" / "svg" / "widths.json"
PARTS = ("latin", "latin-ext", "cyrillic")
PLAN = [  # package, weight, parts that become one font, how it is cut
    ("source-sans-3", 400, PARTS, ""),
    ("source-sans-3", 600, PARTS, ""),
    ("source-serif-4", 600, PARTS, ""),
    ("noto-sans-arabic", 400, ("arabic",), ""),
    ("noto-sans-arabic", 600, ("arabic",), ""),
    ("noto-sans-sc", 400, ("chinese-simplified",), "han"),
]
# What is cut or converted may not bear the reserved names of the originals (SIL Open Font Licence).
FAMILIES = {
    "source-sans-3": "Measure Sans",
    "source-serif-4": "Measure Serif",
    "noto-sans-arabic": "Measure Arabic",
    "noto-sans-sc": "Measure Han",
}
MEASURED = {"sans": "source-sans-3", "bold": "source-sans-3", "serif": "source-serif-4"}


def han() -> set[int]:
    """The 3,755 common characters of GB 2312, and those of every area's name."""
    wanted = {ord(bytes((row, cell)).decode("gb2312")) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)}
    names = json.loads((ROOT / "data" / "releases" / "2026.11.1" / "areas.json").read_text("utf-8"))
    text = "".join(name for area in names.values() for name in area["names"].values())
    return (
        wanted | {ord(letter) for letter in text if ord(letter) >= 0x2E80} | set(map(ord, "，。、：；（）“”《》？！"))
    )


def rename(font: TTFont, family: str, weight: int) -> None:
    """One family name, and the weight as a style of it."""
    style = "Bold" if weight > 500 else "Regular"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family} {style}".replace(" ", "-"))):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def joined(files: list[Path]) -> TTFont:
    """One font of several that hold different characters: a program looks for a character in one font of a family."""
    if len(files) == 1:
        return TTFont(files[0])
    with TemporaryDirectory() as folder:
        plain = []
        for file in files:
            font = TTFont(file)
            font.flavor = None
            for table in ("STAT", "BASE", "gasp", "prep"):
                if table in font:
                    del font[table]
            plain.append(str(Path(folder) / f"{file.stem}.ttf"))
            font.save(plain[-1])
        return Merger().merge(plain)


def main(folder: Path) -> None:
    """Write the fonts and the widths."""
    TARGET.mkdir(parents=True, exist_ok=True)
    widths: dict[str, dict[str, int]] = {name: {} for name in MEASURED}
    for source, weight, parts, cut in PLAN:
        files = [folder / source / "files" / f"{source}-{part}-{weight}-normal.woff2" for part in parts]
        font = joined(files)
        if cut:
            options = Options(layout_features=["*"], notdef_outline=True)
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=han() & set(font.getBestCmap()))
            subsetter.subset(font)
        rename(font, FAMILIES[source], weight)
        font.flavor = None
        font["head"].modified = font["head"].created = 0
        font.recalcTimestamp = False
        font.save(TARGET / f"{FAMILIES[source].lower().replace(' ', '-')}-{weight}.ttf")
        for name, family in MEASURED.items():
            if (family, 400 if name == "sans" else 600) == (source, weight):
                scale = 1000 / font["head"].unitsPerEm
                table = font["hmtx"].metrics
                widths[name] |= {
                    chr(code): round(table[glyph][0] * scale) for code, glyph in font.getBestCmap().items()
                }
    WIDTHS.write_text(json.dumps(widths, ensure_ascii=False, sort_keys=True, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
