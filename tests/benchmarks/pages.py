"""Part ``browser``: the first visit on the slow profile, then changes of year and indicator at full speed.

Invariant: medians of at least three visits, each with an empty cache; ours and the peers take turns.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks import servers
from tests.benchmarks.browser import Tab, chromium, colours, drawn_at, tab, visit, warm
from tests.benchmarks.change import SITE, STOCK, VIZRO, Spans, measure_indicators, measure_years
from tests.benchmarks.report import EXPLORE, NotMeasured, Part, Row

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 5
PEER_VISITS = 3
WAITS = {"svg": ("live", 20.0), "plotly": ("plotted", 60.0)}  # what a visit waits for, and for how long


@dataclass
class Visits:
    """What several first visits of one page measured, by name; ``reasons`` says why a name is missing."""

    values: dict[str, list[float]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, measure: Callable[[], float]) -> None:
        """One more value, or the reason why there is none."""
        try:
            self.values.setdefault(name, []).append(measure())
        except NotMeasured as error:
            self.reasons[name] = str(error)

    def get(self, name: str) -> float:
        """Median of a measure. Raises NotMeasured where a visit had none."""
        if name in self.reasons or not self.values.get(name):
            raise NotMeasured(self.reasons.get(name, "no visit measured it"))
        return median(self.values[name])

    def maybe(self, name: str) -> float | None:
        """The same, or None."""
        try:
            return self.get(name)
        except NotMeasured:
            return None


def _since(log: dict[str, Any], key: str, what: str) -> float:
    if not log.get(key):
        raise NotMeasured(what)
    return (float(log[key]) - float(log["origin"])) / 1000


def first_visit(browser: Browser, address: str, kind: str, final: int | None, found: Visits) -> None:
    """One first visit on the slow profile."""
    with tab(browser, kind, slow=True) as one:
        wait, patience = WAITS[kind]
        log = visit(one, address, wait, patience)
        _note(one, log, kind, final, found)


def _note(one: Tab, log: dict[str, Any], kind: str, final: int | None, found: Visits) -> None:
    found.add("drawn", lambda: drawn_at(log, final) / 1000)
    found.add("areas", lambda: float(log["areas"]))
    found.add("shift", lambda: float(log["shift"]))
    found.add("scripts", lambda: one.traffic.arrived("Script"))
    found.add("all", one.traffic.arrived)
    found.add("before", lambda: one.traffic.before("Script", log["origin"] + drawn_at(log, final)))
    found.add("foreign", lambda: float(one.traffic.refused))
    if kind == "svg":
        found.add("core", lambda: _since(log, "core", "the page never set data-ready on its root"))
        found.add("live", lambda: _since(log, "live", "the plate never had data-live=ready without being touched"))
    else:
        found.add("live", lambda: _since(log, "plotted", "plotly_afterplot did not fire with a map"))


def run(part: Part) -> None:
    """All measures of this part."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        site = stack.enter_context(servers.ours())
        dash = part.get("stock", lambda: stack.enter_context(servers.stock()))
        helped = part.get("stock, helped", lambda: stack.enter_context(servers.stock(STOCK_GEOMETRY="address")))
        vizro = part.get("Vizro", lambda: stack.enter_context(servers.vizro()))
        part.notes.append(
            f"Chromium {browser.version}, medians of {VISITS} visits to ours and {PEER_VISITS} to each peer."
        )
        front, explore = Visits(), Visits()
        peers = {"stock": Visits(), "helped": Visits(), "vizro": Visits()}
        addresses = {"stock": dash, "helped": helped, "vizro": vizro}
        for address in (
            site.address + "/",
            site.address + EXPLORE,
            *(f"{s.address}/" for s in addresses.values() if s),
        ):
            warm(address)
        marks = {path: colours(browser, site.address + path)[0] for path in ("/", EXPLORE)}
        for turn in range(VISITS):
            for path, found in (("/", front), (EXPLORE, explore)):
                first_visit(browser, site.address + path, "svg", marks[path], found)
            for name, server in addresses.items():
                if server is not None and turn < PEER_VISITS:
                    first_visit(browser, f"{server.address}/", "plotly", None, peers[name])
        _rows(part, front, explore, peers)
        changes(part, browser, site, dash, vizro)


