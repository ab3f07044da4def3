"""A citation in its four forms: nothing is lost, nothing breaks the format."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import FORMS, TYPES, Reference, Source, as_bibtex, as_csl, as_ris, as_text, bibtex_text, written
from data.words import words

EN = words("en")
HASH = "0123456789abcdef" * 4
NASTY = "Ünïversité of {Göteborg} & Søn: 50% of $x_1 #2 ~ ^ \\end{x}\nTY  - JOUR\r\nwith, comma “quoted” – dash 人权 ł"
# The part of the schema of CSL-JSON 1.0.2 that is used, with its own rule that nothing else may stand there.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["dataset"]},
            "id": {"type": ["string", "number"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": ["string", "number"]},
                        },
                    }
                },
            },
            **{name: {"type": "string"} for name in ("title", "publisher", "version", "URL", "source", "note")},
        },
    },
}


def cited(text: str = "Title", *more: Source) -> Reference:
    own = Source(text, f"{text}, 2024.", ("VC_IHR",), ("2023-12-17",))
    return Reference(
        title=text,
        sources=(own, *more),
        release="2026.11.2",
        address="https://example.org/r/2026.11.2/?indicator=a_b&dims=sex:total&q={x}",
        verify=f"https://example.org/verify/{HASH}?indicator=a_b&kind=map&release=2026.11.2",
        digest=HASH,
    )


SECOND = Source("World Bank", "World Bank, 2024.", tuple(f"S{n}" for n in range(9)), ("2024", "2025"))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_everything(form):
    made = written(cited("Title", SECOND), form, EN)
    for text in ("Title", "World Bank", "2026.11.2", "example.org/r/2026.11.2/", HASH, f"verify/{HASH}", "2023-12-17"):
        assert text in made.replace(r"\_", "_")
    assert "9 series" in made
    assert "Common Measure" in made
    assert form in TYPES


def test_text_is_one_paragraph():
    assert "\n" not in as_text(cited(NASTY), EN)


@given(st.text())
def test_braces_of_bibtex_stay_in_balance(text):
    made = bibtex_text(text)
    depth = 0
    for letter in re.sub(r"\\[{}]", "", made):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[&%$#_]", made)


def test_bibtex_escapes():
    assert bibtex_text("Göteborg é ñ ç š å ï") == r"""G{\"{o}}teborg {\'{e}} {\~{n}} {\c{c}} {\v{s}} {\r{a}} {\"{\i}}"""
    assert bibtex_text("50% & $1_a #~^\\{}") == (
        r"50\% \& \$1\_a \#\textasciitilde{}\textasciicircum{}\textbackslash{}\{\}"
    )
    assert bibtex_text("人权 حقوق") == "人权 حقوق"
    entry = as_bibtex(cited(NASTY), EN)
    assert entry.startswith("@misc{commonmeasure_2026_11_2_0123456789ab,\n  title = {{")
    assert r"\url{https://example.org/r/2026.11.2/?indicator=a_b&dims=sex:total&q=%7Bx%7D}" in entry
    assert len(re.findall(r"^  \w+ = \{.*\},?$", entry, re.MULTILINE)) == 7
    assert entry.endswith("}\n}\n")


@given(st.text(max_size=60))
def test_ris_has_one_record_of_well_formed_lines(text):
    lines = as_ris(cited(text or "x"), EN).split("\r\n")
    assert lines[-1] == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines[:-1])
    tags = [line[:2] for line in lines[:-1]]
    assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
    assert all("," not in line for line in lines if line.startswith("AU"))


@given(st.text(max_size=60))
def test_csl_keeps_to_its_schema(text):
    (item,) = content = json.loads(as_csl(cited(text, SECOND), EN))
    jsonschema.validate(content, CSL)
    assert item["issued"] == {"date-parts": [[2026, 11]]}


def test_nothing_tells_the_day():
    assert not any(re.search("access|retrieved|urldate|Y2", written(cited(), form, EN)) for form in FORMS)


def test_french():
    assert written(cited(), "txt", words("fr")) != ""
