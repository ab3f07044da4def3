"""Each reason of a comparison in words: a sentence for the banner, and what it rests on for the methodology.

Invariant: every code has both, in plain words, and the anchor that a banner links to.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.compare import Ground, Outcome, Purpose, Reason
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class ReasonText:
    """``sentence`` stands in a banner, ``rule`` says on the methodology what is done and why."""

    sentence: str
    rule: str


REASONS: dict[Reason, ReasonText] = {
    Reason.UNIT: ReasonText(
        _("The units differ."),
        _("A share and a count, or two currencies, have no common scale. They stand in separate panels."),
    ),
    Reason.DEFINITION: ReasonText(
        _("The definitions differ."),
        _(
            "Two indicators, or a figure that its publisher marks as made by another definition, do not measure "
            "the same thing. "
            "Such a figure is shown with its mark and takes no part in ranks and medians."
        ),
    ),
    Reason.LOCAL_UNIT: ReasonText(
        _("The unit differs from country to country."),
        _("Amounts in each country’s own money say nothing beside each other."),
    ),
    Reason.ACROSS_AREAS: ReasonText(
        _("Values of different countries do not measure the same thing."),
        _(
            "The publisher or the definition says that countries cannot be compared: every country draws its own "
            "line, or reports "
            "in another way. The figures stand in a table, without a common scale."
        ),
    ),
    Reason.NOT_RANKED: ReasonText(
        _("These figures are not made for ranking."),
        _(
            "They may be read side by side with care, but differences of method between countries are as large as"
            " those of the "
            "matter. There is no rank, no median and no verdict."
        ),
    ),
    Reason.CATEGORIES: ReasonText(
        _("Named classes have no average, no difference and no rank."),
        _("Classes such as “A”, “party” or “closed autocracy” are counted, never averaged or subtracted."),
    ),
    Reason.UNIVERSE: ReasonText(
        _("They are about different populations or kinds of place."),
        _("A country, a part of a country and a publisher’s region are never mixed in a rank or an average."),
    ),
    Reason.SLICE: ReasonText(
        _("They are about different groups of people."),
        _(
            "Figures for women, for an age group and for everyone are compared only as a gap between groups of "
            "one country."
        ),
    ),
    Reason.AREA: ReasonText(
        _("They are about different places."),
        _("A change, or a gap between groups, is that of one place."),
    ),
    Reason.YEAR: ReasonText(
        _("The years do not fit."),
        _("A gap between groups needs the same year for both; a change needs two years."),
    ),
    Reason.VINTAGE: ReasonText(
        _("They come from different editions of one series."),
        _(
            "A publisher revises old years with each edition. Two editions are compared to see revisions, never "
            "to see a change."
        ),
    ),
    Reason.SOURCE: ReasonText(
        _("They come from different publishers."),
        _("Two publishers of one measure are second opinions. They stand side by side and are never joined."),
    ),
    Reason.BREAK: ReasonText(
        _("The series breaks between the two years."),
        _(
            "After a major break the figures measure something else. The line is cut, and no change is computed "
            "across the cut."
        ),
    ),
    Reason.OVER_TIME: ReasonText(
        _("The publisher says that years before the change of method cannot be compared with those after."),
        _(
            "Where the publisher rules out a comparison over time, none is made: the Corruption Perceptions Index"
            " before and after 2012."
        ),
    ),
    Reason.LICENCE: ReasonText(
        _("The licence of this source does not let us compute figures of our own from it."),
        _("A source that forbids changes is shown as published: no median, no difference, no rank of ours."),
    ),
    Reason.YEARS_APART: ReasonText(
        _("The years lie apart."),
        _(
            "Values of different years may stand together only within the limit of the indicator: none for models"
            " and experts, two "
            "years for administrative records, five for surveys, unless the catalogue says otherwise. Beyond it "
            "nothing is ranked."
        ),
    ),
    Reason.GROUP_CODE: ReasonText(
        _("The group stands for other people in each country."),
        _(
            "Codes such as “population group 1” are filled by each country with a group of its own, so countries "
            "cannot be compared by them."
        ),
    ),
    Reason.IMPLAUSIBLE: ReasonText(
        _("A published figure is not possible."),
        _(
            "A value outside the range of its unit is shown and listed, and takes no part in bins, ranks, "
            "averages or verdicts."
        ),
    ),
    Reason.NO_VALUE: ReasonText(
        _("There is no figure."),
        _("What is missing is never zero and is never filled in."),
    ),
    Reason.LIMIT: ReasonText(
        _("Only a limit is published, such as “below 2.5”."),
        _(
            "A value known only to be beyond a limit has no rank and no difference. It counts for a median where "
            "it cannot change it."
        ),
    ),
    Reason.SMALL_NUMBERS: ReasonText(
        _("The figure rests on very few cases."),
        _(
            "Fewer than twenty counted cases, or fewer than ten respondents: shown with the number, never ranked,"
            " no gap computed."
        ),
    ),
    Reason.COUNT: ReasonText(
        _("A count grows with the number of people."),
        _(
            "Numbers of people or events are listed from most to fewest; they are not averaged and give no "
            "verdict. Use the rate where there is one."
        ),
    ),
    Reason.SOURCE_TYPE: ReasonText(
        _("They were made in different ways, some counted and some estimated or judged."),
        _(
            "Survey, administrative record, model and expert judgement err in different ways. They may stand "
            "together, said so."
        ),
    ),
    Reason.DETECTION: ReasonText(
        _("More may mean better detection, not more violations."),
        _("Recorded cases depend on who looks and who dares to report. Neither end of the scale is better."),
    ),
    Reason.PROXY: ReasonText(
        _("It stands in for what is meant to be measured."),
        _("A proxy is used where nothing measures the thing itself; the indicator’s page says what it leaves out."),
    ),
    Reason.MADE: ReasonText(
        _("Some values are adjusted, estimated or modelled, not counted by the country."),
        _(
            "Who made a figure stands beside it. A model gives every country a value, so a smooth picture may "
            "hide that nobody counted."
        ),
    ),
    Reason.PROVISIONAL: ReasonText(
        _("Some values are provisional."),
        _("The publisher expects to revise them."),
    ),
    Reason.RELIABILITY: ReasonText(
        _("The publisher marks some values as unreliable or as a lower bound."),
        _("Such values keep their mark wherever they are shown."),
    ),
    Reason.MINOR_BREAK: ReasonText(
        _("The series has a minor break between the two years."),
        _("A small change of method: a hollow marker in the trend; a change is computed, said so."),
    ),
    Reason.UNKNOWN: ReasonText(
        _("The source does not say all that is needed to compare."),
        _("What is not known of a figure is treated as a reason for care, never as fine."),
    ),
}

PURPOSES: dict[Purpose, str] = {
    Purpose.SIDE_BY_SIDE: _("side by side"),
    Purpose.RANK: _("rank"),
    Purpose.AVERAGE: _("average"),
    Purpose.CHANGE: _("change"),
    Purpose.GROUP_GAP: _("gap between groups"),
}

OUTCOMES: dict[Outcome, str] = {
    Outcome.OK: _("may be compared"),
    Outcome.CAUTION: _("with care"),
    Outcome.REFUSE: _("not compared"),
}


def reason_text(ground: Ground, words: Words) -> str:
    """The ground in one sentence, with what the catalogue says of this indicator."""
    sentence = words.text(REASONS[ground.code].sentence)
    return f"{sentence} {words.text(ground.detail)}" if ground.detail else sentence


def reason_anchor(code: Reason) -> str:
    """Where ``/methodology`` explains the code."""
    return f"compare-{code.value.replace('_', '-')}"


# The gravest answer a reason can give, by purpose in the order of ``Purpose``: r refused, c with care, - not asked.
GRAVEST: dict[Reason, str] = {
    Reason.UNIT: "rrrrr",
    Reason.DEFINITION: "rrrrr",
    Reason.LOCAL_UNIT: "rrr--",
    Reason.ACROSS_AREAS: "rrr--",
    Reason.NOT_RANKED: "crr--",
    Reason.CATEGORIES: "-rrrr",
    Reason.UNIVERSE: "rrrrr",
    Reason.SLICE: "rrrrr",
    Reason.AREA: "---rr",
    Reason.YEAR: "---rr",
    Reason.VINTAGE: "rrrrr",
    Reason.SOURCE: "rrrrr",
    Reason.BREAK: "---r-",
    Reason.OVER_TIME: "rrrr-",
    Reason.LICENCE: "-rrrr",
    Reason.YEARS_APART: "crr--",
    Reason.GROUP_CODE: "rrrrr",
    Reason.IMPLAUSIBLE: "crrrr",
    Reason.NO_VALUE: "crrrr",
    Reason.LIMIT: "crcrr",
    Reason.SMALL_NUMBERS: "crccr",
    Reason.COUNT: "ccr--",
    Reason.SOURCE_TYPE: "ccccc",
    Reason.DETECTION: "ccccc",
    Reason.PROXY: "ccccc",
    Reason.MADE: "ccccc",
    Reason.PROVISIONAL: "ccccc",
    Reason.RELIABILITY: "ccccc",
    Reason.MINOR_BREAK: "---c-",
    Reason.UNKNOWN: "crrrr",
}
ANSWER = {"r": Outcome.REFUSE, "c": Outcome.CAUTION, "-": Outcome.OK}


def gravest(code: Reason, purpose: Purpose) -> Outcome:
    """The gravest answer that a reason can give for a purpose; OK where it is not asked."""
    return ANSWER[GRAVEST[code][tuple(Purpose).index(purpose)]]
