"""Start-up refuses a database that may lose what it says it saved. Each test has its weaker setting as control."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from huying.config import durability, surroundings
from huying.config.management.commands.db_worker import Command


@pytest.fixture
def sqlite_with(tmp_path, db):
    """A connection to a database file, opened with pragmas after our own."""
    opened = []

    def connect(*pragmas: str) -> DatabaseWrapper:
        options = surroundings.sqlite(str(tmp_path / "some.sqlite3"))
        options["OPTIONS"]["init_command"] += "".join(f"; PRAGMA {pragma}" for pragma in pragmas)
        wrapper = DatabaseWrapper(connections.configure_settings({"default": options})["default"])
        opened.append(wrapper)
        return wrapper

    yield connect
    for wrapper in opened:
        wrapper.close()


def test_the_tests_own_database_is_durable(db):
    assert durability.weaknesses(connection) == []


def test_our_sqlite_settings_are_durable(sqlite_with):
    assert durability.weaknesses(sqlite_with()) == []


@pytest.mark.parametrize(
    "pragmas",
    [["synchronous=OFF"], ["synchronous=NORMAL"], ["journal_mode=WAL", "synchronous=NORMAL"],
     ["journal_mode=OFF"], ["journal_mode=MEMORY"], ["foreign_keys=OFF"]],
)
def test_weaker_sqlite_is_found(sqlite_with, pragmas):
    assert durability.weaknesses(sqlite_with(*pragmas))


def test_wal_only_where_the_library_is_sound(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert "journal_mode=DELETE" in surroundings.sqlite("x")["OPTIONS"]["init_command"]
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert "journal_mode=WAL" in surroundings.sqlite("x")["OPTIONS"]["init_command"]


def test_weaker_postgresql_is_found(db, on_postgresql):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
    assert durability.weaknesses(connection) == ["synchronous_commit is off"]


def test_start_up_refuses(db, monkeypatch):
    durability.require_durable()
    monkeypatch.setattr(durability, "weaknesses", lambda connection: ["it is made of paper"])
    with pytest.raises(ImproperlyConfigured, match="made of paper"):
        durability.require_durable()
    with pytest.raises(ImproperlyConfigured, match="made of paper"):
        Command().handle()


def test_the_server_refuses_a_weaker_database(tmp_path):
    """The real server's door in a process of its own; the same door opens on our own settings."""
    weaken = "from huying.config import surroundings as s; s.sqlite = (lambda real: lambda name: "
    weaken += "(d := real(name))['OPTIONS'].update(init_command='PRAGMA synchronous=OFF') or d)(s.sqlite); "
    said = {}
    for name, before in (("ours", ""), ("weaker", weaken)):
        said[name] = subprocess.run(
            [sys.executable, "-c", before + "import huying.config.asgi"], capture_output=True, text=True, check=False,
            env={"PATH": os.environ["PATH"], "HUYING_HOME": str(tmp_path), "HUYING_DEMO": "1"},
        )
    assert said["ours"].returncode == 0, said["ours"].stderr
    assert said["weaker"].returncode == 1
    assert "synchronous is weaker than FULL" in said["weaker"].stderr
