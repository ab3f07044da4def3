"""What a result was measured on: processor, memory, versions.

Invariant: nothing that names a person, a host or a folder.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.report import ROOT

OURS = ("dash", "plotly", "dash-bootstrap-components", "flask", "gunicorn", "numpy", "orjson", "pandas", "playwright")
PEERS = ("dash", "plotly", "vizro", "flask-compress", "gunicorn", "pandas")


def described() -> list[str]:
    """Lines that describe the machine and the versions."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    size = f"{int(memory[1]) / 1e6:.0f} GB" if memory else "unknown"
    kernel = platform.release().split("-", maxsplit=1)[0]
    return [
        f"Machine: {os.cpu_count()} cores of {_processor()}, {size} of memory, {platform.system()} {kernel}",
        f"Ours: Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in OURS)}",
        f"Peers: {', '.join(_pinned())}",
        f"Tools: wrk {_wrk()}",
    ]


def _processor() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def _pinned() -> list[str]:
    text = (ROOT / "requirements-bench.txt").read_text("utf-8")
    return [f"{name} {m[1]}" for name in PEERS if (m := re.search(rf"^{name}==(\S+)", text, re.MULTILINE))]


def _wrk() -> str:
    path = shutil.which("wrk")
    if path is None:
        return "not installed"
    text = subprocess.run([path, "-v"], capture_output=True, check=False, text=True).stdout
    found = re.search(r"wrk\s+(?:debian/)?(\S+)", text)
    return found[1] if found else "of unknown version"
