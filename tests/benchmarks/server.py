"""Part ``server``: what the processes bear: pages and callbacks a second, the start, the memory of a worker.

Invariant: loopback alone, a few seconds each, ours and the peers with the same number and class of workers.
"""

from __future__ import annotations

import runpy
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, Any

import brotli

from tests.benchmarks import servers
from tests.benchmarks.browser import chromium, warm
from tests.benchmarks.load import CONNECTIONS, SECONDS, THREADS, Rate, fetch, wrk
from tests.benchmarks.record import CALLBACK, Recorded, answer_of, site_callbacks, stock_callbacks
from tests.benchmarks.report import EXPLORE, ROOT, NotMeasured, Part, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

PAGES = 200
ENCODED = {"Accept-Encoding": "br"}
BROWSERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
STARTS = 3


def run(part: Part) -> None:
    """All measures of this part."""
    config = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    part.notes.append(
        f"Every server: {servers.WORKERS} gunicorn workers of class {config['worker_class']} with {config['threads']} "
        f"threads each; wrk with {THREADS} threads, {CONNECTIONS} connections, {SECONDS} s, on the same machine."
    )
    starts(part)
    with ExitStack() as stack:
        site = stack.enter_context(servers.ours())
        dash = stack.enter_context(servers.stock())
        vizro = stack.enter_context(servers.vizro())
        pages(part, site, dash, vizro)
        with chromium() as browser:
            part.get("Callbacks", lambda: callbacks(part, browser, site, dash))
        memory(part, site, dash, vizro)


def starts(part: Part) -> None:
    """Seconds from the command to the first 200."""

    def own() -> dict[str, Any]:
        return {"ours": median(started(servers.ours) for _ in range(STARTS))}

    plan = Row("cold start to `/readyz` (peers: to `/`)", "s", budget="≤ 3 s", limit=3)
    part.take(plan, lambda: own() | {"stock": started(servers.stock), "vizro": started(servers.vizro)})


def started(start: Callable[[], Any]) -> float:
    """How long a server takes."""
    with start() as server:
        return float(server.start)


def pages(part: Part, site: servers.Server, dash: servers.Server, vizro: servers.Server) -> None:
    """Pages a second, asked for as a browser does that knows brotli."""
    stock = part.get("Stock page", lambda: _rate(dash.address + "/").per_second)
    other = part.get("Vizro page", lambda: _rate(vizro.address + "/").per_second)
    for path, name in (("/", "`/`"), (EXPLORE, "an indicator")):
        plan = Row(
            f"page GET, warm, {name} (peers: their empty shell)",
            "/s",
            stock=stock,
            vizro=other,
            budget="≥ 1,000 /s",
            limit=1000,
            is_more_better=True,
        )
        part.take(plan, lambda path=path: own_page(site, path))


def _rate(address: str) -> Rate:
    warm(address)
    return wrk(address, ENCODED)


def own_page(site: servers.Server, path: str) -> dict[str, Any]:
    """Rate of one of our pages, once its answer has been read."""
    warm(site.address + path)
    status, body = fetch(site.address + path, ENCODED)
    text = brotli.decompress(body).decode()
    if status != 200 or "<svg" not in text or "</html>" not in text:
        raise NotMeasured(f"{path} was answered with {status} and {len(text)} characters without a map")
    rate = wrk(site.address + path, ENCODED)
    size = f"{len(body) / 1000:.1f} kB in brotli, map, sentence and table included"
    return {"ours": rate.per_second, "note": f"p50 {rate.p50:.1f} ms, p99 {rate.p99:.1f} ms; {size}."}


def callbacks(part: Part, browser: Browser, site: servers.Server, dash: servers.Server) -> None:
    """The callback that answers with a map, ours, ours with go.Figure, and the stock page's."""
    found: dict[str, Rate] = {}

    def rate(name: str, server: servers.Server, bodies: list[Recorded], headers: dict[str, str]) -> Rate:
        sizes = []
        for one in bodies:
            answer = answer_of(server.address, one)
            one.check(answer)
            sizes.append(len(answer))
        found[name] = wrk(server.address + CALLBACK, {**bodies[0].headers, **headers}, [b.body for b in bodies])
        for one in bodies:
            one.check(answer_of(server.address, one))
        part.notes.append(
            f"Callback, {name}: {len(bodies)} recorded bodies take turns, {median(sizes) / 1000:.1f} kB of JSON, "
            f"p50 {found[name].p50:.1f} ms, p99 {found[name].p99:.1f} ms."
        )
        return found[name]

    others = part.get("Stock callback", lambda: stock_callbacks(browser, dash.address)) or []
    stock = part.get("Stock callback", lambda: rate("stock", dash, _some(others), {}).per_second)
    name = "stock, as Chromium asks (compressed)"
    packed = part.get("Stock callback, compressed", lambda: rate(name, dash, _some(others), BROWSERS).per_second)
    own: list[Recorded] = []

    def site_rate() -> dict[str, Any]:
        own.extend(site_callbacks(browser, site.address))
        return {"ours": rate("ours", site, own, {}).per_second}

    plan = Row("production map callback, 2 workers", "/s", stock=stock, budget="≥ 1,500 /s", limit=1500)
    part.take(_more(plan), site_rate)
    plan = Row("production map callback, as Chromium asks (compressed)", "/s", stock=packed)
    part.take(_more(plan), lambda: {"ours": rate("ours, as Chromium asks", site, _some(own), BROWSERS).per_second})

    def with_go_figure() -> dict[str, Any]:
        with servers.ours("tests.benchmarks.go_figure_app:server") as other:
            slow = rate("ours with go.Figure", other, _some(own), {}).per_second
        return {"ours": found["ours"].per_second, "stock": slow, "note": "“stock” is our own callback with go.Figure."}

    plan = Row("the same against ours with go.Figure", "/s", budget="≥ 8 × go.Figure", times=8.0)
    part.take(_more(plan), with_go_figure)


def _more(row: Row) -> Row:
    return Row(**{**vars(row), "is_more_better": True})


def _some(own: list[Recorded]) -> list[Recorded]:
    if not own:
        raise NotMeasured("no callback was recorded")
    return own


def memory(part: Part, site: servers.Server, dash: servers.Server, vizro: servers.Server) -> None:
    """Memory of a worker once it has answered many different pages (the peers: the load before this)."""

    def own() -> dict[str, Any]:
        paths = addresses()
        for turn in range(3):
            for path in paths[turn:] + paths[:turn]:
                if fetch(site.address + path, ENCODED)[0] != 200:
                    raise NotMeasured(f"{path} was not answered with 200")
        first = servers.pss(site.pid)
        return {"ours": site.memory(), "note": f"The first process, from which the workers are forked: {first:.0f} MB."}

    plan = Row(
        f"memory per worker (PSS) after {PAGES} different pages",
        "MB",
        stock=dash.memory(),
        vizro=vizro.memory(),
        budget="≤ 200 MB",
        limit=200,
    )
    part.take(plan, own)


def addresses() -> list[str]:
    """Addresses of that many indicators."""
    from data.store import store

    names = list(store().catalogue.indicators)[:PAGES]
    if len(names) < PAGES:
        raise NotMeasured(f"the release has only {len(names)} indicators")
    return [f"/?indicator={name}" for name in names]
