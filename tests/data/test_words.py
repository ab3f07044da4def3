"""Numbers, dates and lists follow the language; a language without translations reads English."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from components.templating import translated
from data import words as words_module
from data.view_state import LANGS
from data.words import Words, words


class TestFallback:
    @pytest.mark.parametrize("lang", LANGS)
    def test_without_translations_the_text_is_english(self, lang: str) -> None:
        assert words(lang).text("Nobody has translated %(this)s.", this="this") == "Nobody has translated this."

    @pytest.mark.parametrize(("count", "expected"), [(1, "1 country"), (2000, "2,000 countries")])
    def test_plurals_count(self, count: int, expected: str) -> None:
        assert words().plural("%(count)s country", "%(count)s countries", count) == expected

    @pytest.mark.parametrize(
        ("lang", "expected"), [("en", "−21,234.5"), ("es", "−21.234,5"), ("fr", "−21\u202f234,5"), ("xx", "−21,234.5")]
    )
    def test_numbers_follow_the_language(self, lang: str, expected: str) -> None:
        assert words(lang).number(-21234.5, 1) == expected

    @pytest.mark.parametrize(("items", "expected"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")])
    def test_listing(self, items: list[str], expected: str) -> None:
        assert words().listing(items) == expected

    def test_a_list_follows_the_language(self) -> None:
        assert words("fr").listing(["a", "b", "c"]) == "a, b et c"

    @pytest.mark.parametrize(
        ("text", "english", "french"),
        [
            ("2023-12-17", "17 December 2023", "17 décembre 2023"),
            ("2022-01-01", "1 January 2022", "1er janvier 2022"),
            ("2022-08", "August 2022", "août 2022"),
            ("2022", "2022", "2022"),
            ("2022-13", "2022-13", "2022-13"),
            ("3.1", "3.1", "3.1"),
            ("", "", ""),
        ],
    )
    def test_dates_follow_the_language(self, text: str, english: str, french: str) -> None:
        assert (words("en").date(text), words("fr").date(text)) == (english, french)

    def test_signs_between_texts_have_the_spaces_of_the_language(self) -> None:
        assert (words("en").colon, words("en").semicolon) == (": ", "; ")
        assert (words("fr").colon, words("fr").semicolon) == ("\u00a0: ", "\u202f; ")

    def test_nothing_stays_nothing(self) -> None:
        assert words("fr").text("") == ""


class TestTranslations:
    @pytest.fixture
    def french(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Words]:
        """Two domains with a text or two, compiled."""
        folder = tmp_path / "fr" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        for domain, text in (
            ("messages", 'msgid "Not reported"\nmsgstr "Non communiqué"\n\nmsgid "Note"\nmsgstr "Note"\n'),
            ("catalogue", 'msgid "Torture score"\nmsgstr "Indice de torture"\n'),
        ):
            with (folder / f"{domain}.mo").open("wb") as stream:
                write_mo(stream, read_po(BytesIO(text.encode()), locale="fr"))
        monkeypatch.setattr(words_module, "TRANSLATIONS", tmp_path)
        words.cache_clear()
        yield words("fr")
        words.cache_clear()

    @pytest.mark.parametrize(
        ("text", "expected", "has"),
        [
            pytest.param("Not reported", "Non communiqué", True, id="of the interface"),
            pytest.param("Torture score", "Indice de torture", True, id="of a release"),
            pytest.param("Note", "Note", True, id="that reads the same"),
            pytest.param("Does not apply", "Does not apply", False, id="that nobody has translated"),
        ],
    )
    def test_a_text(self, french: Words, text: str, expected: str, has: bool) -> None:
        assert (french.text(text), french.has(text)) == (expected, has)

    def test_english_has_everything(self, french: Words) -> None:
        assert words("en").has("Does not apply")

    def test_a_fallback_is_marked_with_its_language(self, french: Words) -> None:
        assert translated(french, "Not reported") == "Non communiqué"
        assert translated(french, "a < b") == '<span lang="en">a &lt; b</span>'
        assert translated(words("en"), "a < b") == "a &lt; b"
