"""Names of places as readers write them, beside those of the registry: short names, inhabitants, parts of the world.

Invariant: a name here is a convenience of the finder and takes no position; the registry's names are the ones shown.
"""

from __future__ import annotations

# The registry has the official names; these are the everyday ones where they differ, in its languages.
SHORT_NAMES = {
    "BOL": ("玻利维亚",),
    "BRN": ("Бруней", "بروناي", "文莱"),
    "COD": ("DRC", "RD Congo", "RDC", "ДР Конго", "الكونغو الديمقراطية", "刚果金"),
    "GBR": ("Royaume-Uni", "Reino Unido", "Великобритания", "المملكة المتحدة", "بريطانيا", "英国"),
    "IRN": ("伊朗",),
    "IRQ": ("Irak",),
    "KOR": ("Corée du Sud", "Corea del Sur", "Южная Корея", "كوريا الجنوبية", "韩国"),
    "LAO": ("Лаос", "لاوس", "老挝"),
    "MDA": ("Moldavie", "Moldavia", "Молдова", "Молдавия", "مولدوفا", "摩尔多瓦"),
    "PRK": ("DPRK", "Corée du Nord", "Corea del Norte", "Северная Корея", "كوريا الشمالية", "朝鲜"),
    "PSE": ("Palestina", "Палестина", "فلسطين", "巴勒斯坦"),
    "RUS": ("Russie", "Rusia", "Россия", "روسيا", "俄罗斯"),
    "SAU": ("KSA",),
    "SYR": ("Syrie", "Siria", "Сирия", "سوريا", "叙利亚"),
    "TUR": ("Turquie", "Turquía"),
    "TZA": ("Tanzanie", "Tanzanía", "Танзания", "تنزانيا", "坦桑尼亚"),
    "USA": ("the US", "États-Unis", "Estados Unidos", "EEUU", "США", "الولايات المتحدة", "أمريكا", "美国"),
    "VEN": ("委内瑞拉",),
    "VNM": ("فيتنام",),
}
# Names that several places share today.
SHARED_NAMES = {"Korea": ("KOR", "PRK"), "Koreas": ("KOR", "PRK"), "Congos": ("COD", "COG")}
# Short names that are words, or parts of words, in lower case: they count only as capitals.
CAPITALS = frozenset({"us", "car", "gdr"})
# Inhabitants whose name no rule makes from the name of the place.
DEMONYMS = {
    "afghan": "AFG",
    "american": "USA",
    "argentine": "ARG",
    "argentinian": "ARG",
    "bangladeshi": "BGD",
    "brazilian": "BRA",
    "british": "GBR",
    "burmese": "MMR",
    "canadian": "CAN",
    "danish": "DNK",
    "dutch": "NLD",
    "ecuadorian": "ECU",
    "filipino": "PHL",
    "finnish": "FIN",
    "french": "FRA",
    "german": "DEU",
    "greek": "GRC",
    "hungarian": "HUN",
    "irish": "IRL",
    "italian": "ITA",
    "kenyan": "KEN",
    "lao": "LAO",
    "moroccan": "MAR",
    "norwegian": "NOR",
    "palestinian": "PSE",
    "pakistani": "PAK",
    "peruvian": "PER",
    "polish": "POL",
    "portuguese": "PRT",
    "rwandan": "RWA",
    "saudi": "SAU",
    "somali": "SOM",
    "spanish": "ESP",
    "swedish": "SWE",
    "swiss": "CHE",
    "thai": "THA",
    "turkish": "TUR",
    "ukrainian": "UKR",
    "vietnamese": "VNM",
}
# Parts of the world. They are no topic: a question about hunger in Africa is about hunger.
REGIONS = (
    "middle east",
    "mena",
    "north africa",
    "west africa",
    "east africa",
    "central africa",
    "sub saharan africa",
    "north america",
    "latin america",
    "south asia",
    "southeast asia",
    "south east asia",
    "east asia",
    "central europe",
    "western europe",
    "the eu",
    "eu",
    "the pacific",
    "the caribbean",
    "around the world",
    "in the world",
    "by country",
    "per country",
)
