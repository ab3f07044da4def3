"""Texts of the interface can be collected for translators, and a language without translations reads English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from data import words as words_module
from data.view_state import LANGS
from data.words import Words, words

ROOT = Path(__file__).parents[2]
KEYWORDS = {**DEFAULT_KEYWORDS, "text": None, "plural": (1, 2)}


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """Every text that `make translations` finds, plurals by their singular."""
    with (ROOT / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


class TestCollecting:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("%(items)s and %(last)s", id="by Words.text"),
            pytest.param("Not reported", id="marked with _"),
            pytest.param("No country has data for %(year)s in this slice; the latest is %(latest)s.", id="over lines"),
        ],
    )
    def test_a_text_is_found(self, collected: set[str], text: str) -> None:
        assert text in collected

    def test_no_text_is_put_together_before_it_is_translated(self, collected: set[str]) -> None:
        assert not [text for text in collected if re.search(r"\{\w+\}", text)]


class TestFallback:
    @pytest.mark.parametrize("lang", LANGS)
    def test_without_translations_the_text_is_english(self, lang: str) -> None:
        assert words(lang).text("Nobody has translated %(this)s.", this="this") == "Nobody has translated this."

    @pytest.mark.parametrize(("count", "expected"), [(1, "1 country"), (2000, "2,000 countries")])
    def test_plurals_count(self, count: int, expected: str) -> None:
        assert words().plural("%(count)s country", "%(count)s countries", count) == expected

    def test_numbers_follow_the_language(self) -> None:
        assert words("en").number(1234.5, 1) == "1,234.5"
        assert words("es").number(21234.5, 1) == "21.234,5"

    @pytest.mark.parametrize(("items", "expected"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")])
    def test_listing(self, items: list[str], expected: str) -> None:
        assert words().listing(items) == expected


class TestTranslations:
    @pytest.fixture
    def french(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Words]:
        """A catalogue with one text, as `pybabel compile` would leave it."""
        folder = tmp_path / "fr" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = read_po(BytesIO('msgid "Not reported"\nmsgstr "Non communiqué"\n'.encode()), locale="fr")
        with (folder / "messages.mo").open("wb") as stream:
            write_mo(stream, catalogue)
        monkeypatch.setattr(words_module, "TRANSLATIONS", tmp_path)
        words.cache_clear()
        yield words("fr")
        words.cache_clear()

    def test_a_translated_text_is_used_and_others_stay_english(self, french: Words) -> None:
        assert french.text("Not reported") == "Non communiqué"
        assert french.text("Does not apply") == "Does not apply"
