"""A downloaded file is checked without network; what a spreadsheet has done to it is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from data.canonical import rows_digest
from data.citation import main
from data.export.csv import csv_lines
from data.verify import UnreadableFile, check_file

ROWS = [
    {"iso3": "NAM", "area": "Namibia", "value": 31.82, "value_text": "31.82", "is_member": True, "note": "=1+1"},
    {"iso3": "CIV", "area": "Côte d’Ivoire", "value": 120000.5, "value_text": "007", "is_member": False, "note": "a,b"},
]
CONTENT = b"".join(csv_lines(tuple(ROWS[0]), ROWS))
HASH = rows_digest(ROWS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file under the name that it is downloaded with."""
    found = tmp_path / f"common-measure_map_x_2020_2026.11.2_{HASH[:12]}.csv"
    found.write_bytes(CONTENT)
    return found


def test_the_name_holds_the_hash(path, capsys):
    assert main(["verify", str(path)]) == 0
    assert HASH in capsys.readouterr().out
    again = path.with_name(path.name.replace(".csv", " (1).csv"))  # as browsers name a second download
    again.write_bytes(CONTENT)
    assert check_file(again).is_match is True


def test_a_hash_can_be_given(path):
    assert main(["verify", str(path), HASH.upper()]) == 0
    assert main(["verify", str(path), "0" * 64]) == 1
    assert main(["verify", str(path), "no hash"]) == 2


def test_another_name_has_nothing_to_compare_with(path, capsys):
    other = path.rename(path.with_name("data.csv"))
    assert main(["verify", str(other)]) == 2
    assert HASH in capsys.readouterr().out
    assert main(["verify", str(other), HASH]) == 0


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (CONTENT.replace(b"31.82,31.82", b"31.8,31.82"), ""),
        (CONTENT.replace(b"true", b"TRUE"), "TRUE or FALSE"),
        (CONTENT.replace(b"120000.5", b"1.2E+05"), "digits may be lost"),
        (CONTENT.replace(b"007", b"7").replace(b"\n", b"\r\n"), "CR LF"),
        (CONTENT.replace(b"'=1+1", b"2"), ""),
        (CONTENT.splitlines(keepends=True)[0] + CONTENT.splitlines(keepends=True)[1], ""),
    ],
)
def test_changed_figures_do_not_match(path, capsys, content, sign):
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 1
    out = capsys.readouterr().out
    assert "MISMATCH" in out
    assert sign in out
    assert bool(sign) == ("another program" in out)


def test_line_ends_alone_change_no_figure(path):
    path.write_bytes(CONTENT.replace(b"\n", b"\r\n"))
    assert check_file(path).is_match is True


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xef\xbb\xbf" + CONTENT, "byte-order mark"),
        (CONTENT.replace(b",", b";"), "semicolons"),
        (CONTENT.decode().encode("cp1252"), "not UTF-8"),
        (CONTENT.decode().encode("utf-16"), "not UTF-8"),
        (CONTENT.replace(b'"a,b"', b"a,b"), "cells, expected"),
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (CONTENT[:-2], "not a CSV file"),
    ],
)
def test_what_cannot_be_read_is_explained(path, capsys, content, reason):
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    assert reason in capsys.readouterr().out


def test_json(tmp_path):
    path = tmp_path / f"common-measure_map_{HASH[:12]}.json"
    path.write_bytes(orjson.dumps({"ok": True, "data": ROWS}))
    assert main(["verify", str(path)]) == 0
    path.write_bytes(orjson.dumps({"ok": True, "data": [*ROWS, ROWS[0]]}))
    assert main(["verify", str(path)]) == 1
    for content in (b"{", b"[]", b'{"data": 3}', b'{"data": [1]}', b"\xff"):
        path.write_bytes(content)
        with pytest.raises(UnreadableFile, match="no list of rows"):
            check_file(path)


def test_no_file(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "nothing.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_neither_pandas_nor_network(path):
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise OSError('no network')\n"
        "socket.socket.connect = refuse\n"
        "from data.citation import main\n"
        f"code = main(['verify', {str(path)!r}])\n"
        "assert not {'pandas', 'pyarrow', 'flask', 'dash'} & set(sys.modules)\n"
        "sys.exit(code)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
