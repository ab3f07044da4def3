"""Addresses of groups, rights and the index: answers, canonical spellings, releases, unknown names."""

from __future__ import annotations


def test_pages_answer_below_a_release_too(client, tiny_store) -> None:
    for path in ("/group/all", "/group/KEN,GBR", "/right/life", "/places"):
        for prefix in ("", f"/r/{tiny_store.id}"):
            answer = client.get(prefix + path)
            assert answer.status_code == 200, prefix + path
            assert f'rel="canonical" href="{prefix}{path}"' in answer.text or "," in path


def test_unknown_names_are_404_and_lead_on(client) -> None:
    for path, onward in (
        ("/group/nowhere", "/places"),
        ("/right/nowhere", "/right/life"),
        ("/group/ALL", "/group/all"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert f'href="{onward}"' in answer.text


def test_a_list_of_ones_own_is_canonical(client) -> None:
    assert 'rel="canonical" href="/group/GBR,KEN"' in client.get("/group/KEN,GBR").text
    assert 'rel="canonical" href="/group/GBR,KEN"' in client.get("/group/KEN%2CGBR").text


def test_long_lists_and_slashes(client) -> None:
    assert client.get("/places/").status_code in (301, 302, 308)
    assert client.get("/group/" + ",".join(["KEN"] * 100)).status_code == 404
    assert client.get("/group/").status_code == 404
