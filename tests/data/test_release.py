"""A damaged release is refused with a clear word, and the newest sound one before it serves."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.blocks import BlocksNotReady, block_folder, is_ready, open_blocks
from data.prepare import prepare
from data.release import (
    CURRENT,
    MANIFEST,
    DamagedRelease,
    Release,
    ReleaseError,
    UnknownRelease,
    manifest_digest,
    open_release,
    release_ids,
    release_key,
    sound_releases,
)
from etl.publish import publish

OLD, NEW = "2026.11.1", "2026.11.2"
FILES = {"catalogue.json": b"{}\n", "facts/a.parquet": b"aaaa", "areas.json": b"[1]\n"}
CHANGED = {"catalogue.json": b"{ }\n", "facts/a.parquet": b"AAAA", "areas.json": b"[2]\n"}


def flip(path: Path, position: int | None = None) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if position is None else position % len(content)] ^= 1
    path.write_bytes(bytes(content))


def parsed(path: Path) -> object:
    """Content of a JSON file, None where it is none."""
    try:
        return orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        return None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(FILES, {"release": OLD, "format": 1}, tmp_path)
    publish(CHANGED, {"release": NEW, "format": 1}, tmp_path)
    return tmp_path


class TestDamage:
    @pytest.mark.parametrize("name", FILES)
    def test_one_flipped_bit_is_refused_and_told(self, root: Path, name: str) -> None:
        flip(root / NEW / name)
        release = open_release(root=root)
        assert release.id == OLD
        assert len(release.refused) == 1
        assert f"release {NEW}: {name} has sha256" in release.refused[0]
        with pytest.raises(DamagedRelease, match=name):
            open_release(NEW, root)

    @pytest.mark.parametrize("name", FILES)
    def test_a_missing_file_is_refused_and_told(self, root: Path, name: str) -> None:
        (root / NEW / name).unlink()
        release = open_release(root=root)
        assert release.id == OLD
        assert f"{name} cannot be read (No such file or directory)" in release.refused[0]

    @pytest.mark.parametrize(
        "content",
        [b"", b"{", b"[]", b"null", b"{}", b'{"files":{}}', b'{"files":[],"manifest_sha256":"x"}', b"\xff\xfe"],
    )
    def test_a_manifest_that_is_none(self, root: Path, content: bytes) -> None:
        (root / NEW / MANIFEST).write_bytes(content)
        release = open_release(root=root)
        assert release.id == OLD
        assert f"release {NEW}: its manifest" in release.refused[0]

    def test_a_manifest_under_another_name(self, root: Path) -> None:
        (root / NEW / MANIFEST).write_bytes((root / OLD / MANIFEST).read_bytes())
        assert open_release(root=root).id == OLD

    @settings(max_examples=60, deadline=None)
    @given(position=st.integers(min_value=0, max_value=2000))
    def test_any_bit_of_the_manifest(self, tmp_path_factory: pytest.TempPathFactory, position: int) -> None:
        root = tmp_path_factory.mktemp("bit")
        publish(FILES, {"release": OLD, "format": 1}, root)
        sound = (root / OLD / MANIFEST).read_bytes()
        flip(root / OLD / MANIFEST, position)
        if orjson.loads(sound) == parsed(root / OLD / MANIFEST):  # only white space may change unseen
            assert open_release(root=root).read("areas.json") == FILES["areas.json"]
        else:
            with pytest.raises(DamagedRelease, match=f"release {OLD}: "):
                open_release(root=root)

    def test_damage_after_opening_is_found_at_reading(self, root: Path) -> None:
        release = open_release(root=root)
        flip(root / NEW / "areas.json")
        with pytest.raises(DamagedRelease, match=r"areas\.json"):
            release.read("areas.json")

    def test_a_shared_file_damages_every_release_that_uses_it(self, tmp_path: Path) -> None:
        publish(FILES, {"release": "2026.10.1"}, tmp_path)
        publish(CHANGED, {"release": OLD}, tmp_path)
        publish({**FILES, "areas.json": CHANGED["areas.json"]}, {"release": NEW}, tmp_path)
        flip(tmp_path / OLD / "areas.json")
        release = open_release(root=tmp_path)
        assert release.id == "2026.10.1"
        assert len(release.refused) == 2

    def test_nothing_sound_left(self, root: Path) -> None:
        flip(root / NEW / "areas.json")
        flip(root / OLD / "areas.json")
        with pytest.raises(DamagedRelease, match=rf"release {NEW}.*; release {OLD}"):
            open_release(root=root)

    def test_no_release_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(DamagedRelease, match="no release below"):
            open_release(root=tmp_path / "nothing")

    def test_every_sound_one_and_the_others_told_once(self, root: Path) -> None:
        assert [one.id for one in sound_releases(root)[0]] == [NEW, OLD]
        flip(root / NEW / "areas.json")
        found, refused = sound_releases(root)
        assert [one.id for one in found] == [OLD]
        assert len(refused) == 1
        assert refused[0].startswith(f"release {NEW}: areas.json")


class TestPointer:
    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"release":"../../etc"}', b'{"release":null}', b"\xff"])
    def test_a_damaged_pointer_gives_the_newest(self, root: Path, content: bytes) -> None:
        (root / CURRENT).write_bytes(content)
        assert open_release(root=root).id == NEW

    def test_a_pointer_to_what_is_gone_is_told(self, root: Path) -> None:
        (root / CURRENT).write_bytes(b'{"release":"2026.12.9"}')
        release = open_release(root=root)
        assert release.id == NEW
        assert "2026.12.9 is named current but has no manifest" in release.refused[0]

    def test_a_newer_one_that_was_never_made_current_is_not_served(self, root: Path) -> None:
        (root / CURRENT).write_bytes(orjson.dumps({"release": OLD}))
        assert open_release(root=root).id == OLD
        assert open_release(NEW, root).id == NEW


class TestIds:
    @pytest.mark.parametrize("name", ["2026.11.9", "", "..", "../2026.11.1", "2026.11.1\n", "x" * 500, "2026.11.1/"])
    def test_an_unknown_id_names_the_known_ones(self, root: Path, name: str) -> None:
        with pytest.raises(UnknownRelease, match=NEW):
            open_release(name, root)

    def test_order_is_by_number(self, tmp_path: Path) -> None:
        for name in ("2026.9.1", "2026.10.1", "2026.2.11", "2026.2.2"):
            publish(FILES, {"release": name}, tmp_path)
        (tmp_path / "aside").mkdir()
        assert release_ids(tmp_path) == ["2026.10.1", "2026.9.1", "2026.2.11", "2026.2.2"]
        assert release_key("2026.10.1") > release_key("2026.9.30")

    def test_every_error_is_a_release_error(self) -> None:
        assert issubclass(UnknownRelease, ReleaseError)
        assert issubclass(DamagedRelease, ReleaseError)
        assert issubclass(BlocksNotReady, ReleaseError)

    def test_the_digest_does_not_depend_on_the_order_of_keys(self) -> None:
        assert manifest_digest({"a": 1, "b": 2}) == manifest_digest({"b": 2, "a": 1})


class TestBlocks:
    def test_blocks_that_are_not_made_say_what_to_run(self, tiny_release_root: Path, tmp_path: Path) -> None:
        with pytest.raises(BlocksNotReady, match=r"python -m data\.prepare"):
            open_blocks(open_release(root=tiny_release_root), tmp_path)

    def test_damaged_blocks_are_refused_and_made_again(self, tiny_release_root: Path, tmp_path: Path) -> None:
        release = open_release(root=tiny_release_root)
        folder = prepare(release, tmp_path)
        assert folder == block_folder(release, tmp_path)
        again = Release(release.id, release.folder, release.manifest, "another manifest of the same figures")
        assert block_folder(again, tmp_path) == folder
        for path in sorted(p for p in folder.iterdir() if p.stat().st_size):
            flip(path)
            assert not is_ready(folder), path.name
            flip(path)
        flip(folder / "value.npy")
        with pytest.raises(BlocksNotReady):
            open_blocks(release, tmp_path)
        prepare(release, tmp_path)
        assert open_blocks(release, tmp_path).areas

    def test_half_made_blocks_are_not_ready(self, tiny_release_root: Path, tmp_path: Path) -> None:
        release = open_release(root=tiny_release_root)
        folder = prepare(release, tmp_path)
        (folder / "done.json").unlink()
        assert not is_ready(folder)
        (folder / "done.json").write_bytes(b"{}")
        assert not is_ready(folder)
        prepare(release, tmp_path)
        assert is_ready(folder)

    def test_a_second_preparation_keeps_the_first(self, tiny_release_root: Path, tmp_path: Path) -> None:
        release = open_release(root=tiny_release_root)
        folder = prepare(release, tmp_path)
        made = (folder / "value.npy").stat().st_mtime_ns
        assert prepare(release, tmp_path) == folder
        assert (folder / "value.npy").stat().st_mtime_ns == made
        assert not list(tmp_path.glob(".aside-*"))
