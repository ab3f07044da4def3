"""Servers under measurement: ours as it is deployed, and the peers in their own environment, all on loopback.

Invariant: every server has two gunicorn workers, of our class unless said otherwise, and ends when its block ends.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.benchmarks.report import ROOT, NotMeasured

PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
LOGS = ROOT / "var" / "bench"
WORKERS = 2
PATIENCE = 120.0
LIKE_OURS = ("--worker-class", "gthread", "--threads", "4", "--keep-alive", "5", "--no-control-socket")
SYNC = ("--worker-class", "sync", "--timeout", "60", "--no-control-socket")


@dataclass(frozen=True)
class Server:
    """A running server. ``start`` is how many seconds it took until it answered 200."""

    name: str
    address: str
    pid: int
    start: float

    def workers(self) -> list[int]:
        """Process ids of its workers."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def memory(self) -> float:
        """Largest proportional set size of a worker, in MB."""
        found = [pss(pid) for pid in self.workers()]
        if not found:
            raise NotMeasured("the server has no worker processes")
        return max(found)


def pss(pid: int) -> float:
    """Proportional set size of a process, in MB."""
    for text in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if text.startswith("Pss:"):
            return int(text.split()[1]) / 1000
    raise NotMeasured("the kernel tells no proportional set size")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def status(port: int, path: str) -> int:
    """Status of an answer; 0 where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


@contextmanager
def run(name: str, command: list[str], changes: dict[str, str], ready: str) -> Iterator[Server]:
    """The server of a command, which gets its port from ``{port}``, once ``ready`` answers 200."""
    port = free_port()
    LOGS.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": str(WORKERS), **changes}
    with (LOGS / f"{name}.log").open("w") as log:
        begin = time.perf_counter()
        process = subprocess.Popen([c.replace("{port}", str(port)) for c in command], cwd=ROOT, env=env, stderr=log)
        try:
            while status(port, ready) != 200:
                if process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                    raise NotMeasured(f"{name} did not start: see {(LOGS / name).relative_to(ROOT)}.log")
                time.sleep(0.02)
            yield Server(name, f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - begin)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ours(app: str = "app:server") -> AbstractContextManager[Server]:
    """This site, as deploy/ starts it. ``app`` names another of our applications."""
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", app]
    return run(app.split(":", maxsplit=1)[0].rsplit(".", maxsplit=1)[-1], command, {}, "/readyz")


def peer(module: str, options: tuple[str, ...] = LIKE_OURS, **changes: str) -> AbstractContextManager[Server]:
    """A peer of tests/benchmarks/peers."""
    if not PEERS_PYTHON.exists():
        raise NotMeasured("the peers' environment .venv-bench is not there: make bench installs it")
    command = [str(PEERS_PYTHON), "-m", "gunicorn", "--bind", "127.0.0.1:{port}", *options]
    return run(module, [*command, f"tests.benchmarks.peers.{module}:server"], changes, "/")


def stock(options: tuple[str, ...] = LIKE_OURS, **changes: str) -> AbstractContextManager[Server]:
    """The stock Dash page."""
    return peer("stock_dash", options, **changes)


def vizro() -> AbstractContextManager[Server]:
    """The Vizro page."""
    return peer("vizro_app")
