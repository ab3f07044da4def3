"""Every kind of page: asks nobody else, keeps nothing, fits every width; test_axe.py looks for faults."""

from __future__ import annotations

import pytest

from tests.browser.pages import KINDS, WIDTHS, open_kind

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_asks_nobody_else_keeps_nothing_and_fits(tab, kind):
    page = open_kind(tab, kind)
    assert tab.stored() == []
    assert tab.page.title().endswith("Common Measure")
    assert page.locator("h1").count() == 1
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            wide.append((width, across))
    page.set_viewport_size({"width": 320, "height": 256})  # what 1280 by 1024 is at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert wide == []
