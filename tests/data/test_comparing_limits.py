"""The limits of comparing that a release carries: its own, the indicator's own, and those of a release without any."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from data.catalogue import COMPARING, Indicator, load_release_catalogue
from data.model import SourceType
from data.release import Release
from data.store import Store

LIMITS = {"years_apart": dict.fromkeys(map(str, SourceType), 3), "few_cases": 20, "few_respondents": 10}


class Said:
    """A release whose catalogue.json is changed."""

    def __init__(self, release: Release, **changes: Any) -> None:
        self.release, self.changes, self.id = release, changes, release.id

    def read(self, name: str) -> bytes:
        content = self.release.read(name)
        if name != "catalogue.json":
            return content
        catalogue = orjson.loads(content)
        catalogue.pop("comparing", None)
        return orjson.dumps(catalogue | self.changes)


def indicators(store: Store, **changes: Any) -> dict[str, Indicator]:
    return load_release_catalogue(Said(store.release, **changes)).indicators  # type: ignore[arg-type]  # reads alone


def test_a_release_without_limits_has_those_of_the_code(tiny_store: Store) -> None:
    found = load_release_catalogue(Said(tiny_store.release))  # type: ignore[arg-type]  # reads alone
    assert found.comparing == COMPARING
    assert all(i.years_apart == i.tolerance for i in found.indicators.values())


def test_the_built_release_has_them_as_the_code(tiny_store: Store) -> None:
    assert tiny_store.catalogue.comparing == COMPARING


def test_a_release_sets_the_limit_by_type_of_source(tiny_store: Store) -> None:
    found = indicators(tiny_store, comparing=LIMITS)
    for indicator in found.values():
        own = indicator.raw.get("tolerance")
        assert indicator.years_apart == (own["years"] if own else max(3, indicator.tolerance)), indicator.id


@pytest.mark.parametrize(("limit", "expected"), [(0, 2), (1, 2), (2, 2), (4, 4)])
def test_an_indicator_sets_its_own_but_never_below_its_tolerance(tiny_store: Store, limit: int, expected: int) -> None:
    raw = orjson.loads(tiny_store.release.read("catalogue.json"))["indicators"]
    raw["homicide_rate_per_100000"]["comparability"] = {"years_apart": limit, "rank": True, "reason": "A test."}
    found = indicators(tiny_store, indicators=raw)["homicide_rate_per_100000"]
    assert (found.tolerance, found.years_apart) == (2, expected)
