"""Makes the folder of a new source, with every file and key that step by step has to be filled in.

Invariant: never writes over a file that is there.
"""

from __future__ import annotations

import re
from pathlib import Path

from etl.catalogue import ETL_ROOT
from etl.publish import PublishError

SOURCE = """# Model: SourceSpec in etl/schema.py. An unknown key is an error. A text like a number is in quotes.
id: {id}
name: Short name
publisher: Who publishes it
homepage: https://example.org
description: One or two sentences in our own words on what this source publishes.
citation: The citation that the publisher asks for.
licence:
  name: CC BY 4.0
  url: https://creativecommons.org/licenses/by/4.0/
  may_redistribute: true  # the figures may be passed on
  may_transform: true  # they may be corrected and computed with
  may_combine: true  # they may stand in one computation with figures of others
  attribution: The attribution that the publisher asks for.  # NOTICE must hold this text and the publisher
vintages:
  - {{id: "2026", title: What the publisher calls this edition, released: "2026"}}
files:  # path is below <mirror>/{id}/; it may hold one *, or {{code}} for one file per series
  - {{id: main, path: main.csv, vintage: "2026", format: csv, download_only: Where a person gets the file}}
area_codes: iso3  # iso3, iso2, m49, name, or custom where areas.csv names every code
default_provenance: unstated  # country, adjusted, estimated, modelled, monitoring, expert, unstated
# provenance: {{C: country}}  # the publisher's codes, column provenance of the tidy frame
# statuses: {{E: [estimated]}}  # the publisher's codes, column status; the flags are in data/model.py
# no_value_texts: [N]  # texts that say that there is no figure; an empty cell needs no entry
dimensions: {{}}  # column dim_sex: {{sex: {{to: sex, categories: {{T: total, F: female, M: male}}}}}}
decisions: []  # records that concern the whole source, in quotes
"""
INDICATORS = """# Models: IndicatorSpec, Method and SeriesSpec in etl/schema.py. Remove the marks and fill in.
indicators: []
#  - id: literacy_adult_share_percent  # <concept>_<measure>_<unit>
#    name: Adult literacy
#    subject: the share of adults who can read and write  # continues "In 2019, ..."
#    unit: percent  # etl/reference/units.yml
#    value_kind: number  # number, count, ordered, categorical, date; the two in the middle need classes
#    direction: higher_is_better  # lower_is_better, neutral
#    kind: outcome  # structural, process
#    source_type: survey  # administrative, expert, modelled, events, legal, mixed
#    rights: [education]  # etl/reference/rights.yml
#    people: [everyone, women]
#    synonyms: [illiteracy, reading]  # at least one: what else a reader would type
#    method:
#      definition: What is counted, of whom, and how.
#      not_measured: What it leaves out.
#      may_not_conclude: One sentence on what may not be read from it.
#      custodian: Who answers for the figure
#      link: https://example.org
#      collection:  # leave out what nobody documents
#        text: How the figures are collected.
#        evidence: https://example.org/methods, page 3
#    series:
#      - {code: CODE, vintage: "2026", title: Adult literacy, headline: {sex: total}}  # the first one is preferred
series: []  # further series, each with the indicator that another file describes
"""
CORRECTIONS = """# Model: Correction in etl/schema.py. Remove the marks and fill in. match speaks our ids.
corrections: []
#  - id: code_ken_2019
#    match: {series: CODE, area: KEN, year: 2019, dims: "sex:total"}
#    action: flag  # flag and clear_flag need flag, set_value needs value_text, set_aside needs neither
#    flag: definition_differs  # data/model.py
#    reason: What is wrong with the figure, as a sentence.
#    decision: "1101"  # a record in etl/decisions/
#    evidence: main.csv, records 12 to 14  # where a reader can check it
#    min_matches: 1  # fewer matches stop the build
"""
TRANSFORM = '''"""{id}: which columns of the published file become which series.

Invariant: renames and reshapes only.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.inputs import Inputs


def transform(inputs: Inputs) -> Iterator[pd.DataFrame]:
    """Tidy frames of the source."""
    file = inputs.one("main")
    frame = file.read_csv()  # every column as text, and row; only the year becomes a number here
    frame["year"] = frame["year"].astype(int)
    yield frame.assign(series="CODE", vintage=file.vintage, file=file.name).rename(
        columns={{"iso3": "area", "value": "value_text"}}
    )[["series", "vintage", "file", "row", "area", "year", "value_text"]]
'''


def make_source(source: str, root: Path = ETL_ROOT) -> list[Path]:
    """Files made. Raises PublishError where the id is not a lower-case name or the folder is there."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", source):
        raise PublishError(f"{source!r} is not a lower-case name such as un_sdg")
    folder = root / "sources" / source
    if folder.exists():
        raise PublishError(f"{folder.name} is there already")
    contents = {
        "__init__.py": "",
        "source.yml": SOURCE.format(id=source),
        "areas.csv": "code,name,area,kind,part_of,start,end,note,decision\n",
        "indicators.yml": INDICATORS,
        "corrections.yml": CORRECTIONS,
        "transform.py": TRANSFORM.format(id=source),
    }
    made = []
    folder.mkdir(parents=True)
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8")
        made.append(folder / name)
    return made
