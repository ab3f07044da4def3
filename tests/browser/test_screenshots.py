"""Makes the screenshots of the documents anew, small enough to be kept in the repository.

Invariant: the same release, code and browser give the same picture: fixed size, no motion, no caret, fonts loaded.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.pages import KINDS, MAP

pytestmark = [pytest.mark.browser, pytest.mark.long]

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST = 250_000
SHOTS = {
    "front": ("/", 1440, 900, "light"),
    "explore": (MAP, 1440, 1090, "light"),
    "explore-360": (MAP, 360, 1100, "light"),
    "dots": (KINDS["dots"], 1200, 1000, "light"),
    "methodology": ("/methodology", 1200, 900, "light"),
    "dark": (MAP, 1100, 780, "dark"),
}


@pytest.mark.parametrize("name", SHOTS)
def test_screenshot(browser, site, name):
    path, width, height, scheme = SHOTS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=1 if width < 1440 else 0.75,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(site + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
    context.close()
    assert 10_000 < len(made) <= LARGEST
