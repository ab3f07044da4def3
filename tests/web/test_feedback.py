"""Questions, proposals and replies: what is taken, refused and public, and that nobody can be told by it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.feedback import ABOUT, OUTCOMES, STATES
from web.feedback import guard
from web.feedback.__main__ import main
from web.feedback.forms import UNSEEN, cleaned
from web.feedback.guard import Limits, Tokens
from web.feedback.schema import history, items, replies
from web.feedback.store import Feedback, Kind, NoSuchItem, Outcome, State, Unavailable

RATE = "homicide_rate_per_100000"
VIEW = {"indicator": RATE, "year": "2021", "area": "KEN", "kind": "map", "release": "2026.11.2"}
TEXT = "The value of 2021 differs from the one in the national yearbook."
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def kept(site, tmp_path) -> Iterator[Feedback]:
    """The site's desk with an empty store and fresh limits."""
    desk = site.server.extensions["feedback"]
    before = desk.feedback, desk.limits
    desk.feedback, desk.limits = Feedback(f"sqlite:///{tmp_path / 'f.sqlite'}"), Limits()
    yield desk.feedback
    desk.feedback.close()
    desk.feedback, desk.limits = before


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(guard, "YOUNGEST", 0.0)


def token(client, path="/question"):
    return re.search(r'name="token" value="([^"]+)"', client.get(path).text)[1]


def send(client, path="/question", headers=SAME, **values):
    given = {"token": token(client, path), "text": TEXT, "about": "value", **values}
    return client.post(path, data=given, headers=headers)


