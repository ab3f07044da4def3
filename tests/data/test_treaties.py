"""The treaty record as views: recomputed from the publishers' own files for five states, and its rules one by one."""

from __future__ import annotations

import csv
import re
import statistics
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
import yaml

from data.catalogue import AreaInfo
from data.model import AreaKind
from data.store import Store
from data.view_state import ViewState
from data.views.instruments import INSTRUMENTS
from data.views.map import build_map_view
from data.views.profile_treaties import STATUS
from data.views.treaties import SORTS, build_grid
from data.views.treaties_curve import build_curves
from data.views.treaties_delay import build_delay_grid, build_spreads, delay_of, is_younger, quartiles, shade_of
from data.views.treaties_finding import curves_sentence, matrix_sentence, spread_sentence, standing_sentence
from data.views.treaties_list import build_list, export_rows
from data.views.treaties_nhri import build_nhri
from data.views.treaties_origin import ORIGINS
from data.views.treaties_record import Act, Record, Standing, histories, treaty_record
from data.views.treaties_scope import Scope, build_scope
from data.views.treaties_words import as_of, stale_text
from data.words import words

ROOT = Path(__file__).parents[2]
EN = words("en")
FIVE = {"KEN": "Kenya", "DEU": "Germany", "VUT": "Vanuatu", "IND": "India", "HTI": "Haiti"}
SPEC = yaml.safe_load((ROOT / "etl/sources/un_treaties/instruments.yml").read_text())["instruments"]


@pytest.fixture(scope="module")
def record(real_store: Store) -> Record:
    made = treaty_record(real_store)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def everyone(real_store: Store, record: Record) -> Scope:
    return scope_of(real_store, record)


def scope_of(store: Store, record: Record, **state: object) -> Scope:
    scope, notices = build_scope(store, record, ViewState(**state), record.latest, EN)  # type: ignore[arg-type]  # keys
    assert not notices
    return scope


def area_of(store: Store, area: str) -> AreaInfo:
    return store.catalogue.areas[area]


def test_adoptions_are_those_of_the_source_file():
    assert {i["id"]: (i["adopted"], i["in_force"]) for i in SPEC} == {
        key: (o.adopted, o.in_force) for key, o in ORIGINS.items()
    }
    assert set(ORIGINS) == {i.id for i in INSTRUMENTS}
    for origin in ORIGINS.values():
        assert date.fromisoformat(origin.adopted) < date.fromisoformat(origin.in_force)
        assert re.fullmatch(r"\d+/\d+|\d{4} (A )?\(XXI?\)", origin.resolution)


def printed(raw: Path, file: str, name: str) -> tuple[str, str, str]:
    """Signature, joining and its marker of a participant, as the dated file prints them."""
    with (raw / f"un_treaties/untc_2015/treaties/{file}.csv").open(encoding="utf-8", newline="") as stream:
        for row in list(csv.reader(stream))[1:]:
            if re.sub(r"[\s\d,]+$", "", row[0]).strip() == name:
                days = [re.search(r"\d{1,2} \w{3} \d{4}", cell) for cell in row[1:3]]
                iso = [datetime.strptime(d[0], "%d %b %Y").date().isoformat() if d else "" for d in days]  # noqa: DTZ007  # days
                marker = re.search(r"\s([adAc])\s*$", row[2])
                return iso[0], iso[1], marker[1] if marker else ""
    return "", "", ""


