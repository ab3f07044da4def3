"""deploy/nginx.conf with a real nginx before the real site: same bytes, kept bytes, stale rather than nothing."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import COMMITTED, ROOT, free_port, serve

NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
PAGE = "/indicator/homicide_rate_per_100000"
EMBED = "/embed/map?indicator=homicide_rate_per_100000&year=2021&dims=sex:total"

pytestmark = pytest.mark.long


@contextmanager
def nginx(folder: Path, upstream: str) -> Iterator[str]:
    """Address of an nginx with our configuration before the site at ``upstream``."""
    assert NGINX, "nginx is not installed: tests/services/install.sh"
    port = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    text = text.replace("127.0.0.1:8050", urlsplit(upstream).netloc).replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    text = f"daemon off;\n{'user root;' if os.geteuid() == 0 else ''}\n{text}"
    (folder / "nginx.conf").write_text(text, "utf-8")
    (folder / "temp").mkdir()
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                if get(f"http://127.0.0.1:{port}", "/livez")[0] == 200:
                    break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def get(site: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in small letters, and body."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The site by itself, and behind nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    with serve({"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var")}) as site, nginx(folder, site) as front:
        yield site, front


@pytest.mark.parametrize("path", [PAGE, EMBED, "/api/v1/areas", "/releases"])
@pytest.mark.parametrize("encoding", ["", "gzip", "br", "gzip, deflate, br, zstd", "br;q=0, gzip"])
def test_bytes_and_headers_are_those_of_the_site(both, path, encoding):
    site, front = both
    asked = {"Accept_Encoding": encoding} if encoding else {}
    straight, through, again = get(site, path, **asked), get(front, path, **asked), get(front, path, **asked)
    assert straight[0] == through[0] == again[0] == 200
    assert straight[2] == through[2] == again[2]
    for name in ("etag", "content-encoding", "content-security-policy", "cache-control", "vary"):
        assert straight[1].get(name) == through[1].get(name) == again[1].get(name), name
    assert again[1]["server"] == "nginx"  # without a version


def test_a_known_body_is_not_sent_again(both):
    _site, front = both
    tag = get(front, EMBED, Accept_Encoding="br")[1]["etag"]
    status, headers, body = get(front, EMBED, Accept_Encoding="br", If_None_Match=tag)
    assert (status, body) == (304, b"")
    assert headers["etag"] == tag


def test_errors_are_not_kept(both):
    _site, front = both
    assert get(front, "/embed/map?indicator=no_such_thing")[0] == 404
    assert get(front, "/nowhere")[1]["cache-control"] == "no-store"


def test_the_last_good_answer_serves_while_the_site_is_down(tmp_path):
    with serve({"CM_RELEASES": str(COMMITTED), "CM_VAR": str(ROOT / "var")}) as site:
        front = nginx(tmp_path, site)
        address = front.__enter__()
        body = get(address, EMBED, Accept_Encoding="br")[2]
    try:
        status, _headers, kept = get(address, EMBED, Accept_Encoding="br")
        assert (status, kept) == (200, body)
    finally:
        front.__exit__(None, None, None)
