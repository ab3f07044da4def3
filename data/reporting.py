"""States' reports to the treaty bodies: the form of a publisher's file, its checks, and what became of each report.

Invariant: no date is made up or rolled forward, and nothing here reads a clock: every state holds at a date that the
caller gives, which is the publisher's own. No such file is part of a release yet; see docs/treaty-reporting.md.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from data.faults import Fault, FaultsError

FIELDS = ("state", "treaty", "report", "due", "submitted", "source", "as_of")
TREATIES = (
    "icerd", "icescr", "iccpr", "cedaw", "cat", "crc", "icmw", "crpd", "cped", "op_crc_ac", "op_crc_sc",
)  # fmt: skip
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STATE = re.compile(r"[A-Z]{3}")
NEVER = "never"
SOON = timedelta(days=90)


class ReportState(StrEnum):
    """What became of a report, at a date."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_within_90_days"
    OVERDUE_UNDER_1 = "overdue_under_1_year"
    OVERDUE_1_TO_5 = "overdue_1_to_5_years"
    OVERDUE_5_TO_10 = "overdue_5_to_10_years"
    OVERDUE_OVER_10 = "overdue_over_10_years"
    NEVER_SUBMITTED = "never_submitted"
    NOT_A_PARTY = "not_a_party"
    UNKNOWN = "schedule_unknown"


class ReportingError(FaultsError):
    """Every fault of a file at once."""

    undone = "nothing was read"


@dataclass(frozen=True, slots=True)
class Report:
    """One report that a state owes or handed in.

    ``due`` is None where the publisher names no date. ``submitted`` is None where none came in so far; with
    ``is_never`` the publisher says that the state has never reported under this treaty.
    """

    state: str
    treaty: str
    report: str
    due: date | None
    submitted: date | None
    is_never: bool
    source: str
    as_of: date


def state_of(report: Report | None, at: date, *, is_party: bool = True) -> ReportState:
    """What became of a report at a date. None stands for a party about which the file says nothing.

    ``at`` is the publisher's own date. A report handed in after ``at`` was not there yet at that date. A first report
    whose due date lies ahead is due, not missing.
    """
    if not is_party:
        return ReportState.NOT_A_PARTY
    if report is None:
        return ReportState.UNKNOWN
    if report.due is None:
        return ReportState.NEVER_SUBMITTED if report.is_never else ReportState.UNKNOWN
    if report.submitted is not None and report.submitted <= at:
        return ReportState.ON_TIME if report.submitted <= report.due else ReportState.LATE
    if at <= report.due:
        return ReportState.DUE_SOON if report.due - at <= SOON else ReportState.NOT_YET_DUE
    return ReportState.NEVER_SUBMITTED if report.is_never else _overdue(report.due, at)


def _overdue(due: date, at: date) -> ReportState:
    """By how many whole years a report is overdue."""
    years = whole_years(due, at)
    if years < 1:
        return ReportState.OVERDUE_UNDER_1
    if years < 5:
        return ReportState.OVERDUE_1_TO_5
    return ReportState.OVERDUE_5_TO_10 if years < 10 else ReportState.OVERDUE_OVER_10


def whole_years(start: date, end: date) -> int:
    """Anniversaries between two days; that of 29 February is 1 March in a year without one."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def parse_reporting(content: bytes, file: str, states: Callable[[str], bool] | None = None) -> tuple[Report, ...]:
    """The reports of a CSV file, in its order. Raises ReportingError with every fault of the file.

    ``states`` says whether a code is that of a state of the release; without it every three capital letters pass.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} that is none"
        raise ReportingError([Fault(file, "", "UTF-8 text", found, "Save the file as UTF-8.")]) from error
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise ReportingError([Fault(file, "", "comma-separated text", str(error), "Write it anew.")]) from error
    faults = _header(lines, file)
    if faults:
        raise ReportingError(faults)
    reports: list[Report] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in enumerate(lines[1:], 1):
        if not any(cell.strip() for cell in cells):
            continue
        reports += _row(cells, number, file, states or _is_code, faults)
        _repeated(cells, number, file, seen, faults)
    _one_date(reports, file, faults)
    if not reports and not faults:
        faults.append(Fault(file, "", "one report or more", "none", "An empty file says nothing; leave it out."))
    if faults:
        raise ReportingError(faults)
    return tuple(reports)


def _is_code(text: str) -> bool:
    return STATE.fullmatch(text) is not None


def _header(lines: list[list[str]], file: str) -> list[Fault]:
    expected = ",".join(FIELDS)
    found = ",".join(lines[0]) if lines else "an empty file"
    if found == expected:
        return []
    return [Fault(file, "", f"the header {expected}", found, "Give the columns these names, in this order.")]


def _row(
    cells: list[str], number: int, file: str, is_state: Callable[[str], bool], faults: list[Fault]
) -> list[Report]:
    """The report of a row; none where something in it is wrong, with a fault for each such thing."""
    found: list[Fault] = []

    def fault(expected: str, seen: str, remedy: str) -> None:
        found.append(Fault(file, str(number), expected, seen or "nothing", remedy))

    if len(cells) != len(FIELDS):
        fault(f"{len(FIELDS)} cells", str(len(cells)), "Put a text that holds a comma between quotation marks.")
        faults += found
        return []
    row = dict(zip(FIELDS, (cell.strip() for cell in cells), strict=True))
    if not is_state(row["state"]):
        fault("state: an ISO 3166-1 alpha-3 code of the release", row["state"], "Write it as KEN.")
    if row["treaty"] not in TREATIES:
        fault(f"treaty: one of {', '.join(TREATIES)}", row["treaty"], "Only these carry a duty to report.")
    for name in ("report", "source"):
        if not row[name]:
            fault(f"{name}: a text", "", "Copy it from the publisher.")
    due = _day(row["due"], "due", fault, may_be_empty=True)
    is_never = row["submitted"] == NEVER
    submitted = None if is_never else _day(row["submitted"], "submitted", fault, may_be_empty=True)
    as_of = _day(row["as_of"], "as_of", fault)
    if submitted is not None and as_of is not None and submitted > as_of:
        fault(f"submitted: a day up to as_of, {as_of}", str(submitted), "A file cannot know of later days.")
    faults += found
    if found or as_of is None:
        return []
    return [Report(row["state"], row["treaty"], row["report"], due, submitted, is_never, row["source"], as_of)]


def _day(text: str, name: str, fault: Callable[[str, str, str], None], *, may_be_empty: bool = False) -> date | None:
    if not text and may_be_empty:
        return None
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    empty = ", or nothing where the publisher names none" if may_be_empty else ""
    fault(f"{name}: a day as 2024-05-31{empty}", text, "Write year, month and day as the publisher gives them.")
    return None


def _repeated(
    cells: list[str], number: int, file: str, seen: dict[tuple[str, str, str], int], faults: list[Fault]
) -> None:
    """A report may stand once."""
    if len(cells) != len(FIELDS):
        return
    key = (cells[0].strip(), cells[1].strip(), cells[2].strip())
    if key in seen:
        found = f"{' '.join(key)} in row {seen[key]} too"
        faults.append(Fault(file, str(number), "each report once", found, "Keep the row that is right."))
    seen.setdefault(key, number)


def _one_date(reports: list[Report], file: str, faults: list[Fault]) -> None:
    """A file is one state of the publisher's list."""
    dates = sorted({report.as_of for report in reports})
    if len(dates) > 1:
        found = f"{dates[0]} and {dates[-1]}"
        faults.append(Fault(file, "", "one date as_of in the file", found, "Make one file for each date."))
