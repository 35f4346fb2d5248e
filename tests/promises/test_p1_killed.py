"""P1: an acknowledged call is never lost when the server dies, and none is half kept.

kill -9 at random moments under several callers at once, over the real HTTP server: some at the page that needs no
login, some call takers at the desk who keep a call and order its visit in one go. The ledger of what was
acknowledged stands outside the server. The short form runs with the tests; `./run prove` runs the long one.
"""

from __future__ import annotations

import os
import random
import re
import threading
import uuid
from contextlib import suppress

import httpx
import pytest

from tests.server import APPLICATION, RealServer

RESIDENTS, CALL_TAKERS = 2, 2
RECEIPT = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{4}")
LOGIN, PASSWORD = "lin", "a-long-enough-pass"
OPEN_ACCOUNT = f"""
from huying.groundwork.access.services import open_account
open_account({LOGIN!r}, name="林", password={PASSWORD!r}, by=None, roles=["call_taker", "dispatcher"], is_temporary=False)
"""


class Callers:
    """Residents at the emergency page and call takers at the desk, again and again; `ledger` holds what they were told.

    `desk` counts the calls acknowledged to a call taker, whose visit stands with them.
    """

    def __init__(self, address: str, *, call_takers: int = CALL_TAKERS) -> None:
        self.address, self.ledger, self.stopped = address, [], threading.Event()
        self.desk = 0
        who = [self._resident] * RESIDENTS + [self._call_taker] * call_takers
        self.threads = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in who]

    def _work(self, call) -> None:
        with httpx.Client(timeout=5, base_url=self.address, headers={"Referer": self.address}) as client:
            while not self.stopped.is_set():
                # The server may be gone in the middle of anything; then nothing was acknowledged.
                with suppress(httpx.HTTPError, KeyError):
                    call(client, f"管子爆了 {uuid.uuid4()}")

    def _resident(self, client: httpx.Client, words: str) -> None:
        answer = client.post("/emergency/", data={"number": "", "address": "", "words": words, "client_uuid": str(uuid.uuid4())})
        if answer.status_code == 200 and (found := RECEIPT.search(answer.text)):
            self.ledger.append((found[0], words))

    def _call_taker(self, client: httpx.Client, words: str) -> None:
        if "sessionid" not in client.cookies:
            client.get("/sign-in/")
            token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post("/sign-in/", data={"username": LOGIN, "password": PASSWORD, **token})
        call = {"words": words, "outcome": "dispatch", "severity": "urgent", "trade": "drainage", "client_uuid": str(uuid.uuid4())}
        answer = client.post("/desk/calls/new", data=call | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        if answer.status_code == 303 and "/visits/" in answer.headers["Location"]:
            self.desk += 1
            self.ledger.append((None, words))

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
            while not (callers.ledger and callers.desk):
                assert server.process.poll() is None
            threading.Event().wait(chance.uniform(0.05, 0.6))
            server.kill()
        acknowledged += callers.ledger
    return acknowledged


def lost(server: RealServer, acknowledged: list[tuple[str | None, str]]) -> set[tuple[str | None, str]]:
    """Return what was acknowledged and is not there: by receipt and words, or for the desk by the words of its visit."""
    kept = set(server.rows("SELECT receipt, words FROM intake_request"))
    kept |= {(None, words) for (words,) in server.rows("SELECT words FROM visits_visit")}
    return set(acknowledged) - kept


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
        *server.rows("SELECT v.id FROM visits_visit v LEFT JOIN intake_requestvisit l ON l.visit_id = v.id WHERE l.id IS NULL"),
        *server.rows(
            "SELECT r.id FROM intake_request r LEFT JOIN intake_requestvisit l ON l.request_id = r.id WHERE r.state = 'ordered' AND l.id IS NULL"
        ),
        *server.rows(
            "SELECT v.id FROM visits_visit v LEFT JOIN journal_entry e ON e.thread = v.thread AND e.verb = 'visit_order' WHERE e.id IS NULL"
        ),
    ]


@pytest.fixture
def start_server(tmp_path, request):
    started = []

    def start(application: str = APPLICATION) -> RealServer:
        server = RealServer(tmp_path, postgres=os.environ.get("HUYING_TEST_DATABASE_URL", ""), application=application)
        started.append(server)
        server.command("migrate", "--verbosity", "0")
        server.command("shell", "--no-imports", "-c", OPEN_ACCOUNT)
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
    assert _prove(start_server(), kills=4) >= 8


def test_control_a_server_that_answers_before_keeping_is_found_out(start_server):
    server = start_server("tests.promises.forgetful:application")
    acknowledged = kill_again_and_again(server, kills=2, seed=1)
    server.start()
    assert lost(server, acknowledged)


@pytest.mark.long
def test_long_form(start_server, record_property):
    server = start_server()
    record_property("acknowledged", _prove(server, kills=200))
