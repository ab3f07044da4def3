"""Two builds of the same inputs give the same bytes, in any checkout and under any hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tiny import build_tiny

ROOT = Path(__file__).parents[2]
CHILD = """
import hashlib, json
from tests.tiny import build_tiny
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in build_tiny().items()}))
"""


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_two_builds_in_one_process(tiny_files: dict[str, bytes]) -> None:
    assert hashes(build_tiny()) == hashes(tiny_files)


def test_another_checkout_another_process_another_seed(tiny_files: dict[str, bytes], tmp_path: Path) -> None:
    checkout = tmp_path / "somewhere" / "else"
    ignore = shutil.ignore_patterns("__pycache__", "releases")
    for folder in ("etl", "data", "tests/samples"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=ignore)
    for name in ("__init__.py", "tiny.py"):
        shutil.copy(ROOT / "tests" / name, checkout / "tests" / name)
    result = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": "4711", "TZ": "Pacific/Apia", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(result.stdout) == hashes(tiny_files)


def test_the_id_of_the_release_changes_only_what_names_it(tiny_files: dict[str, bytes]) -> None:
    other = build_tiny("2026.12.1")
    differing = {name for name in tiny_files if tiny_files[name] != other[name]}
    assert differing == {"catalogue.json", "build_report.json"}


def test_nothing_of_this_machine_stands_in_a_release(tiny_files: dict[str, bytes]) -> None:
    for name, content in tiny_files.items():
        assert str(ROOT).encode() not in content, name
        assert b"/tests/" not in content, name
