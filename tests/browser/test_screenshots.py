"""Makes the screenshots of docs/screenshots anew: pages at three widths, light and dark, those of comparison at two.

Invariant: the same release, code and browser give the same picture: fixed size, no motion, no caret, fonts loaded, the
interactive map in place where the page has one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.pages import KINDS, MAP

pytestmark = [pytest.mark.browser, pytest.mark.long]

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SMALLEST, LARGEST = 8_000, 220_000
PAGES = {
    "front": "/",
    "front-fr": "/?lang=fr",
    "answers": "/?q=torture+Egypt",
    "explore": MAP,
    "dots": KINDS["dots"],
    "indicator": "/indicator/freedom_of_expression_index_score?area=HUN",
    "country": "/country/KEN",
    "methodology": "/methodology",
}
# Pages of comparison and gaps: one wide and light, one narrow and dark.
MORE = {
    "compare": KINDS["comparison"],
    "compare-change": KINDS["comparison of years"],
    "compare-two": KINDS["comparison of two"],
    "compare-refused": KINDS["comparison refused"],
    "gaps": "/gaps",
    "gaps-matrix": "/gaps?view=matrix",
    "treaties": "/treaties",
    "signals": "/signals",
    "group": "/group/pacific_islands_forum",
    "right": "/right/life",
    "pair": "/country/KEN?vs=UGA",
}
SIZES = {1440: (1500, 0.7), 768: (1200, 0.8), 360: (1100, 1.0)}
LIVE = "() => !document.querySelector('.plate[data-figure]') || !!document.querySelector('.plate[data-live=ready]')"


TAKES = [(name, width, scheme) for name in PAGES for width in SIZES for scheme in ("light", "dark")]
TAKES += [(name, width, scheme) for name in MORE for width, scheme in ((1440, "light"), (360, "dark"))]


@pytest.mark.parametrize(("name", "width", "scheme"), TAKES)
def test_screenshot(browser, site, name, width, scheme):
    height, scale = SIZES[width]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(site + (PAGES | MORE)[name])
    page.evaluate("document.fonts.ready")
    page.wait_for_function(LIVE)
    page.wait_for_load_state("networkidle")
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}-{width}-{scheme}.jpg"
    made = page.screenshot(path=path, type="jpeg", quality=74, animations="disabled", caret="hide")
    context.close()
    assert SMALLEST < len(made) <= LARGEST
