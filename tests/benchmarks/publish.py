"""Part ``publish``: what the site bears beyond its pages: API, embeds, images.

Invariant: loopback alone; each answer is read and checked before the load; an address "not kept" is asked for once.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import brotli
import orjson

from data.store import store
from tests.benchmarks import servers
from tests.benchmarks.load import SECONDS, Rate, fetch, wrk
from tests.benchmarks.report import ROOT, NotMeasured, Part, Row

ENCODED = {"Accept-Encoding": "br"}
RATE = "homicide_rate_per_100000"
API = f"/api/v1/observations?indicator={RATE}"
EMBED = f"/embed/map?indicator={RATE}&year=2020&dims=sex:total"
IMAGE = f"/view/map.png?indicator={RATE}&size=social"
YEARS = range(2030, 2101)  # after the last figure: another address for the same rows
ROWS = 200
LOADS = 5


def run(part: Part) -> None:
    """All measures of this part."""
    part.heads = ("ours", "bare", "")
    part.notes.append(
        "Bare: a Flask view of two workers that gives the same bytes; through nginx, nginx with the bytes as a file."
    )
    with servers.ours() as site:
        kept: dict[str, Any] = {"budget": "≥ 1,500 /s", "limit": 1500, "is_more_better": True}
        part.take(Row("API GET, kept, 200 rows", "/s", **kept), lambda: kept_rate(site, API))
        part.take(Row("embed of a map, kept", "/s", **kept), lambda: kept_rate(site, EMBED))
        plan = Row("API GET, not kept, 200 rows", "/s", budget="≥ 500 /s", limit=500, is_more_better=True)
        part.take(plan, lambda: fresh_rate(site, {}))
        plan = Row("API GET, not kept, 200 rows, brotli", "/s", budget="≥ 500 /s", limit=500, is_more_better=True)
        part.take(plan, lambda: fresh_rate(site, ENCODED))
        plan = Row("embed through nginx (bare: nginx, a file)", "/s", budget="≥ 0.8 ×", times=0.8, is_more_better=True)
        part.take(plan, lambda: through_nginx(site))
        plan = Row("social image, first asked", "ms", budget="≤ 400 ms", limit=400)
        part.take(plan, lambda: {"ours": image(site)})


def kept_rate(site: servers.Server, path: str) -> dict[str, Any]:
    """Rate of one address that both workers keep, and of a view that has nothing to do but give its bytes."""
    for _ in range(12):
        status, body = fetch(site.address + path, ENCODED)
        if status != 200 or not brotli.decompress(body):
            raise NotMeasured(f"{path} was answered with {status}")
    rate, told = loaded(site.address + path)
    found: dict[str, Any] = {"ours": rate.per_second, "note": f"{told} {len(body) / 1000:.1f} kB in brotli."}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "body"
        file.write_bytes(body)
        command = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "2"]
        command += [*servers.LIKE_OURS, "tests.benchmarks.same_bytes:server"]
        with servers.run("same_bytes", command, {"BENCH_BODY": str(file)}, "/") as bare:
            found["stock"] = loaded(bare.address + "/")[0].per_second
    return found


def loaded(address: str) -> tuple[Rate, str]:
    """The middle one of several loads, and all in words: a load is two to four times slower or faster by chance.

    What decides is which worker and thread each connection comes to: threads of a worker hand the interpreter on.
    """
    rates = sorted((wrk(address, ENCODED) for _ in range(LOADS)), key=lambda one: one.per_second)
    middle, ends = rates[LOADS // 2], (rates[0].per_second, rates[-1].per_second)
    told = f"{LOADS} loads from {ends[0]:,.0f} to {ends[1]:,.0f} /s, the middle one is given; "
    return middle, told + f"p50 {middle.p50:.1f} ms, p99 {middle.p99:.1f} ms (budget ≤ 100 ms);"


def fresh_paths(most: int) -> list[str]:
    """Addresses that have a full page of rows, each another query."""
    opened = store()
    spans = opened.blocks.slices
    full = [
        one.id
        for one in opened.catalogue.indicators.values()
        if sum(end - start for start, end in spans.get(one.preferred, {}).values()) >= 2 * ROWS
    ]
    asked = product(YEARS, range(1900, 1910), full)
    return [
        f"/api/v1/observations?indicator={name}&span={first}..{last}&limit={ROWS}"
        for (last, first, name), _ in zip(asked, range(most), strict=False)
    ]


def fresh_rate(site: servers.Server, headers: dict[str, str]) -> dict[str, Any]:
    """Rate of addresses that nobody asked for before."""
    paths = fresh_paths(40_000)
    paths = paths[::2] if headers else paths[1::2]
    for path in paths[:: len(paths) // 20]:
        status, body = fetch(site.address + path, {})
        if status != 200 or len(orjson.loads(body)["data"]) != ROWS:
            raise NotMeasured(f"{path} was answered with {status}")
    rate = wrk(site.address + paths[0], headers, paths=paths)
    if rate.per_second * SECONDS > len(paths):
        raise NotMeasured(f"{len(paths)} addresses do not last for {SECONDS} s")
    return {"ours": rate.per_second, "note": f"p50 {rate.p50:.1f} ms, p99 {rate.p99:.1f} ms."}


@contextmanager
def nginx(config: str) -> Iterator[Path]:
    """Nginx with a configuration, in a folder of its own."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise NotMeasured("nginx is not installed")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # its workers are another user where we are root
        (Path(folder) / "temp").mkdir()
        file = Path(folder) / "nginx.conf"
        file.write_text(config, "utf-8")
        command = [program, "-p", folder, "-c", str(file), "-g", "daemon off;"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            yield Path(folder)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(port: int, path: str) -> None:
    """Until an address answers 200."""
    for _ in range(200):
        if servers.status(port, path) == 200:
            return
        time.sleep(0.05)
    raise NotMeasured(f"{path} does not answer behind nginx")


def through_nginx(site: servers.Server) -> dict[str, Any]:
    """The embed through deploy/nginx.conf, against the same bytes as a file by the same nginx."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    port, bare = servers.free_port(), servers.free_port()
    config = text.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    config = config.replace("server 127.0.0.1:8050;", f"server {site.address.removeprefix('http://')};")
    _status, body = fetch(site.address + EMBED, ENCODED)
    with nginx(config):
        wait_for(port, EMBED)
        answer = fetch(f"http://127.0.0.1:{port}{EMBED}", ENCODED)
        if answer != (200, body):
            raise NotMeasured("nginx gives other bytes than the site")
        own = loaded(f"http://127.0.0.1:{port}{EMBED}")[0].per_second
    plain = re.sub(r"location .*?\n        }\n", "", config, flags=re.DOTALL).replace(f":{port}", f":{bare}")
    plain = plain.replace("server_name _;", f"server_name _; root {tempfile.gettempdir()};", 1)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "body").write_bytes(body)
        with nginx(plain):
            address = f"/{Path(folder).name}/body"
            Path(folder).chmod(0o755)
            wait_for(bare, address)
            if fetch(f"http://127.0.0.1:{bare}{address}", ENCODED) != (200, body):
                raise NotMeasured("the file has other bytes than the embed")
            file = loaded(f"http://127.0.0.1:{bare}{address}")[0].per_second
    return {"ours": own, "stock": file, "note": f"{len(body) / 1000:.1f} kB in brotli."}


def image(site: servers.Server) -> float:
    """Milliseconds of the median image that nobody asked for before."""
    spans = []
    for year in range(2011, 2018):
        begin = time.perf_counter()
        status, body = fetch(f"{site.address}{IMAGE}&year={year}", {})
        spans.append(1000 * (time.perf_counter() - begin))
        if status != 200 or not body.startswith(b"\x89PNG"):
            raise NotMeasured(f"the image was answered with {status}")
    return sorted(spans)[len(spans) // 2]
