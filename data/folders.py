"""Where things are kept that are made from releases and can be made again, and how a file comes there.

Invariant: nobody ever reads half of a file.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def made_folder(name: str = "") -> Path:
    """A folder below ``CM_VAR``, the ``var`` of this checkout where it is not set."""
    return Path(os.environ.get("CM_VAR", Path(__file__).parents[1] / "var")) / name


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, its folder too. Raises OSError; then nothing is left behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as stream:
        aside = Path(stream.name)
        try:
            stream.write(content)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    aside.replace(path)