class TestQuestion:
    def test_it_is_prefilled_with_the_view(self, real_client, kept):
        page = real_client.get("/question", query_string=VIEW)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        assert "Intentional homicide rate, 2021" in page.text
        assert f'name="indicator" value="{RATE}"' in page.text

    def test_it_gets_a_public_number_and_its_text_stays_hidden(self, real_client, kept):
        sent = send(real_client, **VIEW)
        assert sent.status_code == 303
        page = real_client.get(sent.headers["Location"])
        assert "received" in page.text
        assert TEXT not in page.text
        number = re.search(r"Q-[0-9A-Z]{6}", sent.headers["Location"])[0]
        assert number in real_client.get("/questions").text
        assert TEXT not in real_client.get("/questions").text
        item = kept.find(number, is_moderator=True)
        assert (item.indicator, item.area, item.view_release) == (RATE, "KEN", "2026.11.2")
        kept.change(number, State.ANSWERED, Outcome.EXPLAINED, is_public=1, answer="It counts otherwise.")
        page = real_client.get(f"/questions/{number}")
        assert TEXT in page.text
        assert "It counts otherwise." in page.text

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"text": "short"}, "at least"),
            ({"text": "x" * 2001}, "at most"),
            ({"text": "Write to me at someone@example.org please."}, "e-mail"),
            ({"text": "Call me at +254 20 123 4567 about this."}, "telephone"),
            ({"about": "nothing"}, "Choose"),
            ({"link": "javascript:alert(1)"}, "http"),
            ({"link": "https://user:pass@example.org/"}, "http"),
            ({"link": "http://[x"}, "http"),
            ({"link": "https://a\u2100b.org/"}, "http"),
        ],
    )
    def test_what_is_wrong_is_shown_again(self, real_client, kept, values, said):
        response = send(real_client, **{**VIEW, **values})
        assert response.status_code == 422
        assert said in response.text
        assert not kept.listed(Kind.QUESTION, {}, is_moderator=True)
        as_json = send(real_client, headers={**SAME, "Accept": "application/json"}, **{**VIEW, **values})
        assert as_json.status_code == 422
        assert set(as_json.json) == {"ok", "status", "error", "errors"}

    def test_nothing_that_is_sent_becomes_markup(self, real_client, kept):
        text = "<script>alert(1)</script> & <b>bold</b> " + TEXT
        number = re.search(r"Q-[0-9A-Z]{6}", send(real_client, text=text).headers["Location"])[0]
        kept.change(number, State.REVIEW, Outcome.NONE, is_public=1)
        page = real_client.get(f"/questions/{number}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page

    def test_a_form_of_another_site_is_refused(self, real_client, kept):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
            assert send(real_client, headers=headers).status_code == 403
        assert not kept.listed(Kind.QUESTION, {}, is_moderator=True)

    def test_machines_and_old_forms_are_refused(self, real_client, kept):
        assert send(real_client, website="https://spam.example").status_code == 400
        assert send(real_client, token="").status_code == 400
        assert send(real_client, token="65000000.aaaa").status_code == 400

    def test_one_address_may_send_a_few(self, real_client, kept):
        answers = [send(real_client).status_code for _ in range(guard.PER_HOUR + 1)]
        assert answers == [303] * guard.PER_HOUR + [429]
        assert int(send(real_client).headers["Retry-After"]) > 0

    def test_what_was_asked_of_a_country_is_found(self, real_client, kept):
        number = re.search(r"Q-[0-9A-Z]{6}", send(real_client, **{**VIEW, "area": "KEN,UGA"}).headers["Location"])[0]
        assert number in real_client.get("/questions?area=UGA").text
        assert number not in real_client.get("/questions?area=TZA").text
        assert real_client.get("/questions?indicator=%00&area=%00").status_code == 200
        assert real_client.get("/questions/%00").status_code == 404

    def test_a_site_behind_tls_knows_itself(self, real_client, kept):
        assert send(real_client, headers={"Origin": "https://localhost"}).status_code == 303

    def test_large_bodies_are_refused(self, real_client, kept):
        assert real_client.post("/question", data={"text": "x" * 70_000}).status_code == 413

    def test_no_cookie(self, real_client, kept):
        assert "Set-Cookie" not in send(real_client).headers


class TestProposals:
    def test_a_proposal(self, real_client, kept):
        sent = send(real_client, "/proposals", right="life", people="women")
        assert sent.status_code == 303
        assert "Life" in real_client.get("/proposals").text
        assert send(real_client, "/proposals", right="nothing").status_code == 422


class TestAway:
    def test_only_these_pages_are_away(self, real_client, site):
        desk = site.server.extensions["feedback"]
        before, desk.feedback = (
            desk.feedback,
            Feedback("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1"),
        )
        try:
            assert real_client.get("/questions").status_code == 503
            assert real_client.get("/questions", headers={"Accept": "application/json"}).json["status"] == 503
            assert real_client.get("/").status_code == 200
            with pytest.raises(Unavailable):
                desk.feedback.revision()
        finally:
            desk.feedback = before


class TestStore:
    def test_nobody_can_be_told_by_it(self, real_client, kept, tmp_path):
        real_client.post(
            "/question",
            data={"token": token(real_client), "text": TEXT, "about": "value"},
            headers={**SAME, "User-Agent": "VeryRareBrowser/1.0"},
            environ_base={"REMOTE_ADDR": "203.0.113.77"},
        )
        kept.close()
        content = b"".join(path.read_bytes() for path in tmp_path.glob("f.sqlite*"))
        assert TEXT.encode() in content
        assert b"203.0.113.77" not in content
        assert b"VeryRareBrowser" not in content
        names = {column.name for table in (items, history, replies) for column in table.columns}
        assert not {name for name in names if re.search(r"ip|addr|mail|agent|user|time", name)}

    def test_states_are_kept_one_by_one(self, kept):
        number = kept.add(Kind.QUESTION, {"text": TEXT})
        first = kept.revision()
        kept.change(number, State.REVIEW, Outcome.NONE)
        kept.change(number, State.CLOSED, Outcome.CORRECTED, decision="0107")
        assert [step[1] for step in kept.states(number)] == ["received", "review", "closed"]
        assert kept.revision() > first
        with pytest.raises(NoSuchItem):
            kept.change("Q-000000", State.REVIEW, Outcome.NONE)

    def test_two_processes_write_at_once(self, kept, tmp_path):
        code = (
            "from web.feedback.store import Feedback, Kind\n"
            f"f = Feedback('sqlite:///{tmp_path / 'f.sqlite'}')\n"
            "[f.add(Kind.QUESTION, {'text': 'x'}) for _ in range(40)]"
        )
        both = [subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) for _ in range(2)]
        assert [process.wait(60) for process in both] == [0, 0]
        assert len(kept.listed(Kind.QUESTION, {})) == 80

    def test_every_state_and_outcome_has_a_name(self):
        assert set(STATES) == {state.value for state in State}
        assert set(OUTCOMES) == {outcome.value for outcome in Outcome} - {"spam"}
        assert ABOUT


