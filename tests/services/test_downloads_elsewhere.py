"""What we hand out, opened by the programs it is for: Frictionless, sdmx1, Datasette, LibreOffice; the examples run."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import os
import shutil
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from data.bulk import make_bulk
from data.bulk_files import BULK, PACKAGE, SDMX, SQLITE, STRUCTURE
from data.bulk_headline import headline_parts
from data.export.xlsx import workbook
from tests.browser.conftest import COMMITTED, ROOT, serve

pytestmark = pytest.mark.long
EXAMPLES = ROOT / "docs" / "examples"
RUNNERS = {  # what runs an example, and what it must print of the committed release
    "python.py": (sys.executable, "2015 4.83"),
    "curl.sh": ("sh", '"period":2015,"dims":{"sex":"total"},"value":4.83'),
    "javascript.mjs": ("node", "2015 4.83 per_100000"),
    "r.R": ("Rscript", "225 places"),
}
TEXTS = ["NA", "007", "1e5", "=1+1", "TRUE", "-1", "2024-01-01", "O'Brien", "'=x"]


@pytest.fixture(scope="module")
def folder(tiny_store) -> Path:
    """The whole files of the tiny release."""
    return make_bulk(tiny_store, BULK)


def test_frictionless_finds_the_package_valid(folder, tiny_store, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # frictionless and what it imports use what newer Pythons will drop
        from frictionless import Package, system

        with zipfile.ZipFile(folder / PACKAGE) as archive:
            archive.extractall(tmp_path)
        with system.use_context(trusted=True):
            package = Package(str(tmp_path / "datapackage.json"))
            report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    assert rows["headline"] == sum(part.end - part.start for part in headline_parts(tiny_store))
    assert rows["indicators"] == len(tiny_store.catalogue.indicators)
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.chdir(tmp_path)
        path = tmp_path / "headline.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([lines[0], lines[1].replace(lines[1].split(",")[0], "no_such_indicator", 1)]), "utf-8")
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid  # it does look at the rows


def test_sdmx1_reads_the_csv_by_its_structure(folder, tiny_store):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sdmx1 and what it imports use what newer Pythons will drop
        import sdmx

        structure = sdmx.read_sdmx(io.BytesIO((folder / STRUCTURE).read_bytes()))
        flow = structure.dataflow["OBSERVATIONS"]
        plain = gzip.decompress((folder / SDMX).read_bytes())
        message = sdmx.read_sdmx(io.BytesIO(plain), format="CSV", structure=flow.structure)
        observations = message.data[0].obs
    expected = list(csv.DictReader(io.StringIO(plain.decode())))
    assert len(observations) == len(expected) == sum(p.end - p.start for p in headline_parts(tiny_store))
    for found, row in list(zip(observations, expected, strict=True))[::97]:
        assert str(found.dimension.values["REF_AREA"].value) == row["REF_AREA"]
        assert str(found.dimension.values["TIME_PERIOD"].value) == row["TIME_PERIOD"]
        assert str(found.value) == row["OBS_VALUE"]
        assert found.attached_attribute["OBS_STATUS"].value == row["OBS_STATUS"]


def test_datasette_opens_the_database(folder, tiny_store):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # datasette imports pkg_resources through its plugins
        from datasette.app import Datasette

        async def ask() -> tuple[int, dict[str, object]]:
            site = Datasette([], immutables=[str(folder / SQLITE)])
            await site.invoke_startup()
            query = "/measure/figures.json?_shape=objects&iso3=KEN&_size=1"
            page, rows = await site.client.get("/measure/observations"), await site.client.get(query)
            for base in site.databases.values():
                base.close()
            return page.status_code, rows.json()

        status, found = asyncio.run(ask())
    assert status == 200
    row = found["rows"][0]
    assert row["iso3"] == "KEN"
    assert row["indicator"] in tiny_store.catalogue.indicators
    assert row["source"] and row["licence"]


def test_libreoffice_keeps_texts_as_texts(tmp_path):
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed: tests/services/install.sh"
    rows = [{"text": text, "number": 1.5} for text in TEXTS]
    (tmp_path / "view.xlsx").write_bytes(workbook(["text", "number"], rows, [("Title", "=1+1")]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"  # the sheet as it is shown
    command = [soffice, profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), "view.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    found = list(csv.reader(io.StringIO((tmp_path / "view.csv").read_text("utf-8"))))
    assert found[0] == ["text", "number"]
    assert [line[0] for line in found[1:]] == TEXTS
    assert {line[1] for line in found[1:]} == {"1.5"}


@pytest.fixture(scope="module")
def site():
    """A real server with the committed release."""
    with serve({"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var")}) as address:
        yield address


@pytest.mark.parametrize("name", [name for name, runner in RUNNERS.items() if shutil.which(runner[0])])
def test_an_example_of_the_data_page_runs(site, name):
    runner, said = RUNNERS[name]
    command = [runner, str(EXAMPLES / name)]
    env = {**os.environ, "COMMON_MEASURE": site}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
