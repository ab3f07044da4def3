"""Other seeds, both directions, and every computed figure made anew, where the publishers' files are at hand."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.verify.cells import Cell
from tests.verify.census_derived import CHECKS
from tests.verify.check import BACK, check, check_back, draw_back
from tests.verify.draw import FIRST_SEED, QUOTAS, SAMPLES, as_json, draw
from tests.verify.place import releases
from tests.verify.shown import known_series

pytestmark = pytest.mark.needs_raw


@pytest.fixture(scope="module")
def seeds() -> list[int]:
    """Three seeds, new at every run unless ``CM_VERIFY_SEEDS`` names them."""
    named = os.environ.get("CM_VERIFY_SEEDS")
    chosen = [int(seed) for seed in named.split()] if named else random.SystemRandom().sample(range(10**6), 3)
    sys.stdout.write(f"\nto draw the same again: CM_VERIFY_SEEDS='{' '.join(map(str, chosen))}'\n")
    return chosen


@pytest.fixture(scope="module")
def drawn(raw: Path, seeds: list[int]) -> dict[int, list[Cell]]:
    return draw(raw, [FIRST_SEED, *seeds], known_series())


def test_files_stand_in_the_release(drawn: dict[int, list[Cell]], seeds: list[int]) -> None:
    for seed in seeds:
        assert len(drawn[seed]) == sum(QUOTAS.values())
        assert check(drawn[seed]) == [], f"seed {seed}"


def test_release_stands_in_the_files(raw: Path, seeds: list[int]) -> None:
    for seed in seeds:
        back = draw_back(seed)
        assert {len(rows) for rows in back.values()} == {BACK}
        assert check_back(back, raw) == [], f"seed {seed}"


def test_committed_list_is_the_draw_of_its_seed(drawn: dict[int, list[Cell]]) -> None:
    import json

    committed = json.loads(SAMPLES.read_text("utf-8"))
    assert committed["seed"] == FIRST_SEED
    assert committed["cells"] == json.loads(json.dumps([as_json(cell) for cell in drawn[FIRST_SEED]]))


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_computed_figures(name: str, raw: Path) -> None:
    faults = list(CHECKS[name](raw, releases()))
    assert faults[:20] == []
