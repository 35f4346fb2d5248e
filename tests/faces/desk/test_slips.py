"""Paper slips: printed in route order, read back by keyboard."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from huying.faces.desk import slips
from huying.fieldwork.dispatch.models import AssignmentMember
from huying.fieldwork.visits import services
from huying.fieldwork.visits.models import SignOff, Visit
from huying.groundwork.access.models import Look
from huying.groundwork.journal.models import Entry
from huying.kernel import clock
from huying.kernel.errors import BadInput
from tests.cast import MORNING
from tests.faces.field.conftest import asked, body, visit  # noqa: F401
from tests.fieldwork.visits.scene import held, send, sent  # noqa: F401

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(lin) -> Client:
    client = Client()
    client.force_login(lin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shanghai(hours: int, minutes: int = 0) -> datetime:
    return datetime(2026, 11, 23, hours, minutes, tzinfo=clock.SHANGHAI)


def key(desk: Client, visit: Visit, **fields: object):  # noqa: F811
    given = {"day": "2026-11-23", "outcome": "fixed", "work_done": "疏通主管", **fields}
    return desk.post(reverse("desk:key_slip", args=[visit.number]), body(**given))


def test_a_slip_has_what_paper_needs(desk, sent, asked, wu, zhou):  # noqa: F811
    text = desk.get(reverse("desk:print_slips", args=[wu.pk]), {"day": "2026-11-23"}).content.decode()
    for needed in (sent.number, asked.receipt, "延吉二村12号301室", "三楼，敲门重一点", "19900000301", "水漫出来了", "021-5500 0100"):
        assert needed in text
    assert text.count("data:image/svg+xml") == 2
    assert Look.objects.filter(subject=str(zhou.pk), route="desk:print_slips").exists()


def test_the_list_says_who_goes_out(desk, sent, wu):  # noqa: F811
    text = desk.get(reverse("desk:slips")).content.decode()
    assert "吴师傅" in text and reverse("desk:print_slips", args=[wu.pk]) in text
    assert "吴师傅" not in desk.get(reverse("desk:slips"), {"day": "2026-11-24"}).content.decode()


def test_one_slip_alone(desk, sent):  # noqa: F811
    assert sent.number in desk.get(reverse("desk:print_slip", args=[sent.number])).content.decode()


def _member(visit_id: int, hour: int, lon: float) -> AssignmentMember:
    from huying.fieldwork.dispatch.models import Assignment
    from huying.groundwork.places.models import Place

    place = Place(lon=lon, lat=31.29)
    assignment = Assignment(visit=Visit(place=place, number=f"V{visit_id}"))
    return AssignmentMember(id=visit_id, assignment=assignment, starts=shanghai(hour))


def test_route_order_is_by_start_then_nearest_next():
    first, far, near = _member(1, 9, 121.50), _member(2, 10, 121.60), _member(3, 10, 121.51)
    assert [m.pk for m in slips.in_route_order([far, near, first])] == [1, 3, 2]


@pytest.mark.parametrize("text", ["14:05", "1405", "14.05", "１４：０５", " 14 : 05 ", "14点05分", "14时05"])
def test_times_as_people_write_them(text):
    assert slips.read_time(text, day=TODAY, field="arrived") == shanghai(14, 5)


@pytest.mark.parametrize(("text", "hours"), [("930", (9, 30)), ("9点", (9, 0)), ("0:00", (0, 0)), ("23:59", (23, 59))])
def test_short_times(text, hours):
    assert slips.read_time(text, day=TODAY, field="arrived") == shanghai(*hours)


@pytest.mark.parametrize("text", ["25:00", "12:60", "下午", "1", "-1:30", "1:2:3", "9" * 20])
def test_no_times(text):
    with pytest.raises(BadInput) as wrong:
        slips.read_time(text, day=TODAY, field="arrived")
    assert wrong.value.field == "arrived"


def test_keying_a_slip_in(desk, sent, lin, held, asked):  # noqa: F811
    held(MORNING + timedelta(hours=6))
    answer = key(desk, sent, arrived="10:40", finished="1130", materials="PVC 弯头 2\n生料带×1\n胶水", signer="周阿婆")
    assert answer.url == reverse("desk:slips")
    sent.refresh_from_db()
    asked.refresh_from_db()
    assert (sent.state, asked.state) == ("signed_off", "fixed")
    assert (sent.arrived_at, sent.ended_at) == (shanghai(10, 40), shanghai(11, 30))
    assert list(sent.materials.values_list("name", "quantity")) == [("PVC 弯头", 2), ("生料带", 1), ("胶水", 1)]
    sign = SignOff.objects.get()
    assert (sign.way, sign.signer, sign.taken_by) == ("paper", "周阿婆", lin)
    facts = Entry.objects.get(verb="visit_arrive").facts
    assert facts["on_paper"] and facts["claimed_at"].startswith("2026-11-23T10:40")


def test_an_impossible_time_is_kept_as_a_claim_and_said(desk, sent, held):  # noqa: F811
    held(MORNING + timedelta(hours=6))
    key(desk, sent, arrived="08:00", finished="11:30")
    sent.refresh_from_db()
    assert sent.arrived_at == MORNING + timedelta(hours=6)
    assert Entry.objects.get(verb="visit_arrive").facts["claimed_at"].startswith("2026-11-23T08:00")
    assert sent.number in desk.get(reverse("desk:slips")).content.decode()


def test_nobody_home(desk, sent):  # noqa: F811
    key(desk, sent, outcome="missed", work_done="")
    sent.refresh_from_db()
    assert sent.state == "missed"


def test_a_slip_sent_twice_is_one(desk, sent):  # noqa: F811
    once = body(day="2026-11-23", outcome="fixed", work_done="疏通")
    address = reverse("desk:key_slip", args=[sent.number])
    assert desk.post(address, once).status_code == desk.post(address, once).status_code == 302
    assert Entry.objects.filter(verb="visit_finish").count() == 1


def test_a_slip_that_adds_nothing_is_refused(desk, sent):  # noqa: F811
    key(desk, sent, signer="周")
    assert key(desk, sent, signer="周").status_code == 409


def test_a_visit_nobody_was_sent_to_is_refused(desk, visit):  # noqa: F811
    assert key(desk, visit).status_code == 409


@pytest.mark.parametrize(
    ("fields", "word"),
    [({"work_done": ""}, "做了什么"), ({"arrived": "2500"}, "2500"), ({"arrived": "1130", "finished": "1040"}, "早于"), ({"day": "yesterday"}, "日期")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, sent, held, fields, word):  # noqa: F811
    held(MORNING + timedelta(hours=6))
    answer = key(desk, sent, signer="周桂芳", **fields)
    assert answer.status_code == 422
    assert word in answer.content.decode() and "周桂芳" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "assigned"


def test_a_mistyped_number_is_noticed(desk, sent):  # noqa: F811
    right = desk.get(reverse("desk:slips"), {"number": sent.number.lower().replace("-", "")})
    assert right.url == reverse("desk:key_slip", args=[sent.number])
    wrong = ("X" if sent.number[0] != "X" else "Y") + sent.number[1:]
    answer = desk.get(reverse("desk:slips"), {"number": wrong})
    assert answer.status_code == 422 and wrong in answer.content.decode()


def test_a_number_that_fits_but_is_not_there(desk):
    answer = desk.get(reverse("desk:slips"), {"number": "KX7-9QTJ"})
    assert answer.status_code == 422


def test_half_written_slips_change_nothing(desk, sent, monkeypatch):  # noqa: F811
    """One transaction: a slip whose last step fails has not arrived either."""
    monkeypatch.setattr(services, "sign_off", lambda *_a, **_k: (_ for _ in ()).throw(BadInput("no")))
    assert key(desk, sent, signer="周", materials="弯头 2").status_code == 422
    sent.refresh_from_db()
    assert sent.state == "assigned" and not sent.materials.exists()


def test_the_pages_ask_the_database_a_constant_number_of_times(desk, sent, wu, lin, room, django_assert_max_num_queries):  # noqa: F811
    for n in range(8):
        with clock.held_at(MORNING + timedelta(hours=2 + n)):
            more = services.order_visit(services.VisitOrder(thread=sent.thread, address=room.label, place=room, brief=f"第{n}单", due_at=MORNING), by=lin)
            send(more, wu)
    with django_assert_max_num_queries(16):
        assert "第5单" in desk.get(reverse("desk:print_slips", args=[wu.pk]), {"day": "2026-11-23"}).content.decode()
    with django_assert_max_num_queries(10):
        desk.get(reverse("desk:slips"), {"day": "2026-11-23"})


def test_quantities_are_read_where_they_are_numbers():
    from huying.faces.desk.slip_forms import SlipForm

    form = SlipForm({"day": "2026-11-23", "outcome": "fixed", "work_done": "x", "materials": "水管 ２.5\nPVC 75\n扎带"})
    assert form.is_valid()
    assert form.keyed().materials == (("水管", Decimal("2.5"), ""), ("PVC", Decimal(75), ""), ("扎带", Decimal(1), ""))




@pytest.mark.parametrize(("line", "read"), [
    ("PVC 弯头 2", ("PVC 弯头", 2, "")), ("水管 2米", ("水管", 2, "米")), ("水管 2 米", ("水管", 2, "米")), ("PVC弯头2个", ("PVC弯头", 2, "个")),
    ("角阀　１　个", ("角阀", 1, "个")), ("生料带×3", ("生料带", 3, "")), ("电线 2.5m", ("电线", Decimal("2.5"), "m")), ("角阀 DN20", ("角阀 DN20", 1, "")),
    ("角阀 DN20 9999", ("角阀 DN20", 9999, "")), ("胶水", ("胶水", 1, "")),
])
def test_materials_as_people_write_them(line, read):
    assert slips.read_material(line, line=1) == read


POISON = ["角阀 20231123", "角阀 NaN", "角阀 Infinity", "角阀 1E9", "角阀 1e9", "NaN", "角阀 -1", "角阀 0", "角阀 0.001", "角阀 20mm", "角阀 １００００", "1E9", "角阀 ½",
          "角阀 " + "9" * 200, "12"]


@pytest.mark.parametrize("line", POISON)
def test_what_is_no_quantity_is_refused_with_its_line(desk, sent, line):  # noqa: F811
    answer = key(desk, sent, materials=f"胶水\n{line}")
    page = answer.content.decode()
    assert answer.status_code == 422 and "第 2 行" in page
    sent.refresh_from_db()
    assert sent.state == "assigned" and not sent.materials.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E9", "0.001", "-1", "20231123"])
def test_no_other_way_leads_such_a_quantity_into_a_visit(sent, wu, number):  # noqa: F811
    services.arrive(sent, by=wu.account)
    with pytest.raises(BadInput):
        services.add_material(sent, services.Used(Decimal(number), name="角阀"), by=wu.account)


def test_unbounded_a_part_number_would_poison_the_visit(desk, sent, wu, monkeypatch):  # noqa: F811
    monkeypatch.setattr("huying.fieldwork.visits.rules.is_quantity", lambda _quantity: True)
    services.arrive(sent, by=wu.account)
    from decimal import InvalidOperation

    from django.db import DatabaseError

    with pytest.raises((InvalidOperation, DatabaseError)):
        services.add_material(sent, services.Used(Decimal(20231123), name="角阀"), by=wu.account)
        list(sent.materials.all())
