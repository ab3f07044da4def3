"""The eighteen instruments as data, and the source's own table of participants.

Invariant: an instrument is named once, in instruments.yml; its series, indicator and files follow from its id.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints

from etl.schema import Id, Strict

FOLDER = Path(__file__).parent
VINTAGE = "2022-08"
MEMBER_PREFIX = "iso2:"
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class Instrument(Strict):
    """One convention or optional protocol."""

    id: Id
    short: str
    name: str
    untc: Annotated[str, StringConstraints(pattern=r"^IV-\d+(-[a-d])?$")]
    file_2015: str
    adopted: Day
    in_force: Day
    kind: Literal["convention", "optional_protocol"]
    parent: Id | None = None
    rights: Annotated[tuple[Id, ...], Field(min_length=1)]
    individual_complaints: bool
    complaints_by_declaration: str | None = None
    reporting: bool
    url: Annotated[str, StringConstraints(pattern=r"^https://treaties\.un\.org/")]

    @property
    def series(self) -> str:
        """Code of the series of party status, e.g. ``CAT_STATUS``."""
        return f"{self.id.upper()}_STATUS"

    @property
    def first_year(self) -> int:
        """Year of adoption: no state can act before it."""
        return int(self.adopted[:4])


@cache
def load_instruments() -> tuple[Instrument, ...]:
    """Every instrument, conventions first, in the order of instruments.yml."""
    content = yaml.safe_load((FOLDER / "instruments.yml").read_text("utf-8"))
    return tuple(Instrument.model_validate(item) for item in content["instruments"])


@cache
def participants() -> dict[str, str]:
    """Code as printed (a name, or ``iso2:AF``) to the id of the area, from areas.csv."""
    with (FOLDER / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["area"] for row in csv.DictReader(file)}


NOT_MEMBERS = frozenset({"MSR"})


@cache
def members() -> frozenset[str]:
    """Areas that the 2022 file lists, which are the 193 members of the United Nations; its misprint is left out."""
    return frozenset(a for code, a in participants().items() if code.startswith(MEMBER_PREFIX)) - NOT_MEMBERS


@cache
def explanations() -> dict[tuple[str, str], str]:
    """What is known of single disagreements: (instrument, area) to a sentence, from explanations.yml."""
    content = yaml.safe_load((FOLDER / "explanations.yml").read_text("utf-8"))
    return {(item["instrument"], area): item["reason"] for item in content["explanations"] for area in item["areas"]}
