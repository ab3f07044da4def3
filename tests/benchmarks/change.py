"""Changes that a reader makes on a page at full speed: another year, another indicator; how long until all is shown.

Invariant: a span ends with the frame after the one in which the last of map, sentence, legend and title changed, and a
change in which the map or the title stayed as it was does not count as measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.browser import Tab, tab
from tests.benchmarks.report import NotMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHANGE = (Path(__file__).parent / "change.js").read_text("utf-8")
TIMES = 60
SETTLE, LIMIT = 250, 8000
FILLS = ".choroplethlayer path"
TYPED = """({id, value}) => {
  const field = document.getElementById(id);
  const kind = field.tagName === "SELECT" ? HTMLSelectElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, value);
  field.dispatchEvent(new Event("input", {bubbles: true}));
  if (field.tagName === "SELECT") field.dispatchEvent(new Event("change", {bubbles: true}));
}"""
SET = "({id, value}) => window.dash_clientside.set_props(id, {value: value})"
RANGE = """(id) => {
  const field = document.getElementById(id);
  if (!field) return null;
  const step = Number(field.step) || 1, all = [];
  for (let value = Number(field.min); value <= Number(field.max); value += step) all.push(String(value));
  return {all, now: field.value};
}"""
NOW = "() => ({at: performance.timeOrigin + performance.now(), origin: performance.timeOrigin})"
OPTIONS = """(id) => {
  const field = document.getElementById(id);
  return field && field.options ? [...field.options].map((o) => o.value).filter(Boolean) : null;
}"""


@dataclass(frozen=True)
class Target:
    """What is read and how it is changed. ``parts`` are CSS selectors; the map is always read besides."""

    kind: str
    parts: dict[str, str]
    act: str
    year: str
    indicator: str
    years: tuple[int, ...] = ()
    indicators: tuple[str, ...] = ()


SITE = Target(
    kind="svg",
    parts={
        "title": "[data-part=title]",
        "sentence": "[data-part=sentence]",
        "legend": "[data-part=key]",
    },
    act=TYPED,
    year="year-range",
    indicator="indicator-select",
)
STOCK = Target(
    kind="plotly",
    parts={"title": "#title", "sentence": "#sentence", "legend": ".infolayer .colorbar text"},
    act=SET,
    year="year",
    indicator="indicator",
    years=tuple(range(2000, 2022)),
    indicators=(
        "basic_drinking_water_share_percent",
        "freedom_of_expression_index_score",
        "homicide_rate_per_100000",
        "internet_users_share_percent",
        "undernourishment_prevalence_percent",
        "unsentenced_detention_share_percent",
        "infant_mortality_rate_per_1000_live_births",
    ),
)
VIZRO = Target(
    kind="plotly",
    parts={"legend": ".infolayer .colorbar text"},
    act=SET,
    year="year",
    indicator="",
    years=STOCK.years,
)


@dataclass
class Spans:
    """Milliseconds of single changes, or the reason why there are none."""

    values: list[float] = field(default_factory=list)
    reason: str = ""

    @classmethod
    def of(cls, server: object, measure: Callable[[], list[float]]) -> Spans:
        """Measure, unless the server is not there; whatever goes wrong becomes the reason."""
        if server is None:
            return cls(reason="its server did not start")
        try:
            return cls(measure())
        except Exception as error:  # one failing measure must not stop the others
            return cls(reason=f"{error}".strip().splitlines()[0][:200] or type(error).__name__)

    def at(self, share: float) -> float:
        """The value below which that share of the changes lies. Raises NotMeasured."""
        if not self.values:
            raise NotMeasured(self.reason or "no change was measured")
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]

    def maybe(self, share: float) -> float | None:
        """The same, or None."""
        return self.at(share) if self.values else None


def bouncing(values: list[str], times: int, start: str = "") -> list[str]:
    """That many values, one beside the other, up and down the list from ``start``."""
    if len(values) < 2:
        raise NotMeasured("there is nothing to change to")
    round_trip = values + values[-2:0:-1]
    first = round_trip.index(start) if start in round_trip else 0
    return [round_trip[(first + 1 + n) % len(round_trip)] for n in range(times)]


def change(one: Tab, target: Target, field_id: str, value: object, parts: list[str]) -> dict[str, Any] | None:
    """Make one change; spans by part and the texts afterwards, or None where nothing changed."""
    drawing = {"shown": True} if target.kind == "svg" else {"css": FILLS, "fills": True}
    wanted = [drawing, *({"css": target.parts[part]} for part in parts)]
    argument = {"id": field_id, "value": value}
    return one.page.evaluate(
        CHANGE.replace("ACT;", f"{target.act};"),
        {"argument": argument, "parts": wanted, "settle": SETTLE, "limit": LIMIT},
    )


def open_live(one: Tab, address: str, target: Target) -> None:
    """Open a page and wait until its map answers; ours may wait to be touched first."""
    one.page.goto(address, wait_until="load")
    if target.kind == "plotly":
        one.page.wait_for_function("() => document.querySelectorAll('.choroplethlayer path').length > 0", timeout=60000)
        one.page.wait_for_timeout(1500)
        return
    ready = "() => document.querySelector('.plate[data-chart=map][data-live=ready]')"
    for touch in (False, True):
        if touch and one.page.locator(".plate").count():
            one.page.locator(".plate").first.hover()
        try:
            one.page.wait_for_function(ready, timeout=12000)
            break
        except Exception:  # Playwright's own error; the static map is measured then
            continue
    one.page.wait_for_timeout(1000)


def measure_years(browser: Browser, address: str, target: Target) -> list[float]:
    """Spans of sixty changes of the year."""
    with tab(browser, target.kind, slow=False) as one:
        open_live(one, address, target)
        if target.years:
            values: list[Any] = list(map(str, target.years))
            start = str(max(target.years))
        else:
            found = one.page.evaluate(RANGE, target.year)
            if found is None:
                raise NotMeasured(f"the page has no #{target.year}")
            values, start = found["all"], found["now"]
        spans = []
        for value in bouncing(values, TIMES, start):
            made = change(one, target, target.year, int(value) if target.years else value, list(target.parts))
            spans.append(_span(made, target, value))
        return spans


def _span(made: dict[str, Any] | None, target: Target, value: str) -> float:
    if made is None:
        raise NotMeasured(f"nothing changed within {LIMIT} ms when the year became {value}")
    names = ["map", *target.parts]
    spent = dict(zip(names, made["spent"], strict=True))
    texts = dict(zip(names, made["texts"], strict=True))
    if spent["map"] is None:
        raise NotMeasured(f"the map stayed as it was when the year became {value}")
    for name in ("title", "sentence"):
        if name in target.parts and not texts[name]:
            raise NotMeasured(f"the page has no {target.parts[name]}")
    if "title" in target.parts and spent["title"] is None:
        raise NotMeasured(f"the title stayed as it was when the year became {value}")
    return max(span for span in spent.values() if span is not None)


def measure_indicators(browser: Browser, address: str, target: Target, times: int = 15) -> list[float]:
    """Spans of changes of the indicator, whether the page stays or another one is opened."""
    if not target.indicator:
        raise NotMeasured("its page has no choice of indicator")
    with tab(browser, target.kind, slow=False) as one:
        open_live(one, address, target)
        options = list(target.indicators) or one.page.evaluate(OPTIONS, target.indicator)
        if not options:
            raise NotMeasured(f"the page has no #{target.indicator}")
        spans = []
        for value in bouncing(_drawn_as_maps(options), times):
            spans.append(_one_indicator(one, target, value))
        return spans


def _drawn_as_maps(options: list[str]) -> list[str]:
    """Those indicators of a list that both pages colour as maps; all, if too few are among them."""
    common = [name for name in options if name in STOCK.indicators]
    return common if len(common) > 2 else options[:12]


def _one_indicator(one: Tab, target: Target, value: str) -> float:
    before = one.page.evaluate(NOW)
    try:
        made = change(one, target, target.indicator, value, [p for p in target.parts if p == "title"])
    except Exception as error:
        if "context was destroyed" not in str(error) and "navigat" not in str(error).lower():
            raise
        made = None
    one.page.wait_for_load_state("load")
    log = one.log()
    if log["origin"] == before["origin"]:
        if made is None or made["spent"][0] is None:
            raise NotMeasured(f"the map stayed as it was when the indicator became {value}")
        return max(span for span in made["spent"] if span is not None)
    one.page.wait_for_timeout(800)
    painted = [entry["painted"] for entry in one.log()["drawn"] if entry["painted"]]
    if not painted:
        raise NotMeasured(f"no map was drawn on the page of {value}")
    return float(painted[0]) - float(before["at"])
