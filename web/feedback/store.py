"""Keeps what readers send in, behind SQLAlchemy: SQLite, or PostgreSQL where CM_FEEDBACK_URL names one.

Invariant: a text is public only after a moderator has said so; every change of state is kept beside the ones before.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, create_engine, event, func, insert, literal, select, update
from sqlalchemy.exc import SQLAlchemyError

from data.folders import made_folder
from web.feedback.schema import history, items, meta, migrate, replies

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
URL = "CM_FEEDBACK_URL"


class Kind(StrEnum):
    """What an item is."""

    QUESTION = "question"
    PROPOSAL = "proposal"


class State(StrEnum):
    """Where an item stands."""

    RECEIVED = "received"
    REVIEW = "review"
    ANSWERED = "answered"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of an item."""

    NONE = ""
    EXPLAINED = "explained"
    UNCHANGED = "no_change"
    CORRECTED = "corrected"
    FORWARDED = "forwarded"
    PLANNED = "planned"
    ADDED = "added"
    DECLINED = "declined"
    SPAM = "spam"


class Unavailable(RuntimeError):
    """The database cannot be reached; nothing was written."""


class NoSuchItem(KeyError):
    """There is no item or reply of that id."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as everybody may see it: ``text``, ``link`` and ``answer`` are empty until it is public."""

    id: str
    kind: str
    day: str
    state: str
    outcome: str
    decision: str
    release: str
    about: str
    text: str
    link: str
    view_kind: str
    view_query: str
    view_release: str
    indicator: str
    area: str
    right: str
    people: str
    answer: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A dated reply of a statistical office, beside a figure and never in its place."""

    id: str
    day: str
    office: str
    indicator: str
    area: str
    year: int | None
    text: str
    link: str
    dated: str


def today() -> str:
    """The day, and nothing finer."""
    return datetime.now(UTC).date().isoformat()


def default_url() -> str:
    """Where items are kept."""
    return os.environ.get(URL) or f"sqlite:///{made_folder() / 'feedback.sqlite'}"


class Feedback:
    """The store. Opened at first use; a database that is away costs these pages and no other."""

    def __init__(self, url: str | None = None) -> None:
        self._url = url
        self._engine: Engine | None = None

    def _opened(self) -> Engine:
        if self._engine is None:
            url = self._url or default_url()
            if url.startswith("sqlite:///"):
                Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(url, pool_pre_ping=True)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _careful)
                event.listen(engine, "begin", _begin_at_once)
            with engine.begin() as connection:
                migrate(connection)
            self._engine = engine
        return self._engine

    @contextmanager
    def _transaction(self, is_writing: bool = False) -> Iterator[Connection]:
        try:
            engine = self._opened().execution_options(is_writing=is_writing)
            with engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(type(error).__name__) from error

    def close(self) -> None:
        """Give all connections back."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def add(self, kind: Kind, values: Mapping[str, Any]) -> str:
        """Keep a new item; its public id. Raises Unavailable."""
        with self._transaction(is_writing=True) as connection:
            number = _free_id(connection, "Q" if kind is Kind.QUESTION else "P")
            row = {**values, "id": number, "kind": kind.value, "day": today(), "state": State.RECEIVED.value}
            connection.execute(insert(items).values(**row))
            _note(connection, number, "reader", State.RECEIVED, Outcome.NONE, "")
            return number

    def find(self, number: str, is_moderator: bool = False) -> Item | None:
        """One item; None where there is none, or where it was spam and a reader asks."""
        with self._transaction() as connection:
            row = connection.execute(select(items).where(items.c.id == number)).one_or_none()
        if row is None or (row.outcome == Outcome.SPAM and not is_moderator):
            return None
        return _item(row, is_moderator)

    def listed(self, kind: Kind, filters: Mapping[str, str], is_moderator: bool = False, most: int = 500) -> list[Item]:
        """Items, newest first. ``filters`` are columns and the values they must have."""
        wanted = select(items).where(items.c.kind == kind.value)
        for name, value in filters.items():
            if name == "area":  # a list, so the code is looked for between commas
                listed = literal(",").concat(items.c.area).concat(",")
                wanted = wanted.where(listed.contains(f",{value},", autoescape=True))
            else:
                wanted = wanted.where(items.c[name] == value)
        if not is_moderator:
            wanted = wanted.where(items.c.outcome != Outcome.SPAM.value)
        with self._transaction() as connection:
            rows = connection.execute(wanted.order_by(items.c.day.desc(), items.c.id).limit(most)).all()
        return [_item(row, is_moderator) for row in rows]

    def states(self, number: str) -> list[tuple[str, str, str, str]]:
        """Day, state, outcome and note of every change, oldest first."""
        with self._transaction() as connection:
            rows = connection.execute(select(history).where(history.c.item == number).order_by(history.c.number)).all()
        return [(row.day, row.state, row.outcome, row.note) for row in rows]

    def change(self, number: str, state: State, outcome: Outcome, note: str = "", **values: Any) -> None:
        """Move an item on. Raises NoSuchItem, Unavailable."""
        with self._transaction(is_writing=True) as connection:
            changed = {"state": state.value, "outcome": outcome.value, **values}
            done = connection.execute(update(items).where(items.c.id == number).values(**changed))
            if not done.rowcount:
                raise NoSuchItem(number)
            _note(connection, number, "moderator", state, outcome, note)

    def reply(self, values: Mapping[str, Any]) -> str:
        """Keep a reply; its id."""
        with self._transaction(is_writing=True) as connection:
            number = _free_id(connection, "R")
            connection.execute(insert(replies).values(**values, id=number, day=today()))
            _turn(connection)
            return number

    def withdraw(self, number: str) -> None:
        """Take a reply away from its figure. Raises NoSuchItem."""
        with self._transaction(is_writing=True) as connection:
            done = connection.execute(update(replies).where(replies.c.id == number).values(is_withdrawn=1))
            if not done.rowcount:
                raise NoSuchItem(number)
            _turn(connection)

    def replies(self, indicator: str = "", area: str = "") -> list[Reply]:
        """Replies that stand, newest first; of an indicator, a place or both."""
        wanted = select(replies).where(replies.c.is_withdrawn == 0)
        if indicator:
            wanted = wanted.where(replies.c.indicator == indicator)
        if area:
            wanted = wanted.where(replies.c.area == area)
        with self._transaction() as connection:
            rows = connection.execute(wanted.order_by(replies.c.dated.desc(), replies.c.id)).all()
        return [Reply(r.id, r.day, r.office, r.indicator, r.area, r.year, r.text, r.link, r.dated) for r in rows]

    def counts(self, indicator: str) -> tuple[int, int]:
        """How many questions there are about an indicator, and how many of them are answered or closed."""
        with self._transaction() as connection:
            rows = connection.execute(
                select(items.c.state, func.count())
                .where(items.c.indicator == indicator, items.c.kind == Kind.QUESTION.value)
                .where(items.c.outcome != Outcome.SPAM.value)
                .group_by(items.c.state)
            ).all()
        by_state = {state: int(count) for state, count in rows}
        return sum(by_state.values()), by_state.get(State.ANSWERED, 0) + by_state.get(State.CLOSED, 0)

    def revision(self) -> int:
        """A number that grows with every change, so that pages which show items know when to be made anew."""
        with self._transaction() as connection:
            return int(connection.scalar(select(meta.c.value).where(meta.c.name == "revision")) or 0)


