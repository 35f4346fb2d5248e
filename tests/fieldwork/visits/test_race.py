"""Two phones at one door: the row's lock lets one step happen once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from huying.fieldwork.visits import services
from huying.fieldwork.visits.services import row
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import NotNow

PHONES = 6


def all_at_once(visit, account) -> list[str]:
    gate = Barrier(PHONES)

    def touch(_n: int) -> str:
        gate.wait()
        try:
            services.arrive(visit, by=account)
            return "arrived"
        except NotNow:
            return "not now"
        finally:
            connection.close()

    with ThreadPoolExecutor(PHONES) as phones:
        return list(phones.map(touch, range(PHONES)))


@pytest.mark.django_db(transaction=True)
def test_one_arrival_however_many_phones(sent, wu):
    assert sorted(all_at_once(sent, wu.account)) == ["arrived"] + ["not now"] * (PHONES - 1)
    assert Entry.objects.filter(verb="visit_arrive").count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_several_arrive(sent, wu, monkeypatch, on_postgresql):
    """On PostgreSQL only: SQLite lets one writer in at a time anyway."""
    inside = Barrier(PHONES)

    def unlocked(visit):
        found = type(visit).objects.get(pk=visit.pk)
        inside.wait(timeout=20)
        return found

    monkeypatch.setattr(row, "locked", unlocked)
    assert all_at_once(sent, wu.account).count("arrived") > 1
