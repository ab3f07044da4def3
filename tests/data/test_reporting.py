"""Reports to the treaty bodies: every state, every fault. The sample stands here and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from data.reporting import (
    FIELDS,
    TREATIES,
    Report,
    ReportingError,
    ReportState,
    parse_reporting,
    state_of,
    whole_years,
)

ROOT = Path(__file__).parents[2]
AT = date(2024, 6, 30)
HEAD = ",".join(FIELDS)
SAMPLE = f"""{HEAD}
KEN,cat,III,2016-05-31,2020-02-05,https://example.org/cat,2024-06-30
DEU,crc,combined 5-6,2019-04-04,2019-04-04,"CRC/C/DEU/5-6, annex",2024-06-30
HTI,iccpr,II,2018-10-31,,https://example.org/iccpr,2024-06-30
VUT,crpd,II,,,https://example.org/crpd,2024-06-30
IND,cped,I,2014-09-01,never,https://example.org/cped,2024-06-30
"""


def report(due: date | None, submitted: date | None = None, never: bool = False) -> Report:
    return Report("KEN", "cat", "III", due, submitted, never, "x", AT)


@pytest.mark.parametrize(
    ("due", "submitted", "state"),
    [
        (date(2020, 1, 1), date(2020, 1, 1), ReportState.ON_TIME),
        (date(2020, 1, 1), date(2020, 1, 2), ReportState.LATE),
        (AT, None, ReportState.DUE_SOON),
        (AT + timedelta(days=90), None, ReportState.DUE_SOON),
        (AT + timedelta(days=91), None, ReportState.NOT_YET_DUE),
        (AT - timedelta(days=1), None, ReportState.OVERDUE_UNDER_1),
        (date(2023, 7, 1), None, ReportState.OVERDUE_UNDER_1),
        (date(2023, 6, 30), None, ReportState.OVERDUE_1_TO_5),
        (date(2019, 7, 1), None, ReportState.OVERDUE_1_TO_5),
        (date(2019, 6, 30), None, ReportState.OVERDUE_5_TO_10),
        (date(2014, 7, 1), None, ReportState.OVERDUE_5_TO_10),
        (date(2014, 6, 30), None, ReportState.OVERDUE_OVER_10),
        (None, None, ReportState.UNKNOWN),
        (None, date(2020, 1, 1), ReportState.UNKNOWN),
        (date(2020, 1, 1), AT + timedelta(days=1), ReportState.OVERDUE_1_TO_5),
    ],
)
def test_states(due: date | None, submitted: date | None, state: ReportState):
    assert state_of(report(due, submitted), AT) is state


def test_states_without_a_date():
    assert state_of(report(date(2020, 1, 1), never=True), AT) is ReportState.NEVER_SUBMITTED
    assert state_of(report(None, never=True), AT) is ReportState.NEVER_SUBMITTED
    assert state_of(report(date(2025, 1, 1), never=True), AT) is ReportState.NOT_YET_DUE
    assert state_of(None, AT) is ReportState.UNKNOWN
    assert state_of(report(date(2020, 1, 1)), AT, is_party=False) is ReportState.NOT_A_PARTY
    assert state_of(None, AT, is_party=False) is ReportState.NOT_A_PARTY


def test_a_leap_day_has_its_anniversary_in_march():
    assert whole_years(date(2020, 2, 29), date(2021, 2, 28)) == 0
    assert whole_years(date(2020, 2, 29), date(2021, 3, 1)) == 1
    assert whole_years(date(2020, 2, 29), date(2024, 2, 29)) == 4


@given(st.dates(date(1970, 1, 1), date(2090, 1, 1)), st.dates(date(1970, 1, 1), date(2090, 1, 1)))
def test_time_only_makes_an_open_report_later(due: date, at: date):
    """At a later date the state of an open report never goes back, and the due date stays as it was."""
    order = list(ReportState)
    steps = [state_of(report(due), at), state_of(report(due), at + timedelta(days=200))]
    assert order.index(steps[0]) <= order.index(steps[1])


def test_sample_is_read():
    found = parse_reporting(SAMPLE.encode(), "sample.csv")
    assert [r.state for r in found] == ["KEN", "DEU", "HTI", "VUT", "IND"]
    assert found[1].source == "CRC/C/DEU/5-6, annex"
    assert [state_of(r, r.as_of) for r in found] == [
        ReportState.LATE,
        ReportState.ON_TIME,
        ReportState.OVERDUE_5_TO_10,
        ReportState.UNKNOWN,
        ReportState.NEVER_SUBMITTED,
    ]
    assert parse_reporting(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode(), "sample.csv") == found


def test_every_fault_is_told_at_once():
    bad = f"""{HEAD}
ken,cat,III,31.05.2016,2020-02-05,x,2024-06-30
KEN,opcat,,2016-02-30,2025-01-01,,2024-06-30
KEN,cat
DEU,crc,I,2019-04-04,,x,2024-06-30
DEU,crc,I,2019-04-04,,x,2024-07-01
FRA,cat,I,2019-04-04,soon,x,
"""
    with pytest.raises(ReportingError) as caught:
        parse_reporting(bad.encode(), "bad.csv")
    told = [(f.row, f.expected.split(":")[0]) for f in caught.value.faults]
    assert sorted(told) == sorted(
        [
            ("1", "state"),
            ("1", "due"),
            ("2", "treaty"),
            ("2", "report"),
            ("2", "source"),
            ("2", "due"),
            ("2", "submitted"),
            ("3", "7 cells"),
            ("5", "each report once"),
            ("6", "submitted"),
            ("6", "as_of"),
            ("", "one date as_of in the file"),
        ]
    )
    text = str(caught.value)
    assert text.startswith("12 faults, nothing was read:")
    assert (
        "bad.csv, row 1: expected state: an ISO 3166-1 alpha-3 code of the release; found ken. Write it as KEN." in text
    )
    for fault in caught.value.faults:
        assert fault.found
        assert fault.remedy.endswith(".")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the header"),
        (b"state,treaty\n", "the header"),
        (f"{HEAD}\n\n".encode(), "one report or more"),
        (b"\xff\xfe", "UTF-8 text"),
    ],
)
def test_files_that_are_no_such_file(content: bytes, expected: str):
    with pytest.raises(ReportingError) as caught:
        parse_reporting(content, "x.csv")
    assert [f.expected for f in caught.value.faults] == [f for f in [caught.value.faults[0].expected] if expected in f]


def test_a_cell_without_an_end():
    huge = "x" * 200_000
    with pytest.raises(ReportingError, match="comma-separated text"):
        parse_reporting(f"{HEAD}\n{huge}".encode(), "x.csv")


def test_states_of_a_release_only():
    with pytest.raises(ReportingError, match="row 4: expected state"):
        parse_reporting(SAMPLE.encode(), "sample.csv", {"KEN", "DEU", "HTI", "IND"}.__contains__)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str):
    try:
        parse_reporting(f"{HEAD}\n{text}".encode("utf-8", "surrogatepass"), "any.csv")
    except ReportingError as error:
        assert error.faults  # noqa: PT017  # either outcome is right; a refusal must name its faults


def test_treaties_are_those_with_a_duty_to_report():
    known = yaml.safe_load((ROOT / "etl/sources/un_treaties/instruments.yml").read_text())["instruments"]
    assert set(TREATIES) == {i["id"] for i in known if i["reporting"]}


def test_the_document_names_every_column_and_treaty():
    text = (ROOT / "docs/treaty-reporting.md").read_text()
    assert HEAD in text
    for name in (*FIELDS, *TREATIES):
        assert f"`{name}`" in text
