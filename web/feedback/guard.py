"""What keeps the forms from being misused, without cookies and without keeping anything about a reader.

Invariant: addresses of readers are only ever seen as keyed hashes, in memory, under a key that is thrown away each day.
"""

from __future__ import annotations

import hmac
import os
import secrets
import time
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from urllib.parse import urlsplit

from flask import Request

YOUNGEST, OLDEST = 3.0, 24 * 3600.0  # seconds between the form and its answer
PER_HOUR, PER_DAY = 5, 15  # of one address, in one worker
MOST_KNOWN = 20_000
SHORTEST_KEY = 32
DAY, HOUR = 86_400.0, 3600.0


def secret(folder: Path) -> bytes:
    """The key that signs forms: ``CM_SECRET``, else one that all workers share in a file that only we may read."""
    given = os.environ.get("CM_SECRET")
    if given:
        return given.encode()
    path = folder / "feedback.key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile(dir=folder, delete=False) as stream:  # readable by us alone
            stream.write(secrets.token_hex(32).encode())
        with suppress(FileExistsError):  # another worker was faster: its key is the one
            os.link(stream.name, path)
        Path(stream.name).unlink()
    found = path.read_bytes()
    if len(found) < SHORTEST_KEY:
        raise OSError(f"{path} holds no key: remove it")
    return found


class Tokens:
    """Signed times: that a form was asked for here, a few seconds to a day ago."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def make(self, now: float | None = None) -> str:
        """A token for a form."""
        stamp = format(int(now if now is not None else time.time()), "x")
        return f"{stamp}.{self._sign(stamp)}"

    def is_good(self, token: str, now: float | None = None) -> bool:
        """Whether it is ours and of the right age."""
        stamp, _, signature = token.partition(".")
        if not stamp or len(stamp) > 12 or not hmac.compare_digest(signature.encode(), self._sign(stamp).encode()):
            return False
        age = (now if now is not None else time.time()) - int(stamp, 16)
        return YOUNGEST <= age <= OLDEST

    def _sign(self, stamp: str) -> str:
        return hmac.new(self._key, f"form {stamp}".encode(), sha256).hexdigest()[:32]


class Limits:
    """How many items one address may send, counted in memory under a key of the day."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = -1
        self._key = b""
        self._seen: OrderedDict[bytes, list[float]] = OrderedDict()

    def wait(self, address: str, now: float | None = None) -> int:
        """Seconds to wait, 0 if the item may be sent now; then it is counted."""
        moment = now if now is not None else time.time()
        with self._lock:
            if int(moment // DAY) != self._day:
                self._day, self._key = int(moment // DAY), secrets.token_bytes(32)
                self._seen.clear()
            key = hmac.new(self._key, address.encode(), sha256).digest()
            sent = [at for at in self._seen.pop(key, []) if moment - at < DAY]
            recent = [at for at in sent if moment - at < HOUR]
            wait = 0
            if len(recent) >= PER_HOUR:
                wait = int(HOUR - (moment - recent[0])) + 1
            elif len(sent) >= PER_DAY:
                wait = int(DAY - (moment - sent[0])) + 1
            else:
                sent.append(moment)
            self._seen[key] = sent
            if len(self._seen) > MOST_KNOWN:
                self._seen.popitem(last=False)
            return wait


def address_of(request: Request) -> str:
    """The reader's address, for the limit alone; ``CM_PROXIES`` says how many proxies before us add one."""
    proxies = os.environ.get("CM_PROXIES", "0")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    count = int(proxies) if proxies.isdigit() else 0
    if count and len(hops) >= count:
        return hops[-count]
    return request.remote_addr or ""


def is_from_here(request: Request, origin: str) -> bool:
    """Whether a form was sent from a page of this site: browsers say where from, and another site is refused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    said = request.headers.get("Origin")
    if said is None or said == "null":
        return said is None
    return said == origin or urlsplit(said).netloc == request.host  # a proxy may have taken the TLS off
