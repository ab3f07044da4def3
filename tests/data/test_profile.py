"""A country's profile says what the maps say, counts what it shows, and never sets a state against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from data.model import AreaKind, AreaState, Provenance, Qualifier
from data.query import events, observation, series_rows
from data.store import Store
from data.views.choose import Choice
from data.views.instruments import INSTRUMENTS
from data.views.map import MapArea, build_map_view
from data.views.profile import Profile, build_profile, has_profile, is_read, profile_areas, right_of, timed
from data.views.profile_change import base_row, change_text
from data.views.profile_groups import expectations
from data.views.profile_rows import ProfileRow, lag_of
from data.views.profile_spark import profile_span, within
from data.views.profile_story import build_story, pieces, plain
from data.views.profile_treaties import PARTY, SIGNED, disagreements, is_status
from data.views.sparkline import build_sparkline
from data.words import words

WORDS = words("en")
NUMBER = re.compile(r"\d[\d,.]*")
CORE = {
    "homicide_rate_per_100000": "life",
    "unsentenced_detention_share_percent": "liberty_security",
    "rule_of_law_index_score": "fair_trial",
    "undernourishment_prevalence_percent": "food",
    "freedom_of_expression_index_score": "expression",
    "secondary_education_attainment_percent": "education",
}


@pytest.fixture(scope="module")
def store(tiny_store: Store) -> Store:
    """The tiny release with core indicators, which are chosen from whole sources only."""
    known = tiny_store.catalogue.indicators
    chosen = {iid: replace(known[iid], core=right) for iid, right in CORE.items()}
    return replace(tiny_store, catalogue=replace(tiny_store.catalogue, indicators={**known, **chosen}))


@pytest.fixture(scope="module")
def profiles(store: Store) -> dict[str, Profile]:
    return {area: build_profile(store, area, WORDS) for area in profile_areas(store.catalogue)}


def each_row(profiles: dict[str, Profile]) -> Iterator[tuple[str, ProfileRow]]:
    for area, profile in profiles.items():
        for row in profile.rows.values():
            yield area, row


def map_area(store: Store, row: ProfileRow, area: str, year: int, kept: dict[tuple[str, int], dict[str, MapArea]]):
    """What the map of that year says of an area."""
    key = (row.indicator.id, year)
    if key not in kept:
        choice = Choice(row.indicator, row.series, row.series.headline, year, (), row.indicator.tolerance, ())
        kept[key] = {a.id: a for a in build_map_view(store, choice, WORDS).areas}
    return kept[key].get(area)


def whole(value: str, interval: str) -> str:
    """Value and interval as the map writes them together."""
    return f"{value} ({interval})" if interval else value


def test_pages_are_for_countries_and_territories(store: Store):
    areas = profile_areas(store.catalogue)
    assert areas == [a for a in sorted(store.catalogue.areas) if has_profile(store, a)]
    assert {a.id for a in store.catalogue.members()} <= set(areas)
    assert {store.catalogue.areas[a].kind for a in areas} <= {AreaKind.COUNTRY, AreaKind.TERRITORY}
    assert not any(has_profile(store, a) for a in ("ken", "Kenya", "GBR-SCT", "un_sdg:1", "", "SUN"))


def test_every_figure_is_that_of_the_map_of_its_year(store: Store, profiles: dict[str, Profile]):
    kept: dict[tuple[str, int], dict[str, MapArea]] = {}
    checked = 0
    for area, row in each_row(profiles):
        if row.year is not None:
            seen = map_area(store, row, area, row.year, kept)
            assert (seen.state, seen.text, seen.year, seen.observation) == (row.state, row.text, row.year, row.item)
            checked += 1
        elif row.parts:
            seen = map_area(store, row, area, max(p.year for p in row.parts), kept)
            if seen is None:  # a map draws no place but the member states that its series names in parts alone
                assert store.catalogue.areas[area].universe != "un_member"
                continue
            assert seen.state is AreaState.PARTS_ONLY
            assert dict(seen.parts) == {p.name: whole(p.value_text, p.interval_text) for p in row.parts}
    assert checked > 500


def test_where_there_is_no_figure_the_state_is_that_of_the_map(store: Store, profiles: dict[str, Profile]):
    kept: dict[tuple[str, int], dict[str, MapArea]] = {}
    for area, row in each_row(profiles):
        if row.year is None and not row.parts and row.series.raw["last_year"]:
            year = row.item.year if row.item is not None else row.series.raw["last_year"]
            seen = map_area(store, row, area, year, kept)
            assert seen is None or seen.state is row.state, (area, row.indicator.id)
            assert row.value_text == "", (area, row.indicator.id)
            assert row.why or row.item is not None or row.state is AreaState.NOT_APPLICABLE, (area, row.indicator.id)


def test_a_newer_figure_is_never_passed_over(store: Store, profiles: dict[str, Profile]):
    for area, row in each_row(profiles):
        rows = series_rows(store.blocks, row.series.id, row.series.headline, area)
        items = [observation(store.blocks, row.series.id, row.series.headline, int(r)) for r in rows]
        years = [i.year for i in items if i.qualifier is not Qualifier.NO_VALUE]
        assert row.year == max(years, default=None)


def test_value_and_interval_make_the_text_of_the_map(profiles: dict[str, Profile]):
    with_interval = 0
    for _area, row in each_row(profiles):
        if row.state is AreaState.VALUE:
            assert whole(row.value_text, row.interval_text) == row.text
            with_interval += bool(row.interval_text)
        if row.band is not None:
            assert row.band.low <= row.band.lower <= row.band.upper <= row.band.high
    assert with_interval


@pytest.mark.parametrize(
    ("area", "indicator", "state"),
    [
        ("GBR", "unsentenced_detention_share_percent", AreaState.PARTS_ONLY),
        ("PSE", "rule_of_law_index_score", AreaState.PARTS_ONLY),
        ("TZA", "unsentenced_detention_share_percent", AreaState.NOT_REPORTED),
        ("TUV", "rule_of_law_index_score", AreaState.NOT_IN_SOURCE),
        ("NRU", "electoral_democracy_index_score", AreaState.NOT_IN_SOURCE),
        ("KEN", "defenders_killed_count_victims", AreaState.REGIONS_ONLY),
        ("KEN", "refugees_pairs_by_origin_people", AreaState.NOT_APPLICABLE),
        ("BFA", "one_sided_violence_deaths_number", AreaState.SEVERAL_TOGETHER),
    ],
)
def test_named_states(profiles: dict[str, Profile], area: str, indicator: str, state: AreaState):
    assert profiles[area].rows[indicator].state is state


def test_rows_stand_once_and_counts_agree(profiles: dict[str, Profile]):
    for profile in profiles.values():
        shown: list[str] = []
        for section in profile.sections:
            rows = [*section.core, *section.others, *(r for a in section.absent for r in a.items)]
            shown += [r.indicator.id for r in rows]
            assert all(right_of(r) == section.id for r in rows)
            assert all(r.indicator.core == section.id for r in section.core)
            own = [r for r in rows if r.series.raw["countries"] and r.is_published]
            assert section.published == len(own)
        treaties = [i for i, row in profile.rows.items() if is_status(row.indicator)]
        silent = {s.source for s in profile.silent}
        left = set(profile.rows) - set(shown) - set(treaties)
        assert len(shown) == len(set(shown))
        assert all(profile.rows[i].series.source in silent and not is_read(profile.rows[i]) for i in left)
        assert sum(m.count for m in profile.makers) == len(timed(profile.possible))


def test_a_component_follows_its_total(profiles: dict[str, Profile]):
    folded = 0
    for profile in profiles.values():
        for section in profile.sections:
            places = {row.indicator.id: n for n, row in enumerate(section.others)}
            for number, row in enumerate(section.others):
                total = row.indicator.raw["component_of"]
                if row.depth:
                    folded += 1
                    assert places[total] < number
                    between = section.others[places[total] + 1 : number]
                    assert all(r.depth > section.others[places[total]].depth for r in between)
                elif total:
                    assert total not in places
                    assert row.total or total not in profile.rows
    assert folded


def test_silent_sources_are_named_once(profiles: dict[str, Profile], store: Store):
    for area, profile in profiles.items():
        for silence in profile.silent:
            assert silence.count
            held = [s for s in store.catalogue.series.values() if s.source == silence.source]
            assert not any(area in s.raw["areas"] for s in held)


def test_treaties(store: Store, profiles: dict[str, Profile]):
    held = {e["instrument"] for e in store.blocks.events}
    assert held <= {i.id for i in INSTRUMENTS}
    for area, profile in profiles.items():
        acts = [e for e in events(store.blocks, area) if e["role"] == "used"]
        assert profile.commitments.is_recorded or not acts
        for item in profile.commitments.items:
            own = [e for e in acts if e["instrument"] == item.instrument.id]
            if item.status == PARTY:
                assert item.date
                assert item.act
            if item.status == SIGNED:
                assert any(e["act"] == "signature" for e in own) or not item.date
            if item.status == 0:
                assert not item.date
        assert sum(bool(c.disagreement) for c in profile.commitments.items) == len(
            {d["instrument"] for d in disagreements(store) if d["area"] == area}
            & {c.instrument.id for c in profile.commitments.items}
        )


def test_a_record_that_ends_early_says_so(profiles: dict[str, Profile]):
    years = {p.commitments.year for p in profiles.values() if p.commitments.is_recorded}
    assert len(years) > 1
    for profile in profiles.values():
        commitments = profile.commitments
        if commitments.is_recorded:
            assert str(commitments.year) in commitments.as_of


def test_groups_are_counted_against_what_is_expected(store: Store, profiles: dict[str, Profile]):
    assert expectations(store)
    for profile in profiles.values():
        for group in profile.groups:
            assert group.by_group <= group.any_figure <= group.expected
            assert len(group.missing) == group.any_figure - group.by_group
            assert store.catalogue.dimensions[group.dimension]["people"]


def test_lags_are_taken_from_the_date_of_the_source(profiles: dict[str, Profile]):
    for profile in profiles.values():
        lags = sorted(row.lag for row in timed(profile.possible))
        assert all(row.lag == lag_of(row.series, row.year) for row in timed(profile.possible))
        if lags:
            assert lags[0] <= profile.lag <= lags[-1]
            assert profile.latest[0].lag == lags[-1]
        else:
            assert profile.lag is None


def test_story_counts_what_the_page_shows(profiles: dict[str, Profile]):
    for profile in profiles.values():
        story = build_story(profile, WORDS)
        assert 1 <= len(story) <= 6
        first = plain(story[0])
        assert f"{len(profile.published)} of the {len(profile.possible)} indicators" in first
        core = sum(row.is_published for row in profile.core)
        assert f"{core} of {len(profile.core)} core indicators" in first
        for sentence in story:
            text = plain(sentence)
            assert text.endswith(".")
            assert not NUMBER.search(text) or any(piece.target for piece in sentence)
            assert "[" not in text
            assert all(p.target.startswith("#") or p.target in profile.rows for p in sentence if p.target)
            assert not re.search(r"better|worse|rank|score of|%\(", text)


def test_story_names_what_is_missing(profiles: dict[str, Profile]):
    story = " ".join(plain(s) for s in build_story(profiles["GBR"], WORDS))
    assert "only parts of the country have values for Intentional homicide rate and Prisoners held" in story
    story = " ".join(plain(s) for s in build_story(profiles["TUV"], WORDS))
    assert "No value is published for" in story
    assert "Rule of law index" in story


def test_story_speaks_of_a_place_that_hardly_any_source_knows(store: Store, profiles: dict[str, Profile]):
    least = min(profiles.values(), key=lambda p: len(p.published))
    story = build_story(least, WORDS)
    assert plain(story[0]).startswith(least.name) or "The " in plain(story[0])[:4]
    assert {p.count for p in least.makers} <= set(range(len(least.published) + 1))


def test_pieces_split_at_brackets():
    told = pieces("a [b] c [d].", ["#x", "y"])
    assert [(p.text, p.target) for p in told] == [("a ", ""), ("b", "#x"), (" c ", ""), ("d", "y"), (".", "")]


def test_change_never_crosses_what_it_must_not(store: Store, profiles: dict[str, Profile]):
    told = 0
    for area, row in each_row(profiles):
        text = change_text(store, row, area, profile_span(store)[0], WORDS)
        if not text:
            continue
        told += 1
        assert row.state is AreaState.VALUE
        assert not row.indicator.classes
        licence = store.catalogue.sources[row.series.source]["licence"]
        assert licence["may_transform"]
        assert "no_transform" not in row.series.raw["restrictions"]
        assert store.catalogue.units[row.indicator.unit]["comparable_across_areas"]
        base = base_row(store, row, area, profile_span(store)[0])
        first = observation(store.blocks, row.series.id, row.series.headline, base)
        assert first.year < row.year
        assert row.text in text
        assert str(first.year) in text
        assert str(row.year) in text
    assert told


def test_small_lines_keep_their_rules_within_the_span(store: Store, profiles: dict[str, Profile]):
    span = profile_span(store)
    for area, row in each_row(profiles):
        if len(row.rows) < 2:
            continue
        uncut = build_sparkline(store, row.indicator, row.series, row.series.headline, area)
        cut = within(uncut, span)
        assert all(year >= span[0] for year in cut.years)
        assert len(cut.years) == len(cut.values) == len(cut.hollow)
        joined = {(uncut.years[a], uncut.years[b]) for s in uncut.stretches for a, b in pairwise(s)}
        for stretch in cut.stretches:
            assert stretch
            pairs = pairwise(stretch)
            assert all((cut.years[a], cut.years[b]) in joined for a, b in pairs)
            assert all(cut.values[n] == row_value(uncut, cut.years[n]) for n in stretch)


def row_value(spark, year: int) -> float | None:
    return spark.values[spark.years.index(year)]


def test_provenance_is_told_for_every_figure(profiles: dict[str, Profile]):
    for _area, row in each_row(profiles):
        assert (row.provenance is not None) == row.is_published
        assert bool(row.made) == bool(row.value_text)
        if row.provenance in (Provenance.ESTIMATED, Provenance.ADJUSTED, Provenance.MODELLED):
            assert "estimated or adjusted" not in row.marks_text
