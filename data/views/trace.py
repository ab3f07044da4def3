"""The way of one figure back to its record: who counted, which copy, what we did, in which release.

Invariant: the hash named is that of the bytes that were read.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.query import Observation
from data.store import Store
from data.views.labels import FLAG, PROVENANCE
from data.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One station on the way, with what is known of it; ``decisions`` are numbers to link to."""

    label: str
    text: str
    decisions: tuple[str, ...] = ()


def build_trace(store: Store, item: Observation, words: Words) -> list[Step]:
    """Stations from the origin of a figure to this release."""
    series = store.catalogue.series[item.series]
    source = store.catalogue.sources[series.source]
    steps = [
        Step(words.text("Made"), words.text(PROVENANCE[item.provenance])),
        Step(
            words.text("Compiled"),
            words.text(
                "%(publisher)s, series %(code)s, vintage %(vintage)s",
                publisher=source["publisher"],
                code=series.code,
                vintage=series.vintage,
            ),
        ),
    ]
    steps += _origin(item, source, words)
    if item.published_text:
        steps.append(Step(words.text("Corrected by us"), words.text("published as %(text)s", text=item.published_text)))
    if item.flags:
        steps.append(Step(words.text("Marks"), ", ".join(sorted(words.text(FLAG[flag]) for flag in item.flags))))
    if item.note:
        steps.append(Step(words.text("Note"), item.note))
    if item.decisions:
        steps.append(Step(words.text("Decisions"), "", item.decisions))
    steps.append(Step(words.text("Release"), f"{store.id}, sha256 {store.release.digest[:16]}…"))
    return steps


def _origin(item: Observation, source: dict[str, object], words: Words) -> list[Step]:
    if item.formula:
        return [Step(words.text("Computed by us"), f"{item.formula}: {item.inputs}")]
    files = source["files"]
    assert isinstance(files, list)
    found = next((f for f in files if f["file"] == item.file), None)
    digest = f", sha256 {found['sha256'][:16]}…" if found else ""
    rows = words.text("record %(row)s", row=str(item.row)) + (f" ({item.rows})" if item.rows else "")
    return [
        Step(words.text("Copied from"), f"{item.file}, {rows}{digest}"),
        Step(words.text("Published text"), item.value_text or words.text("no figure")),
    ]
