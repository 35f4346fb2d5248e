from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from huying.fieldwork.dispatch import selectors, services
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember
from huying.fieldwork.dispatch.services import CrewOrder, Seat
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.services import Hands
from huying.groundwork.crews.models import Booking, Leave
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, Missing, NotNow, Refused
from tests.cast import MORNING, new_technician
from tests.fieldwork.dispatch.scene import new_visit


@pytest.fixture(autouse=True)
def _clock(held_clock):
    return held_clock


@pytest.fixture
def visit(lin, room):
    return new_visit(room, by=lin)


def test_it_works_and_the_crew_is_told(visit, wu, lin):
    assignment = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    visit.refresh_from_db()
    assert (visit.state, assignment.state, assignment.is_active) == ("assigned", "offered", True)
    entry = Entry.objects.get(verb="assign")
    assert entry.told == [wu.account_id] and entry.thread == visit.thread
    assert entry.facts["people"] == ["吴师傅"]
    assert assignment.ends - assignment.starts == timedelta(minutes=15 + visit.minutes)


def test_with_two_pumps_and_a_crew_of_three(lin, room, pump, wu, compound):
    from huying.groundwork.crews.models import Equipment

    second = Equipment.objects.create(code="P02", kind="pump", name="泵", place=compound)
    visit = new_visit(room, by=lin, needs=[Hands("drainage", count=3)], equipment=(("pump", 2),))
    order = CrewOrder.of(new_technician("YJ01", grade=2, trades={"drainage": 2}), wu, new_technician("YJ02"), equipment=(pump.pk, second.pk))
    assignment = services.assign_visit(visit, order, by=lin)
    assert [m.role for m in assignment.members.order_by("pk")] == ["lead", "member", "member"]
    assert {b.purpose for b in Booking.objects.filter(is_active=True)} == {visit.pk}


def test_the_second_desk_is_told_who_was_faster(visit, wu, lin, chen):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    with pytest.raises(NotNow) as refused:
        services.assign_visit(visit, CrewOrder.of(new_technician("YJ01")), by=chen)
    assert (refused.value.facts["who"], refused.value.facts["lead"]) == ("林", "吴师傅")


def test_nobody_is_promised_twice_at_once(visit, wu, lin, chen, room):
    services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    with pytest.raises(NotNow) as refused:
        services.assign_visit(new_visit(room, by=chen), CrewOrder.of(wu), by=chen)
    assert (refused.value.facts["name"], refused.value.facts["number"], refused.value.facts["who"]) == ("吴师傅", visit.number, "林")


def test_he_may_be_promised_the_next_span(visit, wu, lin, room):
    first = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    after = services.assign_visit(new_visit(room, by=lin), CrewOrder.of(wu, starts=first.ends), by=lin)
    assert after.starts == first.ends


@pytest.mark.parametrize("need", [Hands("electric", 3), Hands("electric", permit="low_voltage"), Hands("roof")])
def test_work_never_goes_to_whoever_lacks_the_papers(room, wu, lin, need):
    visit = new_visit(room, by=lin, needs=[need])
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    visit.refresh_from_db()
    assert visit.state == "ordered" and not Assignment.objects.exists() and not Entry.objects.filter(verb="assign").exists()


def test_a_crew_may_bring_the_paper_one_of_them_lacks(room, wu, lin):
    visit = new_visit(room, by=lin, needs=[Hands("electric", 3)], crew_size=2)
    senior = new_technician("YJ01", grade=3, trades={"electric": 3})
    assert services.assign_visit(visit, CrewOrder.of(senior, wu), by=lin).members.count() == 2


def test_leave_and_roster_are_asked_again_under_the_lock(visit, wu, lin):
    Leave.objects.create(technician=wu, starts=MORNING, ends=MORNING + timedelta(hours=1))
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(new_technician("YJ01", on_shift=False)), by=lin)


def test_licensed_work_only_to_stay(room, wu, lin):
    visit = new_visit(room, by=lin, needs=[Hands("lift")])
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    services.assign_visit(visit, CrewOrder.of(wu, stay_only=True), by=lin)
    assert Entry.objects.get(verb="assign").facts["stay_only"] is True


def test_a_pump_somebody_has_undoes_the_whole(visit, wu, lin, pump, room):
    services.assign_visit(new_visit(room, by=lin), CrewOrder.of(new_technician("YJ01"), equipment=(pump.pk,)), by=lin)
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(wu, equipment=(pump.pk,)), by=lin)
    assert selectors.active_assignment(visit) is None


def test_only_senders_send(visit, wu, outsider, manager):
    for nobody in (outsider, manager, wu.account):
        with pytest.raises(Refused):
            services.assign_visit(visit, CrewOrder.of(wu), by=nobody)


def test_unusable_orders_are_refused(visit, wu, lin):
    with pytest.raises(BadInput):
        services.assign_visit(visit, CrewOrder(()), by=lin)
    with pytest.raises(BadInput):
        services.assign_visit(visit, CrewOrder.of(wu, wu), by=lin)
    with pytest.raises(BadInput):
        services.assign_visit(visit, CrewOrder((Seat(wu.pk, MORNING, MORNING - timedelta(hours=1)),)), by=lin)
    with pytest.raises(Missing):
        services.assign_visit(visit, CrewOrder((Seat(999_999, MORNING, MORNING),)), by=lin)


def test_a_page_left_open_does_not_send_people_into_the_past(visit, wu, lin, held_clock):
    order = CrewOrder.of(wu)
    held_clock(MORNING + timedelta(minutes=40))
    assert services.assign_visit(visit, order, by=lin).starts == MORNING + timedelta(minutes=40)


def test_a_finished_visit_takes_nobody(visit, wu, lin, room):
    visits.call_off_visit(visit, by=lin)
    with pytest.raises(NotNow):
        services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert not Assignment.objects.exists()


def test_finishing_frees_the_crew_and_the_pump_stays_there(visit, wu, lin, pump, room, held_clock):
    assignment = services.assign_visit(visit, CrewOrder.of(wu, equipment=(pump.pk,)), by=lin)
    services.accept_assignment(assignment, by=wu.account)
    visits.arrive(visit, by=wu.account)
    pump.refresh_from_db()
    assert pump.place == room  # it came with the crew
    held_clock(MORNING + timedelta(minutes=20))
    visits.finish(visit, by=wu.account, work_done="疏通", is_fixed=True)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.is_active) == ("ended", False)
    assert assignment.ends == MORNING + timedelta(minutes=20)
    assert not AssignmentMember.objects.filter(is_active=True).exists() and not Booking.objects.filter(is_active=True).exists()
    pump.refresh_from_db(), wu.refresh_from_db()
    assert pump.place == room and wu.last_seen_place == room


def test_calling_the_visit_off_frees_the_crew(visit, wu, lin):
    assignment = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    visits.call_off_visit(visit, by=lin)
    assignment.refresh_from_db()
    assert assignment.state == "called_off"
    assert not selectors.jobs_of(wu).exists()


def test_the_database_refuses_a_second_crew_by_itself(visit, wu, lin):
    first = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(id=UUID(int=1), visit=visit, lead=wu, starts=first.starts, ends=first.ends, made_at=MORNING)
    other = Assignment.objects.create(
        id=UUID(int=2), visit=new_visit(by=lin), lead=wu, starts=first.starts, ends=first.ends, made_at=MORNING
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        AssignmentMember.objects.create(assignment=other, technician=wu, role="lead", starts=first.starts, ends=first.ends)
