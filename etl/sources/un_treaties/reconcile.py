"""Reads the two transcriptions against each other: days win to March 2015, years only add later acts (decision 0201).

Invariant: every row of status_2022 ends as a used act or as one set aside with its reason, and every row that untc_2015
does not bear out is in the list of disagreements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from etl.sources.un_treaties.acts import Act, Claim
from etl.sources.un_treaties.instruments import explanations, members, participants

LAST_DATED_YEAR = 2014  # the last whole year that untc_2015 covers
EVENT_COLUMNS = (
    "area",
    "instrument",
    "act",
    "date",
    "precision",
    "marker",
    "source_file",
    "row",
    "vintage",
    "role",
    "reason",
)
DISAGREEMENT_COLUMNS = ("area", "instrument", "field", "untc_2015", "status_2022", "chosen", "reason")
SAME = "untc_2015 gives the day of this act."
DIFFERS = "Disagrees with untc_2015: "
NO_ACT = "A statement that there is no act, as of August 2022."
AS_OF = "2022"


@dataclass
class Pair:
    """What untc_2015 holds for one state and one instrument."""

    joined: Act | None = None
    signed: Act | None = None

    def words(self) -> str:
        """As text, for the list of disagreements."""
        parts = [f"{a.act.replace('_', ' ')} {a.date}" for a in (self.signed, self.joined) if a is not None]
        return ", ".join(parts) or "not listed"


@dataclass
class Ledger:
    """Collects events and disagreements."""

    events: list[dict[str, object]] = field(default_factory=list)
    disagreements: list[dict[str, str]] = field(default_factory=list)

    def dated(self, act: Act) -> None:
        """An act of untc_2015: always used."""
        self._event(act, act.act, act.date, "day", act.marker, "used", "")

    def claimed(self, claim: Claim, act: str, date: str, role: str, reason: str) -> None:
        """An act of status_2022; without a year its precision is unknown."""
        self._event(claim, act, date, "year" if date else "unknown", "", role, reason)

    def disagree(self, claim: Claim, pair: Pair, what: str, chosen: str, reason: str, said: str = "") -> str:
        """Note a disagreement and return its reason."""
        known = explanations().get((claim.instrument, participants()[claim.area]), "")
        text = known if known and what != "row" else reason
        row = (claim.area, claim.instrument, what, pair.words(), said or claim.words(), chosen, text)
        self.disagreements.append(dict(zip(DISAGREEMENT_COLUMNS, row, strict=True)))
        return text

    def _event(
        self, origin: Act | Claim, act: str, date: str, precision: str, marker: str, role: str, reason: str
    ) -> None:
        where = (origin.area, origin.instrument, act, date, precision, marker, origin.file, origin.row, origin.vintage)
        self.events.append(dict(zip(EVENT_COLUMNS, (*where, role, reason), strict=True)))


def reconcile(acts: Iterable[Act], claims: Iterable[Claim]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Events and disagreements, in the order of the files."""
    ledger = Ledger()
    pairs: dict[tuple[str, str], Pair] = {}
    for act in acts:
        ledger.dated(act)
        pair = pairs.setdefault((act.instrument, participants()[act.area]), Pair())
        if act.act == "signature":
            pair.signed = act
        else:
            pair.joined = act
    for claim in claims:
        _settle(ledger, claim, pairs.get((claim.instrument, participants()[claim.area]), Pair()))
    events = pd.DataFrame(ledger.events, columns=list(EVENT_COLUMNS))
    return events, pd.DataFrame(ledger.disagreements, columns=list(DISAGREEMENT_COLUMNS), dtype=str)


def _settle(ledger: Ledger, claim: Claim, pair: Pair) -> None:
    if participants()[claim.area] not in members():
        reason = f"{claim.member} is not a member of the United Nations; the row stands in the place of one."
        ledger.disagree(claim, pair, "participant", "row set aside", reason, f"{claim.member}: {claim.words()}")
        ledger.claimed(claim, "no_action", AS_OF, "set_aside", reason)
        return
    if claim.contradicts_itself:
        marks = "/".join(mark or "blank" for mark in claim.marks)
        reason = "The text of the status, the three marks and the year of the row do not fit together."
        said = f"{claim.words()}; marks {marks}"
        ledger.disagree(claim, pair, "row", "the text of the status", reason, said)
    if claim.left:
        _settle_left(ledger, claim, pair)
    else:
        SETTLE[claim.status](ledger, claim, pair)


