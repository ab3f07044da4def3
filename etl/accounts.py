"""Counts what became of every published cell, file by file.

Invariant: cells = kept + blank + absorbed + set aside; kept = countries + territories + parts + former states +
aggregates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from data.model import AreaKind


@dataclass
class FileAccount:
    """Fate of one file.

    ``records`` counts its records (-1 where its format has none that can be counted apart from the
    transform), ``cells`` the published figures that our series take from it.
    """

    source: str
    file: str
    sha256: str
    bytes: int
    records: int = 0
    cells: int = 0
    blank: int = 0
    absorbed: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    no_value: int = 0
    corrected: int = 0
    unmapped: int = 0
    used: set[int] = field(default_factory=set, repr=False)

    def use(self, rows: Iterable[int], further: Iterable[str]) -> None:
        """Note the records behind some cells; ``further`` holds texts such as ``17-19,40``."""
        self.used.update(rows)
        for text in further:
            for part in filter(None, text.split(",")):
                first, _, last = part.partition("-")
                self.used.update(range(int(first), int(last or first) + 1))

    def as_dict(self) -> dict[str, object]:
        """Plain values for the build report, with the check of the sums."""
        kept = {kind.value: self.kept.get(kind.value, 0) for kind in AreaKind}
        counted = self.records >= 0
        accounted = sum(self.kept.values()) + self.blank + self.absorbed + sum(self.set_aside.values())
        return {
            "source": self.source,
            "file": self.file,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "records": self.records if counted else None,
            "records_without_a_cell": self.records - len(self.used) if counted else None,
            "cells": self.cells,
            "kept": sum(self.kept.values()),
            "kept_by_kind": kept,
            "no_value": self.no_value,
            "blank": self.blank,
            "absorbed": self.absorbed,
            "set_aside": dict(sorted(self.set_aside.items())),
            "flagged": dict(sorted(self.flagged.items())),
            "corrected": self.corrected,
            "unmapped": self.unmapped,
            "sums_agree": accounted == self.cells,
        }


def totals(accounts: list[dict[str, Any]]) -> dict[str, object]:
    """Sum of several accounts, of a source or of the whole build."""
    total: Counter[str] = Counter()
    groups: dict[str, Counter[str]] = {"kept_by_kind": Counter(), "set_aside": Counter(), "flagged": Counter()}
    for account in accounts:
        for key, value in account.items():
            if key in groups:
                groups[key].update(value)  # these three hold dicts of counts
            elif isinstance(value, int) and not isinstance(value, bool):
                total[key] += value
    result: dict[str, object] = dict(total)
    result.update({key: dict(sorted(counts.items())) for key, counts in groups.items()})
    result["files"] = len(accounts)
    result["sums_agree"] = all(account["sums_agree"] for account in accounts)
    return result