def _rows(part: Part, front: Visits, explore: Visits, peers: dict[str, Visits]) -> None:
    stock, vizro = peers["stock"], peers["vizro"]

    def row(what: str, own: Visits, name: str, unit: str = "s", other: str = "", **plan: Any) -> None:
        part.take(
            Row(what, unit, stock=stock.maybe(other or name), vizro=vizro.maybe(other or name), **plan),
            lambda: {"ours": own.get(name)},
        )

    drawn = {"budget": "≤ 0.7 s, 15 × earlier than stock", "limit": 0.7, "times": 15.0}
    row("map drawn, slow profile, `/`", front, "drawn", **drawn)
    row("map drawn, slow profile, an indicator", explore, "drawn", **drawn)
    helped = peers["helped"].maybe("drawn")
    if helped is not None:
        plan = Row("map drawn, against stock with its outlines as a file", "s", stock=helped)
        part.take(plan, lambda: {"ours": explore.get("drawn")})
    live = {"budget": "≤ 7.5 s and ≤ 0.45 × stock", "limit": 7.5, "times": 1 / 0.45}
    row("map interactive (plotly figure), slow profile, `/`", front, "live", **live)
    row("map interactive (plotly figure), slow profile, an indicator", explore, "live", **live)
    row("map answers to pointer and keys (small script), `/`", front, "core", other="live")
    row("map answers to pointer and keys (small script), an indicator", explore, "core", other="live")
    row("scripts on `/`, as they travel", front, "scripts", "kB", budget="≤ 700 kB", limit=700)
    row("scripts on an indicator, as they travel", explore, "scripts", "kB")
    row("scripts before the first map is drawn, `/`", front, "before", "kB", budget="0", limit=0)
    row("all that is loaded, `/`", front, "all", "kB")
    row("all that is loaded, an indicator", explore, "all", "kB")
    row("layout shift, `/`", front, "shift", "", budget="≤ 0.05", limit=0.05)
    row("layout shift, an indicator", explore, "shift", "", budget="≤ 0.05", limit=0.05)
    row("requests to another host, `/`", front, "foreign", "")
    part.notes.append(
        f"Areas drawn: ours {front.maybe('areas'):.0f} shapes on `/`, stock {stock.maybe('areas') or 0:.0f}, "
        f"Vizro {vizro.maybe('areas') or 0:.0f} areas with a value."
    )


def changes(
    part: Part, browser: Browser, site: servers.Server, dash: servers.Server | None, vizro: servers.Server | None
) -> None:
    """Changes of year and of indicator, local and at full speed."""
    seen = [
        (site, site.address + EXPLORE, SITE),
        (dash, f"{dash.address}/" if dash else "", STOCK),
        (vizro, f"{vizro.address}/" if vizro else "", VIZRO),
    ]
    years = [Spans.of(server, lambda a=a, t=t: measure_years(browser, a, t)) for server, a, t in seen]
    _change_row(part, "year change with sentence, legend, title, p50", years, 0.50, "≤ 60 ms", 60)
    _change_row(part, "year change with sentence, legend, title, p95", years, 0.95, "≤ 120 ms", 120)
    others = [Spans.of(server, lambda a=a, t=t: measure_indicators(browser, a, t)) for server, a, t in seen]
    _change_row(part, "indicator change until the last area is painted, p50", others, 0.50, "≤ 200 ms", 200)
    for name, spans in (("year", years), ("indicator", others)):
        counts = ", ".join(f"{w} {len(s.values)}" for w, s in zip(("ours", "stock", "Vizro"), spans, strict=True))
        reasons = "".join(f"; {s.reason}" for s in spans[1:] if s.reason)
        part.notes.append(f"Changes of {name} measured: {counts}{reasons}.")


def _change_row(part: Part, what: str, spans: list[Spans], share: float, budget: str, limit: float) -> None:
    own, stock, vizro = spans
    plan = Row(what, "ms", stock=stock.maybe(share), vizro=vizro.maybe(share), budget=budget, limit=limit)
    part.take(plan, lambda: {"ours": own.at(share)})
