"""What stands behind an indicator: section 10 as a view, with the series that are folded under it.

Invariant: a statement without evidence is shown as "not documented by us", never left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.catalogue import Indicator, SeriesInfo
from data.model import IntervalKind, Provenance
from data.store import Store
from data.views.labels import BREAK, DIRECTION, INTERVAL, KIND, PROVENANCE, SOURCE_TYPE
from data.words import Words


@dataclass(frozen=True, slots=True)
class Statement:
    """A heading, what we say under it, and where it can be checked (empty where nothing needs checking)."""

    heading: str
    text: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """One series of the indicator: its source, vintage, countries and years, and whether it is shown."""

    id: str
    source: str
    code: str
    vintage: str
    countries: int
    years: str
    is_shown: bool
    is_preferred: bool
    bounds: str


@dataclass(frozen=True)
class MethodView:
    """Everything a reader must know before quoting the indicator."""

    may_not_conclude: str
    statements: tuple[Statement, ...]
    facts: tuple[tuple[str, str], ...]
    series: tuple[SeriesChoice, ...]
    preferred_reason: str
    decisions: tuple[dict[str, Any], ...]
    source_decisions: tuple[dict[str, Any], ...]
    corrections: tuple[tuple[dict[str, Any], int], ...]
    source: dict[str, Any]
    link: str
    citation: str


def build_method_view(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> MethodView:
    """The method of an indicator as it is shown beside one of its series."""
    source = store.catalogue.sources[series.source]
    own = indicator.raw["decisions"]
    about_source = [number for number in source["decisions"] if number not in own]
    rules = {rule["id"]: rule for s in store.catalogue.sources.values() for rule in s["corrections"]}
    return MethodView(
        may_not_conclude=words.text(indicator.raw["method"]["may_not_conclude"]),
        statements=tuple(_statements(indicator, source, words)),
        facts=tuple(_facts(store, indicator, series, words)),
        series=tuple(_choice(store, sid, indicator, series, words) for sid in indicator.series),
        preferred_reason=words.text(indicator.raw["preferred_reason"]),
        decisions=tuple(store.catalogue.decisions[n] for n in own if n in store.catalogue.decisions),
        source_decisions=tuple(store.catalogue.decisions[n] for n in about_source if n in store.catalogue.decisions),
        corrections=_grouped([rules[name] for name in indicator.raw["corrections"] if name in rules]),
        source=source,
        link=indicator.raw["method"]["link"],
        citation=source["citation"],
    )


def _grouped(rules: list[dict[str, Any]]) -> tuple[tuple[dict[str, Any], int], ...]:
    """Rules with the same reason and decision once, with their number."""
    counts: dict[tuple[str, str], tuple[dict[str, Any], int]] = {}
    for rule in rules:
        key = (rule["reason"], rule["decision"])
        counts[key] = (rule, counts[key][1] + 1 if key in counts else 1)
    return tuple(counts.values())


def _statements(indicator: Indicator, source: dict[str, Any], words: Words) -> list[Statement]:
    """What is said of the indicator; where it says nothing of its own, what is said of its source as a whole."""
    method = indicator.raw["method"]
    nothing = words.text("Not documented by us.")
    items = [
        Statement(words.text("What it measures"), words.text(method["definition"])),
        Statement(words.text("What it does not measure"), words.text(method["not_measured"])),
    ]
    for heading, key in (
        (words.text("How it is collected"), "collection"),
        (words.text("How it is revised"), "revision_policy"),
    ):
        found = method[key] or source[key]
        items.append(
            Statement(heading, words.text(found["text"]), found["evidence"]) if found else Statement(heading, nothing)
        )
    biases = method["biases"] or source["biases"]
    if not biases:
        items.append(Statement(words.text("Known biases"), nothing))
    items += [Statement(words.text("Known bias"), words.text(b["text"]), b["evidence"]) for b in biases]
    if not method["breaks"]:
        items.append(Statement(words.text("Breaks in the series"), nothing))
    items += [
        Statement(
            words.text("Break in %(year)s (%(kind)s)", year=str(b["year"]), kind=words.text(BREAK[b["kind"]])),
            words.text(b["reason"]),
            b["evidence"],
        )
        for b in method["breaks"]
    ]
    derivation = indicator.raw["derivation"]
    if derivation:
        items.append(
            Statement(
                words.text("Computed by us"),
                words.text(derivation["formula"]),
                words.text("decision %(number)s", number=derivation["decision"]),
            )
        )
        items.append(Statement(words.text("Where an input is missing"), words.text(derivation["missing_rule"])))
    comparability = indicator.raw["comparability"]
    if comparability:
        items.append(Statement(words.text("Limits on comparing"), words.text(comparability["reason"])))
    return items


def _facts(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> list[tuple[str, str]]:
    catalogue = store.catalogue
    raw = indicator.raw
    rights = ", ".join(words.text(catalogue.rights[r]["name"]) for r in indicator.rights)
    sdg = raw["sdg"]
    facts = [
        (words.text("Right"), rights),
        (words.text("Treaty articles"), ", ".join(raw["articles"]) or words.text("none")),
        (words.text("Kind"), words.text(KIND[indicator.kind])),
        (words.text("Rests on"), words.text(SOURCE_TYPE[indicator.source_type])),
        (words.text("Direction"), words.text(DIRECTION[indicator.direction])),
        (words.text("Unit"), words.text(catalogue.units[indicator.unit]["label"])),
        (words.text("Custodian"), raw["method"]["custodian"]),
        (words.text("Maturity"), _maturity(indicator, words)),
        (words.text("Uncertainty"), _uncertainty(series, words)),
        (words.text("Who made the figures"), _provenance(series, words)),
        (words.text("Reviewed by"), raw["method"]["reviewed_by"] or words.text("nobody yet")),
    ]
    if sdg:
        facts.insert(2, (words.text("SDG indicator"), sdg["indicator"]))
    return facts


def _maturity(indicator: Indicator, words: Words) -> str:
    if indicator.maturity == "pilot":
        return words.text("Pilot: fewer than 50 countries in the last five years of the data")
    return words.text("Established")


def _uncertainty(series: SeriesInfo, words: Words) -> str:
    parts = []
    levels = [words.number(100 * level) for level in series.raw["levels"]]
    if series.raw["intervals"]:
        kinds = ", ".join(words.text(INTERVAL[IntervalKind(kind)]) for kind in series.raw["intervals"])
        named = words.text("%(levels)s%% level", levels=", ".join(levels)) if levels else words.text("no level named")
        parts.append(words.text("published bounds (%(kinds)s, %(levels)s)", kinds=kinds, levels=named))
    if series.raw["has_std_error"]:
        parts.append(words.text("published standard errors"))
    return words.listing(parts) if parts else words.text("the source publishes no uncertainty")


def _provenance(series: SeriesInfo, words: Words) -> str:
    counts = series.raw["provenance"]
    total = sum(counts.values())
    if not total:
        return words.text("no figure for a country")
    shares = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(shares) == 1:
        return words.text("all %(kind)s", kind=words.text(PROVENANCE[Provenance(shares[0][0])]))
    return words.semicolon.join(
        words.text(
            "%(share)s %(kind)s", share=_share(count / total, words), kind=words.text(PROVENANCE[Provenance(kind)])
        )
        for kind, count in shares
    )


def _share(share: float, words: Words) -> str:
    """A share in per cent; one that rounds to nothing is not called nothing."""
    return words.text("under 1%%") if share < 0.01 else words.text("%(number)s%%", number=words.number(100 * share))


def _choice(store: Store, sid: str, indicator: Indicator, shown: SeriesInfo, words: Words) -> SeriesChoice:
    info = store.catalogue.series[sid]
    first, last = info.raw["first_year"], info.raw["last_year"]
    bounds = [words.text(INTERVAL[IntervalKind(kind)]) for kind in info.raw["intervals"]]
    if info.raw["has_std_error"]:
        bounds.append(words.text("standard error"))
    return SeriesChoice(
        id=sid,
        source=store.catalogue.sources[info.source]["name"],
        code=info.code,
        vintage=info.vintage,
        countries=info.raw["countries"],
        years=f"{first}–{last}" if first is not None else words.text("no country"),
        is_shown=sid == shown.id,
        is_preferred=sid == indicator.preferred,
        bounds=", ".join(bounds) or words.text("none"),
    )
