"""What each column of a download means.

Invariant: every column that a view can have has a meaning here, in one sentence; a dimension's is made from its label.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.store import Store
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


NUMBER, INTEGER, TEXT, TRUTH = "number", "integer", "string", "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """Name, type (that of Frictionless Table Schema) and meaning."""

    name: str
    type: str
    meaning: str


MEANINGS: dict[str, tuple[str, str]] = {
    "indicator": (TEXT, _("Id of the indicator.")),
    "area": (TEXT, _("Name of the country or territory, in the language of the file.")),
    "iso3": (TEXT, _("ISO 3166-1 alpha-3 code, or the code of our registry where there is none.")),
    "period": (INTEGER, _("Year that was asked for.")),
    "observed_period": (INTEGER, _("Year that the value is of; it may be older than the period.")),
    "value": (NUMBER, _("The value; empty where there is none.")),
    "value_text": (TEXT, _("The value as the publisher wrote it, such as <2.5.")),
    "qualifier": (TEXT, _("= exact, < below, > above, N the publisher says that there is no figure.")),
    "unit": (TEXT, _("Unit of the value.")),
    "lower": (NUMBER, _("Lower bound as published.")),
    "upper": (NUMBER, _("Upper bound as published.")),
    "level": (NUMBER, _("Level of the interval in per cent, where the publisher names one.")),
    "std_error": (NUMBER, _("Standard error as published.")),
    "n": (NUMBER, _("Cases or respondents behind the value.")),
    "provenance": (
        TEXT,
        _("Who made the figure: country, adjusted, estimated, modelled, monitoring, expert, unstated."),
    ),
    "flags": (TEXT, _("Marks upon the value, separated by semicolons.")),
    "status": (TEXT, _("State of the area: value, or why there is none.")),
    "missing_reason": (TEXT, _("The same in words; empty where there is a value.")),
    "source": (TEXT, _("Publisher’s source.")),
    "source_series": (TEXT, _("The publisher’s code of the series.")),
    "vintage": (TEXT, _("State of the source that was read.")),
    "release": (TEXT, _("Release of Common Measure.")),
    "licence": (TEXT, _("Licence of the figures, with what it forbids.")),
    "is_target": (TRUTH, _("Whether the country was chosen.")),
    "is_member": (TRUTH, _("Whether it belongs to the group and is expected to report.")),
    "rank_best": (
        INTEGER,
        _("Best place that the published intervals allow; where there are none, the place by value."),
    ),
    "rank_worst": (INTEGER, _("Worst place that the published intervals allow.")),
    "tier": (INTEGER, _("Number of the tier of overlapping intervals.")),
    "verdict": (TEXT, _("better, worse or indistinguishable from the median; empty without a published interval.")),
    "change": (TEXT, _("Change between two years, or its verdict; empty where none may be computed.")),
    "group": (TEXT, _("Name of the group of people or of countries.")),
    "is_drawn": (TRUTH, _("Whether the state has a place in the drawing.")),
    "peers": (TEXT, _("Id of the group of countries that it is set against.")),
    "peers_reporting": (INTEGER, _("Members of that group with a figure.")),
    "peers_total": (INTEGER, _("Members of that group that are expected to report.")),
    "peers_median": (NUMBER, _("Unweighted median of the other members.")),
    "is_core": (TRUTH, _("Whether it is a core indicator (decision 0005).")),
    "is_ranked": (TRUTH, _("Whether the value takes part in the order.")),
    "is_un_member": (TRUTH, _("Whether the state is a member of the United Nations.")),
    "instrument": (TEXT, _("Short name of the treaty.")),
    "year": (INTEGER, _("Year at whose end the row holds.")),
    "as_of": (TEXT, _("Date that the standing is of.")),
    "standing": (TEXT, _("party, signatory, none, left, unknown, absent (no state then) or before (no treaty then).")),
    "act": (TEXT, _("The act that made the standing.")),
    "date": (TEXT, _("Date of the act; a year alone where the day is not known.")),
    "signed": (TEXT, _("Date of signature.")),
    "adopted": (TEXT, _("Date on which the treaty was adopted.")),
    "resolution": (TEXT, _("Resolution that adopted it.")),
    "years_to_joining_low": (NUMBER, _("Years from adoption to joining, at least.")),
    "years_to_joining_high": (NUMBER, _("Years from adoption to joining, at most.")),
    "sources_disagree": (TRUTH, _("Whether the two files of the record disagree about this act.")),
    "right": (TEXT, _("Id of the right.")),
    "right_name": (TEXT, _("Name of the right.")),
    "region": (TEXT, _("Id of the region.")),
    "published_recently": (INTEGER, _("Expected figures that are published and at most five years old.")),
    "published_ever": (INTEGER, _("Expected figures that are published, of any age.")),
    "expected": (INTEGER, _("Figures that are expected.")),
    "latest_period": (INTEGER, _("Year of the newest figure.")),
    "dimension": (TEXT, _("Dimension by which people are told apart.")),
    "published_by_group": (INTEGER, _("Expected figures that are published by this dimension.")),
    "published_any": (INTEGER, _("Expected figures that are published at all.")),
    "figures": (INTEGER, _("Figures that are counted.")),
    "possible": (INTEGER, _("Figures that could be there.")),
    "by": (TEXT, _("What the list is of: indicator, country or source.")),
    "key": (TEXT, _("Id within that list.")),
    "name": (TEXT, _("Name within that list.")),
    "years_late_median": (NUMBER, _("Median of the years between the newest figure and its source’s date.")),
    "years_late_mean": (NUMBER, _("Mean of the same.")),
    "figures_late": (INTEGER, _("Figures that are late.")),
    "oldest_period": (INTEGER, _("Year of the oldest of these figures.")),
    "vintage_released": (TEXT, _("Date of the source’s newest state.")),
    "months_since_vintage": (INTEGER, _("Age of our copy in months, at the date of the newest source.")),
    "reports_on": (TEXT, _("Indicator whose reporters and non-reporters are compared.")),
    "reports": (TRUTH, _("Whether the state has a figure of it.")),
    "kind": (TEXT, _("What the gap is counted by.")),
    "missing": (INTEGER, _("States without a figure.")),
    "people": (NUMBER, _("People who live in these states.")),
    "silent": (INTEGER, _("States without any figure.")),
    "base_period": (INTEGER, _("Year that is compared with.")),
    "signal": (TEXT, _("What the rule of signals says of the state.")),
    "base_value": (NUMBER, _("Value of the base year.")),
    "base_lower": (NUMBER, _("Lower bound of the base year.")),
    "base_upper": (NUMBER, _("Upper bound of the base year.")),
    "interval_gap": (NUMBER, _("Distance between the two intervals.")),
    "area_kind": (TEXT, _("country, territory, historical, aggregate: what sort of place it is.")),
    "counterpart": (TEXT, _("The other place of a figure between two, such as the country of origin of refugees.")),
    "interval_kind": (TEXT, _("What the bounds express: sampling, model, expert, range.")),
    "series": (TEXT, _("Id of the series: source, code and vintage.")),
    "note": (TEXT, _("What the publisher or we say of this one value.")),
    "decisions": (TEXT, _("Numbers of our decision records that touched the value, separated by semicolons.")),
}
MADE = "made_"


def column_of(store: Store, name: str, words: Words) -> Column:
    """A column by name; one that is no column of ours is a dimension of the release."""
    if name in MEANINGS:
        kind, meaning = MEANINGS[name]
        return Column(name, kind, words.text(meaning))
    if name.startswith(MADE):
        return Column(name, INTEGER, words.text("Figures made so: %(kind)s.", kind=name.removeprefix(MADE)))
    known = store.catalogue.dimensions.get(name)
    label = words.text(known["label"]) if known else name
    return Column(name, TEXT, words.text("Category of the dimension “%(label)s”.", label=label))