class TestModeration:
    def test_the_way_of_a_question(self, kept, capsys, real_store, monkeypatch):
        monkeypatch.setattr("web.feedback.__main__.store", lambda: real_store)
        number = kept.add(Kind.QUESTION, {"text": TEXT, "indicator": RATE})
        for arguments in (
            ["list"], ["show", number], ["review", number], ["answer", number, "--text", "It counts otherwise."],
            ["close", number, "--outcome", "corrected", "--decision", "0107", "--release", "2026.2.1..2026.11.2"],
        ):  # fmt: skip
            assert main(arguments, kept) == 0
        item = kept.find(number)
        assert (item.state, item.outcome, item.decision, item.is_public) == ("closed", "corrected", "0107", True)
        assert kept.counts(RATE) == (1, 1)
        assert TEXT in capsys.readouterr().out

    def test_what_cannot_be_done_changes_nothing(self, kept, real_store, monkeypatch, capsys):
        monkeypatch.setattr("web.feedback.__main__.store", lambda: real_store)
        number = kept.add(Kind.QUESTION, {"text": TEXT})
        for arguments in (
            ["close", number, "--outcome", "corrected"],
            ["close", number, "--outcome", "corrected", "--decision", "9999"],
            ["close", number, "--outcome", "explained", "--release", "yesterday"],
            ["answer", number, "--text", "  "],
            ["review", "Q-000000"],
        ):
            assert main(arguments, kept) == 1
        assert kept.find(number).state == "received"
        assert "there is no Q-000000" in capsys.readouterr().out

    def test_spam_is_seen_by_nobody(self, kept, real_store, monkeypatch):
        number = kept.add(Kind.QUESTION, {"text": TEXT})
        monkeypatch.setattr("web.feedback.__main__.store", lambda: real_store)
        assert main(["close", number, "--outcome", "spam"], kept) == 0
        assert kept.find(number) is None
        assert not kept.listed(Kind.QUESTION, {})

    def test_a_reply_stands_beside_and_goes(self, kept, real_client, real_store, monkeypatch):
        monkeypatch.setattr("web.feedback.__main__.store", lambda: real_store)
        arguments = ["reply", "--office", "Kenya National Bureau of Statistics", "--indicator", RATE, "--area", "KEN"]
        arguments += [
            "--year",
            "2021",
            "--date",
            "2026-11-20",
            "--link",
            "https://example.org/r",
            "--text",
            "We count…",
        ]
        assert main(arguments, kept) == 0
        (found,) = kept.replies(RATE, "KEN")
        assert "Kenya National Bureau" in real_client.get("/replies").text
        assert main(["withdraw", found.id], kept) == 0
        assert not kept.replies(RATE)
        assert main([*arguments[:-5], "2099-01-01", *arguments[-4:]], kept) == 1


class TestGuard:
    def test_workers_share_a_key_and_an_empty_one_is_refused(self, tmp_path):
        first, second = guard.secret(tmp_path), guard.secret(tmp_path)
        assert first == second
        assert len(first) == 64
        assert (tmp_path / "feedback.key").stat().st_mode & 0o077 == 0
        (tmp_path / "feedback.key").write_bytes(b"")
        with pytest.raises(OSError, match="holds no key"):
            guard.secret(tmp_path)

    def test_tokens(self):
        tokens = Tokens(b"key")
        made = tokens.make(1000.0)
        assert tokens.is_good(made, 1010.0)
        assert not tokens.is_good(made, 1000.0 + guard.OLDEST + 1)
        assert not Tokens(b"other").is_good(made, 1010.0)
        assert not tokens.is_good(made[:-1], 1010.0)

    @given(st.text(max_size=60))
    def test_no_invented_token(self, text):
        assert not Tokens(b"key").is_good(text)

    def test_the_key_of_the_day_goes(self):
        limits = Limits()
        for n in range(guard.PER_HOUR):
            assert limits.wait("203.0.113.1", n) == 0
        assert limits.wait("203.0.113.1", 10) > 0
        assert limits.wait("203.0.113.2", 10) == 0
        assert limits.wait("203.0.113.1", guard.DAY + 1) == 0

    @given(st.text(max_size=200))
    def test_cleaned_texts_hold_nothing_unseen(self, text):
        assert not UNSEEN.search(cleaned(text))
        assert cleaned(cleaned(text)) == cleaned(text)


class TestVoices:
    def test_a_reply_and_a_count_stand_beside_the_figures(self, real_client, kept, monkeypatch):
        monkeypatch.setattr("web.feedback.voices.PATIENCE", -1.0)
        path = f"/indicator/{RATE}"
        assert "Nobody has asked about these figures yet" in real_client.get(path).text
        kept.add(Kind.QUESTION, {"text": TEXT, "indicator": RATE})
        reply = {"office": "An <office>", "indicator": RATE, "area": "KEN", "year": 2021, "text": "We count…"}
        kept.reply({**reply, "link": "https://example.org/r", "dated": "2026-11-20"})
        page = real_client.get(path).text
        assert "1 question was asked about these figures, 0 answered." in page
        assert "An &lt;office&gt;" in page
        assert "An &lt;office&gt;" in real_client.get("/country/KEN").text
        assert "An &lt;office&gt;" not in real_client.get("/country/UGA").text

    def test_a_page_without_a_database_is_whole(self, real_client, site):
        desk = site.server.extensions["feedback"]
        before, desk.feedback = (
            desk.feedback,
            Feedback("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1"),
        )
        try:
            page = real_client.get(f"/indicator/{RATE}")
            assert page.status_code == 200
            assert "Questions and replies" not in page.text
        finally:
            desk.feedback = before
