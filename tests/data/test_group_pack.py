"""A group's pack: what it counts is what the pages beside it count; medians only where the floor allows."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import pytest

from data.compare import Purpose, standing
from data.groups import find_group, menu
from data.groups_kinds import Group
from data.query import observation
from data.store import Store
from data.view_state import ViewState
from data.views.benchmark import build_benchmark_view, positions_of
from data.views.choose import choose
from data.views.group_pack import GroupPack, build_group_pack
from data.views.group_pack_members import core_indicators
from data.views.group_pack_story import build_group_story
from data.views.profile import build_profile
from data.views.profile_story import plain
from data.views.reading import Reading, build_reading, dots_of
from data.views.treaties import build_grid
from data.views.treaties_record import Standing, treaty_record
from data.views.treaties_scope import build_scope
from data.words import words

EN = words("en")
PIF = "AUS FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM".split()  # its member states of the United Nations


def group_of(store: Store, spelling: str) -> Group:
    found = find_group(store, spelling)
    assert found is not None
    return found


def pack_of(store: Store, spelling: str, area: str = "") -> GroupPack:
    return build_group_pack(store, group_of(store, spelling), area, EN)


def reading_of(pack: GroupPack, indicator: str) -> Reading:
    return next(reading for reading in pack.readings if reading.indicator.id == indicator)


@pytest.fixture(scope="module")
def pacific(real_store: Store) -> GroupPack:
    return pack_of(real_store, "pacific_islands_forum", "VUT")


@pytest.mark.parametrize("spelling", ["pacific_islands_forum", "eu", "subregion_melanesia", "all", "income_low"])
def test_readings_are_those_of_the_benchmark(real_store: Store, spelling: str) -> None:
    group = group_of(real_store, spelling)
    for reading in pack_of(real_store, spelling).readings:
        position = positions_of(real_store, reading.indicator, "", group, EN)
        if position is None:
            assert reading.n == 0
            continue
        assert (reading.n, reading.total) == (position.n, position.total)
        assert reading.median == position.median
        assert reading.median_text == position.median_text
        assert bool(reading.withheld) == (not reading.is_passing)


def test_missing_are_those_of_the_whole_benchmark(real_store: Store, pacific: GroupPack) -> None:
    for name in ("homicide_rate_per_100000", "undernourishment_prevalence_percent"):
        view = build_benchmark_view(
            real_store, choose(real_store, ViewState(indicator=name), EN), pacific.group, (), EN
        )
        missing = {area for item in view.missing for area in item.areas}
        assert set(reading_of(pacific, name).missing) == missing


def test_below_the_floor_every_figure_stands_and_nothing_is_ranked(real_store: Store) -> None:
    pack = pack_of(real_store, "subregion_melanesia")
    assert pack.readings
    for reading in pack.readings:
        assert not reading.median_text
        assert not reading.ends
        held = real_store.blocks.columns["value"][reading.places.row]
        assert sorted(held.tolist()) == reading.places.value.tolist()


def test_ends_only_where_ranking_is_allowed(real_store: Store, pacific: GroupPack) -> None:
    for reading in pacific.readings:
        refused = standing(real_store, reading.indicator, reading.series, Purpose.RANK).is_refused
        if refused or not reading.is_passing:
            assert reading.ends == ()
        for end in reading.ends:
            values = {dot.area: dot for dot in dots_of(real_store, reading)}
            assert all(values[area].is_ranked and values[area].is_counted for area in end.areas)


def test_dots_carry_their_own_figure(real_store: Store, pacific: GroupPack) -> None:
    for reading in pacific.readings:
        for dot in dots_of(real_store, reading):
            item = observation(real_store.blocks, reading.series.id, reading.series.headline, dot.row)
            assert (item.area, item.value, item.year) == (dot.area, dot.value, dot.year)
            assert dot.is_counted == (dot.area in PIF)


def test_members_publish_what_their_own_pages_say(real_store: Store, pacific: GroupPack) -> None:
    shown = {member.area.id: member for member in pacific.members.everybody}
    assert {area for area, member in shown.items() if member.is_counted} == set(PIF)
    for area in ("VUT", "TON", "AUS", "COK"):
        profile = build_profile(real_store, area, EN)
        assert shown[area].core == sum(row.is_published for row in profile.core), area
        if shown[area].joined is not None:
            assert shown[area].joined == profile.commitments.joined
    assert pacific.members.core == len(core_indicators(real_store)) == len(profile.core)
    assert pacific.members.recent <= pacific.members.ever <= pacific.members.possible


def test_parties_are_those_of_the_treaty_page(real_store: Store, pacific: GroupPack) -> None:
    record = treaty_record(real_store)
    assert record is not None and pacific.promises is not None
    scope, _ = build_scope(real_store, record, ViewState(peers="pacific_islands_forum"), record.latest, EN)
    grid = build_grid(real_store, record, scope, record.latest, "name", EN)
    for line, column in zip(pacific.promises.lines, grid.columns, strict=True):
        assert line.parties == column.parties
        rest = sum(map(len, (line.signed, line.neither, line.left, line.open)))
        assert line.parties + rest == line.total == len(PIF)
    own = {line.instrument.id: line.own for line in pacific.promises.lines}
    assert own["crc"] is Standing.PARTY and own["icerd"] is Standing.NONE


def test_regional_figures_keep_the_publishers_name(real_store: Store, pacific: GroupPack) -> None:
    assert pacific.regional
    for item in pacific.regional:
        for bar in item.bars:
            assert real_store.catalogue.areas[bar.area].kind.value == "aggregate"
            assert bar.name == real_store.catalogue.areas[bar.area].name()


def test_every_group_of_the_menu_has_a_story(real_store: Store) -> None:
    for _label, groups in menu(real_store):
        for group in groups:
            told = [plain(sentence) for sentence in build_group_story(build_group_pack(real_store, group, "", EN), EN)]
            assert 3 <= len(told) <= 6, group.id
            assert not any("[" in text or "None" in text for text in told), group.id


def test_a_group_without_member_states_says_so(real_store: Store) -> None:
    pack = pack_of(real_store, "PYF,NCL")
    assert pack.promises is None
    assert pack.members.possible == 0
    (told,) = build_group_story(pack, EN)
    assert plain(told).startswith("No member state of the United Nations")
    assert all(reading.total == 0 and not reading.median_text for reading in pack.readings)


def test_the_tiny_release_gives_packs_too(tiny_store: Store) -> None:
    for spelling in ("all", "KEN,GBR"):
        pack = pack_of(tiny_store, spelling)
        assert pack.title
        assert build_group_story(pack, EN)
    indicator = next(iter(tiny_store.catalogue.indicators.values()))
    assert build_reading(tiny_store, indicator, group_of(tiny_store, "all"), EN) is not None


@pytest.mark.needs_raw
class TestByHand:
    """Numbers of the pack made anew from the publishers' own files."""

    @pytest.fixture
    def m49(self) -> dict[str, str]:
        with (Path(__file__).parents[2] / "etl" / "reference" / "areas.csv").open(encoding="utf-8") as stream:
            return {row["m49"]: row["id"] for row in csv.DictReader(stream) if row["m49"]}

    def column(self, raw: Path, m49: dict[str, str], name: str, year: str, **slice_: str) -> dict[str, float]:
        (path,) = (raw / "un_sdg" / "datapoints").glob(f"ddf--datapoints--{name}--by--*.csv")
        with path.open(encoding="utf-8") as stream:
            return {
                m49.get(row["geo_area"], row["geo_area"]): float(row[name])
                for row in csv.DictReader(stream)
                if row["year"] == year and all(row[key] == value for key, value in slice_.items())
            }

    def test_infant_deaths_in_the_pacific(self, raw: Path, m49: dict[str, str], pacific: GroupPack) -> None:
        held = self.column(raw, m49, "sh_dyn_imrt", "2021", sex="bothsex", age="lt1y")
        reading = reading_of(pacific, "infant_mortality_rate_per_1000_live_births")
        own = [held[area] for area in PIF if area in held]
        assert reading.n == len(own) == 14
        assert reading.median == pytest.approx(statistics.median(own))
        assert reading.median_text == "18.9"

    def test_internet_in_the_european_union(self, raw: Path, m49: dict[str, str], real_store: Store) -> None:
        held = self.column(raw, m49, "it_use_ii99", "2021", sex="bothsex")
        pack = pack_of(real_store, "eu")
        own = [held[area] for area in pack.group.members]
        reading = reading_of(pack, "internet_users_share_percent")
        assert (reading.n, reading.year) == (27, 2021)
        assert reading.median == pytest.approx(statistics.median(own))
        assert reading.places.value[0] == min(own)

    def test_prisoners_without_a_sentence_in_the_pacific(
        self, raw: Path, m49: dict[str, str], pacific: GroupPack
    ) -> None:
        years = [self.column(raw, m49, "vc_prs_unsnt", str(year), sex="bothsex") for year in (2017, 2018, 2019)]
        newest = {area: value for year in years for area, value in year.items() if area in PIF}
        reading = reading_of(pacific, "unsentenced_detention_share_percent")
        assert reading.n == len(newest) == 5
        assert sorted(newest.values()) == pytest.approx(reading.places.value.tolist())

    def test_a_regional_figure(self, raw: Path, m49: dict[str, str], pacific: GroupPack) -> None:
        held = self.column(raw, m49, "vc_ihr_psrc", "2020", sex="bothsex")
        bars = next(item for item in pacific.regional if item.indicator == "homicide_rate_per_100000").bars
        assert {bar.area: bar.value for bar in bars} == {
            "un_sdg:543": held["543"], "un_sdg:9": held["9"], "un_sdg:1": held["1"]
        }  # fmt: skip

    def test_national_institutions(self, raw: Path, m49: dict[str, str], real_store: Store) -> None:
        held = self.column(raw, m49, "sg_nhr_impln", "2021")
        institutions = pack_of(real_store, "all").institutions
        assert institutions is not None
        label, names = institutions.classes[0]
        assert label == "Fully compliant with the Paris Principles"
        own = {area.id for area in real_store.catalogue.members()}
        assert len(names) == sum(value == 1 and area in own for area, value in held.items())

    def test_parties_in_the_pacific(self, raw: Path, real_store: Store, pacific: GroupPack) -> None:
        with (Path(__file__).parents[2] / "etl" / "reference" / "areas.csv").open(encoding="utf-8") as stream:
            codes = {row["iso2"]: row["id"] for row in csv.DictReader(stream) if row["iso2"]}
        assert pacific.promises is not None
        lines = {line.instrument.id: line.parties for line in pacific.promises.lines}
        for treaty in ("cat", "crc", "icerd", "iccpr_op2"):
            with (raw / "un_treaties" / "status_2022" / f"hr_status_{treaty}.csv").open(encoding="utf-8") as stream:
                parties = {codes.get(row["iso2"]) for row in csv.DictReader(stream) if row["state party"] == "1"}
            assert lines[treaty] == len(parties & set(PIF)), treaty
