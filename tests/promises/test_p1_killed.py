"""P1: an acknowledged call is never lost when the server dies, and none is half kept.

kill -9 at random moments under several callers at once, over the real HTTP server; the ledger of what was
acknowledged stands outside it. The short form runs with the tests; `./run prove` runs the long one.
"""

from __future__ import annotations

import os
import random
import re
import threading
import uuid

import httpx
import pytest

from tests.server import APPLICATION, RealServer

CALLERS = 4
RECEIPT = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{4}")


class Callers:
    """Several people at the emergency page, again and again; `ledger` holds what they were told."""

    def __init__(self, address: str) -> None:
        self.address, self.ledger, self.stopped = f"{address}/emergency/", [], threading.Event()
        self.threads = [threading.Thread(target=self._call, args=(n,), daemon=True) for n in range(CALLERS)]

    def _call(self, who: int) -> None:
        with httpx.Client(timeout=5) as client:
            while not self.stopped.is_set():
                slip = {"number": "", "address": f"{who} 号楼", "words": f"管子爆了 {uuid.uuid4()}", "client_uuid": str(uuid.uuid4())}
                try:
                    answer = client.post(self.address, data=slip)
                except httpx.HTTPError:
                    continue
                if answer.status_code == 200 and (found := RECEIPT.search(answer.text)):
                    self.ledger.append((found[0], slip["words"]))

    def __enter__(self) -> Callers:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def kill_again_and_again(server: RealServer, *, kills: int, seed: int) -> list[tuple[str, str]]:
    """Return what was acknowledged over `kills` lives of the server."""
    chance, acknowledged = random.Random(seed), []
    for _life in range(kills):
        server.start()
        with Callers(server.address) as callers:
            # Not before somebody was served: an idle server's death proves nothing.
            while not callers.ledger:
                assert server.process.poll() is None
            threading.Event().wait(chance.uniform(0.05, 0.6))
            server.kill()
        acknowledged += callers.ledger
    return acknowledged


def lost(server: RealServer, acknowledged: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return set(acknowledged) - set(server.rows("SELECT receipt, words FROM intake_request"))


def half_kept(server: RealServer) -> list[tuple]:
    """Calls without a request, requests without their entry or their operation's answer, entries of nothing."""
    return [
        *server.rows("SELECT c.id FROM intake_call c LEFT JOIN intake_request r ON r.call_id = c.id WHERE r.id IS NULL"),
        *server.rows(
            "SELECT r.id FROM intake_request r LEFT JOIN journal_entry e ON e.thread = r.id AND e.verb = 'call_taken' WHERE e.id IS NULL"
        ),
        *server.rows(
            "SELECT e.id FROM journal_entry e LEFT JOIN intake_request r ON r.id = e.thread WHERE e.verb = 'call_taken' AND r.id IS NULL"
        ),
        *server.rows("SELECT client_uuid FROM journal_operation WHERE CAST(result AS TEXT) = '{}'"),
        *server.rows(
            "SELECT 'operations' WHERE (SELECT count(*) FROM journal_operation) <> (SELECT count(*) FROM intake_request)"
        ),
    ]


@pytest.fixture
def start_server(tmp_path, request):
    started = []

    def start(application: str = APPLICATION) -> RealServer:
        server = RealServer(tmp_path, postgres=os.environ.get("HUYING_TEST_DATABASE_URL", ""), application=application)
        started.append(server)
        server.command("migrate", "--verbosity", "0")
        return server

    yield start
    for server in started:
        server.close()


def _prove(server: RealServer, *, kills: int) -> int:
    acknowledged = kill_again_and_again(server, kills=kills, seed=kills)
    server.start()
    assert not lost(server, acknowledged)
    assert not half_kept(server)
    return len(acknowledged)


def test_no_acknowledged_call_is_lost_and_none_is_half_kept(start_server):
    assert _prove(start_server(), kills=5) >= 5


def test_control_a_server_that_answers_before_keeping_is_found_out(start_server):
    server = start_server("tests.promises.forgetful:application")
    acknowledged = kill_again_and_again(server, kills=2, seed=1)
    server.start()
    assert lost(server, acknowledged)


@pytest.mark.long
def test_long_form(start_server, record_property):
    server = start_server()
    record_property("acknowledged", _prove(server, kills=200))
