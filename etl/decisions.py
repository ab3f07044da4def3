"""Reads the decision records: numbered, append-only Markdown with a small YAML head.

Invariant: a record has question, options, choice and reason, and its number is the start of its file name.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from etl.faults import Faults

SECTIONS = ("Question", "Options", "Choice", "Reason")
HEAD = ("number", "title", "date", "status")


@dataclass(frozen=True)
class Decision:
    """One decision: what was asked, what was chosen, why, and which sources, series and areas it touches."""

    number: str
    title: str
    date: str
    status: str
    sources: tuple[str, ...]
    series: tuple[str, ...]
    areas: tuple[str, ...]
    question: str
    options: str
    choice: str
    reason: str

    def as_dict(self) -> dict[str, object]:
        """Plain values for the release."""
        return asdict(self)


def load_decisions(folder: Path, faults: Faults) -> dict[str, Decision]:
    """Every record of the folder by number; what is wrong with any is noted in ``faults``."""
    decisions: dict[str, Decision] = {}
    for path in sorted(folder.glob("[0-9]*.md")):
        match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", path.read_text("utf-8"), re.DOTALL)
        if match is None:
            faults.add(path.name, "", "a head between two lines of ---", "none", "See docs/add-a-source.md.")
            continue
        head = yaml.safe_load(match[1]) or {}
        texts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", match[2], re.DOTALL | re.MULTILINE))
        missing = [name for name in HEAD if not head.get(name)]
        missing += [name for name in SECTIONS if not texts.get(name, "").strip()]
        if missing:
            remedy = "Complete it: docs/add-a-source.md has the form."
            faults.add(path.name, "", "a head and four sections", f"nothing for {', '.join(missing)}", remedy)
            continue
        if path.name[:4] != head["number"] or head["number"] in decisions:
            remedy = "Give the file and its head one number, in quotes, that no other record has."
            faults.add(path.name, "", f'number: "{path.name[:4]}"', repr(head["number"]), remedy)
            continue
        decisions[head["number"]] = Decision(
            number=head["number"],
            title=head["title"],
            date=str(head["date"]),
            status=head["status"],
            sources=tuple(head.get("sources") or ()),
            series=tuple(head.get("series") or ()),
            areas=tuple(head.get("areas") or ()),
            **{name.lower(): texts[name].strip() for name in SECTIONS},
        )
    return decisions
