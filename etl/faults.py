"""Faults of a build, gathered and raised together.

Invariant: a fault says where it is, what was expected, what was found and what to do.

    BuildError          one or more faults; nothing was written
    └── CheckError      the release was made but does not pass its checks; nothing was published
"""

from __future__ import annotations

from dataclasses import dataclass, field

from data.faults import Fault, FaultsError

__all__ = ["BuildError", "CheckError", "Fault", "Faults"]


class BuildError(FaultsError):
    """Every fault of a step at once."""

    undone = "nothing was written"


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
