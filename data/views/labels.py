"""Words for states, marks and kinds, as readers see them.

Invariant: every member of an enum that reaches a reader has its words here.
"""

from __future__ import annotations

import re

from data.model import AreaState, Direction, Flag, IndicatorKind, IntervalKind, Mark, Provenance, SourceType


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


STATE = {
    AreaState.NOT_APPLICABLE: _("Does not apply"),
    AreaState.DID_NOT_EXIST: _("Did not exist then"),
    AreaState.REGIONS_ONLY: _("Published for world regions only"),
    AreaState.NOT_IN_SOURCE: _("Not assessed by this source"),
    AreaState.PARTS_ONLY: _("Published for parts of the country only"),
    AreaState.SEVERAL_TOGETHER: _("Recorded for several countries together"),
    AreaState.NOT_REPORTED: _("Not reported"),
    AreaState.SUPPRESSED: _("Withheld: too few respondents"),
    AreaState.CENSORED: _("Below or above the limit of what is published"),
    AreaState.IMPLAUSIBLE: _("Published, but not possible"),
    AreaState.VALUE: _("Value"),
}
MARK = {
    Mark.OLDER: _("older year"),
    Mark.ESTIMATED: _("estimated or adjusted"),
    Mark.MODELLED: _("modelled"),
    Mark.PROVISIONAL: _("provisional"),
    Mark.LOW_RELIABILITY: _("low reliability"),
}
FLAG = {
    Flag.BREAK: _("break in the series"),
    Flag.PROVISIONAL: _("provisional"),
    Flag.LOW_RELIABILITY: _("low reliability"),
    Flag.DEFINITION_DIFFERS: _("definition differs"),
    Flag.IMPLAUSIBLE: _("not possible"),
    Flag.CORRECTED: _("corrected by us"),
    Flag.SMALL_N: _("few cases"),
    Flag.LOWER_BOUND: _("a lower bound"),
    Flag.MULTI_LOCATION: _("several places together"),
    Flag.ROUNDED_BY_SOURCE: _("rounded by the source"),
    Flag.IMPUTED: _("imputed"),
    Flag.SUPPRESSED: _("withheld"),
    Flag.ESTIMATED: _("estimated"),
    Flag.BACKFILLED: _("carried back"),
}
INTERVAL = {
    IntervalKind.SAMPLING: _("sampling"),
    IntervalKind.MODEL: _("model"),
    IntervalKind.EXPERT: _("experts’ agreement"),
    IntervalKind.RANGE: _("low and high estimate"),
}
BREAK = {"major": _("major"), "minor": _("minor")}
PROVENANCE = {
    Provenance.COUNTRY: _("reported by the country"),
    Provenance.ADJUSTED: _("country figure, adjusted by the publisher"),
    Provenance.ESTIMATED: _("estimated by the publisher"),
    Provenance.MODELLED: _("modelled"),
    Provenance.MONITORING: _("global monitoring"),
    Provenance.EXPERT: _("coded by experts"),
    Provenance.UNSTATED: _("the publisher does not say who made this figure"),
}
DIRECTION = {
    Direction.HIGHER: _("Higher is better for rights"),
    Direction.LOWER: _("Lower is better for rights"),
    Direction.NEUTRAL: _("Neither end is better by itself"),
}
KIND = {
    IndicatorKind.STRUCTURAL: _("Commitment (structural)"),
    IndicatorKind.PROCESS: _("Effort (process)"),
    IndicatorKind.OUTCOME: _("Result (outcome)"),
}
SOURCE_TYPE = {
    SourceType.ADMINISTRATIVE: _("administrative records"),
    SourceType.SURVEY: _("surveys"),
    SourceType.EXPERT: _("expert judgement"),
    SourceType.MODELLED: _("statistical models"),
    SourceType.EVENTS: _("counts of reported events"),
    SourceType.LEGAL: _("legal texts and acts"),
    SourceType.MIXED: _("several kinds of sources"),
}
ARTICLE = re.compile(
    r"(?:Bahamas|Central African|Comoros|Congo|Democratic|Dominican Republic|Gambia|Holy See|Lao People|Maldives|"
    r"Netherlands|Philippines|Republic of|Russian|State of|Syrian|United)\b|.*\bIslands$"
)


def in_line(name: str, lang: str) -> str:
    """An area's name as it stands after a preposition: English gives some of them their article."""
    return f"the {name}" if lang == "en" and ARTICLE.match(name) else name


BORDER_NOTE = _(
    "Borders and names on this map are drawn for orientation. They take no position on the status of any territory; "
    "disputed boundaries are dashed."
)
NO_UNCERTAINTY = _("The source publishes no uncertainty for these values.")
