"""Serves questions, proposals and replies: forms without cookies, lists, single items.

Invariant: a form is answered only from a page of this site, a few seconds to a day old, and at most a few times an hour
from one address; what is refused is shown again to be mended, and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from components.feedback import (
    PROPOSALS,
    QUESTION,
    QUESTIONS,
    REPLIES,
    STATES,
    build_away,
    build_item,
    build_proposals,
    build_question,
    build_questions,
    build_replies,
)
from components.page import Page
from data.folders import made_folder
from data.words import words
from web.apart import answer_page
from web.dash_app import MeasureDash
from web.errors import json_error, wants_json
from web.feedback.forms import Sent, read_proposal, read_question, view_of
from web.feedback.guard import Limits, Tokens, address_of, is_from_here, secret
from web.feedback.store import Feedback, Kind, Unavailable
from web.resolve import language_of
from web.stores import current_store

NEVER = "no-store"
NUMBER = re.compile(r"[QP]-[0-9A-Z]{6}")
Reader = Callable[..., Sent]
Builder = Callable[..., Page]


class Desk:
    """What the routes share."""

    def __init__(self, dash_app: MeasureDash, feedback: Feedback, origin: str) -> None:
        self.dash_app, self.feedback, self.origin = dash_app, feedback, origin
        self.limits = Limits()
        self._tokens: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """Made at first use, so that a site that cannot write its folder still serves every figure."""
        if self._tokens is None:
            self._tokens = Tokens(secret(made_folder()))
        return self._tokens

    def page(self, page: Page) -> Response:
        """A page that is never kept: it shows what may change at any moment."""
        return answer_page(self.dash_app, page, NEVER)

    def refused(self, status: int, message: str, again: Callable[[str], Page], wait: int = 0) -> Response:
        """A refusal, as JSON for programs and as the form with the reader's own words for readers."""
        response = json_error(status, message) if wants_json() else self.page(again(message))
        response.status_code = status
        if wait:
            response.headers["Retry-After"] = str(wait)
        return response

    def question(self) -> AnyResponse:
        """The form about a figure."""
        reader, store = words(language_of(request.args)), current_store()
        if request.method == "POST":
            return _taken(self, Kind.QUESTION, read_question, _again_question, QUESTIONS)
        return self.page(build_question(store, view_of(store, request.args), self.tokens.make(), reader))

    def proposals(self) -> AnyResponse:
        """Proposals and the form for another."""
        reader, store = words(language_of(request.args)), current_store()
        if request.method == "POST":
            return _taken(self, Kind.PROPOSAL, read_proposal, _again_proposal, PROPOSALS)
        items = self.feedback.listed(Kind.PROPOSAL, {})
        return self.page(build_proposals(store, items, {}, self.tokens.make(), reader))

    def questions(self) -> AnyResponse:
        """All questions."""
        catalogue = current_store().catalogue
        given = {name: request.args.get(name, "") for name in ("state", "indicator", "area")}
        known: dict[str, Container[str]] = {"state": STATES, "indicator": catalogue.indicators, "area": catalogue.areas}
        filters = {name: value for name, value in given.items() if value in known[name]}
        items = self.feedback.listed(Kind.QUESTION, filters)
        return self.page(build_questions(current_store(), items, filters, words(language_of(request.args))))

    def item(self, number: str, kind: Kind) -> AnyResponse:
        """One question or proposal."""
        found = self.feedback.find(number) if NUMBER.fullmatch(number) else None
        if found is None or found.kind != kind:
            abort(404)
        steps = self.feedback.states(number)
        is_new = request.args.get("sent") == "1"
        return self.page(build_item(current_store(), found, steps, is_new, words(language_of(request.args))))

    def replies(self) -> AnyResponse:
        """Replies of statistical offices."""
        found = self.feedback.replies()
        return self.page(build_replies(current_store(), found, words(language_of(request.args))))

    def guarded(self, view: Callable[..., AnyResponse]) -> Callable[..., AnyResponse]:
        """A view that says so where the database is away."""

        def answer(**values: Any) -> AnyResponse:
            try:
                return view(**values)
            except (Unavailable, OSError):
                if wants_json():
                    return json_error(503, "what readers send in cannot be read or kept just now")
                return self.page(build_away(words(language_of(request.args)), request.path))

        return answer


def install(server: Flask, dash_app: MeasureDash, origin: str, feedback: Feedback | None = None) -> Desk:
    """Serve them."""
    desk = Desk(dash_app, feedback if feedback is not None else Feedback(), origin)
    for path, view, methods in (
        (QUESTION, desk.question, ["GET", "POST"]),
        (PROPOSALS, desk.proposals, ["GET", "POST"]),
        (QUESTIONS, desk.questions, ["GET"]),
        (REPLIES, desk.replies, ["GET"]),
    ):
        server.add_url_rule(path, path[1:], desk.guarded(view), methods=methods)
    for kind, path in ((Kind.QUESTION, QUESTIONS), (Kind.PROPOSAL, PROPOSALS)):
        rule, view = f"{path}/<number>", desk.guarded(desk.item)
        server.add_url_rule(rule, f"item.{kind}", view, methods=["GET"], defaults={"kind": kind})
    server.extensions["feedback"] = desk
    return desk


def _taken(desk: Desk, kind: Kind, read: Reader, build: Builder, path: str) -> AnyResponse:
    """What was sent, kept and led on to its own page, or refused and shown again."""
    reader, store = words(language_of(request.args)), current_store()
    form = request.form.to_dict()

    def again(message: str = "", faults: Mapping[str, str] | None = None, status: int = 200) -> Page:
        return build(desk, form, faults or {}, message, status)

    if not is_from_here(request, desk.origin):
        return desk.refused(403, reader.text("This form was not sent from this site."), again)
    sent = read(store, form, reader)
    if sent.is_machine or not desk.tokens.is_good(form.get("token", "")):
        return desk.refused(400, reader.text("The form was too fast or too old. Please send it again."), again)
    if sent.faults:
        if wants_json():
            return json_error(422, "the form cannot be taken", [f"{k}: {v}" for k, v in sent.faults.items()])
        return desk.page(again(faults=sent.faults, status=422))
    wait = desk.limits.wait(address_of(request))
    if wait:
        return desk.refused(429, reader.text("That is enough for now. Please come back later."), again, wait)
    number = desk.feedback.add(kind, sent.values)
    lang = f"&lang={reader.lang}" if reader.lang != "en" else ""
    return redirect(f"{path}/{number}?sent=1{lang}", 303)


def _again_question(desk: Desk, form: Mapping[str, str], faults: Mapping[str, str], message: str, status: int) -> Page:
    store, reader = current_store(), words(language_of(request.args))
    given = {**form, **view_of(store, form)}
    return build_question(store, given, desk.tokens.make(), reader, faults, message, status)


def _again_proposal(desk: Desk, form: Mapping[str, str], faults: Mapping[str, str], message: str, status: int) -> Page:
    store, reader = current_store(), words(language_of(request.args))
    items = desk.feedback.listed(Kind.PROPOSAL, {})
    return build_proposals(store, items, form, desk.tokens.make(), reader, faults, message, status)
