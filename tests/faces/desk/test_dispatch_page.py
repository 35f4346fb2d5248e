"""Whom to send: by Enter, by number key, a crew with pumps, and every refusal as a sentence on the page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from huying.fieldwork.dispatch import selectors, services
from huying.fieldwork.dispatch.models import Assignment, Offer
from huying.fieldwork.dispatch.services import CrewOrder
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.services import Hands
from huying.groundwork.crews.models import Booking, Equipment
from huying.groundwork.journal.models import Entry
from tests.cast import MORNING, new_technician
from tests.faces.desk.conftest import sign_in
from tests.fieldwork.dispatch.scene import new_visit


@pytest.fixture
def visit(lin, room, held_clock):
    return new_visit(room, by=lin)


def page_of(visit):
    return reverse("desk:dispatch", args=[visit.pk])


def send(client, visit, verb, **given):
    body = {"client_uuid": uuid4(), **({} if verb == "assign" else {"assignment": shown(visit)}), **given}
    return client.post(reverse("desk:dispatch_do", args=[visit.pk, verb]), body)


def shown(visit):
    """What a page opened now carries hidden: who has the visit."""
    there = selectors.active_assignment(visit)
    return str(there.pk) if there else ""


def buttons(html):
    """The people as the page's own buttons send them, in the page's order."""
    return re.findall(r'<button[^>]*name="person" value="([^"]+)"', html)


def boxes(html):
    return re.findall(r'<input type="checkbox" name="person" value="([^"]+)"[^>]* checked', html)


def test_one_enter_sends_the_first(desk, visit, wu, room):
    html = desk.get(page_of(visit)).content.decode()
    first = re.search(r'<button[^>]*name="person" value="([^"]+)"[^>]*autofocus', html)
    assert first and first[1].startswith(f"{wu.pk}@")
    answer = send(desk, visit, "assign", person=first[1])
    assert answer.status_code == 303
    assert selectors.active_assignment(visit).lead == wu


def test_sent_twice_it_is_done_once(desk, visit, wu):
    (value,) = buttons(desk.get(page_of(visit)).content.decode())
    key = uuid4()
    for _ in range(2):
        assert send(desk, visit, "assign", person=value, client_uuid=key).status_code == 303
    assert Assignment.objects.count() == 1


def test_every_reason_and_every_stop_is_said(desk, lin, room, wu, held_clock):
    new_technician("YJ08", trades={"carpentry": 4}, name="木师傅")
    html = desk.get(page_of(new_visit(room, by=lin))).content.decode()
    assert "吴师傅" in html and "木师傅" in html
    assert html.count('class="is-barred"') == 1
    assert "%(" not in html.split('<main')[1]


def test_a_crew_of_three_with_two_pumps(desk, lin, room, compound, held_clock):
    new_technician("YJ01", grade=2, trades={"drainage": 2}, base=room, name="梅师傅")
    for n in (2, 3, 4):
        new_technician(f"YJ0{n}", base=room)
    for code in ("P01", "P02", "P03"):
        Equipment.objects.create(code=code, kind="pump", name="潜水泵", home=compound, place=compound)
    visit = new_visit(room, by=lin, needs=[Hands("drainage", count=3)], equipment=(("pump", 2),))
    html = desk.get(page_of(visit)).content.decode()
    people, lead = boxes(html), re.search(r'name="lead" value="(\d+)" checked', html)[1]
    pumps = re.findall(r'name="equipment" value="(\d+)" checked', html)
    assert len(people) == 3 and len(pumps) == 2
    assert send(desk, visit, "assign", person=people, lead=lead, equipment=pumps).status_code == 303
    there = selectors.active_assignment(visit)
    assert there.lead.name == "梅师傅" and there.members.count() == 3
    assert Booking.objects.filter(purpose=visit.pk, is_active=True).count() == 2


def test_the_slower_desk_reads_who_was_faster(desk, visit, wu, chen):
    new_technician("YJ08")
    values = buttons(desk.get(page_of(visit)).content.decode())
    services.assign_visit(visit, CrewOrder.of(wu), by=chen)
    answer = send(desk, visit, "assign", person=next(v for v in values if not v.startswith(f"{wu.pk}@")))
    assert answer.status_code == 409
    assert "吴师傅" in answer.content.decode() and "陈" in answer.content.decode()


@pytest.mark.parametrize("given", [{}, {"person": "x"}, {"person": "1@a@b"}, {"person": "1@2026-11-23T10:00@2026-11-23T10:00"}, {"person": "9@9"}])
def test_what_cannot_be_read_is_said(desk, visit, wu, given):
    assert send(desk, visit, "assign", **given).status_code == 422
    assert not Assignment.objects.exists()


def test_the_desk_says_yes_and_no_for_him(desk, visit, wu, lin):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert send(desk, visit, "decline", reason="busy").status_code == 303
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert send(desk, visit, "accept").status_code == 303
    assert Entry.objects.get(verb="accept").facts["by_phone"] is True
    assert "吴师傅" in desk.get(page_of(visit)).content.decode()


def test_held_out_grabbed_and_withdrawn(desk, visit, wu):
    sun = new_technician("YJ08", name="孙师傅")
    assert send(desk, visit, "offer", to=[wu.pk, sun.pk]).status_code == 303
    offer = Offer.objects.get(technician=sun)
    assert send(desk, visit, "grab", offer=offer.pk).status_code == 303
    assert selectors.active_assignment(visit).lead == sun
    assert send(desk, visit, "withdraw").status_code == 303


def test_transfer_help_and_call_back(desk, visit, wu, lin):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    sun, qian = new_technician("YJ08", name="孙师傅"), new_technician("YJ09", name="钱师傅")
    values = {int(v.split("@")[0]): v for v in buttons(desk.get(page_of(visit)).content.decode())}
    assert wu.pk not in values
    assert send(desk, visit, "transfer", person=values[sun.pk], reason="sooner").status_code == 303
    assert selectors.active_assignment(visit).lead == sun
    assert send(desk, visit, "help", person=values[qian.pk]).status_code == 303
    assert selectors.active_assignment(visit).members.count() == 2
    assert send(desk, visit, "call_off").status_code == 303
    assert selectors.active_assignment(visit) is None


DEEDS = {"accept": {}, "decline": {"reason": "busy"}, "call_off": {}, "transfer": {"reason": "sooner"}, "help": {}}


@pytest.fixture
def swapped(desk, visit, wu, lin, chen):
    """Lin's page shows Wu; meanwhile Chen sent Sun instead. The page as she sees it, and a button on it."""
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    sun, qian = new_technician("YJ08", name="孙师傅"), new_technician("YJ09", name="钱师傅")
    html = desk.get(page_of(visit)).content.decode()
    person = next(v for v in buttons(html) if v.startswith(f"{qian.pk}@"))
    services.transfer_visit(visit, CrewOrder.of(sun), reason="sooner", by=chen)
    return html, {"assignment": re.search(r'name="assignment" value="([^"]+)"', html)[1], "person": person}


