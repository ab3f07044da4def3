"""Tables of what readers send in, and how they came to their present shape.

Invariant: no column can tell who wrote: no name, no address of any kind, no time of day.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, insert, inspect, select, update

metadata = MetaData()

items = Table(
    "items",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("day", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("outcome", String(16), nullable=False, default=""),
    Column("decision", String(8), nullable=False, default=""),
    Column("release", String(16), nullable=False, default=""),
    Column("about", String(24), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("link", String(400), nullable=False, default=""),
    Column("view_kind", String(16), nullable=False, default=""),
    Column("view_query", String(800), nullable=False, default=""),
    Column("view_release", String(16), nullable=False, default=""),
    Column("indicator", String(120), nullable=False, default=""),
    Column("area", String(120), nullable=False, default=""),
    Column("right", String(60), nullable=False, default=""),
    Column("people", String(60), nullable=False, default=""),
    Column("answer", Text, nullable=False, default=""),
    Column("is_public", Integer, nullable=False, default=0),
)
history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("item", String(12), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("who", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("outcome", String(16), nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
)
replies = Table(
    "replies",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("office", String(200), nullable=False),
    Column("indicator", String(120), nullable=False),
    Column("area", String(12), nullable=False),
    Column("year", Integer),
    Column("text", Text, nullable=False),
    Column("link", String(400), nullable=False),
    Column("dated", String(10), nullable=False),
    Column("is_withdrawn", Integer, nullable=False, default=0),
)
meta = Table("meta", metadata, Column("name", String(20), primary_key=True), Column("value", Integer, nullable=False))

Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(insert(meta), [{"name": "schema", "value": 0}, {"name": "revision", "value": 0}])


STEPS: tuple[Step, ...] = (_first,)


def migrate(connection: Connection) -> None:
    """Take the steps that are missing, in one transaction that other processes wait for."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7240131)")
    has_meta = inspect(connection).has_table("meta")
    known = connection.scalar(select(meta.c.value).where(meta.c.name == "schema")) if has_meta else 0
    for number, step in enumerate(STEPS[known or 0 :], (known or 0) + 1):
        step(connection)
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=number))
