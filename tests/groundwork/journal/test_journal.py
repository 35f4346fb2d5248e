"""The journal keeps what happened; a client's write happens once; news needs its wiring."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from huying.groundwork.journal import jobs, news, services
from huying.groundwork.journal.models import Entry, Operation
from huying.groundwork.journal.selectors import thread_of
from huying.kernel.errors import BadInput

pytestmark = pytest.mark.django_db


def _entry(thread=None, by=None):
    return services.write("looked", kind="thing", subject=7, by=by, thread=thread, weather="rain")


def test_entry_says_who_what_when(lin, held_clock):
    thread = uuid4()
    entry = _entry(thread, lin)
    assert list(thread_of(thread)) == [entry]
    assert (entry.actor, entry.verb, entry.subject, entry.facts) == (lin, "looked", "7", {"weather": "rain"})


@pytest.mark.parametrize("change", ["update", "delete"])
def test_entries_cannot_be_changed_or_removed(change):
    entry = _entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(verb="x") if change == "update" else entry.delete()


def test_control_without_the_trigger_an_entry_can_be_changed():
    entry = _entry()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
        else:
            cursor.execute("DROP TRIGGER journal_entry_append_only ON journal_entry")
    Entry.objects.filter(pk=entry.pk).update(verb="x")
    assert Entry.objects.get(pk=entry.pk).verb == "x"


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        _entry()


def test_once_does_it_once_and_answers_the_same(lin, client_uuid):
    done = []

    def do():
        done.append(1)
        return {"receipt": "ABC"}

    first = services.once(client_uuid, by=lin, route="r", body={"a": 1}, do=do)
    again = services.once(client_uuid, by=lin, route="r", body={"a": 1}, do=do)
    assert first == again == {"receipt": "ABC"} and done == [1]


def test_once_refuses_another_body_account_or_route(lin, chen, client_uuid):
    services.once(client_uuid, by=lin, route="r", body={"a": 1}, do=dict)
    for other in ({"by": lin, "route": "r", "body": {"a": 2}}, {"by": chen, "route": "r", "body": {"a": 1}},
                  {"by": lin, "route": "s", "body": {"a": 1}}):
        with pytest.raises(BadInput):
            services.once(client_uuid, do=dict, **other)


def test_once_forgets_what_failed_so_that_it_can_be_sent_again(lin, client_uuid):
    def fail():
        raise BadInput("no")

    with pytest.raises(BadInput):
        services.once(client_uuid, by=lin, route="r", body={}, do=fail)
    assert not Operation.objects.exists()
    assert services.once(client_uuid, by=lin, route="r", body={}, do=lambda: {"ok": True}) == {"ok": True}


@pytest.fixture
def no_wiring(monkeypatch):
    monkeypatch.setattr(news, "_wiring", None)
    monkeypatch.setattr(jobs, "_names", None)


def test_news_refuses_to_run_without_wiring(no_wiring):
    with pytest.raises(RuntimeError, match="wiring"):
        news.announce("visit_finished")
    with pytest.raises(RuntimeError, match="wiring"):
        jobs.request("anything")


def test_news_reaches_every_handler_in_order(no_wiring):
    heard = []
    news.install({"rang": (lambda **f: heard.append(("a", f)), lambda **f: heard.append(("b", f)))})
    news.announce("rang", bell=1)
    assert heard == [("a", {"bell": 1}), ("b", {"bell": 1})]


def test_an_unnamed_event_is_refused(no_wiring):
    news.install({})
    with pytest.raises(RuntimeError, match="nobody is wired"):
        news.announce("rang")
