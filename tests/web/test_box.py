"""Live answers by address: what is served, how it is kept, what is refused."""

from __future__ import annotations

import pytest

from tests.tiny import RELEASE


def test_answers_are_html_that_may_be_kept(client):
    response = client.get("/box?q=prison")
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "<html" not in response.text
    assert "data-count" in response.text
    tag = response.headers["ETag"]
    assert client.get("/box?q=prison", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/box?q=++prison+", headers={"If-None-Match": tag}).status_code == 304


def test_answers_travel_compressed(client):
    response = client.get("/box?q=prison", headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"


def test_answers_of_a_release_lead_below_its_path(client):
    text = client.get(f"/r/{RELEASE}/box?q=prison&lang=fr").text
    assert f'href="/r/{RELEASE}/' in text
    assert "lang=fr" in text
    missing = client.get("/r/1999.1.1/box?q=prison")
    assert missing.status_code == 404
    assert missing.json["ok"] is False


def test_too_little_gives_nothing(client):
    assert client.get("/box?q=").text == client.get("/box?q=t").text == ""


@pytest.mark.parametrize(
    "query",
    [
        "",
        "lang=fr",
        "q=a&x=1",
        "q=a&q=b",
        "q=prison&lang=xx",
        "q=prison%00",
        "q=prison%0a",
        f"q={'a' * 201}",
        "q=a&lang=",
    ],
)
def test_what_cannot_be_read_is_refused(client, query):
    response = client.get(f"/box?{query}")
    assert response.status_code == 400
    assert response.json["ok"] is False
    assert response.json["status"] == 400
    assert response.json["errors"]
    assert response.headers["Cache-Control"] == "no-store"


def test_only_reading(client):
    assert client.post("/box?q=prison").status_code == 405


def test_longest_question_is_answered(client):
    assert client.get(f"/box?q={'é' * 200}").status_code == 200
