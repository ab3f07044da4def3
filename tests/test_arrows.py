"""What import-linter cannot see: app.py, which is no package, and what a running site has really loaded."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOO_HEAVY = {"etl", "geopandas", "openpyxl", "pandas", "pandera", "pyarrow", "shapely"}


def test_app_imports_neither_the_etl_nor_what_is_too_heavy() -> None:
    nodes = list(ast.walk(ast.parse((ROOT / "app.py").read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in names} & TOO_HEAVY


def test_a_site_that_serves_has_not_loaded_them(tiny_release_root: Path) -> None:
    ask = (
        "import app, sys; app.server.test_client().get('/'); print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert not set(result.stdout.split()) & TOO_HEAVY
