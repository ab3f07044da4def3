"""The table of results: one row for each measure, with budget, ours, peers, ratio and verdict; printed and kept.

Invariant: a measure that failed stands in the table as "not measured" with its reason; no number is ever filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "var" / "bench" / "results.json"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
METHOD = Path(__file__).parent / "method.md"
T = TypeVar("T")
HEADS = ("ours", "stock Dash", "Vizro")
DASH = "–"
EXPLORE = "/?indicator=infant_mortality_rate_per_1000_live_births"  # a full map: 192 member states have a value


class NotMeasured(Exception):
    """The measure cannot be taken here; the message says why."""


@dataclass(frozen=True)
class Row:
    """One measure. ``limit`` is what ours must reach, ``times`` how many times better than ``stock`` it must be."""

    what: str
    unit: str = ""
    ours: float | None = None
    stock: float | None = None
    vizro: float | None = None
    budget: str = ""
    limit: float | None = None
    times: float | None = None
    is_more_better: bool = False
    note: str = ""
    missing: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than stock; None where either is not known."""
        if not self.ours or not self.stock:
            return None
        return self.ours / self.stock if self.is_more_better else self.stock / self.ours

    @property
    def verdict(self) -> str:
        """met, missed, not measured, or a dash where there is no budget."""
        if self.limit is None and self.times is None:
            return DASH if self.ours is not None else "not measured"
        if self.ours is None or (self.times is not None and self.ours and self.ratio is None):
            return "not measured"
        held = True
        if self.limit is not None:
            held = self.ours >= self.limit if self.is_more_better else self.ours <= self.limit
        if self.times is not None and self.ratio is not None:
            held = held and self.ratio >= self.times
        return "met" if held else "**missed**"

    def cells(self) -> list[str]:
        """The row as texts, one for each column of the table."""
        ratio = DASH if self.ratio is None else f"{shown(self.ratio)} ×"
        values = [shown(value, self.unit) for value in (self.ours, self.stock, self.vizro)]
        return [self.what, self.budget or DASH, *values, ratio, self.verdict]


@dataclass
class Part:
    """One part of a run: its rows in the order measured, and what a reader must know about them."""

    name: str
    date: str
    load: float
    heads: tuple[str, str, str] = HEADS
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    load_after: float = 0.0

    def take(self, plan: Row, measure: Callable[[], Row | dict[str, Any]]) -> Row:
        """Measure what is planned. Whatever goes wrong becomes the row's reason, and the run goes on."""
        try:
            found = measure()
            row = found if isinstance(found, Row) else replace(plan, **found)
        except Exception as error:  # one failing measure must not stop the others
            row = replace(plan, missing=reason(error))
        self.rows.append(row)
        print("  " + line(row), flush=True)
        return row

    def get(self, what: str, measure: Callable[[], T]) -> T | None:
        """What a measure of a peer gives; None with a note where it fails."""
        try:
            return measure()
        except Exception as error:  # as above
            self.notes.append(f"{what}: not measured: {reason(error)}.")
            return None


def reason(error: Exception) -> str:
    """Why something was not measured, in one line."""
    text = str(error).strip().splitlines() or [""]
    return (text[0] if isinstance(error, NotMeasured) else f"{type(error).__name__}: {text[0]}")[:300]


def shown(value: float | None, unit: str = "") -> str:
    """A number with three digits that count, and its unit."""
    if value is None:
        return DASH
    size = abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = "0" if value == 0 else f"{value:,.{places}f}"
    return f"{text} {unit}".strip()


def line(row: Row) -> str:
    """A row as it is printed while the run goes on."""
    what, budget, ours, stock, vizro, ratio, verdict = row.cells()
    reason = f" ({row.missing})" if row.missing else ""
    return f"{what}: ours {ours}, stock {stock}, Vizro {vizro}, {ratio} [{budget}] {verdict}{reason}"


def table(part: Part) -> list[str]:
    """Lines of a Markdown table. A column whose head is empty is left out."""
    head = ["what", "budget", *part.heads, "times better", "verdict"]
    shown_columns = [number for number, name in enumerate(head) if name]
    lines = [head, ["---"] * len(head), *(row.cells() for row in part.rows)]
    return ["| " + " | ".join(cells[n].replace("|", "\\|") for n in shown_columns) + " |" for cells in lines]


def keep(parts: Iterable[Part], path: Path = RESULTS) -> dict[str, Part]:
    """Add the parts to what earlier runs kept; all parts by name."""
    kept = load(path)
    kept |= {part.name: part for part in parts}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({name: asdict(part) for name, part in kept.items()}, indent=1), "utf-8")
    return kept


def load(path: Path = RESULTS) -> dict[str, Part]:
    """What earlier runs kept."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text("utf-8"))
    return {
        name: Part(**{**part, "heads": tuple(part["heads"]), "rows": [Row(**row) for row in part["rows"]]})
        for name, part in found.items()
    }


def document(parts: list[Part], machine: list[str]) -> str:
    """The whole page of results."""
    lines = ["# Benchmarks", "", "Written by `make bench`; not to be edited by hand.", ""]
    lines += [f"- {text}" for text in machine]
    for part in parts:
        lines += ["", f"## {part.name.capitalize()}", ""]
        stated = f"{part.date or 'date not stated'}; `BENCH={part.name} make bench`"
        lines += [f"{stated}; load of the machine before {part.load:.2f}, after {part.load_after:.2f}.", ""]
        lines += table(part)
        remarks = [f"- {row.what}: not measured: {row.missing}" for row in part.rows if row.missing]
        remarks += [f"- {row.what}: {row.note}" for row in part.rows if row.note]
        remarks += [f"- {note}" for note in part.notes]
        lines += ["", *remarks] if remarks else []
    return "\n".join(lines) + "\n\n" + METHOD.read_text("utf-8")
