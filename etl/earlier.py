"""Releases that are made afterwards from older states of the sources (etl/reference/earlier.yml).

Invariant: such a release holds series of the vintages that it names and no other, and is never the current one.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from etl.build import partial_catalogue
from etl.catalogue import ETL_ROOT, Catalogue, load_yaml
from etl.faults import Faults

FILE = ETL_ROOT / "reference" / "earlier.yml"


class Earlier(BaseModel):
    """One such release: what it is called, what must be known of it, and the vintage of each source that is in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    note: str
    vintages: dict[str, str]

    @property
    def about(self) -> dict[str, object]:
        """What its manifest says beside the files."""
        return {"title": self.title, "note": self.note.strip(), "vintages": self.vintages}


def earlier_releases() -> dict[str, Earlier]:
    """The releases by id. Raises BuildError where the file cannot be read."""
    faults = Faults()
    try:
        return TypeAdapter(dict[str, Earlier]).validate_python(load_yaml(FILE))
    except ValidationError as error:
        for item in error.errors():
            place = ".".join(map(str, item["loc"]))
            faults.add("reference/earlier.yml", place, "Earlier", item["msg"], "See Earlier in etl/earlier.py.")
    faults.raise_any()
    return {}


def earlier_catalogue(catalogue: Catalogue, earlier: Earlier) -> Catalogue:
    """The catalogue with the series of the named vintages alone. Raises BuildError where a vintage is unknown."""
    faults = Faults()
    for source, vintage in earlier.vintages.items():
        known = [v.id for v in catalogue.sources[source].spec.vintages] if source in catalogue.sources else []
        if vintage not in known:
            remedy = "Name a vintage of its source.yml."
            faults.add("reference/earlier.yml", source, f"one of {known}", vintage, remedy)
    faults.raise_any()
    wanted = {
        series for series, (source, spec) in catalogue.series.items() if earlier.vintages.get(source) == spec.vintage
    }
    return partial_catalogue(catalogue, wanted)
