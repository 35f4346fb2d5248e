"""The shift leader keeps the plan: shifts, leave, presence, renewed permits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from huying.fieldwork.dispatch import services as dispatch
from huying.fieldwork.dispatch.services import CrewOrder
from huying.groundwork.crews.models import Leave, Permit, Shift
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import NotNow
from tests.cast import MORNING, new_technician
from tests.faces.desk.conftest import sign_in
from tests.fieldwork.dispatch.scene import new_visit


@pytest.fixture
def leader(chen, held_clock):
    return sign_in(chen)


@pytest.fixture
def sun(db):
    return new_technician("YJ08", on_shift=False, name="孙师傅")


def send(client, who, verb, **given):
    return client.post(reverse("desk:technician_do", args=[who.pk, verb]), {"client_uuid": uuid4(), **given})


def test_with_a_shift_he_can_be_sent(leader, lin, room, sun):
    visit = new_visit(room, by=lin)
    with pytest.raises(NotNow):
        dispatch.assign_visit(visit, CrewOrder.of(sun), by=lin)
    assert send(leader, sun, "shift", day="2026-11-23", starts="08:00", ends="17:00").status_code == 303
    assert dispatch.assign_visit(visit, CrewOrder.of(sun), by=lin).lead == sun
    assert Entry.objects.get(verb="add_shift").subject == str(sun.pk)


def test_a_night_shift_ends_on_the_morrow_and_can_be_removed(leader, sun):
    send(leader, sun, "shift", day="2026-11-23", starts="20:00", ends="08:00")
    shift = sun.shifts.get()
    assert shift.ends - shift.starts == timedelta(hours=12)
    assert send(leader, sun, "shift", day="2026-11-24", starts="07:00", ends="09:00").status_code == 409
    assert send(leader, sun, "drop-shift", row=shift.pk).status_code == 303
    assert send(leader, sun, "drop-shift", row=shift.pk).status_code == 404
    assert not Shift.objects.exists() and Entry.objects.filter(verb="remove_shift").count() == 1


def test_on_leave_he_cannot_be_sent(leader, lin, room, wu):
    given = {"starts": "2026-11-23T09:00", "ends": "2026-11-24T09:00", "reason": "发烧"}
    assert send(leader, wu, "leave", **given).status_code == 303
    assert send(leader, wu, "leave", **given).status_code == 409
    with pytest.raises(NotNow):
        dispatch.assign_visit(new_visit(room, by=lin), CrewOrder.of(wu), by=lin)
    assert "发烧" in leader.get(reverse("desk:technician", args=[wu.pk])).content.decode()
    assert send(leader, wu, "drop-leave", row=Leave.objects.get().pk).status_code == 303
    assert dispatch.assign_visit(new_visit(room, by=lin), CrewOrder.of(wu), by=lin)
    assert [e.told for e in Entry.objects.filter(verb__endswith="_leave")] == [[wu.account_id]] * 2


def test_the_same_permit_is_valid_longer(leader, wu):
    today = MORNING.date()
    permit = Permit.objects.create(technician=wu, kind="height", number="G1", expires_on=today - timedelta(days=1))
    assert "已过期" in leader.get(reverse("desk:technician", args=[wu.pk])).content.decode()
    assert send(leader, wu, "permit", row=permit.pk, until="2026-01-01").status_code == 422
    assert send(leader, wu, "permit", row=permit.pk, until="2626-01-01").status_code == 422
    assert send(leader, wu, "permit", row=permit.pk, until="2029-11-30").status_code == 303
    permit.refresh_from_db()
    assert permit.expires_on.isoformat() == "2029-11-30"
    assert Entry.objects.get(verb="renew_permit").facts["after"] == "2029-11-30"


def test_presence_and_a_form_sent_twice(leader, wu):
    key = uuid4()
    for _ in range(2):
        assert send(leader, wu, "presence", presence="on_break", client_uuid=key).status_code == 303
    wu.refresh_from_db()
    assert wu.presence == "on_break" and Entry.objects.filter(verb="set_presence").count() == 1


@pytest.mark.parametrize(("verb", "given"), [
    ("presence", {"presence": "asleep"}), ("shift", {}), ("shift", {"day": "0001-01-01", "starts": "08:00", "ends": "07:00"}),
    ("shift", {"day": "9999-12-31", "starts": "08:00", "ends": "07:00"}), ("leave", {"starts": "2026-11-23T09:00", "ends": "2026-11-23T08:00"}),
    ("leave", {"starts": "0001-01-01T00:00", "ends": "0001-01-02T08:00"}), ("leave", {"starts": "9999-12-31T23:00", "ends": "9999-12-31T23:59"}),
    ("leave", {"starts": "2026-11-23T09:00", "ends": "2036-11-23T08:00"}), ("drop-shift", {"row": "x"}), ("permit", {"row": "1"}),
    ("drop-leave", {"row": 2**70}),
])
def test_what_cannot_be_meant_is_said(leader, wu, verb, given):
    before = Shift.objects.count()
    assert send(leader, wu, verb, **given).status_code == 422
    assert (Shift.objects.count(), Leave.objects.count()) == (before, 0)


def test_another_mans_shift_is_not_there(leader, wu, sun):
    assert send(leader, sun, "drop-shift", row=wu.shifts.get().pk).status_code == 404
    assert send(leader, sun, "explode").status_code == 404
    assert leader.get(reverse("desk:technician", args=[999])).status_code == 404


def test_who_plans_and_who_reads(wu, auditor, manager, held_clock):
    page = reverse("desk:technician", args=[wu.pk])
    reader, planner = sign_in(auditor), sign_in(manager)
    assert "drop-shift" not in reader.get(page).content.decode() and "drop-shift" in planner.get(page).content.decode()
    assert (send(reader, wu, "presence", presence="off").status_code, send(planner, wu, "presence", presence="off").status_code) == (403, 303)
    assert sign_in(wu.account).get(page).status_code == 403
