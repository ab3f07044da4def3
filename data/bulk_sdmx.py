"""The headline slices as SDMX-CSV 2.0, and the structure that a reader of it needs (SDMX-ML 2.1).

Invariant: both hold the observations of the data package; nothing in them depends on the clock or on the machine.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.bulk_headline import headline_parts, headline_rows
from data.export.csv import csv_lines
from data.store import Store
from data.views.releases import date_of

AGENCY, FLOW, VERSION = "COMMON_MEASURE", "OBSERVATIONS", "1.0"
DIMENSIONS = ("INDICATOR", "REF_AREA", "COUNTERPART_AREA", "TIME_PERIOD")
ATTRIBUTES = (
    *("UNIT_MEASURE", "OBS_STATUS", "VALUE_QUALIFIER", "LOWER_BOUND", "UPPER_BOUND", "CONF_LEVEL", "PROVENANCE"),
    *("FLAGS", "STATUS", "SERIES", "SOURCE"),
)
NOT_APPLICABLE = "_Z"
SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
SPACES = {"mes": "message", "str": "structure", "com": "common"}
QUALIFIER = {"=": "EQ", "<": "LT", ">": "GT", "N": "N"}  # a sign alone would be taken for a formula
MARKED = (("break", "B"), ("definition_differs", "D"), ("low_reliability", "U"), ("provisional", "P"))
MADE_BY = frozenset({"estimated", "modelled"})


def write_sdmx(store: Store, path: Path) -> None:
    """SDMX-CSV 2.0, compressed with gzip, no time written into it."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as stream:
        for piece in sdmx_lines(store):
            stream.write(piece)


def sdmx_lines(store: Store) -> Iterator[bytes]:
    """The file piece by piece; its structure is that of :func:`sdmx_structure`."""
    columns = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)
    return csv_lines(columns, map(_observation, headline_rows(store, headline_parts(store))))


def _observation(row: dict[str, Any]) -> dict[str, object]:
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": f"{AGENCY}:{FLOW}({VERSION})",
        "ACTION": "I",
        "INDICATOR": row["indicator"],
        "REF_AREA": row["iso3"],
        "COUNTERPART_AREA": row["counterpart"] or NOT_APPLICABLE,
        "TIME_PERIOD": row["period"],
        "OBS_VALUE": row["value"],
        "UNIT_MEASURE": row["unit"],
        "OBS_STATUS": obs_status(row),
        "VALUE_QUALIFIER": QUALIFIER[row["qualifier"]],
        "LOWER_BOUND": row["lower"],
        "UPPER_BOUND": row["upper"],
        "CONF_LEVEL": row["level"],
        "PROVENANCE": row["provenance"],
        "FLAGS": row["flags"],
        "STATUS": row["status"],
        "SERIES": row["series"],
        "SOURCE": row["source"],
    }


def obs_status(row: dict[str, Any]) -> str:
    """Code of the SDMX list of observation statuses (CL_OBS_STATUS)."""
    if row["status"] == "suppressed":
        return "Q"
    if row["value"] is None:
        return "O"
    flags = row["flags"].split(";")
    found = next((code for flag, code in MARKED if flag in flags), "")
    return found or ("E" if row["provenance"] in MADE_BY or "estimated" in flags else "A")


def sdmx_structure(store: Store) -> bytes:
    """Concepts, structure and dataflow (SDMX-ML 2.1), without which SDMX-CSV cannot be read."""
    every = (*DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    spaces = "".join(f' xmlns:{short}="{SCHEMAS}/{name}"' for short, name in SPACES.items())
    about = f'<Ref id="{FLOW}" version="{VERSION}" agencyID="{AGENCY}" package="datastructure" class="DataStructure"/>'
    parts = [
        f"{head}<mes:Structure{spaces}><mes:Header><mes:ID>{store.id}</mes:ID><mes:Test>false</mes:Test>",
        f'<mes:Prepared>{date_of(store)}T00:00:00Z</mes:Prepared><mes:Sender id="{AGENCY}"/></mes:Header>',
        f"<mes:Structures><str:Dataflows><str:Dataflow {_maintained(FLOW)}>{_label('Headline figures')}",
        f"<str:Structure>{about}</str:Structure></str:Dataflow></str:Dataflows>",
        f"<str:Concepts><str:ConceptScheme {_maintained('CONCEPTS')}>{_label('Concepts')}",
        *(f'<str:Concept id="{name}">{_label(name)}</str:Concept>' for name in every),
        f"</str:ConceptScheme></str:Concepts><str:DataStructures><str:DataStructure {_maintained(FLOW)}>",
        f"{_label('Headline figures')}<str:DataStructureComponents>",
        '<str:DimensionList id="DimensionDescriptor">',
        *(_component(name, number) for number, name in enumerate(DIMENSIONS, 1)),
        '</str:DimensionList><str:AttributeList id="AttributeDescriptor">',
        *(_attribute(name) for name in ATTRIBUTES),
        '</str:AttributeList><str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="OBS_VALUE">',
        f"{_concept('OBS_VALUE')}</str:PrimaryMeasure></str:MeasureList>",
        "</str:DataStructureComponents></str:DataStructure></str:DataStructures></mes:Structures></mes:Structure>\n",
    ]
    return "".join(parts).encode()


def _maintained(name: str) -> str:
    return f'id="{name}" agencyID="{AGENCY}" version="{VERSION}"'


def _label(text: str) -> str:
    return f'<com:Name xml:lang="en">{text}</com:Name>'


def _concept(name: str) -> str:
    return (
        f'<str:ConceptIdentity><Ref id="{name}" maintainableParentVersion="{VERSION}" maintainableParentID="CONCEPTS" '
        f'agencyID="{AGENCY}" package="conceptscheme" class="Concept"/></str:ConceptIdentity>'
    )


def _component(name: str, number: int) -> str:
    kind = "TimeDimension" if name == "TIME_PERIOD" else "Dimension"
    text = '<str:LocalRepresentation><str:TextFormat textType="{}"/></str:LocalRepresentation>'
    form = text.format("ObservationalTimePeriod" if kind == "TimeDimension" else "String")
    return f'<str:{kind} id="{name}" position="{number}">{_concept(name)}{form}</str:{kind}>'


def _attribute(name: str) -> str:
    return (
        f'<str:Attribute id="{name}" assignmentStatus="Conditional">{_concept(name)}<str:AttributeRelationship>'
        '<str:PrimaryMeasure><Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship></str:Attribute>'
    )
