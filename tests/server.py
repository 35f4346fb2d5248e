"""The real server, as a customer runs it, in processes of its own that a test may kill."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg

BIN = Path(sys.executable).parent
START_WITHIN_S = 60
APPLICATION = "huying.config.asgi:application"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class RealServer:
    """granian over a database of its own: a file in `home`, or a new database beside the one at `postgres`."""

    def __init__(self, home: Path, *, postgres: str = "", application: str = APPLICATION) -> None:
        self.home, self.application, self.port = home, application, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._admin, self.database_url = postgres, ""
        if postgres:
            name = f"huying_{secrets.token_hex(6)}"
            self._name = name
            with psycopg.connect(postgres, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            self.database_url = f"{postgres.rsplit('/', 1)[0]}/{name}"
        self.environment = {
            **os.environ, "HUYING_HOME": str(home), "HUYING_DEMO": "1", "HUYING_DEBUG": "",
            "DATABASE_URL": self.database_url, "HUYING_TEST_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "huying.config.settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        }

    def command(self, *words: str) -> str:
        """Run `huying …` on the server's own database and return what it says."""
        done = subprocess.run([str(BIN / "huying"), *words], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"huying {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self) -> None:
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(BIN / "granian"), "--interface", "asgi", "--host", "127.0.0.1", "--port", str(self.port),
                 "--workers", "1", "--no-ws", "--log-level", "warning", self.application],
                env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                assert self.process.poll() is None, (self.home / "server.log").read_text()[-2000:]
        raise AssertionError("the server did not start\n" + (self.home / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 for the server and all it started: no goodbye, no flush."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, past the application."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(statement).fetchall()
        with closing(sqlite3.connect(self.home / "huying.sqlite3")) as connection:
            return connection.execute(statement).fetchall()

    def close(self) -> None:
        self.stop()
        if self.database_url:
            with psycopg.connect(self._admin, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
