"""The API against its own document: every phase of schemathesis, at the real server with the committed release."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import COMMITTED, ROOT, serve

pytestmark = pytest.mark.long
CONFIG = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "404", "413"]
negative_data_rejection.expected-statuses = ["400", "404", "405", "406", "413", "414"]

[generation]
max-examples = 25
"""


@pytest.mark.timeout(600)
def test_no_server_error_and_no_accepted_fault(tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(CONFIG, "utf-8")
    with serve({"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var")}) as site:
        command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", "schemathesis.toml", "run"]
        command += [f"{site}/openapi.json", "--url", f"{site}/api/v1", "--checks", "all", "--workers", "2"]
        command += ["--phases", "examples,coverage,fuzzing,stateful", "--seed", "1", "--no-color"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=540)
    print(done.stdout[done.stdout.rfind("SUMMARY") - 40 :])  # noqa: T201  # shown with -s
    assert done.returncode == 0, done.stdout[-6000:]
    assert re.search(r"[1-9]\d* generated", done.stdout)
