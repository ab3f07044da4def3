"""Makes the folder of a new source, with every file and key that step by step has to be filled in.

Invariant: never writes over a file that is there.
"""

from __future__ import annotations

import re
from pathlib import Path

from etl.catalogue import ETL_ROOT
from etl.publish import PublishError

SOURCE = """id: {id}
name: Short name
publisher: Who publishes it
homepage: https://example.org
description: One or two sentences in our own words on what this source publishes.
citation: The citation that the publisher asks for.
licence:
  name: CC BY 4.0
  url: https://creativecommons.org/licenses/by/4.0/
  may_redistribute: true
  may_transform: true
  may_combine: true
  attribution: The attribution that the publisher asks for.
vintages:
  - {{id: "2026", title: What the publisher calls this edition, released: "2026"}}
files:
  - {{id: main, path: main.csv, vintage: "2026", format: csv, download_only: Where a person gets the file}}
area_codes: iso3
default_provenance: unstated
dimensions: {{}}
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
    frame = file.read_csv()
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
        "indicators.yml": "indicators: []\nseries: []\n",
        "corrections.yml": "corrections: []\n",
        "transform.py": TRANSFORM.format(id=source),
    }
    made = []
    folder.mkdir(parents=True)
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8")
        made.append(folder / name)
    return made
