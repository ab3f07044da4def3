"""The site on the tiny release, asked through Flask's test client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.release import UnknownRelease
from data.store import Store

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from web.dash_app import MeasureDash


@pytest.fixture(scope="session")
def site(tiny_release_root: Path) -> MeasureDash:
    """The whole site; the release lies where CM_RELEASES points."""
    from app import create_app

    return create_app()


@pytest.fixture
def client(site: MeasureDash) -> FlaskClient:
    """A client without memory: each test starts afresh."""
    return site.server.test_client(use_cookies=False)


@pytest.fixture(scope="session")
def indicator(tiny_store) -> str:
    """An indicator that the tiny release holds and that opens as a map."""
    found = [i.id for i in tiny_store.catalogue.indicators.values() if i.view == "map"]
    return min(found or tiny_store.catalogue.indicators)


@pytest.fixture
def real_client(site: MeasureDash, real_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A client of the same site with the committed release."""

    def opened(release: str | None = None) -> Store:
        if release not in (None, real_store.id):
            raise UnknownRelease(release)
        return real_store

    monkeypatch.setattr("web.stores.store", opened)
    site.server.extensions["answers"].clear()
    yield site.server.test_client(use_cookies=False)
    site.server.extensions["answers"].clear()
