"""Files keep what was in the rows: texts as texts, numbers as numbers, nothing that a program would run."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.canonical import canonical_rows
from data.export.cells import FORMULA, SHOWN, UNSEEN, neutralised, plain, restored
from data.export.csv import csv_lines, read_csv
from data.export.xlsx import TooLong, TooManyRows, workbook

TRICKY = [
    "NA",
    "007",
    "1e5",
    "TRUE",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "'=1",
    "''=1",
    "'",
    "a,b",
    'q"q',
    "l\nf",
    " s ",
]
TEXT = st.text(st.characters(codec="utf-8"))


def test_no_text_begins_as_a_formula():
    for text in TRICKY:
        assert neutralised(text)[:1] not in "=+-@\t\r" or neutralised(text) == ""


@given(TEXT)
def test_neutralising_can_be_undone(text):
    assert restored(neutralised(text)) == text
    assert not neutralised(text) or neutralised(text)[0] not in "=+-@\t\r"


@given(st.lists(st.tuples(TEXT, st.floats(allow_nan=False, allow_infinity=False)), max_size=20))
def test_csv_reads_back(pairs):
    rows = [{"text": text, "number": number} for text, number in pairs]
    read = read_csv(b"".join(csv_lines(("text", "number"), rows)).decode())
    assert [row["text"] for row in read] == [plain(text) for text, _ in pairs]
    assert [float(row["number"]) for row in read] == [number for _, number in pairs]


def test_csv_is_what_others_read():
    rows = [{"text": text} for text in TRICKY]
    found = list(csv.reader(io.StringIO(b"".join(csv_lines(("text",), rows)).decode(), newline="")))
    assert [line[0] for line in found[1:]] == [neutralised(text) for text in TRICKY]


def test_negative_numbers_stay_numbers():
    assert b"".join(csv_lines(("a",), [{"a": -2.5}, {"a": None}, {"a": True}])) == b'a\n-2.5\n""\ntrue\n'


def test_the_hash_survives_the_file():
    rows = [{"iso3": "NAM", "value": 0.1, "value_text": text, "is_member": True, "n": None} for text in TRICKY]
    columns = tuple(rows[0])
    assert canonical_rows(read_csv(b"".join(csv_lines(columns, rows)).decode())) == canonical_rows(rows)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\u200fb", "\ufeffa", "a\x1bb"])
def test_nothing_unseen_survives(text):
    assert SHOWN in plain(text)
    assert not UNSEEN.search(plain(text))


def test_a_workbook_keeps_what_it_is_given():
    rows = [{"text": text, "number": float(n), "flag": n % 2 == 0} for n, text in enumerate(TRICKY)]
    content = workbook(("text", "number", "flag"), rows, [("Source", "=cmd()")])
    assert content == workbook(("text", "number", "flag"), rows, [("Source", "=cmd()")])
    book = openpyxl.load_workbook(io.BytesIO(content))
    read = list(book["data"].iter_rows(min_row=2))
    assert [line[0].value for line in read] == [text.replace("\r", "_x000D_") for text in TRICKY]
    assert all(line[0].data_type == "s" and line[0].quotePrefix for line in read)
    assert [line[1].value for line in read] == [float(n) for n in range(len(TRICKY))]
    assert book["about"]["B1"].value == "=cmd()"
    assert book["about"]["B1"].data_type == "s"


def test_too_many_rows_for_a_sheet():
    with pytest.raises(TooManyRows):
        workbook(("a",), ({"a": 1} for _ in range(1_000_001)), [])


def test_a_text_that_no_cell_holds_is_refused_and_not_cut():
    with pytest.raises(TooLong):
        workbook(("a",), [{"a": "x" * 40_000}], [])
    whole = b"".join(csv_lines(("a",), [{"a": "x" * 200_000}])).decode()
    assert len(read_csv(whole)[0]["a"]) == 200_000


def test_an_infinity_is_written():
    assert b"".join(csv_lines(("a",), [{"a": float("inf")}])) == b"a\ninf\n"


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("a,b\n1\n", "row 2 has 1 cells")])
def test_a_file_of_another_shape_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        read_csv(text)
    assert FORMULA.match("=1")
