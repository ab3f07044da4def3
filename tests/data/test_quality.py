"""Five dimensions, each counted from the data; what cannot be counted is not assessed, and there is no score."""

from __future__ import annotations

import numpy as np
import pytest

from data.model import Flag
from data.store import Store
from data.views.quality import build_quality, latest_of, licence_of, relative_widths
from data.words import words

KEYS = ["accuracy", "timeliness", "coverage", "comparability", "accessibility"]


def quality_of(store: Store, indicator: str):
    known = store.catalogue.indicators[indicator]
    return {q.key: q for q in build_quality(store, known, store.catalogue.series[known.preferred], words("en"))}


def test_every_series_has_all_five_with_measure_and_evidence(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        for sid in indicator.series:
            found = build_quality(tiny_store, indicator, tiny_store.catalogue.series[sid], words("en"))
            assert [q.key for q in found] == KEYS
            assert all(q.measure and q.findings and all(q.findings) and q.evidence for q in found), sid
            assert not any("nan" in text.lower().split() for q in found for text in q.findings), sid


def test_without_published_uncertainty_accuracy_is_not_assessed(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        raw = tiny_store.catalogue.series[indicator.preferred].raw
        found = quality_of(tiny_store, indicator.id)["accuracy"]
        if not raw["intervals"] and not raw["has_std_error"]:
            assert not found.is_assessed
            assert found.findings[0] == "Not assessed: the source publishes no uncertainty."


def test_the_newest_figure_of_each_member_state(tiny_store: Store):
    series = tiny_store.catalogue.series["un_sdg:VC_IHR_PSRC@2023-12-17"]
    latest = latest_of(tiny_store, series)
    areas = [tiny_store.blocks.areas[n] for n in tiny_store.blocks.columns["area"][latest.newest]]
    assert areas == sorted(set(areas), key=areas.index)
    assert set(areas) == {
        "FRA",
        "IRQ",
        "KEN",
        "STP",
    }  # parts of the United Kingdom and of Iraq, and the world, are none
    assert latest.expected == 193


def test_timeliness_and_coverage_counted_by_hand(tiny_store: Store):
    """Latest figures of 2008, 2013, 2018 and 2018 in a source of December 2023: 15, 10, 5 and 5 years."""
    found = quality_of(tiny_store, "homicide_rate_per_100000")
    assert found["timeliness"].findings[0] == (
        "Median 7.5 years, mean 8.8 years, over 4 countries; the oldest latest figure is of 2008."
    )
    assert found["timeliness"].findings[1] == "2 of 4 have no figure of the 5 years before the source’s date."
    assert found["coverage"].findings[0].startswith("2 of 193 UN member states (1%) have a figure of 2014–2018; 4 have")
    assert "Age: expected, but not published." in found["coverage"].findings


def test_widths_are_shares_of_the_figure(tiny_store: Store):
    indicator = tiny_store.catalogue.indicators["electoral_democracy_index_score"]
    latest = latest_of(tiny_store, tiny_store.catalogue.series[indicator.preferred])
    columns = tiny_store.blocks.columns
    widths = relative_widths(tiny_store, latest)
    assert len(widths)
    row = next(r for r in latest.newest if columns["value"][r] > 0 and np.isfinite(columns["lower"][r]))
    assert widths[0] == pytest.approx((columns["upper"][row] - columns["lower"][row]) / columns["value"][row])
    assert "carry an interval" in quality_of(tiny_store, indicator.id)["accuracy"].findings[0]


def test_marks_are_counted(tiny_store: Store):
    found = quality_of(tiny_store, "unsentenced_detention_share_percent")
    text = " ".join([*found["accuracy"].findings, *found["comparability"].findings])
    series = tiny_store.catalogue.series["un_sdg:VC_PRS_UNSNT@2023-12-17"]
    bits = 1 << list(Flag).index(Flag.DEFINITION_DIFFERS)
    marked = np.count_nonzero(tiny_store.blocks.columns["flags"][latest_of(tiny_store, series).rows] & bits)
    assert ("definition differs" in text) == bool(marked)


def test_a_series_can_be_closed_further_than_its_source(tiny_store: Store):
    closed = [s for s in tiny_store.catalogue.series.values() if "no_transform" in s.raw["restrictions"]]
    assert closed
    for series in closed:
        assert not licence_of(tiny_store, series)["may_transform"]
        assert "not to be transformed" in quality_of(tiny_store, series.raw["indicator"])["accessibility"].findings[0]
