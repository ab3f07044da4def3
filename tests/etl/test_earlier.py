"""Releases that are made afterwards: their file, and what of the catalogue is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.earlier import about_earlier, earlier_catalogue, earlier_releases
from etl.faults import BuildError
from etl.schema import Earlier

GOOD = "2026.2.1: {title: A, note: ' why ', vintages: {un_sdg: 2020-10}}\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "reference" / "earlier.yml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    return file


def test_what_a_manifest_says_of_one(tmp_path: Path) -> None:
    one = earlier_releases(written(tmp_path, GOOD))["2026.2.1"]
    assert about_earlier(one) == {"title": "A", "note": "why", "vintages": {"un_sdg": "2020-10"}}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (GOOD.replace("note", "notes"), "row 2026.2.1.note"),
        (GOOD.replace("title: A", "title: 1"), "Put it in quotes."),
        (GOOD + GOOD, "key given twice"),
        ("2026.2.1: {", "Mend the YAML."),
    ],
    ids=["misspelt", "a number", "twice", "no YAML"],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BuildError) as caught:
        earlier_releases(written(tmp_path, text))
    assert "reference/earlier.yml" in str(caught.value)
    assert place in str(caught.value)


def test_only_series_of_the_named_vintages_are_in_it() -> None:
    every = earlier_releases()
    catalogue = load_catalogue()
    for one in every.values():
        found = earlier_catalogue(catalogue, one)
        assert found.series
        assert all(one.vintages[source] == spec.vintage for source, spec in found.series.values())


def test_a_vintage_that_no_source_has_is_a_fault() -> None:
    with pytest.raises(BuildError, match="1999-01"):
        earlier_catalogue(load_catalogue(), Earlier(title="A", note="B", vintages={"un_sdg": "1999-01"}))
