"""The auditor's page of the journal."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from huying.casework.intake.rules import REQUEST
from huying.fieldwork.visits.rules import VISIT
from huying.groundwork.journal import rules, services
from huying.kernel import clock


@pytest.fixture
def audit(auditor) -> Client:
    client = Client()
    client.force_login(auditor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def entry(by=None, **facts):
    with transaction.atomic():
        return services.write("call_taken", kind="request", subject=1, by=by, **facts)


def test_it_shows_who_did_what_in_words(audit, lin):
    entry(lin, receipt="KX7-9QT4", empty="")
    page = audit.get("/journal/").content.decode()
    assert "受理来电" in page and "林" in page and "KX7-9QT4" in page and "empty" not in page


def test_it_finds_by_thread_actor_and_day(audit, lin, chen, held_clock):
    thread = uuid4()
    entry(lin, thread=thread, mark="wanted")
    held_clock(clock.now() + timedelta(days=1))
    entry(chen, mark="other")
    for query in (f"thread={thread}", f"actor={lin.pk}", "day=2026-11-23"):
        page = audit.get(f"/journal/?{query}").content.decode()
        assert "wanted" in page and "other" not in page, query


def test_markup_in_a_fact_stays_text(audit, lin):
    entry(lin, words="<script>alert(1)</script>")
    assert "<script>alert" not in audit.get("/journal/").content.decode()


def test_its_queries_do_not_grow_with_its_rows(audit, lin, django_assert_max_num_queries):
    for _row in range(60):
        entry(lin, thread=uuid4())
    with django_assert_max_num_queries(10):
        assert audit.get("/journal/").status_code == 200


def test_every_move_of_a_request_and_a_visit_has_its_words():
    moves = {f"request_{verb}" for verb in REQUEST.verbs} | {f"visit_{verb}" for verb in VISIT.verbs}
    assert moves <= set(rules.VERBS)
