"""The queue: order, filters, and a number of queries that does not grow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.casework.intake import selectors, services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken
from huying.kernel import clock

from ...cast import MORNING
from .conftest import sign_in


@pytest.fixture
def many(lin, held_clock, building, zhou):
    """Twenty-four cases, every third with a visit nobody was sent to."""
    for n in range(24):
        held_clock(MORNING + timedelta(minutes=n))
        one = services.take_call(CallTaken(words=f"第{n}件：下水堵了", place=building, trade="drainage", person=zhou), by=lin)
        if n % 3 == 0:
            services.order_work(one.pk, by=lin)


def queries(client, path) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_the_queue_asks_as_often_for_many_as_for_few(desk, case, many):
    desk.get("/desk/")
    few = queries(desk, "/desk/?view=unassigned")
    assert queries(desk, "/desk/") <= few + 4
    assert queries(desk, "/desk/") <= 32


def test_the_least_time_left_comes_first(desk, lin, held_clock):
    services.take_call(CallTaken(words="慢慢来", trade="masonry", severity="minor"), by=lin)
    services.take_call(CallTaken(words="今天要", trade="masonry", severity="urgent"), by=lin)
    page = desk.get("/desk/").content.decode()
    assert page.index("今天要") < page.index("慢慢来")


def test_an_emergency_stands_above_what_is_late(desk, lin, held_clock):
    services.take_call(CallTaken(words="早就该办", trade="masonry", severity="urgent"), by=lin)
    held_clock(MORNING + timedelta(hours=6))
    services.take_call(CallTaken(words="水管爆了", trade="water_supply", severity="emergency"), by=lin)
    page = desk.get("/desk/").content.decode()
    assert page.index("水管爆了") < page.index("早就该办") and "is-late" in page


def test_each_view_shows_its_own(desk, lin, chen, case, wu):
    ordered = services.take_call(CallTaken(words="灯坏了", trade="lighting"), by=chen)
    services.order_work(ordered.pk, by=chen)
    unassigned = desk.get("/desk/?view=unassigned").content.decode()
    assert "灯坏了" in unassigned and case.title not in unassigned
    mine = desk.get("/desk/?view=mine").content.decode()
    assert case.title in mine and "灯坏了" not in mine
    assert case.title not in desk.get("/desk/?view=overdue").content.decode()


@pytest.mark.parametrize("query", ["trade=sorcery", "page=999", "page=x", "state=closed", "compound=/0/", "view=%00"])
def test_a_filter_that_cannot_be_read_is_no_fault(desk, case, query):
    assert desk.get(f"/desk/?{query}").status_code in (200, 422)


def test_the_live_region_gets_its_inside_only(desk, case):
    part = desk.get("/desk/", headers={"HX-Request": "true"}).content.decode()
    assert case.title in part and "<html" not in part


def test_nothing_open_is_said_kindly(desk):
    assert "没有待办的诉求" in desk.get("/desk/").content.decode()


@pytest.mark.parametrize("text", ["receipt", "19900000301", "延吉二村12号"])
def test_a_case_is_found_by_what_is_at_hand(desk, case, text):
    found = desk.get("/desk/find", {"q": case.receipt if text == "receipt" else text}).content.decode()
    assert case.title in found


def test_the_queue_says_when_the_caller_is_to_be_rung_again(desk, lin, held_clock):
    case = services.take_call(CallTaken(words="电梯困人", trade="lift", severity="emergency", dangers=("lift_entrapment",)), by=lin)
    held_clock(MORNING + timedelta(minutes=7))
    assert "回拨：" in desk.get("/desk/").content.decode()
    services.log_emergency_step(case.pk, card="lift", step="freed", by=lin)
    assert "回拨：" not in desk.get("/desk/").content.decode()


def test_looking_for_nothing_finds_nothing(desk, case):
    assert case.title not in desk.get("/desk/find?q=").content.decode()


def in_view(desk, view: str) -> str:
    return desk.get(f"/desk/?view={view}").content.decode()


def test_what_waits_comes_back_on_its_day(desk, lin, case, held_clock):
    services.wait_request(case.pk, reason="material", review_on=clock.local(MORNING).date() + timedelta(days=1), by=lin)
    assert case.title not in in_view(desk, "review")
    held_clock(MORNING + timedelta(hours=14, minutes=5))  # five past midnight here
    later = sign_in(lin)
    assert case.title in in_view(later, "review") and "到期复查" in in_view(later, "")


def test_a_pause_past_its_time_comes_back(desk, lin, case, wu, held_clock):
    visit = services.order_work(case.pk, by=lin)
    type(visit).objects.filter(pk=visit.pk).update(state="paused", pause_review_at=MORNING + timedelta(hours=2))
    assert case.title not in in_view(desk, "review")
    held_clock(MORNING + timedelta(hours=3))
    assert case.title in in_view(desk, "review")


def test_what_others_repair_is_still_ours_to_chase(desk, lin, case):
    services.hand_over_request(case.pk, services.Where("市政", "已电话移交"), by=lin)
    assert case.title in in_view(desk, "handed_over") and case.title not in in_view(desk, "")
    assert "已移交待跟进" in desk.get("/desk/").content.decode()


def test_what_lies_nowhere_we_know_has_its_own_view(desk, lin, case):
    services.take_call(CallTaken(words="灯坏了", address_raw="兰花苑"), by=lin)
    page = in_view(desk, "unplaced")
    assert "灯坏了" in page and case.title not in page and "地点待认" in page


@pytest.mark.parametrize("view", ["review", "handed_over", "unplaced"])
def test_each_new_view_asks_as_often_for_many_as_for_few(desk, lin, many, view):
    few = queries(desk, f"/desk/?view={view}")
    for case in Request.objects.filter(state="triaged")[:12]:
        if view == "review":
            services.wait_request(case.pk, reason="access", review_on=clock.local(clock.now()).date(), by=lin)
        elif view == "handed_over":
            services.hand_over_request(case.pk, services.Where("市政", "已移交"), by=lin)
        else:
            Request.objects.filter(pk=case.pk).update(place=None)
    assert queries(desk, f"/desk/?view={view}") <= few + 4 <= 32


WRITTEN = ["19900000301", "+86 199 0000 0301", "199-0000-0301", "１９９００００ ０３０１", "0086 19900000301"]
LANDLINE = ["55000012", "021-5500 0012", "(021)55000012", "+86 21 5500 0012", "02155000012", "21-5500-0012"]


@pytest.fixture
def rung_for(lin, zhou, room, held_clock):
    """Her daughter rang from her own telephone; the one to ring back is the old lady's landline."""
    return services.take_call(
        CallTaken(words="替妈妈报：水管漏", number_raw="199 0000 0301", contact_phone="55000012", person=zhou, place=room, trade="water_supply"), by=lin
    )


