"""Files by the hash of their content: immutable, compressed beforehand, one tag each; styles name no other host."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest

from data.model import AreaState
from web.assets import Assets, load_assets, with_parts
from web.encoding import EncodedBodies, compress, decompress
from web.styles import fills, legend_rules, minify, with_addresses, with_dark

ASSETS = Path(__file__).parents[2] / "assets"


def test_every_file_is_served_for_ever(site, client):
    for asset in site.assets:
        response = client.get(asset.address)
        assert response.status_code == 200
        assert response.data == asset.body
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            packed = client.get(asset.address, headers={"Accept-Encoding": name})
            if asset.name.endswith(".woff2"):
                assert "Content-Encoding" not in packed.headers
                continue
            assert unpack(packed.data) == asset.body
            assert packed.headers["ETag"] != response.headers["ETag"]
            assert packed.headers["Vary"] == "Accept-Encoding"
            again = client.get(
                asset.address, headers={"Accept-Encoding": name, "If-None-Match": packed.headers["ETag"]}
            )
            assert again.status_code == 304


def test_wrong_hash_is_unknown(site, client):
    name = next(iter(site.assets)).name
    assert client.get(f"/a/{'0' * 16}/{name}").status_code == 404


def test_damaged_kept_file_is_not_used(tmp_path):
    first = Assets(tmp_path)
    first.add({"x.css": b"a{b:c}" * 50})
    (kept,) = tmp_path.glob("*.br")
    good = kept.read_bytes()
    kept.write_bytes(good[:-3] + b"xyz")
    second = Assets(tmp_path)
    second.add({"x.css": b"a{b:c}" * 50})
    assert kept.read_bytes() == good
    assert next(iter(second)).encoded == next(iter(first)).encoded


def test_folder_that_cannot_be_written(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assets = Assets(tmp_path / "file" / "below")
    assets.add({"x.css": b"a{}"})
    assert assets.address("x.css").startswith("/a/")
    assert "not kept" in capsys.readouterr().err


def test_style_sheets_name_only_our_files(tmp_path):
    assets = load_assets(folder=tmp_path)
    for name in ("critical.css", "rest.css"):
        text = assets.text(name)
        assert "http" not in text
        assert "@import" not in text
        assert "@dark" not in text
        for address in re.findall(r"url\(([^)]*)\)", text):
            assert re.fullmatch(r"/a/[0-9a-f]{16}/[\w.-]+|#h-[a-z_]+", address)
    assert len(assets.text("critical.css")) < 18_500


def test_rules_of_style_sheets():
    assert minify("a {  b : c ;\n}\n/* x */ .d > e , f { g: h }") == "a{b : c}.d > e,f{g:h}"
    assert with_dark("@dark { --a: b; }").count("{ --a: b; }") == 2
    assert with_addresses("x{src:url('f.woff2')} y{fill:url(#h)}", {"f.woff2": "/a/1/f"}.__getitem__) == (
        "x{src:url(/a/1/f)} y{fill:url(#h)}"
    )
    with pytest.raises(KeyError):
        with_addresses("x{src:url(none.woff2)}", {}.__getitem__)
    rules = legend_rules()
    assert {"b0", "c5", "z", "n0", "s-not_reported"} <= set(fills())
    assert f".leg-s-{AreaState.SUPPRESSED.value}:is" in rules
    assert rules.count("\n") == len(fills()) - 1


def test_every_token_has_a_light_and_a_dark_value():
    text = with_parts(ASSETS / "css" / "critical.css")
    light, dark = (
        set(re.findall(r"(--[\w-]+): #", block)) for block in re.findall(r"(?::root|@dark) \{([^}]*)\}", text)[:2]
    )
    assert light == dark
    used = set(re.findall(r"var\((--[\w-]+)\)", text + (ASSETS / "css" / "rest.css").read_text()))
    others = {"--serif", "--sans", "--measure", "--wide", *(f"--{kind}{n}" for kind in "rv" for n in range(6))}
    assert used <= light | others


def luminance(colour: str) -> float:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_and_ramps_in_light_and_dark():
    text = with_parts(ASSETS / "css" / "critical.css")
    for number, block in enumerate(re.findall(r"(?::root|@dark) \{([^}]*)\}", text)[:2]):
        colours = {
            k: v if len(v) == 7 else "#" + "".join(2 * c for c in v[1:])
            for k, v in re.findall(r"--([\w-]+): (#\w+)", block)
        }
        for ink in ("ink", "ink-2", "accent"):
            assert contrast(colours[ink], colours["paper"]) >= 4.5
            assert contrast(colours[ink], colours["wash"]) >= 4.5
        for ramp in ("hi", "lo", "ne"):
            steps = [luminance(colours[f"{ramp}{n}"]) for n in range(6)]
            assert steps == sorted(steps, reverse=number == 0), ramp
            assert all(contrast(colours[f"{ramp}{n}"], colours[f"{ramp}{n + 1}"]) > 1.2 for n in range(5)), ramp
        assert colours["zero"] not in {colours[k] for k in ("land", "base", "hatch-paper", "paper")}


def test_fonts_are_those_of_the_list():
    listed = dict(reversed(line.split()) for line in (ASSETS / "fonts" / "SHA256SUMS").read_text().splitlines())
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (ASSETS / "fonts").glob("*.woff2")}
    assert found == listed
    assert len(list((ASSETS / "fonts").glob("*.LICENSE"))) == len(found)


def test_encoded_bodies_are_bounded():
    bodies = EncodedBodies(2)
    for number in range(5):
        body = b"x" * (100 + number)
        assert decompress(bodies.get(body, str(number), "br"), "br") == body
    assert len(bodies) == 2
    with pytest.raises(ValueError, match="not gzip"):
        decompress(b"nonsense", "gzip")
    assert compress(b"a", "gzip") == compress(b"a", "gzip")
