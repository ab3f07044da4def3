"""What stands behind an indicator: section 10 as a view.

Invariant: a statement without evidence is shown as "not documented by us", never left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.catalogue import TOLERANCE, Indicator, SeriesInfo
from data.model import Direction, ValueKind
from data.store import Store
from data.views.key_facts import build_facts
from data.views.labels import BREAK, SOURCE_TYPE
from data.views.map import class_labels
from data.views.quality import licence_of, licence_words
from data.words import Words


@dataclass(frozen=True, slots=True)
class Statement:
    """A heading, what we say under it, and where it can be checked (empty where nothing needs checking).

    ``lang`` is set where the text is in another language than the page; ``decision`` is a number to link to.
    """

    heading: str
    text: str
    evidence: str = ""
    lang: str = ""
    decision: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """Statements that belong together; ``key`` is its anchor."""

    key: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class MethodView:
    """Everything a reader must know before quoting the indicator."""

    may_not_conclude: str
    chapters: tuple[Chapter, ...]
    facts: tuple[tuple[str, str], ...]
    decisions: tuple[dict[str, Any], ...]
    source_decisions: tuple[dict[str, Any], ...]
    corrections: tuple[tuple[dict[str, Any], int], ...]
    source: dict[str, Any]
    link: str
    citation: str

    @property
    def statements(self) -> list[Statement]:
        """All statements in their order."""
        return [statement for chapter in self.chapters for statement in chapter.statements]


def build_method_view(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> MethodView:
    """The method of an indicator as it is shown beside one of its series."""
    source = store.catalogue.sources[series.source]
    own = indicator.raw["decisions"]
    about_source = [number for number in source["decisions"] if number not in own]
    rules = {rule["id"]: rule for s in store.catalogue.sources.values() for rule in s["corrections"]}
    return MethodView(
        may_not_conclude=words.text(indicator.raw["method"]["may_not_conclude"]),
        chapters=(
            Chapter("meaning", words.text("What it means"), tuple(_meaning(indicator, words))),
            Chapter("made", words.text("How it is made"), tuple(_made(indicator, source, words))),
            Chapter("read", words.text("How it is read here"), tuple(_read(store, indicator, series, words))),
            Chapter("licence", words.text("Licence and review"), tuple(_terms(store, indicator, series, words))),
        ),
        facts=build_facts(store, indicator, series, words),
        decisions=tuple(store.catalogue.decisions[n] for n in own if n in store.catalogue.decisions),
        source_decisions=tuple(store.catalogue.decisions[n] for n in about_source if n in store.catalogue.decisions),
        corrections=_grouped([rules[name] for name in indicator.raw["corrections"] if name in rules]),
        source=source,
        link=indicator.raw["method"]["link"] or "",
        citation=source["citation"],
    )


def _grouped(rules: list[dict[str, Any]]) -> tuple[tuple[dict[str, Any], int], ...]:
    """Rules with the same reason and decision once, with their number."""
    counts: dict[tuple[str, str], tuple[dict[str, Any], int]] = {}
    for rule in rules:
        key = (rule["reason"], rule["decision"])
        counts[key] = (rule, counts[key][1] + 1 if key in counts else 1)
    return tuple(counts.values())


def _said(heading: str, raw: str, words: Words, evidence: str = "", decision: str = "") -> Statement:
    """A statement whose text stands in the release: marked where this language does not have it."""
    lang = "" if words.has(raw) else "en"
    return Statement(heading, words.text(raw), evidence, lang, decision)


def _unknown(heading: str, words: Words) -> Statement:
    return Statement(heading, words.text("Not documented by us."), is_known=False)


def _meaning(indicator: Indicator, words: Words) -> Iterator[Statement]:
    method = indicator.raw["method"]
    yield _said(words.text("What it measures"), method["definition"], words)
    yield _said(words.text("What it does not measure"), method["not_measured"], words)
    if indicator.raw["proxy"]:
        yield Statement(
            words.text("A proxy"), words.text("It stands for something that it does not measure itself; see above.")
        )
    if indicator.raw["detection_dependent"]:
        yield Statement(
            words.text("Depends on detection"),
            words.text("More found may mean better detection, not more violations; so neither end is called better."),
        )


def _made(indicator: Indicator, source: dict[str, Any], words: Words) -> Iterator[Statement]:
    """What is said of the indicator; where it says nothing of its own, what is said of its source as a whole."""
    method = indicator.raw["method"]
    derivation = indicator.raw["derivation"]
    if derivation:
        yield _said(words.text("Computed by us"), derivation["formula"], words, decision=derivation["decision"])
        inputs = words.text("Inputs: %(inputs)s.", inputs=", ".join(derivation["inputs"]))
        yield Statement(words.text("From what"), inputs)
        yield _said(words.text("Where an input is missing"), derivation["missing_rule"], words)
    for heading, key in (
        (words.text("How it is collected"), "collection"),
        (words.text("How it is revised"), "revision_policy"),
    ):
        found = method[key] or source[key]
        yield _said(heading, found["text"], words, found["evidence"]) if found else _unknown(heading, words)
    biases = method["biases"] or source["biases"]
    if not biases:
        yield _unknown(words.text("Known biases"), words)
    for bias in biases:
        yield _said(words.text("Known bias"), bias["text"], words, bias["evidence"])
    if not method["breaks"]:
        yield _unknown(words.text("Breaks in the series"), words)
    for item in method["breaks"]:
        heading = words.text(
            "Break in %(year)s (%(kind)s)", year=str(item["year"]), kind=words.text(BREAK[item["kind"]])
        )
        yield _said(heading, item["reason"], words, item["evidence"], item["decision"] or "")


def _read(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> Iterator[Statement]:
    yield Statement(words.text("Who is expected"), _universe(indicator, words), decision="0004")
    yield Statement(words.text("Older values"), " ".join(_tolerance(indicator, words)), decision="0005")
    yield Statement(words.text("Colours"), " ".join(_colours(store, indicator, series, words)))
    comparability = indicator.raw["comparability"]
    heading = words.text("Limits on comparing")
    if comparability:
        yield _said(heading, comparability["reason"], words)
    else:
        yield Statement(heading, words.text("None of its own; the rules for all indicators hold."))


def _universe(indicator: Indicator, words: Words) -> str:
    universe = indicator.raw["universe"]
    if universe == "source_list":
        return words.text(
            "The 193 UN member states are counted. The source chooses whom it assesses: a state that it never assessed "
            "is “not assessed”, not “not reported”."
        )
    if universe == "un_members_and_territories":
        return words.text("The 193 UN member states and the territories that the source publishes are counted.")
    return words.text(
        "The 193 UN member states are counted. Other places that the source publishes are shown beside them."
    )


def _tolerance(indicator: Indicator, words: Words) -> Iterator[str]:
    years, own = indicator.tolerance, indicator.raw["tolerance"]
    if years:
        yield words.plural(
            "Where a country has no value for the year shown, its newest of up to %(count)s year before may stand in, "
            "with its own year beside it.",
            "Where a country has no value for the year shown, its newest of up to %(count)s years before may stand in, "
            "with its own year beside it.",
            years,
        )
    else:
        yield words.text("None: a value of another year never stands in.")
    if own is not None:
        yield words.text(own["reason"])
    elif indicator.source_type in TOLERANCE:
        yield words.text("This is the rule for %(kind)s.", kind=words.text(SOURCE_TYPE[indicator.source_type]))
    else:
        yield words.text("This is the rule where each year is assessed, modelled or counted anew.")


def _colours(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> Iterator[str]:
    if indicator.classes:
        yield words.text("Each class has a name and a colour of its own; classes are never averaged.")
        return
    if indicator.value_kind is ValueKind.COUNT:
        yield words.text("Numbers of people or events are circles: their area is in proportion, the same in all years.")
    labels = class_labels(store, indicator, series, words)
    if series.raw["edges"]:
        yield words.text(
            "%(count)s classes, fixed when the release is made and the same in all years: %(classes)s.",
            count=words.number(len(labels)),
            classes=words.semicolon.join(label for _, label in labels),
        )
    if series.raw["has_zero"]:
        yield words.text("Zero is a value with a colour of its own; missing is hatched and never zero.")
    if indicator.direction is Direction.NEUTRAL:
        yield words.text("One hue, because neither end is better by itself.")
    else:
        yield words.text("The hue says which end is better for rights; the darker, the higher.")


def _terms(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> Iterator[Statement]:
    licence = store.catalogue.sources[series.source]["licence"]
    flags = licence_words(licence_of(store, series), words)
    yield Statement(
        words.text("Licence"),
        words.text("%(licence)s: %(flags)s.", licence=licence["name"], flags=", ".join(flags)),
        licence["url"],
    )
    yield Statement(words.text("Attribution"), licence["attribution"], lang="" if words.lang == "en" else "en")
    reviewer, due = indicator.raw["method"]["reviewed_by"], indicator.raw["method"]["next_review"]
    yield Statement(
        words.text("Who reviewed this page"),
        reviewer or words.text("Nobody outside yet."),
    )
    yield Statement(words.text("Next review"), words.date(due) if due else words.text("No date is set."))
