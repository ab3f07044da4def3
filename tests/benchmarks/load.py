"""Requests per second and their latencies, measured with wrk on loopback for a few seconds.

Invariant: a run with a refused, failed or non-2xx answer is no measurement; answers are read and checked before it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.report import NotMeasured

SECONDS, CONNECTIONS, THREADS = 5, 16, 2
ENOUGH, LONG = 200, 20
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
SCRIPT = """
local requests, turn = {}, 0
local headers, bodies, paths = %(headers)s, %(bodies)s, %(paths)s
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  for i, body in ipairs(bodies) do requests[i] = wrk.format("%(method)s", nil, headers, body) end
  for i, path in ipairs(paths) do
    if i %% %(threads)d == number then requests[#requests + 1] = wrk.format("GET", path, headers) end
  end
end
function request()
  turn = turn %% #requests + 1
  return requests[turn]
end
"""


@dataclass(frozen=True)
class Rate:
    """Answers per second, and the median and the 99th percentile of latency in milliseconds."""

    per_second: float
    p50: float
    p99: float


def _lua(text: str) -> str:
    plain = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\{b:03d}" for b in text.encode())
    return f'"{plain}"'


def wrk(
    address: str,
    headers: dict[str, str],
    bodies: list[str] | None = None,
    seconds: int = SECONDS,
    paths: list[str] | None = None,
) -> Rate:
    """Load one address; with ``bodies`` as POSTs that take turns, with ``paths`` as GETs, each thread its own share.

    A server that is slow is given more time.
    """
    path = shutil.which("wrk")
    if path is None:
        raise NotMeasured("wrk is not installed (apt-get install wrk)")
    if urlsplit(address).hostname != "127.0.0.1":
        raise NotMeasured("load is for loopback alone")
    script = SCRIPT % {
        "headers": "{" + ",".join(f"[{_lua(k)}]={_lua(v)}" for k, v in headers.items()) + "}",
        "bodies": "{" + ",".join(map(_lua, bodies or ([] if paths else [""]))) + "}",
        "paths": "{" + ",".join(map(_lua, paths or [])) + "}",
        "threads": THREADS,
        "method": "POST" if bodies else "GET",
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requests.lua"
        file.write_text(script, "utf-8")
        command = [path, "-t", str(THREADS), "-c", str(CONNECTIONS), "--latency", "--timeout", "30s", "-s", str(file)]
        done = subprocess.run([*command, "-d", str(seconds), address], capture_output=True, check=True, text=True)
        if seconds < LONG and _answers(done.stdout) < ENOUGH:
            fetch(address, headers, bodies[0] if bodies else None)  # waits for what the run before left behind
            done = subprocess.run([*command, "-d", str(LONG), address], capture_output=True, check=True, text=True)
    return parse(done.stdout)


def _answers(text: str) -> int:
    found = re.search(r"(\d+) requests in", text)
    return int(found[1]) if found else 0


def parse(text: str) -> Rate:
    """What wrk printed. Raises NotMeasured where an answer was not good."""
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if bad:
        raise NotMeasured(f"{bad[1]} answers were not 2xx")
    errors = re.search(r"Socket errors: (.*)", text)
    if errors and re.search(r"[1-9]", errors[1]):
        raise NotMeasured(f"socket errors: {errors[1]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    shares = {share: float(n) * UNITS[unit] for share, n, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)\b", text)}
    if rate is None or not float(rate[1]) or "50" not in shares or "99" not in shares:
        raise NotMeasured("wrk printed no result")
    return Rate(float(rate[1]), shares["50"], shares["99"])


def fetch(address: str, headers: dict[str, str], body: str | None = None) -> tuple[int, bytes]:
    """Status and body of one answer."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("POST" if body is not None else "GET", target, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
