"""Releases that are made afterwards from older states of the sources (etl/reference/earlier.yml).

Invariant: such a release holds series of the vintages that it names and no other, and is never the current one.
"""

from __future__ import annotations

from pathlib import Path

from etl.build import partial_catalogue
from etl.catalogue import ETL_ROOT, Catalogue, load_model
from etl.faults import Faults
from etl.schema import Earlier, EarlierReleases

FILE = ETL_ROOT / "reference" / "earlier.yml"


def earlier_releases(file: Path = FILE) -> dict[str, Earlier]:
    """The releases by id. Raises BuildError with every fault of the file."""
    faults = Faults()
    content = load_model(file, EarlierReleases, faults)
    faults.raise_any()
    return content.root if content is not None else {}


def about_earlier(earlier: Earlier) -> dict[str, object]:
    """What the manifest of such a release says beside its files."""
    return {"title": earlier.title, "note": earlier.note.strip(), "vintages": earlier.vintages}


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
