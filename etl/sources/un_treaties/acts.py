"""Reads the two transcriptions: days from untc_2015, one statement for each state from status_2022.

Invariant: a cell that is not a day with a known marker, or a status that is not one of three, stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from etl.inputs import InputFile, Inputs
from etl.sources.un_treaties.instruments import MEMBER_PREFIX, Instrument, load_instruments

DAY = re.compile(r"^(\d{1,2} [A-Z][a-z]{2} \d{4})(?: ([adAc]))?$")
JOINING = {
    "": "ratification",
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "c": "formal_confirmation",
}
STATUSES = {"state party": "party", "signatory state": "signatory", "no action": "no_action"}
CLEAN_MARKS = {"party": ("1", "0", "0"), "signatory": ("0", "1", "0"), "no_action": ("0", "0", "1")}
LEFT = re.compile(r"[Dd]enounced .*?(\d{4})")


@dataclass(frozen=True)
class Act:
    """One dated act of untc_2015; ``date`` is a day, ``marker`` as printed."""

    area: str
    instrument: str
    act: str
    date: str
    marker: str
    file: str
    row: int
    vintage: str


@dataclass(frozen=True)
class Claim:
    """What status_2022 says of one state and one instrument."""

    area: str
    member: str
    instrument: str
    status: str
    year: str
    marks: tuple[str, str, str]
    left: str
    file: str
    row: int
    vintage: str

    @property
    def contradicts_itself(self) -> bool:
        """Whether status, marks and year of the row do not fit together."""
        return self.marks != CLEAN_MARKS[self.status] or (self.status == "party") != bool(self.year)

    def words(self) -> str:
        """The statement as text, for the list of disagreements."""
        return f"{self.status.replace('_', ' ')}{' ' + self.year if self.year else ''}"


def parse_day(text: str) -> tuple[str, str]:
    """``21 Oct 1994 a`` to ``("1994-10-21", "a")``. Raises ValueError on anything else."""
    match = DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a day with an optional marker a, d, A or c")
    return datetime.strptime(match[1], "%d %b %Y").replace(tzinfo=UTC).date().isoformat(), match[2] or ""


def read_acts(file: InputFile, instrument: Instrument) -> Iterator[Act]:
    """Every signature and every act of joining in one table of untc_2015."""
    table = file.read_csv()
    row_column, participant, *dates = table.columns
    for record in table.to_dict("records"):
        for column in dates:
            text = str(record[column]).strip()
            if not text:
                continue
            date, marker = parse_day(text)
            act = "signature" if column.startswith("Signature") else JOINING[marker]
            area = str(record[participant]).strip()
            yield Act(area, instrument.id, act, date, marker, file.name, int(record[row_column]), file.vintage)


def read_claims(file: InputFile, instrument: Instrument) -> Iterator[Claim]:
    """Every row of one file of status_2022."""
    for record in file.read_csv().to_dict("records"):
        status = STATUSES[record["status"].strip()]
        left = LEFT.search(record.get("note", ""))
        yield Claim(
            area=MEMBER_PREFIX + record["iso2"].strip(),
            member=record["member"].strip(),
            instrument=instrument.id,
            status=status,
            year=record["year ratification or accession"].strip(),
            marks=(record["state party"].strip(), record["signatory"].strip(), record["no action"].strip()),
            left=left[1] if left else "",
            file=file.name,
            row=int(record["row"]),
            vintage=file.vintage,
        )


def read_all(inputs: Inputs) -> tuple[list[Act], list[Claim]]:
    """Acts and claims of the eighteen instruments. Raises LookupError naming every instrument without its two files."""
    dated = {file.name.rpartition("/")[2].removesuffix(".csv"): file for file in inputs.of("untc_2015")}
    yearly = {
        file.name.rpartition("/")[2].removeprefix("hr_status_").removesuffix(".csv"): file
        for file in inputs.of("status_2022")
    }
    instruments = load_instruments()
    missing = [i.id for i in instruments if i.file_2015 not in dated or i.id not in yearly]
    if missing:
        raise LookupError(f"un_treaties: no pair of files for {missing}")
    acts = [act for i in instruments for act in read_acts(dated[i.file_2015], i)]
    claims = [claim for i in instruments for claim in read_claims(yearly[i.id], i)]
    return acts, claims
