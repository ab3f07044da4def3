"""A release is published whole or not at all, whatever the moment at which the process dies."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from data.release import CURRENT, MANIFEST, DamagedRelease, open_release
from etl.publish import ASIDE, PublishError, publish, shared_files

ROOT = Path(__file__).parents[2]
OLD, NEW, LATER = "2026.11.1", "2026.11.2", "2026.12.1"
FIRST = {"catalogue.json": b"{}\n", "facts/a.parquet": b"aaaa", "facts/b.parquet": b"bbbb"}
SECOND = {"catalogue.json": b'{"x":1}\n', "facts/a.parquet": b"aaaa", "facts/b.parquet": b"BBBB", "c.json": b"[]\n"}
STEPS = [
    "write c.json",
    "write catalogue.json",
    "write facts/b.parquet",
    "write manifest",
    "rename folder",
    "write pointer",
    "swap pointer",
    "done",
]
CHILD = """
import json, os, signal, sys
from pathlib import Path
from etl.publish import publish
root, release, files, mode, wanted = sys.argv[1:]
files = {name: text.encode() for name, text in json.loads(files).items()}
seen = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def step(name):
    if mode == "step" and name == wanted:
        die()

def touch(event, arguments):
    # every change to the disk passes one of these events before it happens
    global seen
    writes = event == "open" and arguments[1] is not None and "r" not in arguments[1]
    if event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree") or writes:
        if str(root) in str(arguments[0]):
            seen += 1
            if mode == "touch" and seen == int(wanted):
                die()

sys.addaudithook(touch)
publish(files, {"release": release, "format": 1}, Path(root), step)
print(seen)
"""


def about(release: str) -> dict[str, object]:
    return {"release": release, "format": 1}


def child(
    root: Path, release: str, files: dict[str, bytes], mode: str, wanted: str
) -> subprocess.CompletedProcess[str]:
    """Publish in a process of its own, which kills itself where it is told to."""
    texts = json.dumps({name: content.decode() for name, content in files.items()})
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(root), release, texts, mode, wanted],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(root: Path, release: str | None = None) -> tuple[str, dict[str, bytes]]:
    opened = open_release(release, root)
    return opened.id, {name: opened.read(name) for name in opened.manifest["files"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Releases with one published."""
    publish(FIRST, about(OLD), tmp_path)
    return tmp_path


