from datetime import date, timedelta
from uuid import uuid4

import pytest

from huying.fieldwork.dispatch import selectors, services
from huying.fieldwork.dispatch.services import CrewOrder
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.services import Hands
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Equipment, Leave, Permit, Shift
from tests.cast import MORNING, new_place, new_technician
from tests.fieldwork.dispatch.scene import hours, new_visit


@pytest.fixture(autouse=True)
def _clock(held_clock):
    return held_clock


def ranked(visit):
    return [c.worker.number for c in selectors.candidates(visit, at=MORNING).ranked]


def reasons(visit, number):
    found = next(c for c in selectors.candidates(visit, at=MORNING).ranked if c.worker.number == number)
    return {r.code: r for r in found.reasons}


def test_the_nearest_free_one_comes_first(lin, compound, room):
    far = new_place(compound, "building", "99号", lon=121.60, lat=31.35)
    new_technician("YJ01", base=far)
    new_technician("YJ02", base=room)
    visit = new_visit(room, by=lin)
    assert ranked(visit) == ["YJ02", "YJ01"]
    assert "free_now" in reasons(visit, "YJ02")


def test_somebody_busy_is_offered_for_when_he_is_free(lin, room):
    busy = new_technician("YJ01", base=room)
    services.assign_visit(new_visit(room, by=lin), CrewOrder.of(busy), by=lin)
    visit = new_visit(room, by=lin)
    reason = reasons(visit, "YJ01")
    assert reason["free_at"].facts["at"] == MORNING + timedelta(minutes=75)
    assert reason["load"].facts["jobs"] == 1


def test_a_job_that_overran_still_keeps_him(lin, room, wu, held_clock):
    """The plan said eleven; at noon he is still there, and the list does not call him free."""
    first = new_visit(room, by=lin, minutes=30)
    services.accept_assignment(services.assign_visit(first, CrewOrder.of(wu), by=lin), by=wu.account)
    visits.arrive(first, by=wu.account)
    held_clock(MORNING + timedelta(hours=2))
    found = selectors.candidates(new_visit(room, by=lin), at=MORNING + timedelta(hours=2)).ranked[0]
    assert found.start.starts == MORNING + timedelta(hours=2, minutes=10)


def test_each_refused_one_says_what_stops_him(lin, room):
    new_technician("YJ01", trades={"carpentry": 4})
    new_technician("YJ02", trades={"electric": 4})
    expired = new_technician("YJ03", trades={"electric": 4})
    Permit.objects.create(technician=expired, kind="low_voltage", number="T3", expires_on=date(2026, 11, 22))
    fit = new_technician("YJ04", trades={"electric": 4})
    Permit.objects.create(technician=fit, kind="low_voltage", number="T4", expires_on=date(2026, 11, 23))
    away = new_technician("YJ05", trades={"electric": 4})
    Leave.objects.create(technician=away, starts=MORNING, ends=MORNING + timedelta(hours=4))
    new_technician("YJ06", trades={"electric": 4}, on_shift=False)
    new_technician("YJ07", trades={"electric": 5})
    found = selectors.candidates(new_visit(room, by=lin, needs=[Hands("electric", 4, "low_voltage")]), at=MORNING)
    assert [c.worker.number for c in found.ranked] == ["YJ04"]
    assert {r.worker.number: [s.code for s in r.stops] for r in found.refused} == {
        "YJ01": ["trade", "permit"], "YJ02": ["permit"], "YJ03": ["expired"], "YJ05": ["leave", "permit"], "YJ06": ["off_shift", "permit"],
        "YJ07": ["grade", "permit"],
    }


def test_who_knows_the_flat_is_preferred(lin, room, zhou, wu, held_clock):
    new_technician("YJ01", base=room)
    visit = new_visit(room, by=lin, household=zhou.household)
    services.accept_assignment(services.assign_visit(visit, CrewOrder.of(wu), by=lin), by=wu.account)
    visits.arrive(visit, by=wu.account)
    visits.finish(visit, by=wu.account, work_done="疏通", is_fixed=True)
    again = new_visit(room, by=lin, household=zhou.household)
    assert reasons(again, "YJ07")["knows"].facts["times"] == 1
    assert ranked(again) == ["YJ07", "YJ01"]


