from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from huying.groundwork.access import looks, services
from huying.groundwork.access.models import Look
from huying.groundwork.people.models import Person
from huying.kernel import clock


@pytest.fixture
def ordinary(db) -> Person:
    return Person.objects.create(name="王先生")


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_look_is_kept_once_in_five_minutes_for_one_page(lin, held_clock):
    for minutes in (0, 1, 4):
        held_clock(clock.now() + timedelta(minutes=minutes and 1))
        services.record_look(lin, "person", 7, "desk:person")
    assert Look.objects.count() == 1
    held_clock(clock.now() + timedelta(minutes=6))
    services.record_look(lin, "person", 7, "desk:person")
    assert Look.objects.count() == 2


@pytest.mark.parametrize("other", [{"subject": 8}, {"route": "desk:request"}, {"kind": "household"}])
def test_another_subject_page_or_kind_is_another_look(lin, held_clock, other):
    look = {"kind": "person", "subject": 7, "route": "desk:person"}
    services.record_look(lin, **look)
    services.record_look(lin, **look | other)
    assert Look.objects.count() == 2


def test_another_account_is_another_look(lin, chen, held_clock):
    for account in (lin, chen):
        services.record_look(account, "person", 7, "desk:person")
    assert Look.objects.count() == 2


def test_shown_keeps_the_sensitive_and_leaves_the_others(rf, lin, zhou, ordinary):
    request = rf.get("/")
    request.user, request.resolver_match = lin, None
    looks.shown(request, zhou, ordinary, None)
    assert list(Look.objects.values_list("kind", "subject")) == [("person", str(zhou.pk))]


def test_a_whole_list_costs_two_statements(rf, lin, django_assert_num_queries):
    people = Person.objects.bulk_create(Person(name=f"老人{i}", is_sensitive=True) for i in range(40))
    request = rf.get("/")
    request.user, request.resolver_match = lin, None
    with django_assert_num_queries(2):
        looks.shown(request, *people)
    assert Look.objects.count() == 40


def test_nobody_sensitive_costs_nothing(rf, lin, ordinary, django_assert_num_queries):
    request = rf.get("/")
    request.user, request.resolver_match = lin, None
    with django_assert_num_queries(0):
        looks.shown(request, ordinary)


@pytest.mark.parametrize("change", [lambda look: look.save(), lambda look: look.delete()], ids=["changed", "deleted"])
def test_a_look_can_be_neither_changed_nor_deleted(lin, change):
    services.record_look(lin, "person", 7, "desk:person")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Look.objects.get())


# --- the auditor's page ---


def test_the_auditor_reads_who_looked_at_whom_by_name(lin, zhou, auditor):
    services.record_look(lin, "person", zhou.pk, "desk:person")
    page = signed_in(auditor).get("/looks/").content.decode()
    assert "周阿婆" in page and "林" in page


def test_reading_it_is_itself_a_look(lin, zhou, auditor):
    services.record_look(lin, "person", zhou.pk, "desk:person")
    signed_in(auditor).get("/looks/")
    assert Look.objects.get(account=auditor).kind == "looks"


def test_it_finds_by_account_day_and_person(lin, chen, zhou, auditor, held_clock):
    services.record_look(lin, "person", zhou.pk, "desk:person")
    held_clock(clock.now() + timedelta(days=1))
    services.record_look(chen, "person", zhou.pk + 1, "desk:queue")
    client = signed_in(auditor)
    for query in (f"account={lin.pk}", "day=2026-11-23", f"subject={zhou.pk}"):
        page = client.get(f"/looks/?{query}").content.decode()
        assert "desk:person" in page and "desk:queue" not in page, query


def test_its_queries_do_not_grow_with_its_rows(lin, auditor, django_assert_max_num_queries):
    people = Person.objects.bulk_create(Person(name=f"老人{i}", is_sensitive=True) for i in range(90))
    services.record_looks(lin, "person", [p.pk for p in people], "desk:person")
    client = signed_in(auditor)
    with django_assert_max_num_queries(14):
        page = client.get("/looks/").content.decode()
    assert page.count("<tr>") == 1 + 40
