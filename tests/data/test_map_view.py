"""Map, legend, notes and sentence of a view say the same, and what is no value colours nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from data.compare import Purpose, fit
from data.model import AreaState, Mark, ValueKind
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.dots import build_dot_rows, build_region_bars
from data.views.formats import value_text
from data.views.map import MapView, build_map_view, class_labels
from data.views.sentence import area_sentence, build_sentence
from data.views.states import median
from data.views.table import SORTS, build_rows, export_rows
from data.words import words

EN = words("en")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNSENTENCED = "unsentenced_detention_share_percent"
UNDERNOURISHED = "undernourishment_prevalence_percent"


def view_of(store: Store, indicator: str, **state: object) -> MapView:
    return build_map_view(store, choose(store, ViewState(indicator=indicator).but(**state), EN), EN)


def every_view(store: Store) -> Iterator[MapView]:
    """The view that each indicator opens with, one in its middle, one before all data."""
    for iid, indicator in store.catalogue.indicators.items():
        opening = view_of(store, iid)
        yield opening
        if opening.years:
            yield view_of(store, iid, year=opening.years[len(opening.years) // 2], tol=3)
            yield view_of(store, iid, year=opening.years[0], tol=0)
        for sid in indicator.series[1:]:
            yield view_of(store, iid, since=sid)


class TestEveryView:
    def test_legend_counts_sum_to_the_universe(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            members = [area for item in view.legend for area in item.members]
            assert sorted(members) == sorted(a.id for a in view.counted), view.title
            assert sum(item.count for item in view.legend) == len(view.counted)

    def test_a_colour_is_a_value_and_a_state_is_none(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            labels = {fill for fill, _ in class_labels(tiny_store, view.indicator, view.series, EN)}
            for area in view.areas:
                if area.state is AreaState.VALUE:
                    assert area.fill in labels
                    assert area.value is not None
                else:
                    assert area.fill == f"s-{area.state.value}"
                    assert area.value is None
                    assert area.radius is None
                    assert area.marks == () or area.state in (AreaState.CENSORED, AreaState.IMPLAUSIBLE)

    def test_the_table_has_the_areas_of_the_map_and_a_reason_for_each_gap(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            rows = build_rows(view, EN)
            assert sorted(r.area for r in rows) == [a.id for a in view.areas]
            texts = {a.id: a.text for a in view.areas}
            for row in rows:
                assert row.text == texts[row.area] != ""
                assert (row.missing_reason == "") is (row.state is AreaState.VALUE)
                if row.state is AreaState.VALUE:
                    assert row.value is not None
                    assert row.value_text

    def test_every_number_of_the_sentence_stands_in_the_view(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            sentence = build_sentence(tiny_store, view, EN)
            assert sentence
            assert sentence[-1] in ".…", sentence
            for number in NUMBER.findall(sentence):
                assert number.rstrip(",") in known_numbers(tiny_store, view), f"{number}: {sentence}"

    def test_every_area_can_be_read_aloud(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            for area in view.areas[:40]:
                text = area_sentence(tiny_store, view, area, EN)
                assert text.startswith(area.name)
                assert not re.search(r"\b(None|nan|inf)\b", text)

    def test_older_values_are_counted_in_the_note(self, tiny_store: Store) -> None:
        seen = 0
        for view in every_view(tiny_store):
            older = [a for a in view.valued if Mark.OLDER in a.marks]
            note = [n for n in view.notes if "older value" in n]
            assert bool(note) is bool(older)
            assert all(a.year is not None and view.year is not None and a.year < view.year for a in older)
            if older:
                seen += 1
                assert note[0].startswith(f"{len(older)} of {len(view.valued)} countries")
        assert seen

    def test_no_file_of_this_machine_and_no_bare_id_reaches_a_reader(self, tiny_store: Store) -> None:
        for view in every_view(tiny_store):
            text = " ".join([view.title, view.subtitle, *view.notes, build_sentence(tiny_store, view, EN)])
            assert "/work" not in text
            assert view.indicator.id not in text


def known_numbers(store: Store, view: MapView) -> set[str]:
    """Numbers that stand in the view: texts, names, years of its own and of its values, counts, the median."""
    fit_ones = [a for a in view.valued if not fit(store, a.observation, Purpose.AVERAGE).is_refused]
    values = [a.value for a in fit_ones if a.value is not None]
    decimals = max([a.observation.decimals for a in view.valued if a.observation] or [0])
    middle = median(values)
    texts = [a.text for a in view.areas] + [a.name for a in view.areas]
    texts += [view.title, view.indicator.subject, view.indicator.name, view.empty, view.slice_label]
    texts += [item.label for item in view.legend] + [str(a.year) for a in view.areas]
    texts += [bar.text + bar.name for bar in build_region_bars(store, view, EN)]
    if middle is not None:
        texts += [
            value_text(middle, d, view.indicator, store.catalogue, EN) for d in {0, 1, decimals, max(decimals, 1)}
        ]
    counts = {
        len(fit_ones),
        len(view.areas),
        len(view.counted),
        len(view.valued),
        *(item.count for item in view.legend),
    }
    missing = [
        a for a in view.counted if a.state in (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED)
    ]
    ties = {sum(a.value == value for a in view.valued) for value in values}
    counts |= {len(missing), *ties, *(tie - 1 for tie in ties)}
    counts |= {sum(a.state is state for a in view.counted) for state in AreaState}
    found = {number.rstrip(",") for text in texts for number in NUMBER.findall(text)}
    return found | {EN.number(count) for count in counts} | {str(view.year), str(view.latest_year)}


class TestSingleViews:
    def test_parts_are_listed_and_not_coloured(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2019)
        (kingdom,) = [a for a in view.areas if a.id == "GBR"]
        assert kingdom.fill == "s-parts_only"
        assert [text for _, text in kingdom.parts] == ["11.0%", "36.0%", "21.0%"]
        assert "Published for parts only" in build_sentence(tiny_store, view, EN)

    def test_impossible_shares_take_no_part_and_are_named(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2016, dims="sex:male")
        assert [a for a in view.valued if a.id == "PSE"] == []
        shown = [a for a in view.areas if a.id == "PSE"]
        assert [a.fill for a in shown] == ["s-implausible"]
        assert shown[0].text == "413.7%"

    def test_censored_values_take_no_part(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNDERNOURISHED, year=2019, tol=0)
        assert [a.id for a in view.valued] == ["NAM", "KEN"]
        texts = {a.id: a.text for a in view.areas}
        assert texts["FRA"] == "under 2.5%"
        sentence = build_sentence(tiny_store, view, EN)
        assert "under 2.5% in 2 UN member states" in sentence
        assert "2 have an exact value" in sentence
        assert "median" not in sentence  # one of the two in the middle is known only to be under the limit

    def test_no_country_has_data(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2031)
        assert view.empty == "No country has data for 2031 in this slice; the latest is 2019."
        assert build_sentence(tiny_store, view, EN).startswith(view.empty)
        assert view.valued == []

    def test_regions_alone_say_so(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, "defenders_killed_count_victims")
        assert "world regions only" in view.empty
        assert [bar.value for bar in build_region_bars(tiny_store, view, EN)] == [360.0, 210.0, 9.0]

    def test_counts_are_circles_by_area(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, "homicide_count_victims", year=2018)
        assert view.kind == "circles"
        radii = {a.id: a.radius for a in view.valued}
        assert radii["KEN"] == 26.0
        assert radii["FRA"] == pytest.approx(26.0 * (779 / 2533) ** 0.5, abs=0.05)

    def test_classes_have_names_and_no_median(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, "nhri_accreditation_status_class", year=2021)
        assert view.kind == "classes"
        assert [item.label for item in view.legend if not item.is_state] == [
            c["label"] for c in sorted(view.indicator.classes, key=lambda c: c["value"])
        ]
        assert "median" not in build_sentence(tiny_store, view, EN)

    def test_the_year_alone_by_request(self, tiny_store: Store) -> None:
        loose = view_of(tiny_store, UNDERNOURISHED, year=2020, tol=5)
        strict = view_of(tiny_store, UNDERNOURISHED, year=2020, tol=0)
        assert len(loose.valued) == 2
        assert all(a.marks[0] is Mark.OLDER for a in loose.valued)
        assert strict.valued == []

    def test_dots_stand_in_rows_by_region(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2019)
        rows = build_dot_rows(tiny_store, view, EN)
        assert [row.region for row in rows] == sorted(row.region for row in rows)
        assert sorted(a.id for row in rows for a in row.areas) == sorted(a.id for a in view.valued)
        assert all(row.median is None for row in rows if len(row.areas) < 5)

    def test_an_interval_is_named_with_its_level(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, "freedom_from_torture_score_0_10", year=2019)
        (zealand,) = [a for a in view.valued if a.id == "NZL"]
        assert "80% interval 8.5–10.5" in zealand.text


class TestChoice:
    def test_what_the_release_does_not_hold_is_told(self, tiny_store: Store) -> None:
        state = ViewState(indicator=UNSENTENCED, since="un_sdg:GONE@2020-10", dims="sex:other", year=1980)
        choice = choose(tiny_store, state, EN)
        assert choice.series.id == choice.indicator.preferred
        assert choice.dims == "sex:total"
        assert choice.year == 2013
        assert len(choice.notices) == 3

    def test_an_unknown_indicator_is_no_view(self, tiny_store: Store) -> None:
        with pytest.raises(KeyError):
            choose(tiny_store, ViewState(indicator="not_in_release"), EN)

    def test_the_map_opens_with_a_year_that_has_data(self, tiny_store: Store) -> None:
        for iid in tiny_store.catalogue.indicators:
            choice = choose(tiny_store, ViewState(indicator=iid), EN)
            assert choice.notices == ()
            assert choice.year is None or choice.year in choice.years

    def test_tolerance_follows_the_kind_of_source(self, tiny_store: Store) -> None:
        for indicator in tiny_store.catalogue.indicators.values():
            if indicator.raw["tolerance"] is None:
                rule = {"survey": 5, "administrative": 2, "mixed": 2, "legal": 2}
                assert indicator.tolerance == rule.get(indicator.source_type.value, 0)


class TestTable:
    def test_what_is_missing_comes_last_whatever_the_direction(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2019)
        for sort in ("value", "-value"):
            rows = build_rows(view, EN, sort)
            states = [r.state is AreaState.VALUE for r in rows]
            assert states == sorted(states, reverse=True)
            values = [r.value for r in rows if r.state is AreaState.VALUE]
            assert values == sorted(values, reverse=sort == "-value")

    @pytest.mark.parametrize("sort", SORTS)
    def test_every_order_holds_every_row_once(self, tiny_store: Store, sort: str) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2019)
        assert sorted(r.area for r in build_rows(view, EN, sort)) == [a.id for a in view.areas]

    def test_export_keeps_what_was_published(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, year=2019)
        rows = {str(row["iso3"]): row for row in export_rows(tiny_store, view, EN)}
        assert rows["FRA"]["value_text"] == "29.80"
        assert rows["FRA"]["sex"] == "total"
        assert rows["GBR"]["value"] is None
        assert rows["GBR"]["status"] == "parts_only"
        assert rows["GBR"]["missing_reason"] != ""
        assert len({tuple(row) for row in rows.values()}) == 1  # every row has the same columns

    def test_value_kinds_have_their_own_map(self, tiny_store: Store) -> None:
        kinds = {view.indicator.value_kind: view.kind for view in every_view(tiny_store)}
        assert kinds[ValueKind.NUMBER] == "choropleth"
        assert kinds[ValueKind.COUNT] == "circles"
        assert kinds[ValueKind.ORDERED] == "classes"