@pytest.mark.parametrize("text", [*WRITTEN, *LANDLINE])
def test_both_numbers_are_found_however_they_are_written(desk, rung_for, text):
    assert (rung_for.contact_phone, rung_for.call.number) == ("02155000012", "19900000301")
    found = desk.get("/desk/find", {"q": text})
    assert [row.pk for row in found.context["page"].object_list] == [rung_for.pk]


def test_read_by_its_digits_alone_a_number_would_be_missed(desk, rung_for, monkeypatch):
    from huying.casework.intake.selectors import queue

    monkeypatch.setattr(queue, "canonical_phone", lambda text: "".join(c for c in text if c.isdigit()))
    assert not desk.get("/desk/find", {"q": "55000012"}).context["page"].object_list


def test_another_number_finds_nothing_of_hers(desk, rung_for):
    assert not desk.get("/desk/find", {"q": "19900000302"}).context["page"].object_list


def test_a_name_or_a_house_number_is_no_telephone(desk, rung_for):
    assert desk.get("/desk/find", {"q": "延吉二村12号301室"}).context["page"].object_list


def test_finding_by_number_asks_as_often_for_many_as_for_few(desk, lin, rung_for, zhou, building):
    desk.get("/desk/find?q=19900000301")
    few = queries(desk, "/desk/find?q=19900000301")
    for n in range(15):
        one = services.take_call(CallTaken(words=f"又漏了{n}", number_raw="19900000301", place=building, trade="drainage", person=zhou), by=lin)
        services.order_work(one.pk, by=lin)
    assert len(desk.get("/desk/find?q=19900000301").context["page"].object_list) == 16
    assert queries(desk, "/desk/find?q=19900000301") <= few + 2 <= 24


def test_what_was_handed_over_is_found_by_an_index(db):
    plan = selectors.open_requests(selectors.QueueFilter(is_handed_over=True)).explain()
    assert "intake_by_state" in plan or connection.vendor == "postgresql"  # PostgreSQL reads an empty table whole


def test_the_number_on_the_slip_finds_the_case_too(desk, lin, rung_for):
    visit = services.order_work(rung_for.pk, by=lin)
    found = desk.get("/desk/find", {"q": visit.number.lower().replace("-", "")}).context["page"].object_list
    assert [row.pk for row in found] == [rung_for.pk]