def yearly(raw: Path, instrument: str, name: str) -> tuple[str, str]:
    """Year of joining and status text of a state in the file of 2022."""
    with (raw / f"un_treaties/status_2022/hr_status_{instrument}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["member"].strip() == name:
                return row["year ratification or accession"].strip(), row["status"].strip()
    return "", ""


@pytest.mark.needs_raw
@pytest.mark.parametrize("area", FIVE)
def test_five_states_recomputed_from_the_files(real_store: Store, record: Record, raw: Path, area: str):
    """Standing, date, kind of act and delay of all eighteen, read anew without our harmonising code."""
    for number, instrument in enumerate(record.instruments):
        spec = next(i for i in SPEC if i["id"] == instrument.id)
        signed, joined, marker = printed(raw, spec["file_2015"], FIVE[area])
        year, status = yearly(raw, instrument.id, FIVE[area])
        later = not joined and year and int(year) >= 2015
        history = record.history(area, instrument.id)
        standing = record.standing(number, area_of(real_store, area), record.latest)
        if joined or later:
            assert standing is Standing.PARTY, instrument.id
            assert history.joined is not None
            assert history.joined.date == (joined or year), instrument.id
            kind = {"a": "accession", "d": "succession", "": "ratification"}[marker] if joined else "party_by_year"
            assert history.joined.act == kind, instrument.id
        else:
            expected = Standing.SIGNATORY if signed or status == "signatory state" else Standing.NONE
            assert standing is expected, (instrument.id, status)
        assert (history.signed.date if history.signed else "") == signed, instrument.id
        if joined:
            days = date.fromisoformat(joined).toordinal() - date.fromisoformat(spec["adopted"]).toordinal()
            assert delay_of(ORIGINS[instrument.id], Act("x", joined)) == (days / 365.25, days / 365.25)


def test_matrix_map_and_curve_say_the_same(real_store: Store, record: Record, everyone: Scope):
    from data.views.choose import choose

    curves = build_curves(record, everyone, EN)
    for year in (1966, 1990, 2014, 2015, 2022):
        grid = build_grid(real_store, record, everyone, year, "", EN)
        for number, column in enumerate(grid.columns):
            assert sum(column.counts.values()) == 193
            curve = curves[number]
            if year < curve.origin.year:
                assert column.counts[Standing.BEFORE] == 193
                continue
            step = curve.steps[year - curve.origin.year]
            assert (step.year, step.parties) == (year, column.parties)
            assert step.states == 193 - column.counts[Standing.ABSENT]
            if year in (1990, 2022):
                choice = choose(real_store, ViewState(indicator=column.instrument.id + STATUS, year=year), EN)
                view = build_map_view(real_store, choice, EN)
                assert sum(a.value == 2 for a in view.counted) == column.parties
                assert sum(a.value == 1 for a in view.counted) == column.counts[Standing.SIGNATORY]


def test_steps_add_up(record: Record, everyone: Scope):
    for curve in build_curves(record, everyone, EN):
        total = 0
        for step in curve.steps:
            total += step.joined - step.left
            assert total == step.parties
            assert step.is_rough == (step.year > 2014)
        assert curve.half is not None
        at = curve.steps[curve.half - curve.origin.year].parties
        assert 2 * at >= curve.parties > 2 * curve.steps[curve.half - curve.origin.year - 1].parties


def test_leaving_is_an_act(real_store: Store, record: Record, everyone: Scope):
    number = [i.id for i in record.instruments].index("iccpr_op1")
    jamaica = area_of(real_store, "JAM")
    assert [record.standing(number, jamaica, y) for y in (1974, 1996, 1997, 2022)] == [
        Standing.SIGNATORY,
        Standing.PARTY,
        Standing.LEFT,
        Standing.LEFT,
    ]
    assert build_curves(record, everyone, EN)[number].steps[1997 - 1966].left == 1
    grid = build_grid(real_store, record, everyone, 2022, "", EN)
    cell = next(r for r in grid.rows if r.area == "JAM").cells[number]
    assert cell.text.startswith("×1997")
    assert "left" in cell.tip


def test_what_the_acts_leave_open_is_unknown(real_store: Store, record: Record):
    numbers = {i.id: n for n, i in enumerate(record.instruments)}
    assert record.standing(numbers["op_cedaw"], area_of(real_store, "ZWE"), 2022) is Standing.UNKNOWN
    assert record.standing(numbers["cat"], area_of(real_store, "VAT"), 2014) is Standing.PARTY
    assert record.standing(numbers["cat"], area_of(real_store, "VAT"), 2022) is Standing.UNKNOWN
    assert record.standing(numbers["cat"], area_of(real_store, "SSD"), 2010) is Standing.ABSENT
    assert record.standing(numbers["cat"], area_of(real_store, "KEN"), 1983) is Standing.BEFORE


def test_participants_that_are_no_members_stand_apart(real_store: Store, record: Record, everyone: Scope):
    grid = build_grid(real_store, record, everyone, 2014, "name", EN)
    assert [row.area for row in grid.others] == ["COK", "VAT", "NIU", "PSE"]
    assert len(grid.rows) == 193
    crc = [c.instrument.id for c in grid.columns].index("crc")
    assert {row.cells[crc].standing for row in grid.others} == {Standing.PARTY}
    assert grid.columns[crc].parties == sum(row.cells[crc].standing is Standing.PARTY for row in grid.rows)


@pytest.mark.parametrize("sort", SORTS)
def test_orders(real_store: Store, record: Record, everyone: Scope, sort: str):
    rows = build_grid(real_store, record, everyone, 2022, sort, EN).rows
    keys = {"joined": [-r.joined for r in rows], "name": [r.name for r in rows], "latest": [r.latest for r in rows]}
    assert keys[sort] == sorted(keys[sort], reverse=sort == "latest")
    assert build_grid(real_store, record, everyone, 2022, "nonsense", EN).sort == SORTS[0]


def test_disagreements_are_marked_in_their_cell(real_store: Store, record: Record, everyone: Scope):
    grid = build_grid(real_store, record, everyone, 2022, "", EN)
    marked = {
        (row.area, column.instrument.id)
        for row in grid.rows
        for column, cell in zip(grid.columns, row.cells, strict=True)
        if cell.is_doubted
    }
    members = {a.id for a in real_store.catalogue.members()}
    assert marked == {pair for pair in record.doubted if pair[0] in members}
    assert len(record.doubts) == 59


def test_scopes(real_store: Store, record: Record):
    ecowas = scope_of(real_store, record, peers="ecowas")
    assert len(ecowas.members) == 12
    assert not ecowas.is_all
    oceania = scope_of(real_store, record, region="oceania")
    assert {a.id for a in oceania.others} == {"COK", "NIU"}
    both = scope_of(real_store, record, region="africa", peers="commonwealth")
    assert {a.id for a in both.members} == {
        a.id for a in scope_of(real_store, record, peers="commonwealth").members
    } & {a.id for a in scope_of(real_store, record, region="africa").members}
    scope, notices = build_scope(real_store, record, ViewState(peers="nobody", region="atlantis"), 2022, EN)
    assert scope.is_all
    assert len(notices) == 2


def test_a_group_of_one_and_of_none(real_store: Store, record: Record):
    palau = scope_of(real_store, record, peers="PLW,COK")
    grid = build_grid(real_store, record, palau, 2022, "", EN)
    assert [row.area for row in grid.rows] == ["PLW"]
    assert "1 UN member state" in matrix_sentence(record, grid, palau, EN)
    for number, spread in enumerate(build_spreads(record, palau, 2022, EN)):
        assert spread.quartiles is None
        assert spread_sentence(record, spread, 2022, palau, EN)
        assert standing_sentence(record, grid, number, palau, EN)
    none = scope_of(real_store, record, peers="COK,NIU")
    assert not none.members
    empty = build_grid(real_store, record, none, 2022, "", EN)
    assert matrix_sentence(record, empty, none, EN) == "No UN member state is in this choice."
    assert build_nhri(real_store, none, EN) is None
    assert "None of the" in curves_sentence(record, build_curves(record, none, EN), none, EN)


def test_quartiles_are_those_of_an_independent_implementation(record: Record, everyone: Scope):
    for spread in build_spreads(record, everyone, 2022, EN):
        values = [d.low for d in spread.delays if d.is_exact and not d.is_younger]
        assert spread.quartiles is not None
        assert spread.quartiles[1] == pytest.approx(statistics.median(values))
        expected = scipy.stats.mstats.mquantiles(values, [0.25, 0.5, 0.75], alphap=1, betap=1)
        assert spread.quartiles == pytest.approx(tuple(np.asarray(expected)))
        assert spread.counted + spread.younger + spread.rough == len(spread.delays)
    assert quartiles([1.0, 2.0, 3.0, 4.0]) is None
    assert quartiles([2.0] * 5) == (2.0, 2.0, 2.0)


def test_delays_by_year_are_spans():
    cat = ORIGINS["cat"]
    assert delay_of(cat, Act("accession", "")) is None
    low, high = delay_of(cat, Act("party_by_year", "2018")) or (0, 0)
    assert (round(low, 2), round(high, 2)) == (33.06, 34.06)
    assert delay_of(cat, Act("ratification", "1984-12-10")) == (0.0, 0.0)
    assert (delay_of(cat, Act("party_by_year", "1984")) or (9, 9))[0] == 0.0
    assert [shade_of(y) for y in (0, 1.99, 2, 5, 15, 40)] == [0, 0, 1, 2, 3, 3]


def test_states_younger_than_an_instrument():
    def area(start: int | None) -> AreaInfo:
        return AreaInfo("X", AreaKind.COUNTRY, {}, "un_member", start, None, "", "", "", "")

    iccpr = ORIGINS["iccpr"]
    assert not is_younger(area(None), iccpr, Act("ratification", "1970-01-01"))
    assert not is_younger(area(1966), iccpr, Act("ratification", "1970-01-01"))
    assert is_younger(area(1980), iccpr, Act("accession", "1981-01-01"))
    assert not is_younger(area(1991), iccpr, Act("ratification", "1973-11-12"))  # as Ukraine did
    assert is_younger(area(2006), iccpr, Act("succession", "2001-03-12"))  # as Serbia did


def test_delay_matrix_has_the_standings_of_the_matrix(real_store: Store, record: Record, everyone: Scope):
    plain = build_grid(real_store, record, everyone, 2000, "name", EN)
    waits = build_delay_grid(real_store, record, everyone, 2000, "name", EN)
    for a, b in zip(plain.rows, waits.rows, strict=True):
        assert [c.standing for c in a.cells] == [c.standing for c in b.cells]
        for cell in b.cells:
            assert (cell.shade is not None) == (cell.standing is Standing.PARTY)
    kenya = next(r for r in build_delay_grid(real_store, record, everyone, 2022, "", EN).rows if r.area == "KEN")
    cat = [i.id for i in record.instruments].index("cat")
    assert kenya.cells[cat].text == "12.2"
    assert kenya.cells[cat].tip == "12.2 years: accession, 21 February 1997"


def test_list_and_export_agree_with_the_matrix(real_store: Store, record: Record, everyone: Scope):
    grid = build_grid(real_store, record, everyone, 2022, "", EN)
    rows = list(export_rows(real_store, record, everyone, 2022, EN))
    assert len(rows) == (193 + 4) * 18
    assert sum(r["standing"] == "party" and r["is_un_member"] is True for r in rows) == sum(r.joined for r in grid.rows)
    assert {r["as_of"] for r in rows} == {"2022-08"}
    kenya = next(r for r in rows if r["iso3"] == "KEN" and r["instrument"] == "CAT")
    assert (kenya["date"], kenya["act"], kenya["adopted"]) == ("1997-02-21", "accession", "1984-12-10")
    assert kenya["years_to_joining_low"] == kenya["years_to_joining_high"] == 12.2
    listed = build_list(record, everyone, 4, 2022, "", EN)
    assert [r.iso for r in listed if r.standing is Standing.PARTY] == sorted(
        r.iso for r in listed if r.standing is Standing.PARTY
    )
    assert len(listed) == 197


def test_dates_of_the_record(real_store: Store, record: Record):
    assert (record.released, record.dated_to, record.last_dated, record.latest) == ("2022-08", "2015-03", 2014, 2022)
    assert as_of(record, 2022, EN) == "August 2022"
    assert as_of(record, 2005, EN) == "the end of 2005"
    assert "51 months" in stale_text(real_store, "2022-08", EN)
    assert stale_text(real_store, "2025-05", EN) == ""
    assert stale_text(real_store, "2025-04-30", EN) != ""


def test_latest_of_several_acts_counts():
    def act(kind: str, day: str, role: str = "used") -> dict[str, str]:
        return {"area": "X", "instrument": "cat", "act": kind, "date": day, "role": role}

    acts = [
        act("ratification", "1990-01-01"),
        act("accession", "2001-01-01"),
        act("party_by_year", "2010", "set_aside"),
    ]
    assert histories([*acts, act("no_action", "2022")])[("X", "cat")].joined == Act("accession", "2001-01-01")


def test_institutions_by_year(real_store: Store, everyone: Scope):
    view = build_nhri(real_store, everyone, EN)
    assert view is not None
    last = view.years[-1]
    assert (last.year, last.counts, last.missing, last.absent) == (2021, (83, 30, 6, 74), 0, 0)  # decision 0105
    assert view.gaps == ((2001, 2004), (2006, 2009), (2011, 2014))
    for year in view.years:
        assert sum(year.counts) + year.missing + year.absent == 193
    assert "83 of 193" in view.sentence
    assert "17 December 2023" in view.sentence


def test_the_tiny_release_has_a_record_of_its_own(tiny_store: Store):
    made = treaty_record(tiny_store)
    assert made is not None
    assert made.areas.keys() <= tiny_store.catalogue.areas.keys()
