"""What is fetched is whole, or the error says what happened and what to do; a real server on this machine answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from etl.http import USER_AGENT, Fetcher, FetchError, page_count


class Publisher(BaseHTTPRequestHandler):
    """Answers from ``answers``: path -> statuses and bodies, one for each request; the last one stays."""

    answers: dict[str, list[tuple[int, bytes, int]]] = {}
    seen: list[tuple[str, str, dict[str, str], bytes]] = []

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        type(self).seen.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        page = parse_qs(parts.query).get("page", [""])[0]
        queue = type(self).answers[parts.path + page]
        status, body, short = queue.pop(0) if len(queue) > 1 else queue[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) + short))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@pytest.fixture
def publisher() -> Iterator[str]:
    Publisher.answers, Publisher.seen = {}, []
    server = HTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def fetcher(pauses: list[float]) -> Fetcher:
    return Fetcher(timeout=5.0, sleep=pauses.append)


class TestOneAnswer:
    def test_the_body_as_it_is(self, publisher: str, fetcher: Fetcher) -> None:
        Publisher.answers["/a.csv"] = [(200, b"a,\xff\r\n", 0)]
        assert fetcher.get(f"{publisher}/a.csv") == b"a,\xff\r\n"
        assert Publisher.seen[0][2]["User-Agent"] == USER_AGENT

    def test_a_form_is_posted(self, publisher: str, fetcher: Fetcher) -> None:
        Publisher.answers["/a"] = [(200, b"ok", 0)]
        fetcher.get(f"{publisher}/a", "POST", {"series": "A B", "n": "1"})
        method, _, _, body = Publisher.seen[0]
        assert (method, body) == ("POST", b"series=A+B&n=1")

    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_a_passing_trouble_is_waited_out_longer_each_time(
        self, publisher: str, fetcher: Fetcher, pauses: list[float], status: int
    ) -> None:
        Publisher.answers["/a"] = [(status, b"", 0)] * 3 + [(200, b"late", 0)]
        assert fetcher.get(f"{publisher}/a") == b"late"
        assert pauses == [1.0, 2.0, 4.0]

    def test_a_lasting_trouble_is_told(self, publisher: str, fetcher: Fetcher, pauses: list[float]) -> None:
        Publisher.answers["/a"] = [(503, b"", 0)]
        with pytest.raises(FetchError, match=r"/a: no complete answer after 4 tries \(status 503\); try again later"):
            fetcher.get(f"{publisher}/a")
        assert len(Publisher.seen) == 4
        assert len(pauses) == 3

    @pytest.mark.parametrize(
        ("status", "message"),
        [
            (403, "403, the publisher does not allow redistribution of this file"),
            (404, r"status 404; mend the address in source\.yml"),
            (400, "status 400"),
        ],
    )
    def test_a_refusal_is_not_repeated(
        self, publisher: str, fetcher: Fetcher, pauses: list[float], status: int, message: str
    ) -> None:
        Publisher.answers["/a"] = [(status, b"{}", 0)]
        with pytest.raises(FetchError, match=message):
            fetcher.get(f"{publisher}/a")
        assert (len(Publisher.seen), pauses) == (1, [])

    def test_a_body_that_ends_early_is_fetched_again(self, publisher: str, fetcher: Fetcher) -> None:
        Publisher.answers["/a"] = [(200, b"hal", 2), (200, b"whole", 0)]
        assert fetcher.get(f"{publisher}/a") == b"whole"

    def test_a_body_that_always_ends_early_is_no_answer(self, publisher: str, fetcher: Fetcher) -> None:
        Publisher.answers["/a"] = [(200, b"hal", 2)]
        with pytest.raises(FetchError, match="no complete answer after 4 tries"):
            fetcher.get(f"{publisher}/a")

    def test_nobody_there(self, publisher: str, fetcher: Fetcher) -> None:
        server = HTTPServer(("127.0.0.1", 0), Publisher)
        port = server.server_port
        server.server_close()
        with pytest.raises(FetchError, match="refused"):
            fetcher.get(f"http://127.0.0.1:{port}/a")


class TestPages:
    def test_world_bank(self, publisher: str, fetcher: Fetcher) -> None:
        pages = [[{"page": n, "pages": 3}, [{"value": n}]] for n in (1, 2, 3)]
        Publisher.answers |= {f"/wb{n}": [(200, orjson.dumps(page), 0)] for n, page in enumerate(pages, 1)}
        assert orjson.loads(fetcher.pages(publisher + "/wb?page={page}", "world_bank")) == pages

    def test_unhcr(self, publisher: str, fetcher: Fetcher) -> None:
        pages = [{"maxPages": 2, "items": [n]} for n in (1, 2)]
        Publisher.answers |= {f"/u{n}": [(200, orjson.dumps(page), 0)] for n, page in enumerate(pages, 1)}
        assert orjson.loads(fetcher.pages(publisher + "/u?page={page}", "unhcr")) == pages
        assert [path for _, path, _, _ in Publisher.seen] == ["/u?page=1", "/u?page=2"]

    def test_trouble_on_a_later_page_is_waited_out(self, publisher: str, fetcher: Fetcher) -> None:
        page = orjson.dumps({"totalPages": 2})
        Publisher.answers |= {"/s1": [(200, page, 0)], "/s2": [(503, b"", 0), (200, page, 0)]}
        assert len(orjson.loads(fetcher.pages(publisher + "/s?page={page}", "un_sdg"))) == 2

    def test_an_answer_that_is_no_data(self, publisher: str, fetcher: Fetcher) -> None:
        Publisher.answers["/wb1"] = [(200, b"<html>down for maintenance</html>", 0)]
        with pytest.raises(FetchError, match=r"/wb.*not JSON"):
            fetcher.pages(publisher + "/wb?page={page}", "world_bank")

    @pytest.mark.parametrize(
        ("answer", "paging", "message"),
        [
            ([{"message": [{"id": "120", "value": "Invalid indicator"}]}], "world_bank", "Invalid indicator"),
            ({"error": "no"}, "world_bank", "World Bank answered with an error"),
            ({"message": "too many"}, "unhcr", "no maxPages in the answer.*too many"),
            ([], "un_sdg", "no totalPages"),
        ],
    )
    def test_an_error_in_place_of_data(self, answer: object, paging: str, message: str) -> None:
        with pytest.raises(FetchError, match=message):
            page_count(answer, paging)
