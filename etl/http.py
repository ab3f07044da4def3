"""Fetches bytes from a publisher's address: retries with growing pauses, and says clearly why it gave up.

Invariant: what is returned is the complete body of a 200 answer, or an error is raised.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import orjson

USER_AGENT = "common-measure-etl (+https://github.com/common-measure)"
RETRY_STATUS = frozenset({429, 500, 502, 503, 504})


class FetchError(Exception):
    """An address did not give a complete answer."""


@dataclass(frozen=True)
class Fetcher:
    """Settings of a run: seconds to wait for an answer, tries, first pause between tries (doubles each time)."""

    timeout: float = 60.0
    tries: int = 4
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def get(self, url: str, method: str = "GET", form: dict[str, str] | None = None) -> bytes:
        """Body of the answer. Raises FetchError naming the address, the status and the remedy."""
        data = urllib.parse.urlencode(form).encode() if form else None
        last = ""
        for attempt in range(self.tries):
            if attempt:
                self.sleep(self.pause * 2 ** (attempt - 1))
            request = urllib.request.Request(  # addresses of source.yml are https, see LiveSpec
                url, data=data, method=method, headers={"User-Agent": USER_AGENT}
            )
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # as above
                    return _complete(answer.read(), answer.headers.get("Content-Length"), url)
            except urllib.error.HTTPError as error:
                last = f"status {error.code}"
                if error.code == 403:
                    raise FetchError(f"{url}: 403, the publisher does not allow redistribution of this file") from error
                if error.code not in RETRY_STATUS:
                    raise FetchError(f"{url}: {last}; mend the address in source.yml") from error
            except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError, EOFError) as error:
                last = str(error)
        raise FetchError(f"{url}: no complete answer after {self.tries} tries ({last}); try again later")

    def pages(self, url: str, paging: str) -> bytes:
        """All pages of a paged address as one JSON array of the answers, in order; ``{page}`` stands in the address."""
        answers = [self._json(url.replace("{page}", "1"))]
        for page in range(2, page_count(answers[0], paging) + 1):
            answers.append(self._json(url.replace("{page}", str(page))))
        return orjson.dumps(answers)

    def _json(self, url: str) -> object:
        body = self.get(url)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise FetchError(f"{url}: the answer is not JSON: {body[:80]!r}") from error


def page_count(answer: object, paging: str) -> int:
    """Number of pages an answer announces. Raises FetchError where it holds an error instead of data."""
    if paging == "world_bank":
        if not (isinstance(answer, list) and len(answer) == 2):
            raise FetchError(f"World Bank answered with an error: {answer!r:.200}")
        return int(answer[0]["pages"])
    key = {"unhcr": "maxPages", "un_sdg": "totalPages"}[paging]
    if not isinstance(answer, dict) or key not in answer:
        raise FetchError(f"no {key} in the answer: {answer!r:.200}")
    return int(answer[key])


def _complete(body: bytes, announced: str | None, url: str) -> bytes:
    if announced is not None and int(announced) != len(body):
        raise EOFError(f"{url}: {len(body)} of {announced} bytes")
    return body
