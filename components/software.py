"""Which code draws: a hash that stands in the address of everything that is made from release and code together.

Invariant: the same sources give the same hash in every process and checkout; any change to what is shown changes it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("data/*.py", "data/views/*.py", "components/**/*.py", "components/**/*.j2", "translations/*/LC_MESSAGES/*.po")


@lru_cache(maxsize=1)
def software_digest() -> str:
    """Short sha256 of the sources that decide and draw views, translations included."""
    whole = hashlib.sha256()
    for path in sorted({p for pattern in PARTS for p in ROOT.glob(pattern)}):
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:32]


def made_key(release_digest: str) -> str:
    """Part of an address that changes with the release or with the code."""
    return hashlib.sha256(f"{release_digest}\n{software_digest()}".encode()).hexdigest()[:16]
