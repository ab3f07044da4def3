"""Words for standings, acts and dates of the treaty record.

Invariant: an act is told with the precision that its source has; every standing carries the date it holds at.
"""

from __future__ import annotations

from data.store import Store
from data.views.labels import in_line
from data.views.profile_treaties import ACT
from data.views.treaties_record import Act, History, Record, Standing
from data.words import Words

STALE_MONTHS = 18


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


STANDING = {
    Standing.PARTY: _("Party"),
    Standing.SIGNATORY: _("Signed, not a party"),
    Standing.NONE: _("Neither signed nor joined"),
    Standing.LEFT: _("Left the treaty"),
    Standing.UNKNOWN: _("Not on record"),
    Standing.ABSENT: _("The state did not exist then"),
    Standing.BEFORE: _("The treaty did not exist then"),
}


def as_of(record: Record, year: int, words: Words) -> str:
    """The date at which a standing of a year holds: the end of the year, in the last year that of the source."""
    if year == record.latest and int(record.released[:4]) == year:
        return words.date(record.released)
    return words.text("the end of %(year)s", year=str(year))


def sources_text(record: Record, words: Words) -> str:
    """The two dates of the record in one sentence."""
    return words.text(
        "The record is as of %(date)s; acts carry their day up to %(dated)s, later ones only their year.",
        date=words.date(record.released),
        dated=words.date(record.dated_to),
    )


def stale_text(store: Store, date: str, words: Words) -> str:
    """Says that a source is old where it is more than 18 months older than the release; else nothing."""
    year, month, *_rest = (int(part) for part in store.id.split("."))
    parts = [int(part) for part in date.split("-")]
    months = (year - parts[0]) * 12 + month - (parts[1] if len(parts) > 1 else 12)
    if months <= STALE_MONTHS:
        return ""
    return words.plural(
        "The source is %(count)s month older than this release: it is of %(date)s. What was done since is not in it.",
        "The source is %(count)s months older than this release: it is of %(date)s. What was done since is not in it.",
        months,
        date=words.date(date),
    )


def act_text(act: Act, words: Words) -> str:
    """``accession, 3 January 1976``; an act known by its year alone says so."""
    if not act.date:
        return words.text("%(act)s, date not recorded", act=words.text(ACT[act.act]))
    if act.is_day:
        return f"{words.text(ACT[act.act])}, {words.date(act.date)}"
    return words.text("%(act)s, %(year)s (day not recorded)", act=words.text(ACT[act.act]), year=act.date)


def tip_text(history: History, standing: Standing, is_member: bool, words: Words) -> str:
    """What a cell says when it is asked: the standing with the acts behind it."""
    label = words.text(STANDING[standing])
    joined, signed = history.joined, history.signed
    if standing is Standing.PARTY and joined is not None:
        text = f"{label}{words.colon}{act_text(joined, words)}"
        if signed is not None and signed.date:
            text += words.semicolon + words.text("signed %(date)s", date=words.date(signed.date))
        return text
    if standing is Standing.SIGNATORY and signed is not None:
        if signed.date:
            return f"{label}{words.colon}{words.date(signed.date)}"
        return f"{label}{words.colon}{words.text('between March 2015 and August 2022, date not recorded')}"
    if standing is Standing.LEFT and history.left is not None:
        before = act_text(joined, words) + words.semicolon if joined is not None else ""
        return f"{label}{words.colon}{before}{act_text(history.left, words)}"
    if standing is Standing.UNKNOWN:
        return _unknown_text(history, is_member, words)
    return label


def _unknown_text(history: History, is_member: bool, words: Words) -> str:
    if is_member:
        return words.text("Not on record: the acts do not decide this year")
    known = history.joined or history.signed
    if known is None:
        return words.text("Not on record after 2014")
    return words.text("Not on record after 2014; until then: %(act)s", act=act_text(known, words))


def names_text(names: list[tuple[str, str]], words: Words) -> str:
    """Areas, (id, name), joined as within a sentence."""
    return words.listing([in_line(name, words.lang) for _id, name in names])
