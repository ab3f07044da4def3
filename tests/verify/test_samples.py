"""Every entry of the committed list stands in the release as the publisher wrote it."""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.verify.cells import ACT, FACT, NONE, WORD, Cell
from tests.verify.check import check
from tests.verify.draw import QUOTAS, SAMPLES, from_json


@pytest.fixture(scope="module")
def samples() -> list[Cell]:
    return [from_json(entry) for entry in json.loads(SAMPLES.read_text("utf-8"))["cells"]]


def test_list_is_whole(samples: list[Cell]) -> None:
    assert len(samples) == len(set(samples)) == 500
    assert Counter(cell.source for cell in samples) == QUOTAS
    kinds = Counter(cell.kind for cell in samples)
    assert kinds[FACT] >= 380
    assert min(kinds[ACT], kinds[NONE], kinds[WORD]) >= 15
    fields = Counter(cell.field for cell in samples if cell.kind == FACT)
    assert min(fields[name] for name in ("lower", "upper", "std_error", "n")) >= 3
    assert {"<", "N"} <= {cell.qualifier for cell in samples}


def test_nothing_is_shared_with_the_code_that_built_the_release() -> None:
    here = Path(__file__).parent
    files = [path for path in here.rglob("*.py") if not path.name.startswith("test_")]
    assert len(files) > 15
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"etl", "data", "pandas"}, path


@pytest.mark.parametrize("source", sorted(QUOTAS))
def test_release_says_what_the_files_say(samples: list[Cell], source: str) -> None:
    assert check(cell for cell in samples if cell.source == source) == []


def test_a_wrong_text_is_found(samples: list[Cell]) -> None:
    facts = [cell for cell in samples if cell.source in {"hrmi", "ti_cpi", "ucdp"} and cell.value is not None]
    wrong = [cell._replace(value=(cell.value or 0) + 1) for cell in facts]
    assert len(check(wrong)) == len(wrong)
    moved = [cell._replace(row=cell.row + 100_000) for cell in facts]
    assert len(check(moved)) == len(moved)
    acts = [cell._replace(date="1900-01-01") for cell in samples if cell.kind == ACT]
    assert len(check(acts)) == len(acts)


def test_a_figure_that_should_not_be_there_is_found(samples: list[Cell]) -> None:
    facts = [cell for cell in samples if cell.source == "ti_cpi" and cell.kind == FACT and cell.field == "value"]
    forbidden = [cell._replace(kind=NONE, field="row", value=None, why="blank") for cell in facts]
    assert len(check(forbidden)) == len(forbidden)
