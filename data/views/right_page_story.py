"""A right in a few sentences, each with its number and the place where that number stands.

Invariant: every number is counted from the page; nothing is called better or worse.
"""

from __future__ import annotations

from collections.abc import Callable

from data.model import IndicatorKind
from data.views.choose import lower_first
from data.views.gaps_summary import percent
from data.views.labels import in_line
from data.views.profile_story import Sentence, pieces, safe
from data.views.reading import Reading
from data.views.right_page import RightPage
from data.words import Words

GAPS, TREATY = "gaps", "treaty:"
NAMED = 3
LEAST = 10  # expected figures of a region that a share must rest on to be named


def build_right_story(page: RightPage, words: Words) -> tuple[Sentence, ...]:
    """The sentences that there are numbers for. A target is ``#anchor``, ``gaps``, ``treaty:<id>`` or an indicator."""
    tellers: tuple[Callable[[RightPage, Words], Sentence], ...] = (_read, _promised, _known, _core, _apart)
    return tuple(told for teller in tellers if (told := teller(page, words)))


def _read(page: RightPage, words: Words) -> Sentence:
    """How many indicators there are, and of which kinds."""
    kinds = [
        (page.count(IndicatorKind.STRUCTURAL), words.text("of commitment"), "#structural"),
        (page.count(IndicatorKind.PROCESS), words.text("of effort"), "#process"),
        (page.count(IndicatorKind.OUTCOME), words.text("of results"), "#outcome"),
    ]
    held = [f"[{words.number(count)}] {label}" for count, label, _ in kinds if count]
    none = [label for count, label, _ in kinds if not count]
    values = {
        "indicators": words.plural("%(count)s indicator", "%(count)s indicators", len(page.indicators)),
        "sources": words.plural("%(count)s source", "%(count)s sources", page.sources),
        "kinds": words.listing(held),
        "none": words.listing(none),
    }
    if none:
        text = words.text("%(indicators)s from %(sources)s speak of it here: %(kinds)s, and none %(none)s.", **values)
    else:
        text = words.text("%(indicators)s from %(sources)s speak of it here: %(kinds)s.", **values)
    return pieces(text, [anchor for count, _, anchor in kinds if count])


def _promised(page: RightPage, words: Words) -> Sentence:
    if page.treaties is None:
        return ()
    shown = [t for t in page.treaties.items if t.is_named][:NAMED] or list(page.treaties.items[:NAMED])
    first, *rest = shown
    named = [
        words.plural(
            "[%(count)s] is a party to the %(treaty)s",
            "[%(count)s] are parties to the %(treaty)s",
            first.parties,
            treaty=first.instrument.short,
        ),
        *(
            words.text("[%(count)s] to the %(treaty)s", count=words.number(t.parties), treaty=t.instrument.short)
            for t in rest
        ),
    ]
    text = words.plural(
        "Of %(count)s member state of the United Nations, %(parties)s, as of %(date)s.",
        "Of %(count)s member states of the United Nations, %(parties)s, as of %(date)s.",
        first.total,
        date=page.treaties.as_of,
        parties=words.listing(named),
    )
    return pieces(text, [f"{TREATY}{t.indicator}" for t in shown])


def _known(page: RightPage, words: Words) -> Sentence:
    """How much of what could be published is published, and where least."""
    if not page.covers or not page.covers[-1].whole.expected:
        return ()
    whole = page.covers[-1].whole
    text = words.text(
        "Of %(expected)s figures that could be published, [%(share)s] are, at most five years older than their source",
        expected=words.number(whole.expected),
        share=percent(whole.recent, whole.expected, words),
    )
    places = [c for c in page.covers[:-1] if c.whole.expected >= LEAST]
    if not places:
        return pieces(f"{text}.", [GAPS])
    least = min(places, key=lambda c: (c.whole.share or 0.0, c.id))
    text = words.text(
        "%(first)s; least in %(place)s, %(least)s.",
        first=text,
        place=in_line(least.name, words.lang),
        least=percent(least.whole.recent, least.whole.expected, words),
    )
    return pieces(text, [GAPS])


def _core(page: RightPage, words: Words) -> Sentence:
    """The middle of the core indicators."""
    lines = [line for stage in page.stages for panel in (*stage.records, *stage.experts) for line in panel.lines]
    found: list[tuple[str, Reading]] = [
        (line.name, line.reading)
        for line in lines
        if line.indicator.core == page.id and line.reading is not None and line.reading.median_text
    ]
    if not found:
        return ()
    named = [
        words.text(
            "[%(name)s] %(median)s (%(count)s of %(all)s states)",
            name=safe(name),
            median=reading.median_text,
            count=words.number(reading.n),
            all=words.number(reading.total),
        )
        for name, reading in found
    ]
    if len(found) == 1:
        text = words.text("The median of its core indicator: %(named)s.", named=words.listing(named))
    else:
        text = words.text("The medians of its core indicators: %(named)s.", named=words.semicolon.join(named))
    return pieces(text, [reading.indicator.id for _, reading in found])


def _apart(page: RightPage, words: Words) -> Sentence:
    """The ways in which no indicator of the right tells people apart."""
    none = [lower_first(item.label) for item in page.apart if not item.count]
    if not none or not page.apart:
        return ()
    text = words.plural(
        "None of them is broken down by [%(ways)s].",
        "None of them is broken down by any of these: [%(ways)s].",
        len(none),
        ways=", ".join(none),
    )
    return pieces(text, ["#unmeasured"])


def missing_kinds(page: RightPage, words: Words) -> list[str]:
    """What the release holds nothing of, as sentences."""
    said = {
        IndicatorKind.STRUCTURAL: words.text(
            "No indicator here is of commitment: what the law promises is not measured."
        ),
        IndicatorKind.PROCESS: words.text(
            "No indicator here is of effort: what the state does to keep its promise, such as spending, staff or "
            "procedures, is not measured."
        ),
        IndicatorKind.OUTCOME: words.text("No indicator here is of results: what people experience is not measured."),
    }
    found = [text for kind, text in said.items() if not page.count(kind)]
    none = [lower_first(item.label) for item in page.apart if not item.count]
    if none:
        found.append(
            words.plural(
                "No indicator is broken down by %(ways)s.",
                "No indicator is broken down by any of these: %(ways)s.",
                len(none),
                ways=", ".join(none),
            )
        )
    if not page.core and page.articles:
        found.append(words.text("No indicator met the rule for a core indicator of this right."))
    return found
