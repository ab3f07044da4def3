"""What the two covenants say of each right, in our words and in one or two sentences.

Invariant: a text says no more than the articles of the covenants that the release names for the right.
"""

from __future__ import annotations


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


SAYS = {
    "life": _(
        "Nobody may be killed arbitrarily, and the law must protect life. Where the death penalty still exists, it is "
        "for the most serious crimes alone."
    ),
    "freedom_from_torture": _(
        "Nobody may be tortured, or treated or punished in a cruel, inhuman or degrading way; nobody may be "
        "experimented upon without free consent."
    ),
    "freedom_from_slavery": _("Nobody may be held in slavery or servitude, or made to do forced labour."),
    "liberty_security": _(
        "Nobody may be arrested or detained arbitrarily. Whoever is detained must be told why, be brought before a "
        "judge promptly, and be treated with humanity."
    ),
    "fair_trial": _(
        "Everyone is equal before the courts and is owed a fair and public hearing by an independent tribunal; whoever "
        "is accused is presumed innocent, and no act is a crime that was none when it was done."
    ),
    "movement_asylum": _(
        "Whoever is lawfully in a country may move freely in it, everyone may leave any country and return to their "
        "own, and aliens may be expelled only by a decision in accordance with law."
    ),
    "expression": _("Everyone may hold opinions, and may seek, receive and impart information and ideas of all kinds."),
    "assembly_association": _("Everyone may assemble peacefully, and may associate with others."),
    "participation": _(
        "Every citizen may take part in public affairs, vote and be elected in genuine periodic elections, and have "
        "access to public service on equal terms."
    ),
    "equality": _(
        "The rights of the covenants belong to everyone without distinction, to women and men equally, and the law "
        "protects all people alike against discrimination."
    ),
    "family_child": _(
        "The family is protected, marriage needs the free and full consent of both, and every child has a right to "
        "protection."
    ),
    "legal_identity": _(
        "Everyone is to be recognised as a person before the law; every child is to be registered at birth, to have a "
        "name, and to acquire a nationality."
    ),
    "remedy": _(
        "Whoever's rights are violated is owed an effective remedy, decided by competent authorities and enforced."
    ),
    "work": _(
        "Everyone may earn a living by work freely chosen, in just, safe and healthy conditions, with fair wages and "
        "rest."
    ),
    "trade_unions": _(
        "Everyone may form and join trade unions, and unions may function freely; there is a right to strike."
    ),
    "social_security": _("Everyone has a right to social security, including social insurance."),
    "standard_of_living": _(
        "Everyone has a right to an adequate standard of living for themselves and their family, and to its continuous "
        "improvement."
    ),
    "food": _("Everyone has a right to adequate food and to be free from hunger."),
    "water_sanitation": _(
        "Read from the rights to an adequate standard of living and to health: water and sanitation that are enough, "
        "safe and within reach."
    ),
    "housing": _("Everyone has a right to adequate housing, as part of an adequate standard of living."),
    "health": _("Everyone has a right to the highest attainable standard of physical and mental health."),
    "education": _(
        "Everyone has a right to education: primary education is compulsory and free, secondary and higher education "
        "are to be accessible to all."
    ),
    "culture_science": _(
        "Everyone may take part in cultural life and enjoy the benefits of scientific progress, and authors are "
        "protected."
    ),
    "conditions": _(
        "Not a right: what to know of a country before its figures are read, such as how many people live there, how "
        "rich it is and how good its statistics are."
    ),
}
COVENANT = {
    "civil_political": _("Civil and political rights"),
    "economic_social": _("Economic, social and cultural rights"),
    "both": _("A right of both covenants"),
    "none": _("For fair reading"),
}
