"""Part ``server``: what the processes bear: pages and callbacks a second, the start, the memory of a worker.

Invariant: loopback alone, a few seconds each, ours and the peers with the same number and class of workers.
"""

from __future__ import annotations

import json
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


class Callbacks:
    """Rates of the callback that answers with a map. Every answer is checked before the load and after it."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.own: list[Recorded] = []

    def rate(self, name: str, server: servers.Server, bodies: list[Recorded], headers: dict[str, str]) -> float:
        """Callbacks a second; the details become a note."""
        if not bodies:
            raise NotMeasured("no callback was recorded")
        sizes = []
        for one in 2 * bodies:
            answer = answer_of(server.address, one)
            one.check(answer)
            sizes.append(len(answer))
        found = wrk(server.address + CALLBACK, {**bodies[0].headers, **headers}, [b.body for b in bodies])
        for one in bodies:
            one.check(answer_of(server.address, one))
        self._part.notes.append(
            f"Callback, {name}: {len(bodies)} recorded bodies take turns, {median(sizes) / 1000:.1f} kB of JSON, "
            f"p50 {found.p50:,.1f} ms, p99 {found.p99:,.1f} ms."
        )
        return found.per_second

    def best_of_stock(self, bodies: list[Recorded], headers: dict[str, str], **changes: str) -> float:
        """Of the stock page with threads and with single-threaded workers, the better one."""
        found = {}
        for name, options in (("gthread", servers.LIKE_OURS), ("sync", servers.SYNC)):
            with servers.stock(options, **changes) as server:
                label = f"stock{', outlines as a file' if changes else ''}{', compressed' if headers else ''}, {name}"
                found[name] = self.rate(label, server, bodies, headers)
        return max(found.values())

    def own_with_go_figure(self) -> float:
        """Ours with go.Figure."""
        with servers.ours("tests.benchmarks.go_figure_app:server") as other:
            return self.rate("ours with go.Figure", other, self.own, {})

    def first_asked(self, site: servers.Server) -> float:
        """Ours where no address has been asked for lately: more of them take turns than a worker keeps."""
        if not self.own:
            raise NotMeasured("no callback was recorded")
        bodies = [other_address(self.own[0], address) for address in views()]
        for body in bodies[:: len(bodies) // 20]:
            Recorded(body, self.own[0].headers, ()).check(
                answer_of(site.address, Recorded(body, self.own[0].headers, ()))
            )
        return wrk(site.address + CALLBACK, self.own[0].headers, bodies).per_second


def callbacks(part: Part, browser: Browser, site: servers.Server, dash: servers.Server) -> None:
    """The callback that answers with a map: ours, the stock page's, ours with go.Figure."""
    on = Callbacks(part)
    others = part.get("Stock callback", lambda: stock_callbacks(browser, dash.address)) or []
    stock = part.get("Stock callback", lambda: on.best_of_stock(others, {}))
    packed = part.get("Stock callback, compressed", lambda: on.best_of_stock(others, BROWSERS))
    helped = part.get("Stock callback, helped", lambda: on.best_of_stock(others, {}, STOCK_GEOMETRY="address"))
    kept: dict[str, float] = {}

    def own() -> dict[str, Any]:
        on.own = site_callbacks(browser, site.address)
        kept["ours"] = on.rate("ours", site, on.own, {})
        return {"ours": kept["ours"], "note": "answers that were asked for before are kept as bytes, in each worker."}

    plan = Row("production map callback, 2 workers", "/s", stock=stock, budget="≥ 1,500 /s", limit=1500)
    part.take(_more(plan), own)
    plan = Row("production map callback, against stock with its outlines as a file", "/s", stock=helped)
    part.take(_more(plan), lambda: {"ours": kept["ours"]})
    plan = Row("production map callback, as Chromium asks (compressed)", "/s", stock=packed)
    part.take(_more(plan), lambda: {"ours": on.rate("ours, compressed", site, on.own, BROWSERS)})
    plan = Row("production map callback, never asked for lately", "/s", stock=stock)
    part.take(_more(plan), lambda: {"ours": on.first_asked(site)})
    note = "“stock” is our own callback, its figure a kept go.Figure that Dash writes at each request."
    plan = Row(
        "production map callback, against ours with go.Figure", "/s", budget="≥ 8 × go.Figure", times=8.0, note=note
    )
    part.take(_more(plan), lambda: {"stock": on.own_with_go_figure(), "ours": kept["ours"]})


def views() -> list[str]:
    """Addresses of maps: every indicator that is a map, in each of its last years."""
    from data.store import store
    from data.view_state import ViewState
    from data.views.choose import MAP_FROM, choose
    from data.words import words

    opened, found = store(), []
    for one in opened.catalogue.indicators.values():
        if one.view == "map":
            years = choose(opened, ViewState(indicator=one.id), words("en")).years
            found += [f"/?indicator={one.id}&year={year}" for year in years[-12:] if year >= MAP_FROM]
    return found


def other_address(one: Recorded, address: str) -> str:
    """The recorded body with another address in the place of its own."""
    content = json.loads(one.body)
    content["inputs"][0]["value"] = address
    return json.dumps(content, separators=(",", ":"))


def _more(row: Row) -> Row:
    return Row(**{**vars(row), "is_more_better": True})


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
