"""Where things are kept that are made from releases and can be made again, and how a file or folder comes there.

Invariant: nobody ever reads half of a file or of a folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

LOCK = ".lock"


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


def make_folder(folder: Path, is_made: Callable[[], bool], write: Callable[[Path], None]) -> Path:
    """The folder; where it is not made yet, ``write`` fills it aside. A second process waits for the first."""
    with _locked(folder.parent):
        if not is_made():
            shutil.rmtree(folder, ignore_errors=True)
            aside = folder.with_name(f".aside-{os.getpid()}")
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir()
            write(aside)
            aside.rename(folder)
    return folder


def keep_only(root: Path, folders: Iterable[Path]) -> None:
    """Remove what lies below ``root`` beside these folders."""
    kept = {folder.name for folder in folders} | {LOCK}
    with _locked(root):
        for other in root.iterdir():
            if other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
