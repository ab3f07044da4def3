"""When each of the eighteen instruments was adopted and came into force, with the resolution that adopted it.

Invariant: reference data of the United Nations, no part of a release: an adoption happened once and is never revised.
Source of every line: the resolution of the General Assembly named in it, and the United Nations Treaty Collection,
Chapter IV (https://treaties.un.org/Pages/Treaties.aspx?id=4&subid=A&clang=_en) for the day of entry into force.
"""

from __future__ import annotations

from dataclasses import dataclass

COLLECTION = "https://treaties.un.org/Pages/Treaties.aspx?id=4&subid=A&clang=_en"


@dataclass(frozen=True, slots=True)
class Origin:
    """Days as ISO text; ``resolution`` is the number of the General Assembly's resolution."""

    adopted: str
    in_force: str
    resolution: str

    @property
    def year(self) -> int:
        """Year of adoption."""
        return int(self.adopted[:4])


ORIGINS = {
    "icerd": Origin("1965-12-21", "1969-01-04", "2106 (XX)"),
    "icescr": Origin("1966-12-16", "1976-01-03", "2200 A (XXI)"),
    "iccpr": Origin("1966-12-16", "1976-03-23", "2200 A (XXI)"),
    "iccpr_op1": Origin("1966-12-16", "1976-03-23", "2200 A (XXI)"),
    "cedaw": Origin("1979-12-18", "1981-09-03", "34/180"),
    "cat": Origin("1984-12-10", "1987-06-26", "39/46"),
    "crc": Origin("1989-11-20", "1990-09-02", "44/25"),
    "iccpr_op2": Origin("1989-12-15", "1991-07-11", "44/128"),
    "icmw": Origin("1990-12-18", "2003-07-01", "45/158"),
    "op_cedaw": Origin("1999-10-06", "2000-12-22", "54/4"),
    "op_crc_ac": Origin("2000-05-25", "2002-02-12", "54/263"),
    "op_crc_sc": Origin("2000-05-25", "2002-01-18", "54/263"),
    "opcat": Origin("2002-12-18", "2006-06-22", "57/199"),
    "crpd": Origin("2006-12-13", "2008-05-03", "61/106"),
    "op_crpd": Origin("2006-12-13", "2008-05-03", "61/106"),
    "cped": Origin("2006-12-20", "2010-12-23", "61/177"),
    "icescr_op": Origin("2008-12-10", "2013-05-05", "63/117"),
    "op_crc_ic": Origin("2011-12-19", "2014-04-14", "66/138"),
}
