"""The commands end well and say what they wrote, or name every fault and leave what was there."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import orjson
import pytest
import yaml
from rich.console import Console

import etl.cli as cli
from data.release import open_release
from etl.areas import AreaFaults
from etl.catalogue import load_yaml
from etl.new import make_source
from etl.publish import PublishError
from etl.schema import CorrectionFile, IndicatorFile, SourceSpec
from etl.snapshot import take_plain
from tests.tiny import MIRROR, RELEASE

SMALL = "ti_cpi"  # its sample holds every file that the source names, and no rule of correction counts matches


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    """What the commands write, as text; store and builds lie in a folder of the test."""
    console = Console(record=True, width=400, file=io.StringIO())
    monkeypatch.setattr(cli, "console", console)
    monkeypatch.setattr(cli, "STORE", tmp_path / "store")
    return console


class TestNew:
    def test_the_folder_of_a_source_is_made_with_every_file(self, tmp_path: Path) -> None:
        made = make_source("toy_source", tmp_path)
        names = {path.name for path in made}
        assert names == {"__init__.py", "source.yml", "areas.csv", "indicators.yml", "corrections.yml", "transform.py"}
        folder = tmp_path / "sources" / "toy_source"
        assert SourceSpec.model_validate(load_yaml(folder / "source.yml")).id == "toy_source"
        IndicatorFile.model_validate(load_yaml(folder / "indicators.yml"))
        CorrectionFile.model_validate(load_yaml(folder / "corrections.yml"))
        compile((folder / "transform.py").read_text("utf-8"), "transform.py", "exec")

    def test_the_examples_hold_once_the_marks_are_removed(self, tmp_path: Path) -> None:
        make_source("toy", tmp_path)
        folder = tmp_path / "sources" / "toy"
        for name, model, key in (
            ("indicators", IndicatorFile, "indicators"),
            ("corrections", CorrectionFile, "corrections"),
        ):
            lines = (folder / f"{name}.yml").read_text("utf-8").splitlines()
            example = "\n".join(line[1:] for line in lines if line.startswith("#  "))
            found = model.model_validate(yaml.safe_load(f"{key}:\n{example}\n"))
            assert len(getattr(found, key)) == 1

    def test_nothing_is_written_over(self, tmp_path: Path) -> None:
        make_source("toy", tmp_path)
        with pytest.raises(PublishError, match="toy is there already"):
            make_source("toy", tmp_path)

    @pytest.mark.parametrize("name", ["", "Toy", "../toy", "toy-source", "2toy", "toy/x"])
    def test_an_id_is_a_name(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(PublishError, match="not a lower-case name"):
            make_source(name, tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_the_command(self, said: Console, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(cli, "make_source", lambda source: make_source(source, tmp_path / "etl"))
        monkeypatch.setattr(cli, "ROOT", tmp_path)
        assert cli.main(["new", "toy"]) == 0
        assert "made etl/sources/toy/source.yml" in said.export_text()
        assert cli.main(["new", "un sdg"]) == 1


class TestFaults:
    def test_an_unknown_source_names_the_known_ones(self, said: Console) -> None:
        assert cli.main(["snapshot", "--source", "atlantis", "--mirror", str(MIRROR)]) == 1
        text = said.export_text()
        assert "PublishError: no source ['atlantis']; known: " in text
        assert "un_sdg" in text

    def test_a_mirror_that_is_no_folder(self, said: Console, tmp_path: Path) -> None:
        assert cli.main(["snapshot", "--source", SMALL, "--mirror", str(tmp_path / "nowhere")]) == 1
        assert "is no folder: name the mirror with --mirror DIR" in said.export_text()

    def test_a_mirror_without_the_files_names_each(self, said: Console, tmp_path: Path) -> None:
        assert cli.main(["snapshot", "--source", SMALL, "--mirror", str(tmp_path)]) == 1
        assert "1 fault, nothing was written:" in said.export_text()
        assert not (tmp_path / "store" / SMALL / "index.json").exists()

    def test_a_mirror_without_the_map_says_where_it_may_come_from(self, said: Console, tmp_path: Path) -> None:
        shutil.copytree(MIRROR / SMALL, tmp_path / "mirror" / SMALL)
        options = ["--source", SMALL, "--mirror", str(tmp_path / "mirror"), "--out", str(tmp_path / "out")]
        assert cli.main(["build", *options]) == 1
        assert "ne_50m_admin_0_countries.json" in (text := said.export_text())
        assert "tests/samples/mirror holds a small set" in text
        take_plain(MIRROR / cli.GEOMETRY, cli.GEOMETRY_FILES, tmp_path / "store", cli.GEOMETRY)
        assert cli.main(["build", *options]) == 0
        assert "for checking and not for publishing" in said.export_text()

    def test_a_bad_table_of_areas_is_a_fault(self, said: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(options: object) -> None:
            raise AreaFaults(["toy/areas.csv row 2, code 'X': the code stands twice"])

        monkeypatch.setattr(cli, "build", refuse)
        assert cli.main(["build"]) == 1
        assert "AreaFaults: toy/areas.csv row 2" in said.export_text()

    @pytest.mark.parametrize("command", ["check", "publish"])
    def test_nothing_built(self, said: Console, tmp_path: Path, command: str) -> None:
        assert cli.main([command, "--from", str(tmp_path)]) == 1
        assert "run python -m etl build" in said.export_text()

    def test_no_command(self) -> None:
        with pytest.raises(SystemExit):
            cli.main([])


@pytest.fixture
def built(tiny_files: dict[str, bytes], tmp_path: Path) -> Path:
    cli.write_files(tiny_files, tmp_path / "build" / RELEASE)
    return tmp_path / "build"


class TestWay:
    def test_from_a_mirror_to_a_built_release(self, said: Console, tmp_path: Path) -> None:
        chosen = ["--source", SMALL, "--mirror", str(MIRROR)]
        assert cli.main(["snapshot", *chosen]) == 0
        assert (tmp_path / "store" / SMALL / "index.json").is_file()
        assert cli.main(["build", *chosen, "--out", str(tmp_path / "out")]) == 0, said.export_text(clear=False)
        folder = tmp_path / "out" / cli.DEFAULT_RELEASE
        assert orjson.loads((folder / "build_report.json").read_bytes())["totals"]["sums_agree"] is True
        text = said.export_text()
        assert "cells " in text
        assert "sums agree: True" in text
        (tmp_path / "out" / cli.DEFAULT_RELEASE).rename(tmp_path / "out" / RELEASE)  # the first: nothing is before it
        assert cli.main(["check", "--from", str(tmp_path / "out"), "--release", RELEASE]) == 0

    def test_check_publish_open(self, said: Console, built: Path, tmp_path: Path, tiny_files: dict[str, bytes]) -> None:
        options = ["--from", str(built), "--release", RELEASE]
        assert cli.main(["check", *options]) == 0, said.export_text(clear=False)
        assert cli.main(["publish", *options, "--to", str(tmp_path / "releases")]) == 0
        release = open_release(root=tmp_path / "releases")
        assert release.id == RELEASE
        assert {name: release.read(name) for name in release.manifest["files"]} == tiny_files

    def test_what_does_not_pass_is_not_published(self, said: Console, built: Path, tmp_path: Path) -> None:
        (built / RELEASE / "facts" / "ucdp.parquet").write_bytes(b"PAR1")
        options = ["--from", str(built), "--release", RELEASE]
        assert cli.main(["publish", *options, "--to", str(tmp_path / "releases")]) == 1
        assert "CheckError: 1 fault" in said.export_text()
        assert not (tmp_path / "releases").exists()

    def test_a_file_of_an_earlier_build_goes(self, built: Path, tiny_files: dict[str, bytes]) -> None:
        (built / RELEASE / "facts" / "gone.parquet").write_bytes(b"old")
        cli.write_files(tiny_files, built / RELEASE)
        assert cli.read_files(built / RELEASE) == tiny_files
