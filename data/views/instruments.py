"""The eighteen instruments of the treaty record, in the order of a page.

Invariant: an id here is the id that the acts of the release carry.
"""

from __future__ import annotations

from dataclasses import dataclass


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty by the id that its acts carry; ``is_door`` where joining alone opens it to individual complaints."""

    id: str
    short: str
    name: str
    is_door: bool = False


INSTRUMENTS = (
    Instrument("iccpr", "ICCPR", _("Covenant on civil and political rights")),
    Instrument("icescr", "ICESCR", _("Covenant on economic, social and cultural rights")),
    Instrument("icerd", "ICERD", _("Convention against racial discrimination")),
    Instrument("cedaw", "CEDAW", _("Women’s convention")),
    Instrument("cat", "CAT", _("Convention against torture")),
    Instrument("crc", "CRC", _("Convention on the rights of the child")),
    Instrument("icmw", "ICMW", _("Migrant workers’ convention")),
    Instrument("crpd", "CRPD", _("Convention on the rights of persons with disabilities")),
    Instrument("cped", "CPED", _("Convention against enforced disappearance")),
    Instrument("iccpr_op2", "ICCPR-OP2", _("Protocol to abolish the death penalty")),
    Instrument("opcat", "OPCAT", _("Protocol on visits to places of detention")),
    Instrument("op_crc_ac", "OP-CRC-AC", _("Protocol on children in armed conflict")),
    Instrument("op_crc_sc", "OP-CRC-SC", _("Protocol on the sale and sexual exploitation of children")),
    Instrument("iccpr_op1", "ICCPR-OP1", _("Complaints protocol to the civil and political covenant"), True),
    Instrument("icescr_op", "ICESCR-OP", _("Complaints protocol to the economic and social covenant"), True),
    Instrument("op_cedaw", "OP-CEDAW", _("Complaints protocol to the women’s convention"), True),
    Instrument("op_crpd", "OP-CRPD", _("Complaints protocol to the disability convention"), True),
    Instrument("op_crc_ic", "OP-CRC-IC", _("Complaints protocol to the children’s convention"), True),
)

# Acts by which a state becomes a party.
JOINING = frozenset({"ratification", "accession", "succession", "acceptance", "formal_confirmation", "party_by_year"})
