"""Withdrawn indicators: found in the releases themselves, dated, and explained where the list says more."""

from __future__ import annotations

import orjson
import pytest

from data.withdrawn import find_withdrawal, indicator_names
from etl.publish import publish
from tests.tiny import OTHER_RELEASE, RELEASE


@pytest.fixture(scope="module")
def releases(tiny_files, tmp_path_factory):
    """The tiny release, and a later one whose catalogue has lost an indicator; the indicator's id."""
    root = tmp_path_factory.mktemp("withdrawn")
    publish(tiny_files, {"release": RELEASE, "format": 1}, root)
    catalogue = orjson.loads(tiny_files["catalogue.json"])
    gone = min(catalogue["indicators"])
    del catalogue["indicators"][gone]
    later = tiny_files | {"catalogue.json": orjson.dumps(catalogue)}
    publish(later, {"release": OTHER_RELEASE, "format": 1}, root)
    return root, gone


def test_withdrawn_with_the_month_of_the_first_release_without_it(releases):
    root, gone = releases
    found = find_withdrawal(gone, OTHER_RELEASE, root)
    assert found is not None
    assert (found.indicator, found.held_by, found.date, found.reason) == (gone, RELEASE, "2026-11", "")
    assert found.name == indicator_names(root, RELEASE)[gone]


def test_what_the_list_says_stands_above(releases, tmp_path):
    root, gone = releases
    told = tmp_path / "withdrawn.yml"
    told.write_text(f'{gone}:\n  date: 2026-12-01\n  reason: "The publisher withdrew it."\n')
    found = find_withdrawal(gone, OTHER_RELEASE, root, told)
    assert found is not None
    assert (found.date, found.reason) == ("2026-12-01", "The publisher withdrew it.")


def test_neither_held_nor_unknown_is_withdrawn(releases):
    root, gone = releases
    kept = next(name for name in indicator_names(root, OTHER_RELEASE) if name != gone)
    assert find_withdrawal(kept, OTHER_RELEASE, root) is None
    assert find_withdrawal(gone, RELEASE, root) is None  # a later release says nothing of an earlier one
    assert find_withdrawal("nowhere", OTHER_RELEASE, root) is None


def test_a_damaged_catalogue_holds_nothing(releases, tmp_path):
    assert indicator_names(tmp_path, RELEASE) == {}
