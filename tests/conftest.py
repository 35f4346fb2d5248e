from __future__ import annotations

import atexit
import shutil

import pytest
from django.conf import settings
from django.db import connection

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
