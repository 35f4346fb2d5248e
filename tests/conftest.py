from __future__ import annotations

import atexit
import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

pytest_plugins = ["tests.cast"]


def pytest_configure(config: pytest.Config) -> None:
    atexit.register(shutil.rmtree, settings.HOME, ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {connection.vendor}"


@pytest.fixture
def on_postgresql() -> None:
    """For proofs that only PostgreSQL can give: SQLite lets one writer in at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


_empty_all_tables = TransactionTestCase._fixture_teardown


def _empty_despite_triggers(case: TransactionTestCase) -> None:
    """Journal and looks forbid deleting; on SQLite emptying a table after a test *is* deleting."""
    if connection.vendor != "sqlite":
        return _empty_all_tables(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('journal_entry', 'access_look')")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        try:
            _empty_all_tables(case)
        finally:
            for _name, sql in triggers:
                cursor.execute(sql)


TransactionTestCase._fixture_teardown = _empty_despite_triggers