def test_every_form_about_somebody_says_whom_it_shows(desk, visit, wu, lin):
    there = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    new_technician("YJ08")
    html = desk.get(page_of(visit)).content.decode()
    forms = {re.search(r"dispatch/(\w+)\"", form)[1]: form for form in re.findall(r"<form.*?</form>", html, re.S) if "/dispatch/" in form}
    assert set(forms) == {"accept", "decline", "call_off", "transfer"}
    assert all(f'name="assignment" value="{there.pk}"' in form for form in forms.values())


@pytest.mark.parametrize("verb", sorted(DEEDS))
def test_a_deed_meant_for_one_man_never_falls_on_another(desk, visit, swapped, verb):
    entries = Entry.objects.count()
    answer = send(desk, visit, verb, **DEEDS[verb] | swapped[1])
    page = answer.content.decode()
    assert answer.status_code == 412 and "孙师傅" in page and "陈" in page and "没有做任何改动" in page
    there = selectors.active_assignment(visit)
    assert (there.lead.name, there.state, there.members.count()) == ("孙师傅", "offered", 1)
    assert Entry.objects.count() == entries


def test_control_without_that_question_it_would_fall_on_him(desk, visit, swapped, monkeypatch):
    monkeypatch.setattr(services, "hold_assignment", lambda visit, _shown: selectors.active_assignment(visit))
    assert send(desk, visit, "accept", assignment=swapped[1]["assignment"]).status_code == 303
    assert selectors.active_assignment(visit).state == "accepted"


@pytest.mark.parametrize("shown", ["", "nonsense"])
def test_a_form_that_does_not_say_whom_it_means_does_nothing(desk, visit, wu, lin, shown):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert send(desk, visit, "accept", assignment=shown).status_code == 412
    assert selectors.active_assignment(visit).state == "offered"


def test_meanwhile_nobody_has_it(desk, visit, wu, lin):
    there = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    services.call_off_assignment(there, by=lin)
    assert send(desk, visit, "accept", assignment=str(there.pk)).status_code == 412
    assert send(desk, visit, "accept").status_code == 409


def test_from_on_site_only_help_is_offered(desk, visit, wu, lin):
    services.accept_assignment(services.assign_visit(visit, CrewOrder.of(wu), by=lin), by=wu.account)
    visits.arrive(visit, by=wu.account)
    new_technician("YJ08")
    html = desk.get(page_of(visit)).content.decode()
    assert "dispatch/help" in html and "dispatch/transfer" not in html and "dispatch/call_off" not in html


def test_lift_work_says_ring_the_firm_first(desk, lin, room, wu, held_clock):
    visit = new_visit(room, by=lin, needs=[Hands("lift")])
    html = desk.get(page_of(visit)).content.decode()
    assert 'name="stay_only" value="1"' in html
    (value,) = buttons(html)
    assert send(desk, visit, "assign", person=value).status_code == 409
    assert send(desk, visit, "assign", person=value, stay_only="1").status_code == 303


def test_no_such_visit_or_deed(desk, visit):
    assert desk.get(reverse("desk:dispatch", args=[uuid4()])).status_code == 404
    assert send(desk, visit, "explode").status_code == 404


