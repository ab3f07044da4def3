"""A country in three to six sentences, each with its number and the place where that number stands.

Invariant: every number is counted from the profile; what sets it beside others is told by data/views/profile_told.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.model import AreaState, Provenance
from data.views.choose import lower_first
from data.views.labels import in_line
from data.views.profile import Profile, timed
from data.views.profile_rows import ProfileRow
from data.words import Words

LINKED = re.compile(r"\[([^\]]*)\]")
NAMED = 5
FEWEST = 4
POPULATION = "population_total_people"
BRACKETS = str.maketrans("[]", "()")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``target`` is empty, ``#anchor`` on the page or the id of an indicator."""

    text: str
    target: str = ""


Sentence = tuple[Piece, ...]


def pieces(text: str, targets: list[str]) -> Sentence:
    """A text whose stretches in square brackets lead to the targets, in their order."""
    found: list[Piece] = []
    for number, part in enumerate(LINKED.split(text)):
        if part:
            found.append(Piece(part, targets[number // 2] if number % 2 else ""))
    return tuple(found)


def plain(sentence: Sentence) -> str:
    """The sentence without its links."""
    return "".join(piece.text for piece in sentence)


def build_story(
    profile: Profile, words: Words, told: tuple[Sentence, ...] = (), joined: str = ""
) -> tuple[Sentence, ...]:
    """The sentences that the profile has numbers for, in reading order, six at most.

    ``told`` sets the figures beside others and comes after the first; ``joined`` is what stands beside the number of
    treaties.
    """
    found = [_published(profile, words), *told, _makers(profile, words), _missing(profile, words)]
    found = [sentence for sentence in found if sentence]
    promises = _promises(profile, joined, words)
    if len(found) + bool(promises) < FEWEST:
        found += [sentence for sentence in (_years(profile, words),) if sentence]
    return (*found, promises) if promises else tuple(found)


def place(profile: Profile, words: Words) -> str:
    """The country as the subject of a sentence."""
    name = in_line(profile.name, words.lang)
    return safe(name[:1].upper() + name[1:])


def safe(name: str) -> str:
    """A name without the brackets that mark links."""
    return name.translate(BRACKETS)


def _published(profile: Profile, words: Words) -> Sentence:
    """How much of the core, and of everything, is published; with the population, so that small states are seen."""
    held = words.text(
        "has a published value for [%(count)s of the %(all)s indicators] that this release holds for countries.",
        count=words.number(len(profile.published)),
        all=words.number(len(profile.possible)),
    )
    if profile.core:
        held = words.text(
            "has a published value for [%(core)s of %(all_core)s core indicators] and for [%(count)s of the %(all)s "
            "indicators] that this release holds for countries.",
            core=words.number(sum(row.is_published for row in profile.core)),
            all_core=words.number(len(profile.core)),
            count=words.number(len(profile.published)),
            all=words.number(len(profile.possible)),
        )
    people = profile.rows.get(POPULATION)
    if people is None or not people.is_published:
        text = words.text("%(area)s %(held)s", area=place(profile, words), held=held)
        return pieces(text, ["#rights", "#rights"])
    text = words.text(
        "%(area)s, home to [%(people)s] in %(year)s, %(held)s",
        area=place(profile, words),
        people=safe(people.value_text),
        year=str(people.year),
        held=held,
    )
    return pieces(text, [people.indicator.id, "#rights", "#rights"])


def _makers(profile: Profile, words: Words) -> Sentence:
    own = timed(profile.possible)
    if not own:
        return ()
    counts = {p: sum(row.provenance is p for row in own) for p in Provenance}
    others = [
        (counts[Provenance.ADJUSTED] + counts[Provenance.ESTIMATED], words.text("estimated or adjusted")),
        (counts[Provenance.MODELLED], words.text("modelled")),
        (counts[Provenance.EXPERT], words.text("coded by experts")),
        (counts[Provenance.MONITORING], words.text("from global monitoring")),
        (counts[Provenance.UNSTATED], words.text("of unstated origin")),
    ]
    own_word = words.plural(
        "[%(count)s was reported by the country itself]",
        "[%(count)s were reported by the country itself]",
        counts[Provenance.COUNTRY],
    )
    rest = words.listing([f"{words.number(count)} {label}" for count, label in others if count])
    text = words.text(
        "Of its %(count)s latest values outside the treaty record, %(country)s%(others)s; the median value is "
        "[%(lag)s older] than its source.",
        count=words.number(len(own)),
        country=own_word if counts[Provenance.COUNTRY] else words.text("[none was reported by the country itself]"),
        others=words.text(", %(kinds)s", kinds=rest) if rest else "",
        lag=years_text(profile.lag or 0, words),
    )
    return pieces(text, ["#late", "#late"])


def years_text(lag: float, words: Words) -> str:
    """``3 years``, ``2.5 years``."""
    if lag != int(lag):
        return words.text("%(number)s years", number=words.number(lag, 1))
    return words.plural("%(count)s year", "%(count)s years", int(lag))


def _years(profile: Profile, words: Words) -> Sentence:
    dated = [row for row in profile.core if row.is_published and row.year is not None]
    if len(dated) < 2:
        return ()
    newest = max(dated, key=lambda row: (row.year or 0, row.name))
    oldest = min(dated, key=lambda row: (row.year or 0, row.name))
    text = words.text(
        "Among the core indicators the newest value is of %(newest)s ([%(newest_name)s]), the oldest of %(oldest)s "
        "([%(oldest_name)s]).",
        newest=str(newest.year),
        newest_name=safe(newest.name),
        oldest=str(oldest.year),
        oldest_name=safe(oldest.name),
    )
    return pieces(text, [newest.indicator.id, oldest.indicator.id])


def _missing(profile: Profile, words: Words) -> Sentence:
    """Core indicators without a value, and those of which only parts of the country have one, in one sentence."""
    missing = [row for row in profile.core if not row.is_published and row.state is not AreaState.PARTS_ONLY]
    parts = [row for row in profile.core if row.state is AreaState.PARTS_ONLY]
    said, targets = _named(missing, words)
    of_parts, more = _named(parts, words)
    if missing and parts:
        text = words.text(
            "No value is published for %(names)s; only parts of the country have values for %(parts)s.",
            names=said,
            parts=of_parts,
        )
        return pieces(text, [*targets, *more])
    if missing:
        return pieces(words.text("No value is published for %(names)s.", names=said), targets)
    if parts:
        return pieces(words.text("Only parts of the country have values for %(names)s.", names=of_parts), more)
    return ()


def _named(rows: list[ProfileRow], words: Words) -> tuple[str, list[str]]:
    """Names to be linked, at most five, and how many more there are."""
    shown = [f"[{safe(row.name)}]" for row in rows[:NAMED]]
    targets = [row.indicator.id for row in rows[:NAMED]]
    left = len(rows) - NAMED
    if left > 0:
        shown.append(words.plural("[%(count)s other core indicator]", "[%(count)s other core indicators]", left))
        targets.append("#rights")
    return words.listing(shown), targets


def _promises(profile: Profile, median: str, words: Words) -> Sentence:
    commitments, nhri = profile.commitments, profile.nhri
    stated, targets = "", []
    if nhri is not None and nhri.is_published:
        stated = words.text(
            "accreditation of a national human rights institution in %(year)s: [%(status)s].",
            status=safe(lower_first(nhri.value_text)),
            year=str(nhri.year),
        )
        targets = [nhri.indicator.id]
    if not commitments.is_recorded:
        return pieces(stated[:1].upper() + stated[1:], targets)
    joined = words.text(
        "It is a party to [%(joined)s of %(all)s human-rights treaties], as of %(date)s",
        joined=words.number(commitments.joined),
        all=words.number(len(commitments.items)),
        date=commitments.as_of,
    )
    joined += f" ({safe(median)})" if median else ""
    return pieces(f"{joined}; {stated}" if stated else f"{joined}.", ["#commitments", *targets])