def _settle_no_action(ledger: Ledger, claim: Claim, pair: Pair) -> None:
    text = NO_ACT
    if pair.joined is not None:
        reason = "untc_2015 dates the act of joining, and no later act of leaving is on record."
        text = DIFFERS + ledger.disagree(claim, pair, "party", f"party since {pair.joined.date}", reason)
    elif pair.signed is not None:
        reason = "untc_2015 dates the signature."
        text = DIFFERS + ledger.disagree(claim, pair, "signature", f"signatory since {pair.signed.date}", reason)
    ledger.claimed(claim, "no_action", AS_OF, "set_aside", text)


def _settle_left(ledger: Ledger, claim: Claim, pair: Pair) -> None:
    joined = pair.joined.date if pair.joined else claim.year
    if claim.year:
        role, reason = ("set_aside", SAME) if pair.joined else ("used", "No day of joining is published.")
        ledger.claimed(claim, "party_by_year", claim.year, role, reason)
    chosen = f"party from {joined or 'an unknown date'}, left in {claim.left}"
    reason = "The note of the row gives the year of leaving."
    text = ledger.disagree(claim, pair, "party", chosen, reason, f"{claim.words()}; denounced {claim.left}")
    ledger.claimed(claim, "denunciation", claim.left, "used", text)


def _settle_party(ledger: Ledger, claim: Claim, pair: Pair) -> None:
    if pair.joined is not None:
        reason = SAME if claim.year == pair.joined.date[:4] else DIFFERS + _year_differs(ledger, claim, pair)
        ledger.claimed(claim, "party_by_year", claim.year, "set_aside", reason)
    elif not claim.year:
        reason = "The row names no year, and untc_2015 knows no act of joining."
        text = ledger.disagree(claim, pair, "party", f"left open after {LAST_DATED_YEAR}", reason)
        ledger.claimed(claim, "party_by_year", "", "set_aside", DIFFERS + text)
    elif int(claim.year) > LAST_DATED_YEAR:
        ledger.claimed(claim, "party_by_year", claim.year, "used", "A later act; only its year is published.")
    else:
        signed = pair.signed is not None and pair.signed.date[:4] == claim.year
        reason = "The year is that of the signature." if signed else "untc_2015 knows no act of joining."
        chosen = f"signatory since {pair.signed.date}" if pair.signed else "no action"
        text = ledger.disagree(claim, pair, "party", chosen, reason)
        ledger.claimed(claim, "party_by_year", claim.year, "set_aside", DIFFERS + text)


def _year_differs(ledger: Ledger, claim: Claim, pair: Pair) -> str:
    assert pair.joined is not None
    signed = pair.signed is not None and pair.signed.date[:4] == claim.year
    reason = "status_2022 gives the year of the signature." if signed else "The years of joining differ."
    return ledger.disagree(claim, pair, "party_year", pair.joined.date, reason)


def _settle_signatory(ledger: Ledger, claim: Claim, pair: Pair) -> None:
    if pair.joined is not None:
        reason = "untc_2015 dates the act of joining, and no later act of leaving is on record."
        text = ledger.disagree(claim, pair, "party", f"party since {pair.joined.date}", reason)
        ledger.claimed(claim, "signature", "", "set_aside", DIFFERS + text)
    elif pair.signed is not None:
        ledger.claimed(claim, "signature", "", "set_aside", SAME)
    else:
        ledger.claimed(
            claim, "signature", "", "used", "Signed between March 2015 and August 2022; no day is published."
        )


SETTLE = {"party": _settle_party, "signatory": _settle_signatory, "no_action": _settle_no_action}
