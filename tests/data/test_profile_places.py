"""Beside a country's figures stands what its group allows: places, medians, waits, records, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from statistics import median

import pytest

from data.groups import find_group
from data.groups_kinds import Group
from data.model import Direction, Interval, IntervalKind
from data.query import Observation, observation, series_rows
from data.store import Store
from data.views.benchmark_field import opening_column
from data.views.benchmark_position import positions_of
from data.views.profile import Profile, build_profile
from data.views.profile_change import IMPROVED, OVERLAP, WORSENED, verdict_of_change
from data.views.profile_nhri import build_nhri_story
from data.views.profile_pledges import build_pledges
from data.views.profile_position import choose_group, reporting, usual_group
from data.views.profile_record import build_record, made_by_area, median_of, own_made
from data.views.profile_snapshot import Snapshot, build_snapshot, has_level
from data.views.profile_story import build_story, plain
from data.views.profile_told import build_told
from data.views.treaties_origin import ORIGINS
from data.views.treaties_record import treaty_record
from data.words import words

EN = words("en")
SOME = ("KEN", "VUT", "DEU", "NRU", "TON", "IND", "HTI", "PSE", "TWN", "GBR", "SSD")
NUMBER = re.compile(r"\d")


@pytest.fixture(scope="module")
def made(real_store: Store) -> dict[str, tuple[Profile, Group, Snapshot]]:
    found = {}
    for area in SOME:
        profile, group = build_profile(real_store, area, EN), usual_group(real_store, area)
        found[area] = (profile, group, build_snapshot(real_store, profile, group, EN))
    return found


def test_the_usual_group_can_pass(real_store: Store):
    assert usual_group(real_store, "KEN").id == "subregion_eastern_africa"
    assert usual_group(real_store, "VUT").id == "region_oceania"  # Melanesia has four member states
    assert usual_group(real_store, "NRU").id == "subregion_micronesia"


def test_an_unknown_group_gives_a_notice(real_store: Store):
    group, notice = choose_group(real_store, "KEN", "no_such_group", EN)
    assert group.id == "subregion_eastern_africa"
    assert "no_such_group" in notice
    assert choose_group(real_store, "KEN", "eu", EN)[0].id == "eu"


def test_places_are_those_of_the_benchmark(real_store: Store, made: dict[str, tuple[Profile, Group, Snapshot]]):
    placed, wider = 0, 0
    for area, (profile, group, snapshot) in made.items():
        for indicator, place in snapshot.places.items():
            shown = place.shown
            if shown.position is None:
                assert not place.judged
                continue
            info = real_store.catalogue.indicators[indicator]
            assert shown.position == positions_of(real_store, info, area, shown.group, EN)
            assert not shown.position.withheld
            wider += place.wider is not None
            if place.wider is not None:
                own = positions_of(real_store, info, area, group, EN)
                assert own is None or own.withheld
                assert place.text
            if shown.position.place:
                placed += 1
                assert shown.position.place in shown.text
                assert shown.group.title(EN) in shown.text
                if shown.position.year != profile.rows[indicator].year:
                    assert shown.text.startswith(f"{shown.position.year}: ")
            if place.judged:
                assert shown.position.level
    assert placed > 100
    assert wider > 20


def test_who_reports_is_counted_as_the_benchmark_counts(real_store: Store, made):
    checked = 0
    for area, (_profile, group, snapshot) in made.items():
        for indicator in snapshot.places:
            info = real_store.catalogue.indicators[indicator]
            year, found = opening_column(real_store, info)[0], positions_of(real_store, info, area, group, EN)
            assert year is not None
            n, total = reporting(real_store, info, group, year)
            assert found is not None or n == 0
            if found is not None:
                checked += 1
                assert (found.n, found.total) == (n, total)
    assert checked > 100


def test_every_row_told_is_core_or_has_a_level(made: dict[str, tuple[Profile, Group, Snapshot]]):
    for profile, _group, snapshot in made.values():
        for indicator in {*snapshot.places, *snapshot.changes}:
            row = profile.rows[indicator]
            assert row.indicator.core is not None or has_level(row)


def test_small_states_have_a_place_too(made: dict[str, tuple[Profile, Group, Snapshot]]):
    """Of the core figures of Vanuatu, Tonga and Nauru most stand somewhere, as those of Germany do."""
    for area in ("VUT", "TON", "NRU", "DEU"):
        profile, _group, snapshot = made[area]
        own = [row for row in profile.core if row.is_published]
        known = [snapshot.places[r.indicator.id].shown.position for r in own if r.indicator.id in snapshot.places]
        assert sum(p is not None and bool(p.place) for p in known) >= len(own) / 2
        assert 3 <= len(build_story(profile, EN)) + 1 <= 7


def test_changes_are_judged_by_intervals_alone(made: dict[str, tuple[Profile, Group, Snapshot]]):
    verdicts = set()
    for profile, _group, snapshot in made.values():
        for indicator, change in snapshot.changes.items():
            verdicts.add(change.verdict)
            words_of = re.search(r"improved|worsened", change.said)
            assert bool(words_of) is (change.verdict in (IMPROVED, WORSENED))
            assert change.first.year < change.last.year == profile.rows[indicator].year
            if change.first.value == change.last.value:
                continue
            rose = change.last.value > change.first.value
            assert change.text.startswith("rose" if rose else "fell") or " in both " in change.text
    assert verdicts == {"", IMPROVED, WORSENED, OVERLAP}


def bounded(store: Store, lower: float, upper: float, level: float | None) -> Observation:
    indicator = store.catalogue.indicators["liberal_democracy_index_score"]
    series = store.catalogue.series[indicator.preferred]
    row = int(series_rows(store.blocks, series.id, series.headline, "KEN")[-1])
    item = observation(store.blocks, series.id, series.headline, row)
    return replace(item, interval=Interval(lower, upper, level, IntervalKind.MODEL))


@pytest.mark.parametrize(
    ("old", "new", "direction", "verdict"),
    [
        ((0, 1, 0.68), (2, 3, 0.68), Direction.HIGHER, IMPROVED),
        ((0, 1, 0.68), (2, 3, 0.68), Direction.LOWER, WORSENED),
        ((2, 3, 0.68), (0, 1, 0.68), Direction.HIGHER, WORSENED),
        ((0, 1, 0.68), (1, 3, 0.68), Direction.HIGHER, OVERLAP),  # intervals that touch overlap
        ((0, 1, 0.68), (0, 1, 0.68), Direction.HIGHER, OVERLAP),
        ((-3, -2, 0.9), (-1, 0, 0.9), Direction.HIGHER, IMPROVED),
        ((0, 1, 0.68), (2, 3, 0.95), Direction.HIGHER, ""),
        ((0, 1, None), (2, 3, None), Direction.HIGHER, ""),
        ((0, 1, 0.68), (2, 3, 0.68), Direction.NEUTRAL, ""),
    ],
)
def test_verdicts_of_a_change(real_store: Store, old, new, direction: Direction, verdict: str):
    first, last = bounded(real_store, *old), bounded(real_store, *new)
    assert verdict_of_change(first, last, direction) == verdict


def test_waits_and_parties(real_store: Store):
    record = treaty_record(real_store)
    assert record is not None
    group = find_group(real_store, "subregion_eastern_africa")
    assert group is not None
    pledges = build_pledges(real_store, real_store.catalogue.areas["KEN"], group, EN)
    assert pledges is not None
    joined = date.fromisoformat(record.history("KEN", "cat").joined.date)
    years = (joined - date.fromisoformat(ORIGINS["cat"].adopted)).days / 365.25
    cat = pledges.by_instrument["cat"]
    assert cat.wait == f"{years:.1f}"
    number = [i.id for i in record.instruments].index("cat")
    members = [m for m in group.members if real_store.catalogue.areas[m].universe == "un_member"]
    standings = [record.standing(number, real_store.catalogue.areas[m], record.latest).value for m in members]
    assert (cat.parties, cat.members) == (standings.count("party"), len(members))
    assert pledges.by_instrument["icmw"].wait == ""


def test_no_median_of_waits_below_five(real_store: Store):
    group = find_group(real_store, "KEN,UGA,TZA")
    assert group is not None
    pledges = build_pledges(real_store, real_store.catalogue.areas["KEN"], group, EN)
    assert pledges is not None
    assert not any(p.median for p in pledges.by_instrument.values())
    assert pledges.median_text == ""


def test_institution_by_year(real_store: Store, made: dict[str, tuple[Profile, Group, Snapshot]]):
    story = build_nhri_story(real_store, made["KEN"][0].nhri, EN)
    assert story is not None
    assert [(s.year, s.letter) for s in story.steps[:3]] == [(2000, "–"), (2005, "A"), (2010, "A")]
    assert [s.is_after_gap for s in story.steps[:5]] == [False, True, True, True, False]
    assert story.sentence.startswith("No application in 2000; A (")
    taiwan = build_nhri_story(real_store, made["TWN"][0].nhri, EN)
    assert taiwan is not None
    assert {s.letter for s in taiwan.steps} == {"?"}  # in none of the source's lists, which is not "none"


def test_the_record_of_a_state_is_that_of_its_page(real_store: Store, made):
    known = made_by_area(real_store)
    for area, (profile, group, _snapshot) in made.items():
        if area in known:
            assert known[area] == own_made(profile)
        record = build_record(real_store, profile, group, EN)
        assert str(sum(g.by_group for g in profile.groups)) in record.told_apart
        others = [known[m].lag for m in group.members if m in known and m != area]
        if "median of the others" in record.late:
            assert median_of({a: m.lag for a, m in known.items()}, tuple(known), area) is not None
            assert f"{median(others):g} year" in record.late


def test_a_median_needs_the_floor():
    values = {name: float(n) for n, name in enumerate("abcdef")}
    assert median_of(values, tuple("abcde"), "a") == 2.5  # the area counts towards the floor, not to the median
    assert median_of(values, tuple("abcd"), "a") is None
    assert median_of(values, (*"abcde", *"uvwxyz"), "a") is None  # five of eleven report
    assert median_of({}, tuple("abcde"), "a") is None


def test_the_story_links_each_number_and_judges_by_intervals_alone(real_store: Store, made):
    for profile, _group, snapshot in made.values():
        told = build_told(real_store, profile, snapshot, EN)
        story = build_story(profile, EN, told, "median of the others: 9")
        assert 3 <= len(story) <= 6
        for sentence in story:
            text = plain(sentence)
            assert text.endswith(".")
            assert "[" not in text
            assert not NUMBER.search(text) or any(piece.target for piece in sentence)
            assert not re.search(r"better|worse|improved", text) or "published interval of a named level" in text
        judged = " ".join(plain(sentence) for sentence in told)
        if snapshot.judged("better"):
            assert f"{len(snapshot.judged('better'))} better" in judged
