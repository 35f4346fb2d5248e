"""“不用来了”: the desk calls the visit off, everybody is free, and the case can end."""

from uuid import uuid4

import pytest
from django.urls import reverse

from huying.casework.intake import services as intake
from huying.fieldwork.dispatch import selectors
from huying.fieldwork.dispatch import services as dispatch
from huying.fieldwork.dispatch.services import CrewOrder
from huying.fieldwork.visits import services as visits
from huying.groundwork.crews.models import Booking
from huying.groundwork.journal.models import Entry
from tests.faces.desk.conftest import sign_in
from tests.faces.desk.test_case_page import do, page_of


@pytest.fixture
def visit(case, lin):
    return intake.order_work(case.pk, by=lin)


def call_off(client, visit, **given):
    body = {"client_uuid": str(uuid4()), "note": "居民来电：不用来了", "seen": visit.state} | given
    return client.post(reverse("desk:call_off_visit", args=[visit.pk]), body)


def test_called_off_everybody_is_free_and_the_case_can_end(desk, case, visit, wu, pump, lin):
    dispatch.assign_visit(visit, CrewOrder.of(wu, equipment=(pump.pk,)), by=lin)
    visit.refresh_from_db()
    answer = call_off(desk, visit)
    assert (answer.status_code, answer.url) == (303, page_of(case))
    visit.refresh_from_db()
    case.refresh_from_db()
    assert (visit.state, case.state) == ("called_off", "triaged")
    assert selectors.active_assignment(visit) is None and not Booking.objects.filter(is_active=True).exists()
    entry = Entry.objects.get(verb="visit_call_off")
    assert entry.facts["note"] == "居民来电：不用来了" and wu.account_id in entry.told
    assert do(desk, case, "withdraw", note="不用来了").status_code == 303


def test_the_button_stands_on_both_pages_until_it_is_over(desk, case, visit):
    pages, address = (page_of(case), reverse("desk:dispatch", args=[visit.pk])), reverse("desk:call_off_visit", args=[visit.pk])
    assert all(address in desk.get(page).content.decode() for page in pages)
    call_off(desk, visit)
    assert not any(address in desk.get(page).content.decode() for page in pages)


def test_sent_twice_it_is_done_once(desk, visit):
    key = str(uuid4())
    assert [call_off(desk, visit, client_uuid=key).status_code for _ in range(2)] == [303, 303]
    assert Entry.objects.filter(verb="visit_call_off").count() == 1
    assert call_off(desk, visit).status_code == 412
    assert call_off(desk, visit, seen="called_off").status_code == 409


def test_without_a_reason_nothing_happens(desk, visit):
    assert call_off(desk, visit, note=" ").status_code == 422
    assert call_off(desk, visit, note="不" * 201).status_code == 422
    visit.refresh_from_db()
    assert visit.state == "ordered"


def test_whoever_began_since_is_not_sent_home_unasked(desk, visit, wu, lin):
    dispatch.accept_assignment(dispatch.assign_visit(visit, CrewOrder.of(wu), by=lin), by=wu.account)
    visit.refresh_from_db()
    visits.arrive(visit, by=wu.account)
    assert call_off(desk, visit).status_code == 412
    assert call_off(desk, visit, seen="").status_code == 303  # control: without the question he is


def test_outsiders_and_readers_do_not(visit, wu, auditor, held_clock):
    assert [call_off(sign_in(who), visit).status_code for who in (wu.account, auditor)] == [403, 403]


def test_no_such_visit(desk, db):
    assert desk.post(reverse("desk:call_off_visit", args=[uuid4()]), {"client_uuid": uuid4(), "note": "x"}).status_code == 404
