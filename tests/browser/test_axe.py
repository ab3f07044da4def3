"""Every kind of page has no fault that axe knows of, wide and narrow, light and dark, and once it is live.

Invariant: in a file of its own, so that two workers share the pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.live import go_live
from tests.browser.pages import KINDS, open_kind

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(1440, "light"), (360, "dark")]
THEMED = ["color-contrast", "target-size"]
CONTRASTS = [(1440, "dark"), (768, "light"), (768, "dark"), (360, "light")]
# What one loop writes: the first of it stand for the rest, which are taken out before axe looks, for its speed.
REPEATED = (
    "#table tbody tr:nth-child(n+31), .decision:nth-of-type(n+13), #disagreements tr:nth-child(n+13), "
    ".matrix tbody tr:nth-child(n+31), .curve .pt:nth-of-type(n+6), "
    ".controls option:nth-child(n+20), .map g path:nth-child(n+6), .report tr:nth-child(n+13)"
)
THIN = "(css) => document.querySelectorAll(css).forEach((e) => e.remove())"
RUN = """async (run) => {
  const found = await axe.run(document, {runOnly: run, resultTypes: ["violations"]});
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`);
}"""


def faults(page, width: int, scheme: str, run: dict[str, object]) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    return [f"{width} {scheme} {fault}" for fault in page.evaluate(RUN, run)]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(tab, kind):
    """All rules, on a wide light page and on a narrow dark one; what looks alone can change, in every other pair."""
    page = open_kind(tab, kind)
    page.evaluate(THIN, REPEATED)
    page.evaluate(AXE)
    found = [f for width, scheme in LOOKS for f in faults(page, width, scheme, {"type": "tag", "values": RULES})]
    contrast: dict[str, object] = {"type": "rule", "values": THEMED}
    found += [f for width, scheme in CONTRASTS for f in faults(page, width, scheme, contrast)]
    assert found == []


@pytest.mark.parametrize("kind", ["map", "circles", "classes"])
def test_axe_finds_nothing_on_a_live_page(tab, kind):
    """With the figure in place, a note at a place, parts opened, and a list of answers."""
    page = go_live(tab, KINDS[kind])
    page.locator(".more-controls summary, .leg summary").first.click()
    page.evaluate(THIN, REPEATED)
    page.evaluate(AXE)
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(500)
        page.focus(".plate[data-chart=map]")
        page.keyboard.press("ArrowRight")
        page.locator(".note").wait_for()
        found += faults(page, width, scheme, {"type": "tag", "values": RULES})
        assert page.locator(".note").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