def _careful(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions itself, see _begin_at_once
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "synchronous=NORMAL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_at_once(connection: Connection) -> None:
    """A writer waits at its beginning and not in its middle, where SQLite would refuse instead of waiting."""
    is_writing = connection.get_execution_options().get("is_writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _free_id(connection: Connection, letter: str) -> str:
    """An id that is not taken: six letters that nobody can count through."""
    table = replies if letter == "R" else items
    while True:
        number = f"{letter}-{''.join(secrets.choice(LETTERS) for _ in range(6))}"
        if connection.scalar(select(func.count()).select_from(table).where(table.c.id == number)) == 0:
            return number


def _note(connection: Connection, number: str, who: str, state: State, outcome: Outcome, note: str) -> None:
    row = {"item": number, "day": today(), "who": who, "state": state.value, "outcome": outcome.value, "note": note}
    connection.execute(insert(history).values(**row))
    _turn(connection)


def _turn(connection: Connection) -> None:
    connection.execute(update(meta).where(meta.c.name == "revision").values(value=meta.c.value + 1))


def _item(row: Row[Any], is_moderator: bool) -> Item:
    shown = bool(row.is_public) or is_moderator
    hidden = {} if shown else {"text": "", "link": "", "answer": ""}
    values = {name: getattr(row, name) for name in Item.__slots__}
    return Item(**{**values, **hidden, "is_public": bool(row.is_public)})
