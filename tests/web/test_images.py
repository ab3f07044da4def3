"""Images as they are served: formats, headers, kept files, refusals."""

from __future__ import annotations

import struct

import pytest

from web.images import Pictures

MAP = "indicator=homicide_rate_per_100000&year=2021&dims=sex:total"


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("prefix", ["", "/r/2026.11.2"])
def test_a_png_for_a_feed(real_client, prefix):
    response = real_client.get(f"{prefix}/view/map.png?{MAP}&size=social")
    assert response.status_code == 200
    assert size_of(response.data) == (1200, 630)
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    again = real_client.get(
        f"{prefix}/view/map.png?{MAP}&size=social", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304


def test_an_svg_runs_nothing(real_client):
    response = real_client.get(f"/view/map.svg?{MAP}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "<script" not in response.text


def test_theme_and_title(real_client):
    light, dark = (real_client.get(f"/view/map.svg?{MAP}&theme={theme}").text for theme in ("light", "dark"))
    assert light != dark
    assert ">Intentional homicide rate, 2021</text>" in light
    assert ">Intentional homicide rate, 2021</text>" not in real_client.get(f"/view/map.svg?{MAP}&title=0").text


@pytest.mark.parametrize(
    ("query", "status"), [("indicator=nothing", 404), (f"{MAP}&size=huge", 400), (f"{MAP}&rows=whole", 400), ("", 404)]
)
def test_refusals(real_client, query, status):
    assert real_client.get(f"/view/map.png?{query}").status_code == status


def test_what_may_not_be_handed_on(real_client, real_store, monkeypatch):
    monkeypatch.setitem(real_store.catalogue.sources["un_sdg"]["licence"], "may_redistribute", False)
    assert real_client.get(f"/view/map.png?{MAP}").status_code == 403


class TestPictures:
    SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="4"><rect width="4" height="4" fill="red"/></svg>'

    def test_a_picture_is_made_once(self, tmp_path):
        pictures = Pictures(tmp_path)
        first = pictures.get(self.SVG.format(4))
        files = list(tmp_path.glob("*.png"))
        assert len(files) == 1
        files[0].write_bytes(b"kept")
        assert pictures.get(self.SVG.format(4)) == b"kept"
        assert first is not None

    def test_the_folder_is_bounded(self, tmp_path):
        pictures = Pictures(tmp_path, bound=400)
        for number in range(4, 12):
            pictures.get(self.SVG.format(number))
        assert sum(path.stat().st_size for path in tmp_path.glob("*.png")) <= 400

    def test_a_folder_that_cannot_be_written_costs_time_only(self, tmp_path):
        (tmp_path / "file").write_text("")
        assert Pictures(tmp_path / "file" / "below").get(self.SVG.format(4))

    def test_beyond_one_waiting_the_answer_is_at_once(self, tmp_path):
        pictures = Pictures(tmp_path)
        assert pictures._queue.acquire(blocking=False)
        assert pictures._queue.acquire(blocking=False)
        assert pictures.get(self.SVG.format(4)) is None
        pictures._queue.release()
        assert pictures.get(self.SVG.format(4))

    def test_a_title_is_never_markup(self, real_client, real_store, monkeypatch):
        indicator = real_store.catalogue.indicators["homicide_rate_per_100000"]
        evil = type(indicator)(
            **{**{f: getattr(indicator, f) for f in indicator.__slots__}, "name": "<script>x</script>&"}
        )
        monkeypatch.setitem(real_store.catalogue.indicators, evil.id, evil)
        text = real_client.get(f"/view/map.svg?{MAP}&title=1").text
        assert "<script" not in text
        assert "&lt;script&gt;" in text
