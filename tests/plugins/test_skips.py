"""A skip that is not on the list fails the run, in one process and in several, while loading and while running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.skips import LIST, AllowedSkip, read_list

ROOT = Path(__file__).parents[2]
SKIPPED = (
    "import pytest\n\n@pytest.mark.skip(reason='no files')\ndef test_one():\n    pass\n\ndef test_two():\n    pass\n"
)
SKIPPED_MODULE = "import pytest\n\npytest.skip('no files', allow_module_level=True)\n"


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Pytest with the plugin in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.plugins.skips", "-p", "no:cacheprovider", str(folder), *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


class TestRun:
    @pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "parallel"])
    @pytest.mark.parametrize("content", [SKIPPED, SKIPPED_MODULE], ids=["test", "module"])
    def test_an_unlisted_skip_fails(self, tmp_path: Path, content: str, options: tuple[str, ...]) -> None:
        (tmp_path / "test_x.py").write_text(content)
        result = run(tmp_path, *options)
        assert result.returncode == 1, result.stdout
        assert "no files" in result.stdout.partition("not on tests/allowed_skips.txt")[2]

    def test_a_run_without_skips_passes(self, tmp_path: Path) -> None:
        (tmp_path / "test_x.py").write_text("def test_one():\n    pass\n")
        assert run(tmp_path).returncode == 0


class TestList:
    def test_the_committed_list_can_be_read(self) -> None:
        assert all(skip.pattern.startswith("tests/") for skip in read_list(LIST))

    def test_every_bad_line_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "list.txt").write_text("# note\ntests/a.py::*\n\n| reason\ntests/b.py::* | reason\n")
        with pytest.raises(ValueError, match=r"list.txt:2.*\n.*list.txt:4"):
            read_list(tmp_path / "list.txt")

    def test_reason_and_id_must_both_fit(self) -> None:
        skip = AllowedSkip("tests/a.py::test_b[*]", "no publishers' files")
        assert skip.covers("tests/a.py::test_b[c]", "no publishers' files: set CM_RAW")
        assert not skip.covers("tests/a.py::test_b[c]", "no browser")
        assert not skip.covers("tests/a.py::test_d", "no publishers' files")
