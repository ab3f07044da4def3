"""Vintages are set against each other figure by figure, and what rounding explains is no change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.prepare import prepare
from data.release import open_release
from data.store import Store, open_store
from data.views.vintages import build_vintages, compare_series
from data.words import words
from tests.verify.place import releases

HOMICIDE = "homicide_rate_per_100000"
NEW, OLD = "un_sdg:VC_IHR_PSRC@2023-12-17", "un_sdg:VC_IHR_PSRC@2020-10"


def compared(store: Store, one: str, other: str):
    return compare_series(store, store.catalogue.series[one], store.catalogue.series[other])


class TestTiny:
    """The samples hold three rates twice: 0.7751 and 0.78, 1.20321 and 1.2, 4.61207 and 4.93."""

    def test_counted_by_hand(self, tiny_store: Store):
        found = compared(tiny_store, NEW, OLD)
        assert (found.older, found.newer) == (OLD, NEW)
        assert (found.common, found.differ, found.precision_only, found.beyond) == (3, 3, 2, 1)
        assert (found.rose, found.fell, found.over_tenth) == (1, 0, 0)
        assert found.largest is not None
        assert found.largest.dims == "sex:total"

    def test_the_order_asked_does_not_matter(self, tiny_store: Store):
        assert compared(tiny_store, NEW, OLD) == compared(tiny_store, OLD, NEW)

    def test_a_series_against_itself(self, tiny_store: Store):
        found = compared(tiny_store, NEW, NEW)
        assert found.common == tiny_store.catalogue.series[NEW].raw["rows"]
        assert found.differ == found.beyond == 0
        assert found.largest is None

    def test_a_dimension_that_one_lacks_is_held_at_what_is_shown_first(self, tiny_store: Store):
        indicator = tiny_store.catalogue.indicators["maternal_mortality_ratio_per_100000_live_births"]
        found = compared(tiny_store, indicator.preferred, "un_sdg:SH_STA_MMR@2020-10")
        assert (
            found.common == tiny_store.catalogue.series["un_sdg:SH_STA_MMR@2020-10"].raw["against_preferred"]["matched"]
        )

    def test_it_agrees_with_what_the_build_counted(self, tiny_store: Store):
        for indicator in tiny_store.catalogue.indicators.values():
            for sid in indicator.series:
                counted = tiny_store.catalogue.series[sid].raw.get("against_preferred")
                if counted and counted["matched"]:
                    found = compared(tiny_store, indicator.preferred, sid)
                    assert (found.common, found.differ) == (counted["matched"], counted["differ"]), sid

    def test_the_view_says_it(self, tiny_store: Store):
        indicator = tiny_store.catalogue.indicators[HOMICIDE]
        view = build_vintages(tiny_store, indicator, tiny_store.catalogue.series[OLD], words("en"))
        rows = {row.id: row for row in view.rows}
        assert rows[OLD].is_shown
        assert rows[NEW].is_preferred
        assert not rows[OLD].revision
        text = " ".join(rows[NEW].revision)
        assert "Of 3 figures that stand in both, 3 differ: 2 in precision only" in text
        assert "Kenya, 2018, from 4.6 to 4.9" in text

    def test_components_are_not_set_against_the_status_made_of_them(self, tiny_store: Store):
        indicator = tiny_store.catalogue.indicators["nhri_accreditation_status_class"]
        preferred = tiny_store.catalogue.series[indicator.preferred]
        rows = build_vintages(tiny_store, indicator, preferred, words("en")).rows
        assert {row.id for row in rows if row.revision} <= {s for s in indicator.series if ":NHRI_STATUS@" in s}


@pytest.fixture(scope="module")
def real_store() -> Store:
    """The release of the checkout, its blocks in the folder of this run."""
    blocks = Path(os.environ["CM_VAR"]) / "blocks"
    prepare(open_release(root=releases()), blocks)
    return open_store(root=releases(), blocks=blocks)


@pytest.mark.long
class TestRelease:
    """The numbers that the README of the publishers' files names."""

    @pytest.mark.parametrize(
        ("newer", "older", "numbers"),
        [
            pytest.param(NEW, OLD, (3510, 3350, 2536), id="homicide"),
            pytest.param(
                "un_sdg:SM_POP_REFG_OR@2023-12-17", "un_sdg:SM_POP_REFG_OR@2020-10", (5260, 4439, None), id="refugees"
            ),
            pytest.param(
                "un_sdg:SP_DYN_MRBF18@2023-12-17", "un_sdg:SP_DYN_MRBF18@2020-10", (83, 57, 0), id="child marriage"
            ),
            pytest.param(
                "owid:human-rights-index-vdem@vdem-v16-2026-07",
                "owid:human-rights-index-vdem@vdem-v15-2026-02",
                (34753, 30913, None),
                id="civil liberties",
            ),
            pytest.param(
                "un_sdg:SL_LBR_NTLCPL@2023-12-17", "un_sdg:SL_LBR_NTLCPL@2020-10", (431, None, None), id="labour rights"
            ),
        ],
    )
    def test_revisions(self, real_store: Store, newer: str, older: str, numbers: tuple[int | None, ...]):
        found = compared(real_store, newer, older)
        counted = (found.common, found.differ, found.beyond)
        assert all(want in (None, have) for want, have in zip(numbers, counted, strict=True)), counted

    def test_the_largest_change_of_the_civil_liberties_index(self, real_store: Store):
        """At most 0.114, in Haiti."""
        found = compared(
            real_store, "owid:human-rights-index-vdem@vdem-v16-2026-07", "owid:human-rights-index-vdem@vdem-v15-2026-02"
        )
        assert found.largest is not None
        columns = real_store.blocks.columns
        values = [float(columns["value"][row]) for row in (found.largest.older, found.largest.newer)]
        assert real_store.blocks.areas[columns["area"][found.largest.newer]] == "HTI"
        assert round(values[1] - values[0], 3) == 0.114
