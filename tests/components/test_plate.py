"""Images: drawn whole, styled without a style sheet, text within the frame, in fonts that hold every character."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.registry import build_exhibit
from components.svg.cascade import Cascade
from components.svg.measure import BOLD, SANS, SERIF, lines, width
from components.svg.plate import CHART, SIZES, SMALL, draw_plate
from data.view_state import from_query
from data.words import words
from tests.components.test_exhibits import ADDRESSES

FONTS = Path(__file__).parents[2] / "assets" / "fonts" / "images"
NS = "{http://www.w3.org/2000/svg}"
EN = words("en")


def drawn(store, kind, query, size=CHART, theme="light", lang="en"):
    exhibit = build_exhibit(store, kind, from_query(dict(parse_qsl(query))), words(lang))
    return draw_plate(exhibit, words(lang), "https://example.org/x", size, theme)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("kind", "query"), ADDRESSES)
def test_every_view_stands_alone(real_store, kind, query, size):
    theme = "dark" if size == CHART else "light"
    text = drawn(real_store, kind, query, size, theme)
    root = ElementTree.fromstring(text)
    assert "var(" not in text
    assert "class=" not in text
    assert not re.search(r'(href|src)="', text)
    if size == SMALL:
        assert root.attrib["viewBox"] == "0 0 1200 630"
    for element in root:
        if element.tag == f"{NS}text":
            font = (
                SERIF if element.get("font-family") == "Measure Serif" else BOLD if element.get("font-weight") else SANS
            )
            wide = width("".join(element.itertext()), float(element.attrib["font-size"]), font)
            assert float(element.attrib["x"]) + wide <= 1200
            assert float(element.attrib["y"]) <= float(root.attrib["height"])


def test_every_fill_of_a_map_is_resolved(real_store):
    root = ElementTree.fromstring(drawn(real_store, "map", "indicator=homicide_rate_per_100000&year=2021"))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    fills = {element.get("fill") for element in root.iter(f"{NS}path") if element.get("fill")}
    assert len([fill for fill in fills if fill.startswith("#")]) >= 6
    for fill in fills:
        if fill.startswith("url(#"):
            assert fill[5:-1] in ids


def test_what_must_stand_beside_a_figure_stands_in_it(real_store):
    text = "".join(
        ElementTree.fromstring(drawn(real_store, "map", "indicator=homicide_rate_per_100000&year=2021")).itertext()
    )
    for said in (
        "Intentional homicide rate, 2021",
        "Not reported (58)",
        "You may not conclude",
        "2026.11.2",
        "disputed",
    ):
        assert said in text


def test_every_name_has_its_characters(real_store):
    held = set()
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            held |= set(font.getBestCmap())
    names = {letter for area in real_store.catalogue.areas.values() for name in area.names.values() for letter in name}
    assert not {letter for letter in names if ord(letter) not in held and not letter.isspace()}


def test_fonts_are_small_together():
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 8_000_000


@given(st.text(max_size=300), st.floats(60, 900), st.sampled_from([SANS, BOLD, SERIF]))
def test_lines_hold_every_word_and_fit(text, room, font):
    found = lines(text, room, 20, font)
    assert "".join("".join(found).split()) == "".join(text.replace("\u200b", "").split())
    for line in found:
        assert width(line, 20, font) <= room or len(line.split()) == 1


@given(st.text(max_size=300), st.integers(1, 3))
def test_no_more_lines_than_wanted(text, most):
    assert len(lines(text, 200, 20, SANS, most)) <= most


class TestCascade:
    def styled(self, css, svg, is_dark=False):
        root = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg" class="map">{svg}</svg>')
        Cascade([css], is_dark).apply(root)
        return root[0]

    def test_the_stronger_rule_wins(self):
        css = ".map .a { fill: red } .map .a.b { fill: blue } .a { fill: green }"
        assert self.styled(css, '<path class="a"/>').get("fill") == "red"
        assert self.styled(css, '<path class="a b"/>').get("fill") == "blue"

    def test_variables_are_inherited_and_have_stand_ins(self):
        css = ".map { --c: #123456 } .a { fill: var(--c); stroke: var(--none, #fff) } @dark { .map { --c: #000 } }"
        assert self.styled(css, '<path class="a"/>').get("fill") == "#123456"
        assert self.styled(css, '<path class="a"/>').get("stroke") == "#fff"

    def test_dark(self):
        css = ":root { --c: #fff } @dark { --c: #000; } .a { fill: var(--c) }"
        assert self.styled(css, '<path class="a"/>').get("fill") == "#fff"
        assert self.styled(css, '<path class="a"/>', is_dark=True).get("fill") == "#000"

    @pytest.mark.parametrize(
        ("selector", "hits"),
        [
            (".map path", True), (".map > path", True), (".other path", False), ("path:not(.a)", False),
            (":is(.a, .z)", True), ("path:hover", False), ("[class*=' b']", True), ("g + path", False),
        ],
    )  # fmt: skip
    def test_selectors(self, selector, hits):
        found = self.styled(f"{selector} {{ fill: red }}", '<path class="a b"/>').get("fill")
        assert (found == "red") is hits

    def test_what_only_a_screen_has_is_left_out(self):
        css = "@media (max-width: 40rem) { .a { fill: red } } @media print { .a { fill: red } }"
        assert self.styled(css, '<path class="a"/>').get("fill") is None
