"""docs/citation.md is true: its vectors, and the two implementations that it gives, agree with ours."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.canonical import LEFT, VERSION, canonical_rows, rows_digest
from data.export.csv import csv_lines

DOCUMENT = (Path(__file__).parents[2] / "docs" / "citation.md").read_text("utf-8")
NODE = Path(playwright.__file__).parent / "driver" / "node"
FLOATS = [0.1, -0.0, 3.0, 1e-5, 1e-7, 0.0001, 0.00012345, 1e15, 1e16, 1.5e300, 5e-324, 2.5e-10, 123456789.123, -1e21]


def block(language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return found[0]


def python_of_the_document() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # the document of this repository
    return names


def test_vectors():
    vectors = json.loads(block("json"))
    assert len(vectors) >= 5
    for vector in vectors:
        made = canonical_rows(vector["rows"])
        assert made.decode() == vector["bytes"]
        assert hashlib.sha256(made).hexdigest() == vector["sha256"]
        assert PYTHON["canonical"](vector["rows"]) == made


def test_the_rules_name_what_is_left_out():
    rule = re.search(r"^3\. .*?\n4\.", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert rule
    assert set(re.findall(r"`(\w+)`", rule[0])) == LEFT
    assert f"version {VERSION}" in DOCUMENT
    assert PYTHON["LEFT"] == LEFT


def test_javascript_agrees():
    rows = [{"number": number, "text": text} for number, text in zip(FLOATS, "ab\t\\\n\rcdé🌍�ﬁxy", strict=False)]
    cases = [*(vector["rows"] for vector in json.loads(block("json"))), rows]
    program = block("javascript") + (
        "\nlet text = '';\nprocess.stdin.on('data', (piece) => (text += piece)).on('end', () =>"
        " console.log(JSON.stringify(JSON.parse(text).map(hash))));\n"
    )
    found = subprocess.run(
        [NODE, "-e", program], input=json.dumps(cases), capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(found.stdout) == [rows_digest(case) for case in cases]


PYTHON = python_of_the_document()
CELLS = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8))


@given(st.lists(st.fixed_dictionaries({"iso3": st.text(max_size=3), "value": CELLS, "area": CELLS}), max_size=6))
def test_the_python_of_the_document_agrees_for_any_rows(rows):
    try:
        made = canonical_rows(rows)
    except UnicodeEncodeError:  # half a surrogate pair is no text
        return
    assert PYTHON["canonical"](rows) == made


@given(st.lists(st.fixed_dictionaries({"iso3": st.text(max_size=3), "value": CELLS}), max_size=6), st.randoms())
def test_neither_order_nor_language_nor_release_matters(rows, random):
    mixed = [{**dict(reversed(row.items())), "area": "x", "release": str(n)} for n, row in enumerate(rows)]
    random.shuffle(mixed)
    try:
        assert canonical_rows(mixed) == canonical_rows([*rows])
    except UnicodeEncodeError:
        return


def test_the_python_of_the_document_reads_our_files(tmp_path: Path):
    texts = ["=1+1", "'=1", "'", "-", "+x", "NA", "007", "l\nf", "c\rr", "a,b", 'q"q', "\tx", ""]
    rows = [{"iso3": text, "value": number, "area": "x"} for text, number in zip(texts, FLOATS, strict=False)]
    path = tmp_path / "file.csv"
    path.write_bytes(b"".join(csv_lines(("area", "iso3", "value"), rows)))
    assert PYTHON["file_hash"](path) == rows_digest(rows)


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_the_implementations_are_short(language):
    assert len([line for line in block(language).splitlines() if line.strip()]) <= 26
