"""The way of one figure back to its record: who counted, who compiled, which copy, what we did, in which release.

Invariant: the hash named is that of the bytes that were read; without a figure, the steps say what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.catalogue import SeriesInfo
from data.model import Flag, Qualifier
from data.query import Observation
from data.store import Store
from data.views.labels import FLAG, PROVENANCE
from data.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One station on the way, with what is known of it.

    ``decisions`` are numbers to link to; ``digest`` is a sha256; ``is_quoted`` says that the text is the publisher's.
    """

    label: str
    text: str
    decisions: tuple[str, ...] = ()
    digest: str = ""
    is_quoted: bool = False


def build_trace(store: Store, item: Observation, words: Words) -> list[Step]:
    """Stations from the origin of a figure to this release."""
    source = store.catalogue.sources[store.catalogue.series[item.series].source]
    return [
        _counted(item, words),
        _compiled(store, item, source, words),
        *_origin(item, source, words),
        *_corrections(item, words),
        _release(store, words),
    ]


def _counted(item: Observation, words: Words) -> Step:
    text = words.text(PROVENANCE[item.provenance])
    text = text[:1].upper() + text[1:]
    if item.n is None:
        return Step(words.text("Counted by"), f"{text}.")
    behind = words.text("It rests on %(count)s cases or respondents.", count=words.number(item.n))
    return Step(words.text("Counted by"), f"{text}. {behind}")


def _compiled(store: Store, item: Observation, source: dict[str, Any], words: Words) -> Step:
    series = store.catalogue.series[item.series]
    custodian = store.catalogue.indicators[series.raw["indicator"]].raw["method"]["custodian"]
    values = {
        "publisher": source["publisher"],
        "custodian": custodian,
        "code": series.code,
        "vintage": series.vintage,
        "date": words.date(series.released),
    }
    if custodian and custodian != source["publisher"]:
        text = words.text(
            "%(custodian)s; published by %(publisher)s as series %(code)s, vintage %(vintage)s, as of %(date)s.",
            **values,
        )
    else:
        text = words.text("%(publisher)s, series %(code)s, vintage %(vintage)s, as of %(date)s.", **values)
    return Step(words.text("Compiled by"), text)


def _origin(item: Observation, source: dict[str, Any], words: Words) -> list[Step]:
    if item.formula:
        return [
            Step(
                words.text("Computed by us"),
                words.text("By the rule %(rule)s from: %(inputs)s.", rule=item.formula, inputs=item.inputs),
            )
        ]
    found = next((file for file in source["files"] if file["file"] == item.file), None)
    rows = words.text("File %(file)s, record %(row)s", file=item.file, row=str(item.row))
    return [
        Step(
            words.text("Copied from"),
            f"{rows} ({item.rows})." if item.rows else f"{rows}.",
            digest=found["sha256"] if found else "",
        ),
        Step(words.text("Published text"), item.value_text or words.text("no figure")),
    ]


def _corrections(item: Observation, words: Words) -> list[Step]:
    steps = []
    if item.published_text:
        steps.append(Step(words.text("Corrected by us"), words.text("published as %(text)s", text=item.published_text)))
    marks = sorted(words.text(FLAG[flag]) for flag in item.flags)
    if item.qualifier in (Qualifier.BELOW, Qualifier.ABOVE):
        marks.append(words.text("a limit, not an exact figure"))
    if marks:
        steps.append(Step(words.text("Marks"), ", ".join(marks)))
    if item.note:
        steps.append(Step(words.text("Note"), item.note, is_quoted=True))
    if item.decisions:
        steps.append(Step(words.text("Decisions"), "", item.decisions))
    if not item.published_text and Flag.CORRECTED not in item.flags and not item.formula:
        steps.insert(0, Step(words.text("Corrections"), words.text("None: the figure stands as it was published.")))
    return steps


def _release(store: Store, words: Words) -> Step:
    text = words.text("%(release)s, which never changes; any change makes a new release.", release=store.id)
    return Step(words.text("Release"), text, digest=store.release.digest)


def build_absence(store: Store, series: SeriesInfo, state: str, words: Words) -> list[Step]:
    """The way of a figure that is not there: what stands in its place, and which copy was read to find none."""
    source = store.catalogue.sources[series.source]
    files = len(source["files"])
    return [
        Step(words.text("State"), f"{state}."),
        Step(
            words.text("Looked for in"),
            words.text(
                "%(publisher)s, series %(code)s, vintage %(vintage)s, as of %(date)s: no record of this place for the "
                "year and group shown, nor for a year that may stand in.",
                publisher=source["publisher"],
                code=series.code,
                vintage=series.vintage,
                date=words.date(series.released),
            ),
        ),
        Step(
            words.text("Copies read"),
            words.plural(
                "%(count)s file of this source, each with its sha256 in the build report.",
                "%(count)s files of this source, each with its sha256 in the build report.",
                files,
            ),
        ),
        _release(store, words),
    ]
