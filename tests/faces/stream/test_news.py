"""The stream over ASGI: who hears of what, and nothing else."""

from __future__ import annotations

import asyncio
import json
import time
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import AsyncClient, Client
from django.urls import reverse

from huying.faces.stream import hub as hub_module
from huying.faces.stream import rules
from huying.groundwork.access.rules import DESK_READERS
from huying.groundwork.journal import services as journal
from huying.groundwork.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
# Only so that a stream that never answers fails instead of hanging.
PATIENCE_S = 10


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(rules, "POLL_S", 0.01)
    monkeypatch.setattr(rules, "BEAT_S", 0.05)


def client_of(account) -> AsyncClient:
    client = AsyncClient()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def happen(**given) -> None:
    facts = {"verb": "request_triage", "kind": "request", "subject": uuid4(), "by": None} | given
    with transaction.atomic():
        journal.write(facts.pop("verb"), **facts)


async def elsewhere(act, *args, **given):
    """Do something in the database as another process would."""
    def run():
        try:
            return act(*args, **given)
        finally:
            connection.close()

    return await asyncio.to_thread(run)


async def topics(response, *, until: str = "") -> list[tuple[str, str]]:
    """Return what the stream told until a message of the topic `until` came, or it closed."""
    heard = []
    async for chunk in response.streaming_content:
        for line in chunk.decode().splitlines():
            if line.startswith("data: ") and (told := json.loads(line[6:])):
                heard.append((told["topic"], told.get("subject", "")))
        if until and any(topic == until for topic, _subject in heard):
            break
    await response.streaming_content.aclose()
    return heard


def listen(client, after, *, until="", headers=None):
    """Open the stream, do `after` once it is open, and return the topics heard."""
    async def run():
        response = await client.get(reverse("stream:news"), headers=headers)
        assert response.status_code == 200
        content = aiter(response.streaming_content)
        first = await anext(content)
        await elsewhere(after)
        response.streaming_content = content
        return first.decode(), await topics(response, until=until)

    return asyncio.run(asyncio.wait_for(run(), PATIENCE_S))


def test_the_desk_hears_of_a_request_and_not_what_it_says(lin):
    case = uuid4()
    _hello, heard = listen(client_of(lin), lambda: happen(thread=case, subject=case, words="漏水"), until="request")
    assert heard == [("queue", ""), ("request", str(case))]


def test_a_technician_hears_only_of_what_he_is_told(wu):
    foreign, own = str(uuid4()), str(uuid4())

    def after():
        happen(kind="visit", subject=foreign, thread=uuid4(), told=[])
        happen(kind="visit", subject=own, thread=uuid4(), told=[wu.account_id])

    _hello, heard = listen(client_of(wu.account), after, until="visit")
    assert heard == [("my_jobs", ""), ("visit", own)]


def test_control_without_the_filter_the_technician_would_hear_of_foreign_visits(wu, monkeypatch):
    monkeypatch.setattr(rules.Listener, "hears_all", True)
    foreign = str(uuid4())
    _hello, heard = listen(client_of(wu.account), lambda: happen(kind="visit", subject=foreign, thread=uuid4()), until="visit")
    assert ("visit", foreign) in heard


def test_what_was_missed_is_told_again(lin):
    case = uuid4()
    happen(thread=case, subject=case)
    last = Entry.objects.latest("id").pk
    for _each in range(3):
        happen(thread=case, subject=case)
    hello, _heard = listen(client_of(lin), lambda: happen(thread=case), until="queue", headers={"Last-Event-ID": str(last)})
    assert str(case) in hello


def test_too_much_missed_is_a_reload_and_not_a_flood(lin, monkeypatch):
    monkeypatch.setattr(rules, "REPLAY_MOST", 2)
    monkeypatch.setattr(rules, "TRAIL", 0)
    happen(thread=uuid4())
    last = Entry.objects.latest("id").pk
    for _each in range(5):
        happen(thread=uuid4())
    hello, _heard = listen(client_of(lin), lambda: happen(thread=uuid4()), until="queue", headers={"Last-Event-ID": str(last)})
    assert "event: reload" in hello


def test_a_session_that_ends_closes_the_stream(lin, monkeypatch):
    monkeypatch.setattr(rules, "RECHECK_S", 0)
    _hello, heard = listen(client_of(lin), lambda: Session.objects.all().delete())
    assert heard == []


def test_a_role_taken_away_closes_the_stream(lin, monkeypatch):
    monkeypatch.setattr(rules, "RECHECK_S", 0)
    _hello, heard = listen(client_of(lin), lambda: lin.grants.all().delete())
    assert heard == []


def test_nobody_listening_means_nobody_reading(lin):
    async def run():
        here = hub_module.hub()
        queue = await here.join()
        assert here.task is not None
        here.leave(queue)
        return here.task

    assert asyncio.run(run()) is None


def test_an_id_committed_late_is_still_told():
    def entry(pk: int) -> None:
        Entry.objects.create(pk=pk, at="2026-11-23T02:00:00Z", verb="x", kind="request", subject="1")

    entry(1)
    reader = hub_module.Reader.at_the_end()
    entry(4)
    assert [n.id for n in reader.read()] == [4]
    entry(3)
    assert [n.id for n in reader.read()] == [3]
    assert reader.read() == []


def test_an_id_that_never_comes_is_not_asked_for_ever(monkeypatch):
    Entry.objects.create(pk=5, at="2026-11-23T02:00:00Z", verb="x", kind="request", subject="1")
    reader = hub_module.Reader.at_the_end()
    assert reader.gaps
    later = time.monotonic() + rules.GAP_FOR_S + 1
    monkeypatch.setattr(hub_module.time, "monotonic", lambda: later)
    reader.read()
    assert reader.gaps == {}


def test_a_wsgi_server_refuses(lin):
    client = Client()
    client.force_login(lin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("stream:news")).status_code == 409


def test_an_outsider_is_refused(outsider):
    client = client_of(outsider)

    async def run():
        return await client.get(reverse("stream:news"), headers={"Accept": "text/event-stream"})

    assert asyncio.run(run()).status_code == 403


@pytest.mark.parametrize("role", sorted(DESK_READERS))
def test_everybody_at_the_desk_hears_all(role):
    news = rules.News(1, "request", "r", "t", "", ())
    assert rules.topics_of(news, rules.Listener(7, frozenset({role}))) == (("queue", ""), ("request", "t"))
