"""Downloads equal the screen, are refused where a licence says so, and their hash can be checked offline."""

from __future__ import annotations

import io

import openpyxl
import orjson
import pytest

from data.citation import main as citation
from data.export.csv import read_csv

RATE = "homicide_rate_per_100000"
MAP = f"indicator={RATE}&year=2021&dims=sex:total"


def test_csv_holds_what_the_page_shows(real_client):
    response = real_client.get(f"/view/map.csv?{MAP}")
    assert response.status_code == 200
    rows = {row["iso3"]: row for row in read_csv(response.text)}
    assert rows["JAM"]["value"] == "52.13"
    assert rows["KEN"]["observed_period"] == "2021"
    assert rows["IRQ"]["status"] == "parts_only"
    assert rows["IRQ"]["value"] == ""
    assert rows["IRQ"]["missing_reason"]
    page = real_client.get(f"/?indicator={RATE}&year=2021").text
    assert page.count("<tr data-id=") == len(rows)


@pytest.mark.parametrize("extension", ["csv", "json", "metadata.json", "xlsx"])
@pytest.mark.parametrize("prefix", ["", "/r/2026.11.2"])
def test_headers(real_client, extension, prefix):
    response = real_client.get(f"{prefix}/view/map.{extension}?{MAP}")
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert ("immutable" in response.headers["Cache-Control"]) == bool(prefix)
    again = real_client.get(f"{prefix}/view/map.{extension}?{MAP}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = real_client.head(f"{prefix}/view/map.{extension}?{MAP}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == response.headers["ETag"]


def test_methods(real_client):
    options = real_client.options(f"/view/map.csv?{MAP}")
    assert options.status_code == 204
    assert options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    refused = real_client.post(f"/view/map.csv?{MAP}")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/view/pie.csv", 404),
        ("/view/map.pdf?indicator=x", 404),
        ("/view/map.csv", 404),
        ("/view/map.csv?indicator=no_such_thing", 404),
        (f"/view/map.csv?{MAP}&colour=red", 400),
        (f"/view/map.csv?{MAP}&year=2020", 400),
        (f"/view/map.csv?{MAP}&rows=some", 400),
        (f"/view/trend.csv?indicator={RATE}&area=XXX", 400),
        (f"/r/2020.1.1/view/map.csv?{MAP}", 404),
        ("/view/gaps.csv?rows=whole", 400),
    ],
)
def test_refusals_have_one_shape(real_client, path, status):
    response = real_client.get(path)
    assert response.status_code == status
    content = orjson.loads(response.data)
    assert set(content) == {"ok", "status", "error", "errors"}
    assert content["status"] == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_workbook_keeps_texts_as_texts(real_client):
    book = openpyxl.load_workbook(io.BytesIO(real_client.get(f"/view/map.xlsx?{MAP}").data))
    assert book.sheetnames == ["data", "about"]
    heads = [cell.value for cell in book["data"][1]]
    rows = {row[heads.index("iso3")]: row for row in book["data"].iter_rows(min_row=2, values_only=True)}
    assert rows["JAM"][heads.index("value")] == 52.13
    assert rows["JAM"][heads.index("value_text")] == "52.13"


def test_a_download_is_checked_offline(real_client, tmp_path, capsys):
    for extension in ("csv", "json"):
        response = real_client.get(f"/view/map.{extension}?{MAP}")
        path = tmp_path / response.headers["Content-Disposition"].split('"')[1]
        path.write_bytes(response.data)
        assert citation(["verify", str(path)]) == 0
        assert citation(["verify", str(path), response.headers["X-Rows-SHA256"]]) == 0
        assert response.headers["X-Rows-SHA256"] in capsys.readouterr().out
        path.write_bytes(response.data.replace(b"52.13", b"52.14"))
        assert citation(["verify", str(path)]) == 1
    path.write_text("a;b\n1;2\n")
    assert citation(["verify", str(path.rename(path.with_suffix(".csv")))]) == 2


def test_whole_streams_every_observation(real_client, real_store):
    response = real_client.get(f"/view/map.csv?{MAP}&rows=whole")
    rows = read_csv(response.text)
    indicator = real_store.catalogue.indicators[RATE]
    spans = [span for series in indicator.series for span in real_store.blocks.slices[series].values()]
    assert len(rows) == sum(end - start for start, end in spans)
    assert len({row["series"] for row in rows}) == len(indicator.series)


def test_what_may_not_be_handed_on(real_client, real_store, monkeypatch):
    licence = real_store.catalogue.sources["un_sdg"]["licence"]
    monkeypatch.setitem(licence, "may_redistribute", False)
    refused = real_client.get(f"/view/table.csv?{MAP}")
    assert refused.status_code == 403
    assert licence["name"] in orjson.loads(refused.data)["errors"][0]
    assert real_client.get(f"/view/table.metadata.json?{MAP}").status_code == 200
