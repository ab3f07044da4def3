"""Faults of a build, gathered and raised together.

Invariant: a fault says where it is, what was expected, what was found and what to do.

    BuildError          one or more faults; nothing was written
    └── CheckError      the release was made but does not pass its checks; nothing was published
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


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


class BuildError(Exception):
    """Every fault of a step at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        listing = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(self.faults, 1))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{count}, nothing was written:\n{listing}")


class CheckError(BuildError):
    """The checks on a built release found faults."""


@dataclass
class Faults:
    """Collects faults; ``raise_any`` ends the step if there were some."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, row: object, expected: str, found: object, remedy: str) -> None:
        """Note one fault."""
        self.found.append(Fault(file, str(row), expected, str(found), remedy))

    def raise_any(self, kind: type[BuildError] = BuildError) -> None:
        """Raise ``kind`` with all faults noted so far, if any."""
        if self.found:
            raise kind(self.found)