def test_a_crew_is_proposed_with_a_senior_and_at_one_time(lin, room):
    new_technician("YJ01", grade=2, trades={"drainage": 2}, base=room)
    for n in range(2, 6):
        new_technician(f"YJ0{n}", base=room)
    busy = next(c.worker for c in selectors.candidates(new_visit(room, by=lin), at=MORNING).ranked if c.worker.number == "YJ02")
    found = selectors.candidates(new_visit(room, by=lin, needs=[Hands("drainage", count=3)]), at=MORNING)
    assert found.size == 3 and busy
    crew = found.crew
    assert crew.has_senior and crew.members[0].worker.number == "YJ01"
    assert len({m.start.arrives for m in crew.members}) == 1


def test_a_crew_waits_for_the_one_who_is_busy(lin, room):
    lead, junior = new_technician("YJ01", grade=3, trades={"drainage": 3}, base=room), new_technician("YJ02", base=room)
    services.assign_visit(new_visit(room, by=lin), CrewOrder.of(lead), by=lin)
    crew = selectors.candidates(new_visit(room, by=lin, needs=[Hands("drainage", count=2)]), at=MORNING).crew
    assert [m.worker.id for m in crew.members] == [lead.pk, junior.pk]
    assert {m.start.starts for m in crew.members} == {MORNING + timedelta(minutes=75)}


def test_no_crew_where_nobody_has_the_permit(lin, room):
    new_technician("YJ01"), new_technician("YJ02")
    found = selectors.candidates(new_visit(room, by=lin, needs=[Hands("drainage"), Hands("drainage", permit="confined_space")], crew_size=2), at=MORNING)
    assert found.crew is None and len(found.ranked) == 2


def test_lift_work_is_marked_to_stay_only(lin, room, wu):
    found = selectors.candidates(new_visit(room, by=lin, needs=[Hands("lift", 1)]), at=MORNING)
    assert found.is_stay_only and found.ranked[0].reasons[0].code == "stay"


def test_pumps_nearest_ready_and_unbooked(lin, room, compound, building, wu):
    far = new_place(compound, "spot", "仓库", lon=121.60, lat=31.30)
    pumps = {code: Equipment.objects.create(code=code, kind="pump", name="泵", place=place, condition=condition) for code, place, condition in [
        ("P01", far, "ready"), ("P02", building, "needs_care"), ("P03", building, "ready"), ("P04", building, "broken"), ("P05", building, "ready"),
    ]}
    crews.book_equipment(pumps["P05"], purpose=uuid4(), span=hours(0, 3), by=lin)
    (found,) = selectors.candidates(new_visit(room, by=lin, equipment=(("pump", 2),)), at=MORNING).equipment
    assert [p.code for p in found.chosen] == ["P03", "P01"]  # near and ready, then far and ready, before one that needs care
    assert [p.code for p in found.others] == ["P02"] and found.missing == 0


def test_for_a_promised_window_tomorrow_tomorrows_shift_counts(lin, room, wu):
    Shift.objects.create(technician=wu, starts=MORNING + timedelta(hours=22), ends=MORNING + timedelta(hours=30))
    today_only = new_technician("YJ01", base=room)
    found = selectors.candidates(new_visit(room, by=lin, window=hours(24, 26)), at=MORNING)
    assert [c.worker.number for c in found.ranked] == ["YJ07"]
    assert found.ranked[0].start.arrives == MORNING + timedelta(hours=24)
    assert [r.worker.id for r in found.refused] == [today_only.pk]


@pytest.mark.parametrize("people", [3, 300])
def test_a_constant_number_of_queries(lin, room, pump, people, django_assert_num_queries):
    for n in range(people):
        new_technician(f"T{n:03}", base=room)
    visit = new_visit(room, by=lin, needs=[Hands("drainage", count=2)], equipment=(("pump", 1),))
    with django_assert_num_queries(12):
        found = selectors.candidates(visit, at=MORNING)
    assert len(found.ranked) == people and len(found.crew.members) == 2