def test_readers_see_and_do_not_send(visit, wu, auditor, held_clock):
    client = sign_in(auditor)
    html = client.get(page_of(visit)).content.decode()
    assert 'name="person"' not in html
    assert send(client, visit, "assign", person="1@1@1").status_code == 403


@pytest.mark.parametrize("people", [3, 120])
def test_the_page_asks_a_constant_number_of_questions(desk, visit, room, people, django_assert_max_num_queries):
    for n in range(people):
        new_technician(f"T{n:03}", base=room)
    desk.get(page_of(visit))
    with django_assert_max_num_queries(26):
        desk.get(page_of(visit))


# --- the board and the pumps -----------------------------------------------------------------------------------------


def test_the_board_draws_people_by_quarter_hours(desk, visit, wu, lin):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    html = desk.get(reverse("desk:board")).content.decode()
    # From seven to seven: ten o'clock is the twelfth quarter; fifteen minutes of way and sixty of work are five.
    assert re.search(r'class="job tone-waiting at-12 for-5', html)
    assert 'class="now at-12"' in html and "style=" not in html.split("<main")[1]


def test_the_board_moves_by_hours_and_bears_nonsense(desk, visit, wu):
    assert 'class="now' not in desk.get(reverse("desk:board"), {"by": "24"}).content.decode()
    for nonsense in ("x", "99999", "--1", "１"):
        assert desk.get(reverse("desk:board"), {"by": nonsense}).status_code == 200


@pytest.mark.parametrize("people", [3, 120])
def test_the_board_asks_a_constant_number_of_questions(desk, lin, room, people, pump, django_assert_max_num_queries):
    for n in range(people):
        services.assign_visit(new_visit(room, by=lin), CrewOrder.of(new_technician(f"T{n:03}", base=room)), by=lin)
    desk.get(reverse("desk:board"))
    with django_assert_max_num_queries(16):
        desk.get(reverse("desk:board"))


def test_twelve_pumps_on_one_page(desk, visit, wu, lin, compound, building, django_assert_max_num_queries):
    pumps = [Equipment.objects.create(code=f"P{n:02}", kind="pump", name="潜水泵", home=compound, place=compound) for n in range(1, 13)]
    services.assign_visit(visit, CrewOrder.of(wu, equipment=(pumps[0].pk,)), by=lin)
    do = lambda pump, verb, **given: desk.post(  # noqa: E731
        reverse("desk:equipment_do", args=[pump.pk, verb]), {"client_uuid": uuid4(), **given}
    )
    with django_assert_max_num_queries(12):
        html = desk.get(reverse("desk:equipment")).content.decode()
    assert all(p.code in html for p in pumps) and visit.number in html
    assert do(pumps[1], "move", place=building.pk).status_code == 303
    assert do(pumps[0], "release").status_code == 303
    assert do(pumps[1], "home").status_code == 303
    assert do(pumps[2], "condition", condition="broken", note="叶轮坏").status_code == 303
    assert do(pumps[2], "move", place="").status_code == 422
    assert do(pumps[2], "condition", condition="sunk").status_code == 422
    assert do(pumps[2], "melt").status_code == 404
    for pump in pumps[:3]:
        pump.refresh_from_db()
    assert (pumps[1].place, pumps[2].condition) == (compound, "broken")
    assert not Booking.objects.filter(is_active=True).exists()


def test_times_on_the_page_are_what_is_sent(desk, visit, wu, held_clock):
    """A page left open for half an hour sends him now, not half an hour ago."""
    (value,) = buttons(desk.get(page_of(visit)).content.decode())
    held_clock(MORNING + timedelta(minutes=30))
    assert send(desk, visit, "assign", person=value).status_code == 303
    assert selectors.active_assignment(visit).starts == MORNING + timedelta(minutes=30)


def test_why_it_was_transferred_is_read_in_words(desk, visit, wu, lin):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    services.transfer_visit(visit, CrewOrder.of(new_technician("YJ08", name="孙师傅")), reason="sooner", by=lin)
    html = desk.get(page_of(visit)).content.decode().split('class="thread')[1]
    assert "别人到得更快" in html and "sooner" not in html


def test_a_second_enter_does_not_say_yes_for_him(desk, visit, wu, lin):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert "autofocus" not in desk.get(page_of(visit)).content.decode()


ASKED = "水漫出来了\n\n— 话务员问答 —\n电断了没有？ 否"


def test_the_call_takers_questions_are_not_put_into_the_residents_mouth(desk, visit):
    type(visit).objects.filter(pk=visit.pk).update(words=ASKED)
    page = desk.get(page_of(visit)).content.decode()
    assert "“水漫出来了”" in page and "<b>话务员问答</b>" in page and "电断了没有？ 否”" not in page


def test_not_taken_apart_they_would_stand_in_her_quotes(desk, visit, monkeypatch):
    monkeypatch.setattr("huying.kernel.text._ASIDE", re.compile("(?!)"))
    type(visit).objects.filter(pk=visit.pk).update(words=ASKED)
    assert "电断了没有？ 否”" in desk.get(page_of(visit)).content.decode()
