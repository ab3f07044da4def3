"""Faults of a file that somebody hands in, gathered and raised together.

Invariant: a fault says where it is, what was expected, what was found and what to do.

    FaultsError         one or more faults
    ├── ReportingError  of a file of reports (data/reporting.py); nothing was read
    └── BuildError      of a build (etl/faults.py); nothing was written
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong: ``row`` is a record number or a key, empty where the whole file is meant."""

    file: str
    row: str
    expected: str
    found: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{where}: expected {self.expected}; found {self.found}. {self.remedy}"


class FaultsError(Exception):
    """Every fault of a step at once. ``undone`` says what did not happen."""

    undone = "nothing was done"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        listing = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(self.faults, 1))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{count}, {self.undone}:\n{listing}")
