"""What the methodology says in words that no release holds: states, quality, reading, outcomes of a rule.

Invariant: every member of an enum that the page lists has its sentence here.
"""

from __future__ import annotations

from data.model import AreaState
from data.views.labels import INTERVAL


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


MEANING = {
    AreaState.NOT_APPLICABLE: _(
        "The question does not arise: a state cannot report to a treaty that it has not joined."
    ),
    AreaState.DID_NOT_EXIST: _(
        "The state was founded later. A figure under its name for that year is told, not drawn."
    ),
    AreaState.REGIONS_ONLY: _("The source publishes this for world regions and for no country at all."),
    AreaState.NOT_IN_SOURCE: _("The source chooses whom it assesses and has never assessed this state."),
    AreaState.PARTS_ONLY: _("Parts of the country have figures, the whole has none. They are listed, never averaged."),
    AreaState.SEVERAL_TOGETHER: _("A record names several countries. It is not split, and nobody is given the number."),
    AreaState.NOT_REPORTED: _("A figure was to be expected and is not there. This is silence, not zero."),
    AreaState.SUPPRESSED: _("A figure exists but rests on too few people to be shown."),
    AreaState.CENSORED: _("The source says only on which side of a limit the figure lies, such as under 2.5%."),
    AreaState.IMPLAUSIBLE: _(
        "The published figure cannot be, such as a share above 100%. It is listed and takes no part."
    ),
    AreaState.VALUE: _("A figure. It takes part in colours, medians and sentences."),
}
RECORDS = {"untc_2015": _("the record of 2015"), "status_2022": _("the record of 2022")}
FIELDS = {
    "party": _("whether it is a party"),
    "party_year": _("year of joining"),
    "signature": _("signature"),
    "participant": _("who the row is about"),
    "row": _("the whole row"),
}
DONE = {
    "flag": _("marked: %(flag)s"),
    "clear_flag": _("mark taken away: %(flag)s"),
    "set_value": _("corrected by us"),
    "set_aside": _("set aside"),
}
STATUS = {"accepted": _("accepted"), "superseded": _("superseded")}
UNCERTAINTY = {**{kind.value: text for kind, text in INTERVAL.items()}, "standard_error": _("standard error")}
GENERAL = _("Rules for all sources")
MAP_RULES = _("Places and borders")
