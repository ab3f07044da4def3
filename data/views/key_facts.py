"""What a reader wants to know of an indicator at one glance: label and words, in the order of a fact box.

Invariant: every share and count is read from the release's catalogue; what is unknown is said to be so.
"""

from __future__ import annotations

from data.catalogue import Indicator, SeriesInfo
from data.model import IntervalKind, Provenance
from data.store import Store
from data.views.labels import DIRECTION, INTERVAL, KIND, PROVENANCE, SOURCE_TYPE
from data.words import Words


def build_facts(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> tuple[tuple[str, str], ...]:
    """(label, words) of every key fact."""
    catalogue = store.catalogue
    raw = indicator.raw
    sdg = raw["sdg"]
    facts = [
        (words.text("Right"), ", ".join(words.text(catalogue.rights[r]["name"]) for r in indicator.rights)),
        (words.text("Treaty articles"), ", ".join(raw["articles"]) or words.text("none")),
        (words.text("SDG indicator"), sdg["indicator"] if sdg else ""),
        (words.text("Kind"), words.text(KIND[indicator.kind])),
        (words.text("Rests on"), words.text(SOURCE_TYPE[indicator.source_type])),
        (words.text("Direction"), words.text(DIRECTION[indicator.direction])),
        (words.text("Unit"), words.text(catalogue.units[indicator.unit]["label"])),
        (words.text("Custodian"), raw["method"]["custodian"]),
        (words.text("Maturity"), _maturity(indicator, words)),
        (words.text("Uncertainty"), _uncertainty(series, words)),
        (words.text("Who made the figures"), _provenance(series, words)),
        (words.text("Reviewed by"), raw["method"]["reviewed_by"] or words.text("nobody yet")),
        (words.text("Next review"), words.date(raw["method"]["next_review"] or "") or words.text("no date is set")),
    ]
    return tuple((label, text) for label, text in facts if text)


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
