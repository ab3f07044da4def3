"""Whom a publisher's code means, from ISO 3166, M49 and knowledge of the names; the project's own lists are not read.

Invariant: a code that stands here for a country is never a publisher's aggregate.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

# Parts of countries and places that have an M49 number but no line in ISO 3166.
M49_BEYOND_ISO = {
    "158": "TWN",
    "412": "XKX",
    "369": "IRQ-CEN",
    "370": "IRQ-KUR",
    "827": "GBR-EAW",
    "828": "GBR-NIR",
    "829": "GBR-SCT",
    "530": "ANT",
    "736": "HIS-SUDAN-FORMER",
    "891": "SCG",
}

# Names that differ from those of the code list, as the files of this verification spell them.
OTHER_NAMES = {
    "Bolivia": "BOL",
    "Brunei": "BRN",
    "Burma/Myanmar": "MMR",
    "Cape Verde": "CPV",
    "Congo": "COG",
    "Cote d'Ivoire": "CIV",
    "Côte d'Ivoire": "CIV",
    "Curacao": "CUW",
    "Czech Republic": "CZE",
    "Czechoslovakia": "CSK",
    "Democratic Republic of Congo": "COD",
    "Democratic Republic of the Congo": "COD",
    "European Union": "un_treaties:EU",
    "Faeroe Islands": "FRO",
    "Hong Kong": "HKG",
    "Ivory Coast": "CIV",
    "Kosovo": "XKX",
    "Macao": "MAC",
    "Macedonia": "MKD",
    "Micronesia (country)": "FSM",
    "Moldova": "MDA",
    "Netherlands Antilles": "ANT",
    "North Korea": "PRK",
    "Palestine": "PSE",
    "Republic of the Congo": "COG",
    "Saint Martin (French part)": "MAF",
    "South Korea": "KOR",
    "St. Kitts and Nevis": "KNA",
    "St. Vincent and the Grenadines": "VCT",
    "Sao Tome and Principe": "STP",
    "Swaziland": "SWZ",
    "Taiwan": "TWN",
    "The Gambia": "GMB",
    "The former Yugoslav Republic of Macedonia": "MKD",
    "Timor": "TLS",
    "Turkey": "TUR",
    "Türkiye": "TUR",
    "United Kingdom": "GBR",
    "United States": "USA",
    "Vietnam": "VNM",
    "Laos": "LAO",
    "Holy See": "VAT",
    "State of Palestine": "PSE",
    "Cook Islands": "COK",
    "Niue": "NIU",
}

# States that are no more: by the name of V-Dem, by the id of V-Dem 15 and by the code of Our World in Data.
PAST_STATES = (
    ("Baden", "BDN", "OWID_BAD", "HIS-BADEN"),
    ("Bavaria", "BVR", "OWID_BAV", "HIS-BAVARIA"),
    ("Brunswick", "BRW", "", "HIS-BRUNSWICK"),
    ("German Democratic Republic", "DDR", "OWID_GDR", "DDR"),
    ("Hamburg", "HRG", "", "HIS-HAMBURG"),
    ("Hanover", "HVR", "OWID_HAN", "HIS-HANOVER"),
    ("Hesse-Darmstadt", "HDM", "OWID_HSG", "HIS-HESSE-DARMSTADT"),
    ("Hesse-Kassel", "HKS", "OWID_HSE", "HIS-HESSE-KASSEL"),
    ("Mecklenburg Schwerin", "MCL", "OWID_MEC", "HIS-MECKLENBURG-SCHWERIN"),
    ("Modena", "MDN", "OWID_MOD", "HIS-MODENA"),
    ("Nassau", "NSS", "", "HIS-NASSAU"),
    ("Oldenburg", "OLD", "", "HIS-OLDENBURG"),
    ("Palestine/British Mandate", "PSB", "", "HIS-MANDATE-PALESTINE"),
    ("Palestine/Gaza", "PSG", "", "PSE-GZ"),
    ("Palestine/West Bank", "PSE", "", "PSE-WB"),
    ("Papal States", "PPS", "", "HIS-PAPAL-STATES"),
    ("Parma", "PRM", "OWID_PMA", "HIS-PARMA"),
    ("Piedmont-Sardinia", "SPD", "", "HIS-PIEDMONT-SARDINIA"),
    ("Republic of Vietnam", "VDR", "OWID_RVN", "HIS-SOUTH-VIETNAM"),
    ("Saxe-Weimar-Eisenach", "SAX", "", "HIS-SAXE-WEIMAR"),
    ("Saxony", "SXN", "OWID_SAX", "HIS-SAXONY"),
    ("Somaliland", "SML", "OWID_SML", "SOM-SML"),
    ("South Yemen", "YMD", "OWID_YPR", "YMD"),
    ("Tuscany", "TSC", "OWID_TUS", "HIS-TUSCANY"),
    ("Two Sicilies", "TWS", "OWID_SIC", "HIS-TWO-SICILIES"),
    ("Würtemberg", "WRG", "", "HIS-WURTTEMBERG"),
    ("WÃ¼rtemberg", "", "", "HIS-WURTTEMBERG"),
    ("Zanzibar", "ZZB", "OWID_ZAN", "TZA-ZAN"),
    ("", "", "OWID_DRV", "HIS-NORTH-VIETNAM"),
    ("", "", "OWID_GFR", "HIS-WEST-GERMANY"),
    ("", "", "OWID_YAR", "HIS-NORTH-YEMEN"),
    ("", "", "OWID_KOS", "XKX"),
)


class Codes(NamedTuple):
    """Tables of codes: M49 without leading zeros, ISO alpha-2, names; ``iso`` holds every alpha-3."""

    iso: frozenset[str]
    m49: dict[str, str]
    alpha2: dict[str, str]
    names: dict[str, str]

    def by_m49(self, code: str) -> tuple[str, bool]:
        """Area of an M49 number, and whether it is one of the publisher's aggregates."""
        area = self.m49.get(code) or M49_BEYOND_ISO.get(code)
        return (area, False) if area else (f"un_sdg:{code}", True)

    def by_name(self, name: str) -> str:
        """Area of an English name. Raises KeyError."""
        return OTHER_NAMES.get(name) or self.names[name]


@lru_cache(maxsize=4)
def load_codes(raw: Path) -> Codes:
    """The tables, from the list of country codes of the mirror."""
    iso: set[str] = set()
    m49: dict[str, str] = {}
    alpha2: dict[str, str] = {}
    names: dict[str, str] = {}
    with (raw / "codes" / "datasets_country-codes.csv").open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            code = line["ISO3166-1-Alpha-3"]
            iso.add(code)
            m49[line["M49"].lstrip("0")] = code
            alpha2[line["ISO3166-1-Alpha-2"]] = code
            for column in ("CLDR display name", "official_name_en", "UNTERM English Short"):
                if line[column]:
                    names.setdefault(line[column].removesuffix(" (the)"), code)
                    names.setdefault(line[column], code)
    return Codes(frozenset(iso), m49, alpha2, names)
