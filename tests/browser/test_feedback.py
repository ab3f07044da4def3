"""A reader questions a figure, with and without scripts, and finds it again at its public address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import COMMITTED, ROOT, serve

pytestmark = pytest.mark.browser

QUESTION = "/question?kind=map&indicator=homicide_rate_per_100000&year=2021&release=2026.11.2"
TEXT = "The figure of Jamaica differs from the one in its own yearbook."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that keeps what is sent in a file of this test."""
    url = f"sqlite:///{tmp_path_factory.mktemp('feedback') / 'f.sqlite'}"
    with serve({"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var"), "CM_FEEDBACK_URL": url}) as address:
        yield address


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_question_gets_a_public_address(browser, desk, has_scripts):
    context = browser.new_context(java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(desk + QUESTION)
    assert "Intentional homicide rate, 2021" in page.inner_text(".asked")
    page.select_option("#about", "value")
    page.fill("#text", TEXT)
    page.wait_for_timeout(3100)  # a form that is answered at once was answered by a program
    page.click("button:has-text('Send the question')")
    page.wait_for_url("**/questions/Q-*")
    number = page.url.split("/questions/")[1].split("?")[0]
    assert "received" in page.inner_text(".lead")
    assert TEXT not in page.content()
    page.goto(f"{desk}/questions")
    assert number in page.inner_text(".items")
    assert context.cookies() == []
    context.close()
