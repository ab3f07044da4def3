"""Every figure of a story is one of the release, found here a second way; a story that data do not bear is none."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

import numpy as np
import pytest

from data.model import AreaState, Flag
from data.query import cross_section, observation, series_rows
from data.store import Store
from data.stories import FILE as STORIES
from data.stories import TEXTS, Graphic, HiddenRule, ImprovementRule, read_stories, said, stories
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.views.stories import view_of
from data.views.stories_change import build_change, moves_of
from data.views.stories_graphics import build_graphic, most_populous
from data.views.stories_hidden import build_hidden, core_columns, core_counts
from data.views.stories_lead import build_lead, widest_silence
from data.views.stories_silence import build_silence
from data.views.table import build_rows
from data.words import words

EN, FR = words("en"), words("fr")
NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")
SILENT = {AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED}


@pytest.fixture(scope="module")
def whole(real_store: Store) -> Store:
    """The release of the repository."""
    return real_store


@pytest.fixture(scope="module")
def lead(whole: Store):
    found = build_lead(whole, stories().lead, EN)
    assert found is not None
    return found


def numbers(text: str) -> list[float]:
    return [float(part.replace(",", "").replace("−", "-")) for part in NUMBER.findall(text)]


def graphic(kind: str) -> Graphic:
    return next(g for g in stories().graphics if g.kind == kind)


class TestFile:
    def test_no_sentence_holds_a_figure(self):
        assert not [key for key, text in TEXTS.items() if re.search(r"\d", text)]

    def test_every_sentence_is_used(self):
        told = stories()
        used = {told.lead.why, told.silence.why, *told.lead.headlines.values(), *(g.sentence for g in told.graphics)}
        assert used | {"headline_any"} == set(TEXTS)

    @pytest.mark.parametrize(
        ("before", "after", "error"),
        [
            ("  why: lead_why", "  why: nobody_wrote_this", KeyError),
            ("  why: lead_why", "  why: lead_why\n  figure: 57", TypeError),
            ("hidden:", "shouting: {most: 1}\nhidden:", TypeError),
            ("[administrative]", "[hearsay]", ValueError),
        ],
    )
    def test_what_is_unknown_stops(self, before: str, after: str, error: type[Exception]):
        text = STORIES.read_text("utf-8")
        assert before in text
        with pytest.raises(error):
            read_stories(text.replace(before, after, 1))


class TestLead:
    def test_it_is_the_widest_silence_of_its_kind(self, whole: Store, lead):
        kinds = {t.value for t in stories().lead.source_types}
        counts = {}
        for indicator in whole.catalogue.indicators.values():
            if indicator.core and indicator.view == "map" and indicator.source_type.value in kinds:
                view = build_map_view(whole, choose(whole, ViewState(indicator=indicator.id), EN), EN)
                counts[indicator.id] = sum(row.is_counted and row.state in SILENT for row in build_rows(view, EN))
        assert counts[lead.view.indicator.id] == max(counts.values())

    def test_without_such_a_core_indicator_any_may_lead(self, whole: Store):
        assert widest_silence(whole, ("hearsay",)) == widest_silence(whole)

    def test_headline_and_deck_say_what_the_table_says(self, lead):
        rows = [row for row in build_rows(lead.view, EN) if row.is_counted]
        silent = [row for row in rows if row.state in SILENT]
        values = sorted(row.value for row in rows if row.state is AreaState.VALUE)
        year, tolerance = lead.view.year, lead.behind.choice.tolerance
        assert numbers(lead.headline) == [len(silent), len(rows), year - tolerance, year]
        assert {row.observed for row in rows if row.value is not None} <= set(range(year - tolerance, year + 1))
        told = numbers(lead.deck[0].replace("per 100,000 ", ""))
        assert told[0] == len(values)
        for shown, exact in zip(told[-3:], np.quantile(values, [0.5, 0.25, 0.75]), strict=True):
            assert shown == pytest.approx(exact, abs=0.051)

    def test_regions_sum_to_the_silent(self, whole: Store, lead):
        told = numbers(lead.deck[1])
        assert sum(told[::2]) == len(lead.silent)
        sizes = [a.region for a in whole.catalogue.members()]
        assert all(size in {sizes.count(region) for region in set(sizes)} for size in told[1::2])

    def test_the_hash_is_the_same_in_every_language(self, whole: Store, lead):
        french = build_lead(whole, stories().lead, FR)
        assert french is not None
        assert french.behind.digest == lead.behind.digest
        assert french.headline != lead.headline


@pytest.fixture(scope="module")
def strip(whole: Store, lead):
    found = build_silence(whole, stories().silence, lead, EN)
    assert found is not None
    return found


class TestSilence:
    def test_each_dot_is_a_value_of_one_year(self, whole: Store, lead, strip):
        series, year = strip.scale.series, lead.view.year
        published = {
            o.area: o.value
            for o in (
                observation(whole.blocks, series.id, series.headline, int(row))
                for row in cross_section(whole.blocks, series.id, series.headline, year, 0)
            )
        }
        groups = [{a.id for a in lead.view.valued}, {a.id for a in lead.silent}]
        for row, group in zip(strip.rows, groups, strict=True):
            assert {a.id for a in row.areas} == group & published.keys()
            assert all(a.value == published[a.id] for a in row.areas)
            assert row.median == pytest.approx(median(published[a.id] for a in row.areas))
        drawn = sum(len(row.areas) for row in strip.rows)
        assert drawn + len(strip.without) == len(lead.view.counted)

    def test_the_sentence_counts_the_dots(self, lead, strip):
        told = numbers(strip.sentence)
        with_one, without = strip.rows
        assert told[:2] == [len(lead.view.counted), len(lead.silent)]
        assert told[2] == strip.scale.year
        assert told[4], told[6] == (len(with_one.areas), len(without.areas))
        assert told[3] == pytest.approx(with_one.median, abs=0.0051)
        assert told[5] == pytest.approx(without.median, abs=0.0051)
        above = sum(a.value > with_one.median for a in without.areas)
        assert numbers(strip.overlap) == [above, len(without.areas)]

    def test_the_scale_is_what_experts_or_models_give(self, whole: Store, strip):
        licence = whole.catalogue.sources[strip.scale.series.source]["licence"]
        assert licence["may_transform"]
        assert licence["may_combine"]
        assert strip.indicator.core
        assert strip.indicator.source_type in stories().silence.source_types

    def test_few_states_have_no_median(self, whole: Store, lead):
        rule = replace(stories().silence, least=1000)
        strip = build_silence(whole, rule, lead, EN)
        assert strip is not None
        assert [row.median for row in strip.rows] == [None, None]
        assert "median" not in strip.sentence + strip.overlap


class TestChange:
    @pytest.mark.parametrize("rule", stories().improvement, ids=lambda rule: rule.indicator)
    def test_moves_are_found_again_state_by_state(self, whole: Store, rule: ImprovementRule):
        story = build_change(whole, rule, EN)
        assert story is not None
        choice, base, year = story.choice, story.moves.base, story.moves.year
        rose, fell, count = set(), set(), 0
        for area in whole.catalogue.members():
            found = {}
            for row in series_rows(whole.blocks, choice.series.id, choice.dims, area.id):
                item = observation(whole.blocks, choice.series.id, choice.dims, int(row))
                assert not item.flags & {Flag.BREAK}
                found[item.year] = item
            if not {base, year} <= found.keys():
                continue
            before, after = found[base], found[year]
            count += 1
            if story.moves.is_sure:
                assert before.interval.level == after.interval.level
                up = after.interval.lower > before.interval.upper
                down = after.interval.upper < before.interval.lower
            else:
                assert before.interval is None
                up, down = after.value > before.value, after.value < before.value
            rose |= {area.id} if up else set()
            fell |= {area.id} if down else set()
        better, worse = (rose, fell) if choice.indicator.direction.value.startswith("higher") else (fell, rose)
        assert (story.better_count, story.worse_count) == (len(better), len(worse))
        assert story.moves.count == count
        assert {c.area for c in story.better} <= better
        assert {c.area for c in story.worse} <= worse
        assert set(numbers(story.sentence)) >= {base, year, len(better), len(worse), count}
        if not rule.most:
            assert len(story.better) == len(better)
            assert len(story.worse) == len(worse)

    def test_named_figures_are_the_published_ones(self, whole: Store):
        story = build_change(whole, stories().improvement[0], EN)
        assert story is not None
        for change in (*story.better, *story.worse):
            for row, text in ((change.before, change.before_text), (change.after, change.after_text)):
                shown = numbers(text.replace("–", " "))
                assert shown == pytest.approx([row.value, row.lower, row.upper], abs=0.00051)

    @pytest.mark.parametrize(
        "indicator", ["corruption_perceptions_index_score", "political_regime_type_class", "no_such_indicator"]
    )
    def test_where_no_change_may_be_told_there_is_no_story(self, whole: Store, indicator: str):
        assert build_change(whole, ImprovementRule(indicator, 5), EN) is None

    def test_none_better_no_story(self, tiny_store: Store):
        moves = moves_of(tiny_store, "electoral_democracy_index_score", 2)
        assert moves is not None
        assert not moves.rose
        assert build_change(tiny_store, ImprovementRule("electoral_democracy_index_score", 2), EN) is None


class TestGraphics:
    def test_trend_shows_the_furthest_of_either_way(self, whole: Store):
        story = build_graphic(whole, graphic("trend"), EN)
        moves = moves_of(whole, graphic("trend").indicator, graphic("trend").years)
        assert story is not None
        assert story.trend is not None
        assert moves is not None
        told = numbers(story.sentence.replace("from 0 to 1", ""))
        assert told == [moves.base, moves.year, len(moves.rose), moves.count, len(moves.fell)]
        value = whole.blocks.columns["value"]
        sizes = [max(abs(float(value[b] - value[a])) for a, b in pairs) for pairs in (moves.rose, moves.fell)]
        for line, size in zip(story.trend.lines, sizes, strict=True):
            at = {story.trend.rows[n].year: story.trend.rows[n].value for n in line.rows}
            assert abs(at[moves.year] - at[moves.base]) == pytest.approx(size)
        assert {band.level for band in story.trend.bands} == {round(moves.level, 2)}

    def test_groups_are_counted_again(self, whole: Store):
        rule = graphic("groups")
        story = build_graphic(whole, rule, EN)
        assert story is not None
        assert story.groups is not None
        choice = choose(whole, ViewState(indicator=rule.indicator), EN)
        slices = [choice.dims.replace("sex:total", f"sex:{sex}") for sex in ("female", "male")]
        above = below = both = 0
        for area in whole.catalogue.members():
            found = []
            for dims in slices:
                rows = series_rows(whole.blocks, choice.series.id, dims, area.id)
                items = [observation(whole.blocks, choice.series.id, dims, int(row)) for row in rows]
                found.append({i.year: i.value for i in items if i.value is not None})
            years = [y for y in found[0].keys() & found[1].keys() if choice.year - choice.tolerance <= y <= choice.year]
            if years:
                women, men = (values[max(years)] for values in found)
                both += 1
                above += women > men
                below += women < men
        assert numbers(story.sentence)[:3] == [above, both, below]
        assert len(story.groups.shown) <= rule.per_region * 5

    def test_ranks_are_those_of_the_published_intervals(self, whole: Store):
        rule = graphic("ranks")
        story = build_graphic(whole, rule, EN)
        assert story is not None
        assert story.ranks is not None
        choice, view = view_of(whole, rule.indicator, EN)
        items = {a.id: a.observation.interval for a in view.valued}
        widths = []
        for area, own in items.items():
            others = [other for name, other in items.items() if name != area]
            ahead = sum(other.lower > own.upper for other in others)
            behind = sum(other.upper < own.lower for other in others)
            widths.append(len(items) - behind - ahead)
        assert numbers(story.sentence) == [choice.year, len(items), int(median(widths))]
        assert len(story.ranks.named) == 5

    @pytest.mark.parametrize(
        ("kind", "changes"),
        [
            pytest.param("groups", {"ahead": "male"}, id="the other group is ahead"),
            pytest.param("groups", {"ahead": "robots"}, id="no such group"),
            pytest.param("groups", {"dimension": "location"}, id="not published by it"),
            pytest.param("ranks", {"indicator": "homicide_rate_per_100000"}, id="no interval, no rank"),
            pytest.param("trend", {"indicator": "homicide_rate_per_100000"}, id="no intervals"),
            pytest.param("trend", {"indicator": "no_such_indicator"}, id="no such indicator"),
        ],
    )
    def test_a_precondition_that_fails_leaves_the_story_out(self, whole: Store, kind: str, changes: dict[str, object]):
        rule = replace(graphic(kind), sentence=graphic(kind).sentence, **changes)
        assert build_graphic(whole, rule, EN) is None

    def test_most_populous_without_populations_go_by_id(self, tiny_store: Store):
        found = most_populous(tiny_store, 1, {"KEN", "BEN", "FRA"})
        assert sorted(found) == found or len(found) == 2


class TestHidden:
    def test_figures_are_counted_state_by_state(self, whole: Store):
        counts = core_counts(whole)
        for area in ("MCO", "KEN", "SWE"):
            found = 0
            for series, dims, since in core_columns(whole):
                rows = series_rows(whole.blocks, series, dims, area)
                items = [observation(whole.blocks, series, dims, int(row)) for row in rows]
                found += any(item.year >= since and item.value is not None for item in items)
            assert counts[area] == found

    def test_ties_are_named_whole(self, whole: Store):
        hidden = build_hidden(whole, stories().hidden, EN)
        assert hidden is not None
        counts = core_counts(whole)
        last = hidden.states[-1].count
        assert len(hidden.states) == sum(n <= last for n in counts.values()) <= stories().hidden.most
        assert hidden.middle == median(counts.values())
        assert [g.share for g in hidden.groups] == sorted(g.share for g in hidden.groups)
        assert all(0 <= g.published <= g.expected for g in hidden.groups)

    def test_without_core_indicators_there_is_no_story(self, tiny_store: Store):
        assert build_hidden(tiny_store, HiddenRule(5), EN) is None


def test_said_fills_a_sentence():
    assert said(EN, "headline_any", name="Bread", missing="1", all="2") == "Bread: for 1 of 2 states there is no figure"
