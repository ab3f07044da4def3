"""The site on the tiny release, asked through Flask's test client."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
