"""A saved call is on the disk, or we do not start: what the database must promise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# https://www.sqlite.org/pragma.html#pragma_synchronous: NORMAL (1) may lose the last commits at a power cut under WAL.
SQLITE_FULL = 2
WHAT_TO_DO = "Take the weaker setting away; nobody's call may be lost for speed."


@register(Tags.database)
def durable_databases(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    return [
        Error(f"Database {alias!r} may lose what was saved: {weakness}.", hint=WHAT_TO_DO, id="huying.E001")
        for alias in databases or ()
        for weakness in weaknesses(connections[alias])
    ]


def require_durable() -> None:
    """Refuse to serve on a database that may lose what it says it saved."""
    for message in durable_databases(None, databases=list(connections)):
        raise ImproperlyConfigured(f"{message.msg} {message.hint}")


def weaknesses(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return _sqlite(connection)
    return _postgresql(connection)


def _asked(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    if _asked(connection, "PRAGMA synchronous") < SQLITE_FULL:
        found.append("PRAGMA synchronous is weaker than FULL")
    if _asked(connection, "PRAGMA journal_mode") in ("off", "memory") and not _is_in_memory(connection):
        found.append("the journal is not on the disk")
    if not _asked(connection, "PRAGMA foreign_keys"):
        found.append("foreign keys are not enforced")
    return found


def _is_in_memory(connection: BaseDatabaseWrapper) -> bool:
    return not _asked(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")


def _postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    if _asked(connection, "SHOW synchronous_commit") == "off":
        found.append("synchronous_commit is off")
    found += [f"{name} is off" for name in ("fsync", "full_page_writes") if _asked(connection, f"SHOW {name}") == "off"]
    return found
