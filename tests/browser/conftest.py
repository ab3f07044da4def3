"""Real servers, on the tiny release and on the committed one, and a Chromium that talks to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.browser.pages import Visit, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "data" / "releases"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def server(tiny_release_root: Path) -> Iterator[str]:
    """Address of a server with the tiny release; it inherits CM_RELEASES and CM_VAR."""
    with serve({}) as address:
        yield address


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a server with the committed release, read as ``make run`` reads it; with the tiny one if none is."""
    if not (COMMITTED / "current.json").exists():
        yield request.getfixturevalue("server")
        return
    env = {"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var")}
    subprocess.run([sys.executable, "-m", "data.prepare"], cwd=ROOT, env={**os.environ, **env}, check=True)
    with serve(env) as address:
        yield address


@contextmanager
def serve(changes: dict[str, str]) -> Iterator[str]:
    """Gunicorn with one worker until the test session ends."""
    port = free_port()
    env = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": "1", **changes}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app:server"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            if process.poll() is not None:
                raise RuntimeError(f"the server ended: {process.stderr.read() if process.stderr else ''}")
            try:
                if urlopen(f"{address}/readyz", timeout=2).status == 200:
                    break
            except (URLError, OSError):
                time.sleep(0.25)
        else:
            raise RuntimeError("the server did not become ready in 60 seconds")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stderr:
            process.stderr.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Visit]:
    """One reader at the committed release."""
    yield from visit(browser, site)


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Visit]:
    """A reader without scripts."""
    yield from visit(browser, site, java_script_enabled=False)
