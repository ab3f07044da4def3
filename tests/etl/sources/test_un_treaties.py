"""Treaty acts: days win over years, every difference is listed, and no status is guessed."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
import yaml

from etl.inputs import InputFile, Inputs
from etl.schema import IndicatorFile, SourceSpec
from etl.sources.un_treaties import transform
from etl.sources.un_treaties.acts import parse_day
from etl.sources.un_treaties.instruments import load_instruments, members, participants
from etl.sources.un_treaties.reconcile import EVENT_COLUMNS
from etl.sources.un_treaties.status import History, histories, status_frame, statuses

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "un_treaties"
SAMPLE = ROOT / "tests" / "samples" / "mirror" / "un_treaties"


def inputs_from(base: Path) -> Inputs:
    spec = SourceSpec.model_validate(yaml.safe_load((FOLDER / "source.yml").read_text("utf-8")))
    files = [InputFile(f, str(p.relative_to(base)), p) for f in spec.files for p in sorted(base.glob(f.path))]
    return Inputs(spec, (), tuple(files))


@pytest.fixture(scope="module")
def both() -> tuple[pd.DataFrame, pd.DataFrame]:
    return transform.events(inputs_from(SAMPLE))


@pytest.fixture(scope="module")
def events(both: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return both[0]


@pytest.fixture(scope="module")
def disagreements(both: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return both[1]


def acts_of(events: pd.DataFrame, instrument: str, area: str) -> pd.DataFrame:
    here = (events["instrument"] == instrument) & (events["area"].map(participants()) == area)
    return events[here].reset_index(drop=True)


def used(events: pd.DataFrame, instrument: str, area: str) -> list[tuple[str, str, str, str]]:
    rows = acts_of(events, instrument, area)
    rows = rows[rows["role"] == "used"]
    return list(rows[["act", "date", "precision", "marker"]].itertuples(index=False, name=None))


class TestInstruments:
    def test_nine_conventions_and_nine_protocols(self) -> None:
        kinds = [i.kind for i in load_instruments()]
        assert kinds.count("convention") == 9
        assert kinds.count("optional_protocol") == 9

    def test_eleven_carry_a_reporting_duty(self) -> None:
        assert sum(i.reporting for i in load_instruments()) == 11

    def test_each_protocol_names_its_convention(self) -> None:
        conventions = {i.id for i in load_instruments() if i.kind == "convention"}
        assert {i.parent for i in load_instruments() if i.kind == "optional_protocol"} <= conventions

    def test_indicators_follow_the_instruments(self) -> None:
        content = IndicatorFile.model_validate(yaml.safe_load((FOLDER / "indicators.yml").read_text("utf-8")))
        assert [i.id for i in content.indicators] == [f"{i.id}_party_status_class" for i in load_instruments()]
        assert [i.series[0].code for i in content.indicators] == [i.series for i in load_instruments()]
        core = {i.id for i in content.indicators if i.core_candidate}
        assert core == {f"{i.id}_party_status_class" for i in load_instruments() if i.kind == "convention"}

    def test_there_are_193_members(self) -> None:
        assert len(members()) == 193
        assert {"NAM", "TLS", "SSD"} <= members()
        assert not {"MSR", "VAT", "PSE"} & members()


class TestDays:
    def test_marker_is_split_off(self) -> None:
        assert parse_day("6 Feb 1995 A") == ("1995-02-06", "A")
        assert parse_day("21 Oct 1994") == ("1994-10-21", "")

    @pytest.mark.parametrize("text", ["1994", "21 Oct 1994 x", "32 Jan 2000", "Oct 1994"])
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"day|time data"):
            parse_day(text)


class TestEvents:
    def test_columns_and_every_file_is_read(self, events: pd.DataFrame) -> None:
        assert tuple(events.columns) == EVENT_COLUMNS
        assert events["instrument"].nunique() == 18

    @pytest.mark.parametrize("instrument", ["cat", "icerd"])
    def test_united_states_ratified_on_21_october_1994(self, events: pd.DataFrame, instrument: str) -> None:
        assert ("ratification", "1994-10-21", "day", "") in used(events, instrument, "USA")

    def test_each_marker_is_its_own_act(self, events: pd.DataFrame) -> None:
        assert used(events, "crc", "NLD")[-1] == ("acceptance", "1995-02-06", "day", "A")
        assert used(events, "crc", "CZE") == [("succession", "1993-02-22", "day", "d")]
        assert used(events, "cat", "TLS") == [("accession", "2003-04-16", "day", "a")]
        assert used(events, "crpd", "un_treaties:EU")[-1] == ("formal_confirmation", "2010-12-23", "day", "c")
        assert used(events, "iccpr_op1", "SRB")[0] == ("signature", "2001-03-12", "day", "d")

    def test_code_na_is_namibia(self, events: pd.DataFrame) -> None:
        assert set(acts_of(events, "cat", "NAM")["area"]) == {"Namibia", "iso2:NA"}

    def test_later_act_has_a_year_only(self, events: pd.DataFrame) -> None:
        assert used(events, "cat", "FJI") == [("party_by_year", "2016", "year", "")]

    def test_repeated_act_is_set_aside(self, events: pd.DataFrame) -> None:
        rows = acts_of(events, "cat", "USA")
        assert list(rows["role"]) == ["used", "used", "set_aside"]
        assert rows["reason"].iloc[-1] == "untc_2015 gives the day of this act."

    def test_later_signature_has_no_date(self, events: pd.DataFrame) -> None:
        assert used(events, "cat", "BRN") == [("signature", "", "unknown", "")]

    def test_no_action_is_a_statement_and_no_act(self, events: pd.DataFrame) -> None:
        rows = acts_of(events, "iccpr_op1", "NAM")
        assert list(rows[["act", "role"]].itertuples(index=False, name=None)) == [("no_action", "set_aside")]

    def test_act_of_leaving_comes_from_the_note(self, events: pd.DataFrame) -> None:
        assert ("denunciation", "1997", "year", "") in used(events, "iccpr_op1", "JAM")

    def test_each_row_keeps_its_record(self, events: pd.DataFrame) -> None:
        row = acts_of(events, "cat", "USA").iloc[0]
        assert (row["source_file"], row["row"], row["vintage"]) == ("untc_2015/treaties/4-9.csv", 2, "2015-03")

    def test_missing_file_is_named(self) -> None:
        given = inputs_from(SAMPLE)
        fewer = tuple(f for f in given.files if not f.name.endswith("hr_status_cat.csv"))
        with pytest.raises(LookupError, match="cat"):
            transform.events(Inputs(given.source, (), fewer))

    def test_no_observation_is_published(self) -> None:
        assert list(transform.transform(inputs_from(SAMPLE))) == []


class TestDisagreements:
    @pytest.mark.parametrize(
        ("area", "instrument", "field", "chosen"),
        [
            ("iso2:US", "icerd", "party_year", "1994-10-21"),
            ("iso2:RS", "crc", "party_year", "2001-03-12"),
            ("iso2:MD", "crpd", "party", "party since 2010-09-21"),
            ("iso2:RS", "iccpr_op1", "party", "party since 2001-09-06"),
            ("iso2:JM", "iccpr_op1", "party", "party from 1975-10-03, left in 1997"),
            ("iso2:JM", "iccpr_op1", "row", "the text of the status"),
            ("iso2:TZ", "cat", "row", "the text of the status"),
            ("iso2:ZM", "op_cedaw", "party", "signatory since 2008-09-29"),
            ("iso2:ZW", "op_cedaw", "party", "left open after 2014"),
            ("iso2:MS", "op_crc_ic", "participant", "row set aside"),
        ],
    )
    def test_is_listed(self, disagreements: pd.DataFrame, area: str, instrument: str, field: str, chosen: str) -> None:
        keys = disagreements[["area", "instrument", "field", "chosen"]].itertuples(index=False, name=None)
        assert (area, instrument, field, chosen) in list(keys)

    def test_agreement_is_not_listed(self, disagreements: pd.DataFrame) -> None:
        assert not ((disagreements["area"] == "iso2:NA") & (disagreements["instrument"] == "cat")).any()

    def test_each_has_a_reason(self, disagreements: pd.DataFrame) -> None:
        assert (disagreements["reason"].str.len() > 20).all()


class TestStatus:
    @pytest.mark.parametrize(
        ("history", "year", "status"),
        [
            (History(signed="1988-04-18", joined="1994-10-21"), 1987, 0),
            (History(signed="1988-04-18", joined="1994-10-21"), 1993, 1),
            (History(signed="1988-04-18", joined="1994-10-21"), 1994, 2),
            (History(joined="2016", joined_act="party_by_year"), 2014, 0),
            (History(joined="2016", joined_act="party_by_year"), 2015, None),
            (History(joined="2016", joined_act="party_by_year"), 2016, 2),
            (History(signed="2010-01-01", joined="2016", joined_act="party_by_year"), 2015, 1),
            (History(signed_later=True), 2021, None),
            (History(signed_later=True), 2022, 1),
            (History(left_open=True), 2014, 0),
            (History(left_open=True), 2022, None),
            (History(joined="1975-10-03", left="1997"), 1974, 0),
            (History(joined="1975-10-03", left="1997"), 1996, 2),
            (History(joined="1975-10-03", left="1997"), 1997, 0),
            (History(left="2000"), 1999, None),
            (History(), 2022, 0),
        ],
    )
    def test_at_end_of_year(self, history: History, year: int, status: int | None) -> None:
        assert history.at_end_of(year) == status

    def test_rows_only_while_the_state_exists(self, events: pd.DataFrame) -> None:
        ours = events.assign(area=events["area"].map(participants()))
        crc = next(i for i in load_instruments() if i.id == "crc")
        frame = status_frame(crc, histories(ours), {"CZE": (1993, 2022), "VAT": (0, 2014)})
        assert frame.loc[frame["area"] == "CZE", "year"].min() == 1993
        assert frame.loc[frame["area"] == "VAT", "year"].tolist() == list(range(1989, 2015))
        assert set(frame["series"]) == {"CRC_STATUS"}

    def test_a_disagreement_links_its_decision(self, events: pd.DataFrame) -> None:
        ours = events.assign(area=events["area"].map(participants()))
        found = {i.id: f for i, f in statuses(ours, {"USA": (None, None), "FJI": (1970, None)})}
        cat, icerd = found["cat"], found["icerd"]
        assert set(icerd.loc[icerd["area"] == "USA", "decisions"]) == {"0201"}
        assert set(cat.loc[cat["area"] == "USA", "decisions"]) == {""}
        assert set(cat.loc[cat["area"] == "FJI", "decisions"]) == {"0202"}
        assert set(found["op_cedaw"]["area"]) == set()  # neither file mentions them there
        assert 2015 not in set(cat.loc[cat["area"] == "FJI", "year"])


@pytest.mark.needs_raw
class TestRaw:
    def test_counts_of_the_published_files(self) -> None:
        events, disagreements = transform.events(inputs_from(Path(os.environ["CM_RAW"]) / "un_treaties"))
        assert disagreements["field"].value_counts().to_dict() == {
            "party_year": 24,
            "party": 20,
            "row": 11,
            "signature": 3,
            "participant": 1,
        }
        assert (events["role"] == "used").sum() == 3843

    def test_index_names_the_file_of_each_instrument(self) -> None:
        index = pd.read_csv(Path(os.environ["CM_RAW"]) / "un_treaties" / "untc_2015" / "index.csv", dtype=str)
        index = index[index["chapter_no"] == "4"]
        names = {f"4-{n.replace('.', '-')}": t for n, t in zip(index["treaty_no"], index["treaty_name"], strict=True)}
        for instrument in load_instruments():
            start = instrument.name.split(" (")[0].lower()[:60]
            assert names[instrument.file_2015].lower().startswith(start), instrument.id
