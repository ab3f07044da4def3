"""What the documents name is there: files, links, commands of make, and the licence of every source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FOLDERS = (
    "app.py",
    "assets/",
    "components/",
    "data/",
    "deploy/",
    "docs/",
    "etl/",
    "pages/",
    "tests/",
    "tools/",
    "web/",
)
MADE = ("data/releases/", "docs/screenshots/")  # releases come and go; the screenshot is checked as a link


def named_paths(text: str) -> list[str]:
    """Paths in backticks that are no pattern and no placeholder."""
    found = re.findall(r"`([\w./-]+)`", text)
    return [p for p in found if p.startswith(FOLDERS) and not p.startswith(MADE) and "NNNN" not in p]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
class TestDocument:
    def test_every_file_it_names_is_there(self, document: Path) -> None:
        assert not [path for path in named_paths(document.read_text("utf-8")) if not (ROOT / path).exists()]

    def test_every_link_leads_somewhere(self, document: Path) -> None:
        links = re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8"))
        assert not [link for link in links if not (document.parent / link).exists()]

    def test_every_command_of_make_exists(self, document: Path) -> None:
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        assert set(re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", sorted(ROOT.glob("etl/sources/*/source.yml")), ids=lambda p: p.parent.name)
def test_notice_gives_the_attribution_that_each_publisher_asks_for(path: Path) -> None:
    source = yaml.safe_load(path.read_text("utf-8"))
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    assert source["licence"]["attribution"].rstrip(".") in notice
    assert source["publisher"] in notice
