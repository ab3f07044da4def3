"""Fixtures that all tests share: the tiny release in memory, published, prepared and opened.

Invariant: no test reads or writes the releases and the blocks of the checkout; both lie in a folder of this run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

pytest_plugins = ["tests.plugins.skips"]

ROOT = Path(__file__).parents[1]
RUN = Path(tempfile.mkdtemp(prefix="common-measure-"))
# Set before anything imports data.release or data.blocks, and inherited by every server that a test starts.
os.environ["CM_RELEASES"] = str(RUN / "releases")
os.environ["CM_VAR"] = str(RUN / "var")

# The runner repeats the same examples, so that a change is not judged by luck; elsewhere every run draws new ones.
settings.register_profile("runner", derandomize=True, deadline=None)
settings.register_profile("workshop", deadline=None)
settings.load_profile("runner" if os.environ.get("CI") else "workshop")

if TYPE_CHECKING:
    from data.catalogue import ReleaseCatalogue
    from data.store import Store


def raw_folder() -> Path | None:
    """The mirror of the publishers' files, if this machine has one (``CM_RAW``, else beside the checkout)."""
    named = os.environ.get("CM_RAW")
    path = Path(named) if named else ROOT.parent / "shared" / "raw"
    return path if path.is_dir() else None


if (_found := raw_folder()) is not None:
    os.environ["CM_RAW"] = str(_found)  # tests marked needs_raw read it


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` rewrites the files that exports are compared with."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the code gives now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the publishers' files where there are none, and say so."""
    if raw_folder() is not None:
        return
    reason = "no publishers' files: set CM_RAW to their folder (default ../shared/raw)"
    for item in items:
        if item.get_closest_marker("needs_raw"):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_unconfigure() -> None:
    """Remove the folder of this run."""
    shutil.rmtree(RUN, ignore_errors=True)


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' files; only for tests marked ``needs_raw``."""
    found = raw_folder()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def tiny_files() -> dict[str, bytes]:
    """Files of the tiny release in memory. Not to be changed: copy before damaging one."""
    from tests.tiny import build_tiny

    return build_tiny()


@pytest.fixture(scope="session")
def tiny_release_root(tiny_files: dict[str, bytes]) -> Path:
    """Folder of releases with the tiny one current and prepared, where CM_RELEASES points."""
    from data.prepare import prepare
    from data.release import open_release
    from etl.publish import publish
    from tests.tiny import RELEASE

    root = Path(os.environ["CM_RELEASES"])
    publish(tiny_files, {"release": RELEASE, "format": 1}, root)
    prepare(open_release(root=root), Path(os.environ["CM_VAR"]) / "blocks")
    return root


@pytest.fixture(scope="session")
def tiny_store(tiny_release_root: Path) -> Store:
    """The tiny release opened for reading."""
    from data.store import open_store

    return open_store(root=tiny_release_root, blocks=Path(os.environ["CM_VAR"]) / "blocks")


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Store:
    """The release of the repository with its geometry; its blocks are made once for all workers of the run."""
    from tests.committed import committed_store

    base = tmp_path_factory.getbasetemp()
    return committed_store((base if worker_id == "master" else base.parent) / "committed", has_geometry=True)


@pytest.fixture(scope="session")
def tiny_catalogue(tiny_store: Store) -> ReleaseCatalogue:
    """What the tiny release says in words."""
    return tiny_store.catalogue