class TestPublishing:
    def test_steps_come_in_the_order_that_makes_them_safe(self, root: Path) -> None:
        taken: list[str] = []
        publish(SECOND, about(NEW), root, taken.append)
        assert taken == STEPS

    def test_the_new_release_is_current_and_whole(self, root: Path) -> None:
        publish(SECOND, about(NEW), root)
        assert contents(root) == (NEW, SECOND)
        assert contents(root, OLD) == (OLD, FIRST)

    def test_unchanged_files_are_shared_and_not_written_again(self, root: Path) -> None:
        publish(SECOND, about(NEW), root)
        publish(SECOND, about(LATER), root)
        assert open_release(NEW, root).manifest["files"]["facts/a.parquet"]["release"] == OLD
        assert not (root / NEW / "facts" / "a.parquet").exists()
        holders = {name: entry["release"] for name, entry in open_release(LATER, root).manifest["files"].items()}
        assert holders == {name: OLD if name == "facts/a.parquet" else NEW for name in SECOND}

    def test_a_release_never_leans_on_a_later_one(self, root: Path) -> None:
        publish(SECOND, about(LATER), root)
        publish({**SECOND, "facts/a.parquet": b"other"}, about(NEW), root)
        assert set(shared_files(root, NEW).values()) == {OLD}

    def test_a_damaged_release_is_not_leant_on(self, root: Path) -> None:
        (root / OLD / "facts" / "a.parquet").write_bytes(b"aaab")
        publish(SECOND, about(NEW), root)
        assert contents(root) == (NEW, SECOND)

    def test_an_id_is_immutable(self, root: Path) -> None:
        with pytest.raises(PublishError, match="immutable"):
            publish(SECOND, about(OLD), root)
        with pytest.raises(PublishError, match="immutable"):
            publish(FIRST, {**about(OLD), "format": 2}, root)
        assert contents(root) == (OLD, FIRST)

    @pytest.mark.parametrize("release", ["", "../x", "2026", "2026.11.1/..", "newest", "2026.11.1 "])
    def test_an_id_has_one_form(self, tmp_path: Path, release: str) -> None:
        with pytest.raises(PublishError, match="not of the form"):
            publish(FIRST, about(release), tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_the_same_release_again_changes_nothing(self, root: Path) -> None:
        publish(SECOND, about(NEW), root)
        before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and path.parent != root}
        publish(FIRST, about(OLD), root)  # also a way back: the older one is current again
        after = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and path.parent != root}
        assert before == after
        assert open_release(root=root).id == OLD

    def test_two_publications_give_the_same_bytes(self, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        other = tmp_path_factory.mktemp("other")
        publish(FIRST, about(OLD), other)
        for name in (*FIRST, MANIFEST):
            assert (root / OLD / name).read_bytes() == (other / OLD / name).read_bytes()


class TestMending:
    @pytest.mark.parametrize("name", [*SECOND, MANIFEST])
    @pytest.mark.parametrize("damage", ["flip", "remove"])
    def test_publishing_again_mends_what_was_damaged(self, root: Path, name: str, damage: str) -> None:
        publish(SECOND, about(NEW), root)
        path = root / NEW / MANIFEST if name == MANIFEST else open_release(NEW, root).path(name)
        harm(path, damage)
        publish(SECOND, about(NEW), root)
        assert contents(root) == (NEW, SECOND)
        assert contents(root, OLD) == (OLD, FIRST)  # also where the harm was to a file that both use
        assert not list(root.glob(f"{ASIDE}*"))

    def test_mending_an_old_release_never_takes_a_shared_file_away(self, root: Path) -> None:
        publish(SECOND, about(NEW), root)
        harm(root / OLD / "facts" / "b.parquet", "flip")
        seen: list[tuple[str, dict[str, bytes]]] = []
        publish(FIRST, about(OLD), root, lambda _: seen.append(contents(root)))
        assert seen[:-1] == [(NEW, SECOND)] * (len(seen) - 1)  # every step but the last, when the pointer has moved
        assert contents(root) == (OLD, FIRST)


def harm(path: Path, damage: str) -> None:
    """Flip one bit in the middle of a file, or remove it."""
    if damage == "remove":
        path.unlink()
        return
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


class TestKilled:
    """A real process is killed; what readers see is one release or the other, and the next publication tidies up."""

    def judge(self, root: Path, killed: subprocess.CompletedProcess[str]) -> str:
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        seen, held = contents(root)
        assert (seen, held) in ((OLD, FIRST), (NEW, SECOND))
        publish(SECOND, about(NEW), root)
        assert contents(root) == (NEW, SECOND)
        assert contents(root, OLD) == (OLD, FIRST)
        assert not list(root.glob(f"{ASIDE}*"))
        assert sorted(p.name for p in root.iterdir()) == [".lock", OLD, NEW, CURRENT]
        return seen

    @pytest.mark.parametrize("step", STEPS)
    def test_before_any_step(self, root: Path, step: str) -> None:
        seen = self.judge(root, child(root, NEW, SECOND, "step", step))
        assert seen == (NEW if step == "done" else OLD)

    def test_before_any_change_to_the_disk(self, tmp_path: Path) -> None:
        publish(FIRST, about(OLD), tmp_path / "dry")
        whole = child(tmp_path / "dry", NEW, SECOND, "none", "0")
        assert whole.returncode == 0, whole.stderr
        count = int(whole.stdout)
        assert count > len(STEPS)
        for number in range(1, count + 1):
            root = tmp_path / str(number)
            publish(FIRST, about(OLD), root)
            self.judge(root, child(root, NEW, SECOND, "touch", str(number)))

    def test_in_the_middle_of_the_first_release_of_all(self, tmp_path: Path) -> None:
        killed = child(tmp_path, OLD, FIRST, "step", "rename folder")
        assert killed.returncode == -signal.SIGKILL
        with pytest.raises(DamagedRelease, match="no release below"):
            open_release(root=tmp_path)
        publish(FIRST, about(OLD), tmp_path)
        assert contents(tmp_path) == (OLD, FIRST)

    def test_while_mending(self, root: Path) -> None:
        publish(SECOND, about(NEW), root)
        harm(root / OLD / "facts" / "b.parquet", "flip")
        killed = child(root, OLD, FIRST, "step", "mend facts/b.parquet")
        assert killed.returncode == -signal.SIGKILL
        assert contents(root) == (NEW, SECOND)
        publish(FIRST, about(OLD), root)
        assert contents(root, OLD) == (OLD, FIRST)


class TestTwoWriters:
    def test_the_second_is_refused_at_once(self, root: Path) -> None:
        with (root / ".lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            with pytest.raises(PublishError, match="another process is publishing"):
                publish(SECOND, about(NEW), root)
        assert contents(root) == (OLD, FIRST)

    def test_a_process_of_its_own_is_refused_too(self, root: Path) -> None:
        refused: list[str] = []

        def second(name: str) -> None:
            if name == "write manifest":
                refused.append(child(root, LATER, FIRST, "none", "0").stderr)

        publish(SECOND, about(NEW), root, second)
        assert "another process is publishing" in refused[0]
        assert contents(root) == (NEW, SECOND)
        assert not (root / LATER).exists()

    def test_the_lock_of_a_killed_process_is_free(self, root: Path) -> None:
        child(root, NEW, SECOND, "step", "write manifest")
        publish(SECOND, about(NEW), root)
        assert open_release(root=root).id == NEW


def test_the_manifest_names_hash_and_size_of_every_file(root: Path) -> None:
    entries = orjson.loads((root / OLD / MANIFEST).read_bytes())["files"]
    assert {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)} for name, content in FIRST.items()
    } == entries
