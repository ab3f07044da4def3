"""What a peer group is, and its words: name, rule, source, date and members.

Invariant: a group always says who belongs to it, by which rule, on whose authority and as of when.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.model import AreaKind
from data.views.instruments import INSTRUMENTS, Instrument
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


SUBREGION, REGION, INCOME, DEVELOPMENT = "subregion", "region", "income", "development"
FORUM, PARTIES, NEIGHBOURS, POPULATION, ALL, OWN = "forum", "parties", "neighbours", "population", "all", "own"
KINDS = {
    SUBREGION: _("Sub-regions"),
    REGION: _("Regions"),
    NEIGHBOURS: _("Land neighbours"),
    DEVELOPMENT: _("Development categories"),
    INCOME: _("Income classes"),
    POPULATION: _("Similar population"),
    FORUM: _("Forums and organisations"),
    PARTIES: _("Parties to a treaty"),
    ALL: _("All countries"),
    OWN: _("Own list"),
}
ALL_NAME = _("All UN member states")
ALL_RULE = _("Every member state of the United Nations.")
OWN_RULE = _("A list put together by a reader; it stands in the address of the page.")
PARTIES_RULE = _(
    "States on record as party on that date: they ratified, acceded, accepted or succeeded, and did not leave. "
    "An act of which only the year is published counts from the end of that year."
)
POPULATION_RULE = _(
    "The area itself and the nine UN member states nearest to it in population, by the ratio of the two."
)
CLASS_RULE = _("The World Bank's class in that year.")
INCOME_STANDS_IN = _("The release holds no class for %(year)s; that of %(held)s stands in.")
OWN_NAMED = 4
SHORT = re.compile(r"(?:ASEAN|ECOWAS|SAARC)\b")  # forums that English names without an article
WITH_ARTICLE = frozenset({"Americas", "Caribbean"})
PLACES = frozenset({AreaKind.COUNTRY, AreaKind.TERRITORY})
TREATIES = {instrument.id: instrument for instrument in INSTRUMENTS}


@dataclass(frozen=True, slots=True)
class Group:
    """A set of areas to compare within. ``members`` are ids, sorted; ``date`` that of the membership.

    ``name``, ``rule`` and ``source`` are English messages; ``title`` and ``rule_text`` give words. ``place`` is the
    area about which neighbours and similar population are, ``treaty`` the instrument of parties, ``asked`` the year
    that was wanted where another stands in, ``own`` the areas of a reader's list in its order.
    """

    id: str
    kind: str
    name: str
    rule: str
    source: str
    date: str
    members: tuple[str, ...]
    place: AreaInfo | None = None
    treaty: Instrument | None = None
    asked: int | None = None
    own: tuple[AreaInfo, ...] = ()

    def title(self, words: Words) -> str:
        """Name of the group for a reader."""
        if self.kind == NEIGHBOURS and self.place is not None:
            return words.text("%(area)s and its land neighbours", area=self.place.name(words.lang))
        if self.kind == POPULATION and self.place is not None:
            return words.text("%(area)s and the nine nearest in population", area=self.place.name(words.lang))
        if self.kind == PARTIES and self.treaty is not None:
            if "@" not in self.id:
                return words.text("Parties to %(treaty)s", treaty=self.treaty.short)
            if len(self.date) == len("2010"):
                return words.text(
                    "Parties to %(treaty)s at the end of %(year)s", treaty=self.treaty.short, year=self.date
                )
            return words.text("Parties to %(treaty)s on %(date)s", treaty=self.treaty.short, date=words.date(self.date))
        if self.kind == OWN:
            names = [area.name(words.lang) for area in self.own]
            if len(names) <= OWN_NAMED:
                return words.listing(names)
            return words.plural("A list of %(count)s country", "A list of %(count)s countries", len(names))
        if self.kind == INCOME:
            return words.text("%(name)s (%(year)s)", name=words.text(self.name), year=self.date[:4])
        return words.text(self.name)

    def in_line(self, words: Words) -> str:
        """The group as it stands within a sentence: ``the European Union``, ``the class Low income (2022)``."""
        title = self.title(words)
        if self.kind == ALL:
            return words.text("all UN member states")
        if self.kind == INCOME:
            return words.text("the class %(name)s", name=title)
        if self.kind == OWN:
            return words.text("this list")
        if self.kind == PARTIES:
            return title[:1].lower() + title[1:]
        if words.lang != "en":
            return title
        if self.kind == DEVELOPMENT:
            return f"the {title[:1].lower()}{title[1:]}"
        return f"the {title}" if (self.kind == FORUM and not SHORT.match(title)) or title in WITH_ARTICLE else title

    def rule_text(self, words: Words) -> str:
        """Who belongs to it, in one or two sentences."""
        rule = words.text(self.rule)
        if self.asked is None:
            return rule
        return f"{rule} {words.text(INCOME_STANDS_IN, year=str(self.asked), held=self.date[:4])}"
