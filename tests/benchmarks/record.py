"""Callbacks as the browser sends them: their bodies, taken from the real page, and a check of what is answered.

Invariant: no body is written by hand; an answer is good only if it holds the figure, the title and the sentence that
the page shows for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.browser import Tab, tab
from tests.benchmarks.change import OPTIONS, SITE, STOCK, TYPED, Target, open_live
from tests.benchmarks.load import fetch
from tests.benchmarks.report import EXPLORE, NotMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

CALLBACK = "/_dash-update-component"
MAPS = ("choropleth", "scattergeo")
BODIES = 12


@dataclass(frozen=True)
class Recorded:
    """One callback as it was sent, and the texts that the page showed once it was answered."""

    body: str
    headers: dict[str, str]
    texts: tuple[str, ...]

    def check(self, answer: str) -> None:
        """Raises NotMeasured unless the answer holds a map and every text."""
        content = json.loads(answer)
        if not any(_is_map(item) for item in _walk(content)):
            raise NotMeasured("the callback's answer holds no figure with a map")
        strings = " ".join(item for item in _walk(content) if isinstance(item, str))
        for text in self.texts:
            if _plain(text) not in _plain(strings):
                raise NotMeasured(f"the callback's answer lacks the text {text[:60]!r}")


def _plain(text: str) -> str:
    return "".join(text.split())


def _walk(content: Any) -> Iterator[Any]:
    yield content
    children = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    for child in children:
        yield from _walk(child)


def _is_map(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("data"), list):
        return False
    return any(isinstance(trace, dict) and trace.get("type") in MAPS for trace in item["data"])


def answer_of(address: str, one: Recorded, headers: dict[str, str] | None = None) -> str:
    """The answer to a recorded callback. Raises NotMeasured if it is not 200."""
    status, body = fetch(address + CALLBACK, {**one.headers, **(headers or {})}, one.body)
    if status != 200:
        raise NotMeasured(f"the recorded callback was answered with {status}")
    return body.decode()


class Recorder:
    """Listens to a tab for callbacks whose answer holds a map."""

    def __init__(self, one: Tab) -> None:
        self._tab = one
        self._answers: list[Response] = []
        self.found: dict[str, Recorded] = {}
        one.page.on("response", self._note)

    def _note(self, answer: Response) -> None:
        self._answers.append(answer)

    def take(self, target: Target) -> None:
        """Keep what came since the last time, with the texts that the page shows now."""
        texts = [self._tab.page.locator(target.parts[name]).first.inner_text() for name in ("title", "sentence")]
        waiting, self._answers = self._answers, []
        for answer in waiting:
            body = answer.request.post_data
            if CALLBACK not in answer.url or not body or answer.status != 200:
                continue
            if "figure" not in json.loads(body).get("output", ""):  # the layout of a page is asked for once
                continue
            sent = answer.request.all_headers()
            headers = {name: sent[name] for name in ("content-type", "accept") if name in sent}
            self.found.setdefault(body, Recorded(body, headers, tuple(texts)))


def site_callbacks(browser: Browser, address: str) -> list[Recorded]:
    """Callbacks of our page that answer with a map: when it opens, when year or indicator change."""
    with tab(browser, SITE.kind, slow=False) as one:
        recorder = Recorder(one)
        open_live(one, address + EXPLORE, SITE)
        recorder.take(SITE)
        options = one.page.evaluate(OPTIONS, SITE.indicator)
        if not options:
            raise NotMeasured(f"the page has no #{SITE.indicator}")
        for name in [*(n for n in STOCK.indicators if n in options), *options[:: len(options) // BODIES or 1]]:
            one.page.evaluate(TYPED, {"id": SITE.indicator, "value": name})
            one.page.wait_for_load_state("load")
            one.page.wait_for_timeout(1500)
            recorder.take(SITE)
            if len(recorder.found) >= BODIES:
                break
        return _enough(recorder)


def stock_callbacks(browser: Browser, address: str) -> list[Recorded]:
    """Callbacks of the stock page for as many years."""
    with tab(browser, STOCK.kind, slow=False) as one:
        recorder = Recorder(one)
        open_live(one, f"{address}/", STOCK)
        recorder.take(STOCK)
        for year in STOCK.years[-BODIES:]:
            one.page.evaluate(STOCK.act, {"id": STOCK.year, "value": year})
            one.page.wait_for_timeout(1500)
            recorder.take(STOCK)
        return _enough(recorder)


def _enough(recorder: Recorder) -> list[Recorded]:
    if not recorder.found:
        raise NotMeasured("no callback of the page was answered with a figure")
    return list(recorder.found.values())[:BODIES]
