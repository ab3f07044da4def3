"""A right's page: every indicator in one panel of its source, experts apart, counts equal to those of the gaps."""

from __future__ import annotations

from collections import Counter

import pytest

from data.compare import Purpose, standing
from data.groups import find_group
from data.model import IndicatorKind, SourceType
from data.store import Store
from data.view_state import ViewState
from data.views.gaps_choice import choose_gaps
from data.views.gaps_summary import build_summary
from data.views.profile_story import plain
from data.views.profile_treaties import STATUS
from data.views.right_page import RightPage, build_right_page
from data.views.right_page_panels import Line, Panel
from data.views.right_page_story import build_right_story, missing_kinds
from data.views.right_page_texts import COVENANT, SAYS
from data.words import words

EN = words("en")


def page_of(store: Store, right: str, peers: str = "all") -> RightPage:
    group = find_group(store, peers)
    assert group is not None
    return build_right_page(store, right, group, EN)


def panels_of(page: RightPage) -> list[Panel]:
    return [panel for stage in page.stages for panel in (*stage.records, *stage.experts)]


def lines_of(page: RightPage) -> list[Line]:
    lines: list[Line] = []
    waiting = [line for panel in panels_of(page) for line in panel.lines]
    while waiting:
        line = waiting.pop()
        lines.append(line)
        waiting += line.parts
    return lines


@pytest.fixture(scope="module")
def pages(real_store: Store) -> dict[str, RightPage]:
    return {right: page_of(real_store, right) for right in real_store.catalogue.rights}


def test_every_right_has_its_words(real_store: Store) -> None:
    assert set(SAYS) == set(real_store.catalogue.rights)
    assert {raw["covenant"] for raw in real_store.catalogue.rights.values()} <= set(COVENANT)


def test_every_indicator_stands_once(real_store: Store, pages: dict[str, RightPage]) -> None:
    for right, page in pages.items():
        wanted = Counter(
            i.id for i in real_store.catalogue.indicators.values() if right in i.rights and not i.id.endswith(STATUS)
        )
        assert Counter(line.indicator.id for line in lines_of(page)) == wanted, right
        statuses = {i.id for i in page.indicators if i.id.endswith(STATUS)}
        shown = {item.indicator for item in page.treaties.items} if page.treaties is not None else set()
        assert statuses <= shown, right


def test_experts_stand_apart_and_sources_are_never_mixed(real_store: Store, pages: dict[str, RightPage]) -> None:
    for page in pages.values():
        for stage in page.stages:
            for panel in stage.records:
                assert SourceType.EXPERT not in panel.types
            for panel in stage.experts:
                assert panel.types == (SourceType.EXPERT,)
        for panel in panels_of(page):
            for line in panel.lines:
                assert real_store.catalogue.series[line.indicator.preferred].source == panel.source


def test_no_median_where_averages_are_refused(real_store: Store, pages: dict[str, RightPage]) -> None:
    for page in pages.values():
        for line in lines_of(page):
            reading = line.reading
            if reading is None:
                assert line.why
            elif standing(real_store, line.indicator, reading.series, Purpose.AVERAGE).is_refused:
                assert not reading.median_text
                assert reading.refused


def test_coverage_is_that_of_the_gaps(real_store: Store, pages: dict[str, RightPage]) -> None:
    summary = build_summary(real_store, choose_gaps(real_store, ViewState(), EN), EN)
    for row in summary.rows:
        covers = pages[row.id].covers
        assert [c.whole for c in covers] == [*row.cells, row.whole]
        assert all(c.core.expected <= c.whole.expected or not pages[row.id].core for c in covers)


def test_treaties_are_counted_for_the_states_that_are_meant(pages: dict[str, RightPage], real_store: Store) -> None:
    whole = pages["life"].treaties
    assert whole is not None
    assert [(t.instrument.id, t.parties, t.total) for t in whole.items] == [
        ("iccpr", 172, 193), ("iccpr_op2", 89, 193)
    ]  # fmt: skip
    pacific = page_of(real_store, "life", "pacific_islands_forum").treaties
    assert pacific is not None
    assert [(t.parties, t.total) for t in pacific.items] == [(7, 14), (2, 14)]


def test_what_is_missing_is_named(pages: dict[str, RightPage]) -> None:
    life, trial = pages["life"], pages["fair_trial"]
    assert life.count(IndicatorKind.PROCESS) == 0
    assert any("effort" in text for text in missing_kinds(life, EN))
    assert not any("effort" in text for text in missing_kinds(trial, EN))
    assert any("core indicator" in text for text in missing_kinds(pages["trade_unions"], EN))
    apart = {item.dimension: item.count for item in life.apart}
    assert apart["disability_status"] == 0
    assert apart["sex"] > 0
    texts = [item.text for item in life.unmeasured]
    assert len(texts) == len(set(texts)) > 0


def test_stories_are_whole(pages: dict[str, RightPage]) -> None:
    for right, page in pages.items():
        told = " ".join(plain(sentence) for sentence in build_right_story(page, EN))
        assert told.count(".") >= 2, right
        assert not set("[]") & set(told), right


def test_a_group_changes_the_states_and_nothing_else(real_store: Store, pages: dict[str, RightPage]) -> None:
    narrow = page_of(real_store, "health", "eu")
    assert not narrow.is_all
    assert [i.id for i in narrow.indicators] == [i.id for i in pages["health"].indicators]
    (only,) = narrow.covers
    assert only.name == "European Union"
    for line in lines_of(narrow):
        if line.reading is not None:
            assert line.reading.total <= 27


def test_the_tiny_release_gives_pages_too(tiny_store: Store) -> None:
    for right in tiny_store.catalogue.rights:
        page = page_of(tiny_store, right)
        assert page.name
        build_right_story(page, EN)
        missing_kinds(page, EN)
