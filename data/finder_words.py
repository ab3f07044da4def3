"""Words behind the finder: those that say nothing, those that stand for others, and names of groups of people.

Invariant: only ordinary words stand here; what an indicator is called stands with the indicator.
"""

from __future__ import annotations

# Left out of every question and of every text.
_STOP = """
a about above according after against all also am an and any are as at be been before being below between both but
by came can chart charts come comes could countries country csv d did do does doing download downloads each embed
ever excel few find for from further get give graph graphs had happened has have having he her here him his how i if
in into is it its itself just ll m many map maps me more most moved much my near no nor not of off on once only or
other our out over own per please publish publishes re she should show since so some such t tell than that the their
them then there these they this those through to too under until up us ve versus very vs was we were what when where
which while who whom whose why will with within without world worldwide would you your
"""
# They count a little, so that a question made only of them still finds something.
_WEAK = """
access affected amount annual anti area areas article average best better case cases change changed changes compare
comparison crackdown crisis current data dataset development estimate estimates experience experienced facing figure
figures global group groups held higher human improved index indicator indicators international kind lack latest law
laws legal level levels list live living lower measure measures nation national nations non now number numbers
official people percent percentage person persons place places population post pre problem problems proportion rank
ranking rankings rate rates ratio recent report reports right rights score scores share situation situations source
sources state states statistic statistical statistics status still suffer suffered survey table time today top trend
trends type unit victim victims violation violations worse worst year years
"""
STOP = frozenset(_STOP.split())
WEAK = frozenset(_WEAK.split())

# A word asked for, and words that stand in the catalogue for the same thing.
ALSO = {
    "ableism": ("disability", "discrimination"),
    "accede": ("party", "treaty"),
    "acceded": ("party", "treaty"),
    "cops": ("police",),
    "democratic": ("democracy",),
    "deaf": ("disability",),
    "blind": ("disability",),
    "disabled": ("disability",),
    "disability": ("disabled",),
    "disabilities": ("disabled",),
    "elderly": ("older",),
    "executed": ("execution",),
    "gay": ("homophobia",),
    "gays": ("homophobia",),
    "handicapped": ("disabled",),
    "hungry": ("hunger",),
    "idp": ("idps", "displaced"),
    "illiteracy": ("literacy",),
    "impunity": ("accountability",),
    "imprisoned": ("prison",),
    "imprisonment": ("prison",),
    "inmates": ("prisoner", "prison"),
    "jail": ("prison",),
    "jailed": ("prison", "detention"),
    "judge": ("judges", "courts"),
    "joined": ("party", "treaty"),
    "kid": ("children",),
    "kids": ("children",),
    "labor": ("labour",),
    "lesbian": ("homophobia",),
    "lgbt": ("homophobia",),
    "lgbti": ("homophobia",),
    "lgbtq": ("homophobia",),
    "lgbtqi": ("homophobia",),
    "lgbtqia": ("homophobia",),
    "male": ("men",),
    "female": ("women",),
    "migration": ("migrants",),
    "mp": ("parliament",),
    "mps": ("parliament",),
    "murdered": ("killed", "murder"),
    "newborns": ("newborn", "neonatal"),
    "old": ("older",),
    "offline": ("internet",),
    "pensions": ("pension",),
    "poor": ("poverty",),
    "pregnant": ("pregnancy",),
    "press": ("media", "journalists"),
    "prisons": ("prisoner",),
    "racist": ("racism",),
    "ratified": ("party", "treaty"),
    "ratification": ("party", "treaty"),
    "ratifications": ("party", "treaty"),
    "ratify": ("party", "treaty"),
    "salaries": ("wages", "salary"),
    "salary": ("wages",),
    "sexist": ("sexism",),
    "signed": ("party", "treaty"),
    "starvation": ("starving", "hunger"),
    "teenage": ("adolescent",),
    "teenager": ("adolescent", "teenage"),
    "teens": ("adolescent", "teenage"),
    "toilet": ("sanitation",),
    "tortured": ("torture",),
    "treaties": ("convention",),
    "treaty": ("convention",),
    "unions": ("trade",),
    "vaccine": ("vaccination",),
    "vaccines": ("vaccination",),
    "voting": ("vote",),
    "wage": ("earnings",),
    "wars": ("conflict",),
    "war": ("conflict",),
    "workplace": ("work",),
}


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


PEOPLE = {
    "everyone": _("Everyone"),
    "women": _("Women"),
    "men": _("Men"),
    "girls": _("Girls"),
    "children": _("Children"),
    "youth": _("Young people"),
    "older_people": _("Older people"),
    "mothers": _("Mothers"),
    "persons_with_disabilities": _("People with disabilities"),
    "indigenous_people": _("Indigenous people"),
    "minorities": _("Minorities"),
    "lgbtqia": _("LGBTQIA+ people"),
    "migrants": _("Migrants"),
    "refugees": _("Refugees"),
    "stateless_people": _("Stateless people"),
    "victims_of_conflict": _("Victims of conflict"),
    "poor_households": _("Poor households"),
    "rural_people": _("People in the countryside"),
    "workers": _("Workers"),
    "teachers": _("Teachers"),
    "students": _("Pupils and students"),
    "voters": _("Voters"),
    "prisoners": _("Prisoners"),
    "journalists": _("Journalists"),
    "human_rights_defenders": _("Human rights defenders"),
}
