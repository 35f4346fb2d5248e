"""P3: no double dispatch. Many desks, the same jobs, at the same moment; then the same with the safeguards off.

`./run prove tests/fieldwork/dispatch` runs the long form; HUYING_RACE_DESKS gives every race as many desks as you like.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from huying.fieldwork.dispatch import services
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember
from huying.fieldwork.dispatch.services import CrewOrder, assigning, rows
from huying.fieldwork.visits.models import Visit
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Booking
from huying.kernel.errors import NotNow
from huying.kernel.ids import new_id
from huying.kernel.windows import Window
from tests.cast import MORNING, new_technician
from tests.fieldwork.dispatch.scene import new_visit

DESKS = int(os.environ.get("HUYING_RACE_DESKS", "16"))
JOBS = int(os.environ.get("HUYING_RACE_JOBS", "4"))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clock(held_clock):
    return held_clock


def all_at_once(acts):
    """Run every act in a thread of its own, all released together; return what each returned or raised."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  whatever it is, the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def doubles():
    """Visits with two active crews, and people with two active spans at once: counted from the rows themselves."""
    crews_of = Counter(Assignment.objects.filter(is_active=True).values_list("visit_id", flat=True))
    spans = list(AssignmentMember.objects.filter(is_active=True).order_by("technician_id", "starts"))
    overlaps = sum(
        a.technician_id == b.technician_id and b.starts < a.ends for a, b in pairwise(spans)
    )
    return sum(n - 1 for n in crews_of.values()), overlaps


def race(lin, room, *, desks, jobs):
    """Each desk sends its own man to the same visits, all at the same moment."""
    visits = [new_visit(room, by=lin, minutes=5) for _ in range(jobs)]
    people = [new_technician(f"T{n:03}", base=room) for n in range(desks)]
    for n, visit in enumerate(visits):
        starts = MORNING + timedelta(minutes=n * 20)
        results = all_at_once([
            lambda p=person, v=visit, at=starts: services.assign_visit(v, CrewOrder.of(p, starts=at), by=lin) for person in people
        ])
        winners = [r for r in results if isinstance(r, Assignment)]
        losers = [r for r in results if not isinstance(r, Assignment)]
        assert len(winners) == 1
        assert {type(r) for r in losers} == {NotNow}, [r for r in losers if not isinstance(r, NotNow)]
        assert {r.facts["lead"] for r in losers} == {winners[0].lead.name}
    assert doubles() == (0, 0)


def test_many_desks_one_crew_per_visit(lin, room):
    race(lin, room, desks=DESKS, jobs=JOBS)


@pytest.mark.long
def test_sixty_four_desks_one_crew_per_visit(lin, room):
    race(lin, room, desks=64, jobs=20)


def test_many_desks_one_place_per_person(lin, room, pump):
    """Everybody wants the same man with the same pump, each for another visit."""
    wanted = new_technician("T000", base=room)
    visits = [new_visit(room, by=lin) for _ in range(DESKS)]
    results = all_at_once([
        lambda v=visit: services.assign_visit(v, CrewOrder.of(wanted, equipment=(pump.pk,)), by=lin) for visit in visits
    ])
    winners = [r for r in results if isinstance(r, Assignment)]
    losers = [r for r in results if not isinstance(r, Assignment)]
    assert len(winners) == 1 and {type(r) for r in losers} == {NotNow}, losers
    assert {r.facts["name"] for r in losers} == {wanted.name}
    assert doubles() == (0, 0)
    assert Booking.objects.filter(is_active=True).count() == 1
    assert Visit.objects.filter(state="assigned").count() == 1  # the losers' visits are as they were


def test_crews_that_share_people_never_wait_in_a_ring(lin, room):
    """Overlapping crews named in opposite orders: a deadlock would come back as an OperationalError."""
    people = [new_technician(f"T{n}", base=room) for n in range(4)]
    visits = [new_visit(room, by=lin, crew_size=2) for _ in range(DESKS)]
    pairs = [(people[n % 4], people[(n + 1 + n // 4 % 3) % 4]) for n in range(DESKS)]
    results = all_at_once([
        lambda v=visit, p=pair: services.assign_visit(v, CrewOrder.of(*p), by=lin) for visit, pair in zip(visits, pairs, strict=True)
    ])
    assert {type(r) for r in results} <= {Assignment, NotNow}, results
    assert doubles() == (0, 0)


def test_an_offer_is_grabbed_once(lin, room):
    people = [new_technician(f"T{n:03}", base=room) for n in range(DESKS)]
    offers = services.offer_visit(new_visit(room, by=lin), people, by=lin)
    results = all_at_once([lambda o=offer: services.grab_offer(o, by=lin) for offer in offers])
    assert Counter(type(r) for r in results) == {Assignment: 1, NotNow: DESKS - 1}, results
    assert doubles() == (0, 0)


def test_a_pump_is_booked_once(lin, pump):
    span = Window(MORNING, MORNING + timedelta(hours=2))
    results = all_at_once([lambda: crews.book_equipment(pump, purpose=uuid4(), span=span, by=lin) for _ in range(DESKS)])
    assert Counter(type(r) for r in results) == {Booking: 1, NotNow: DESKS - 1}, results


def test_over_http_losers_read_409_and_the_winners_name(lin, chen, room):
    """The same over the pages' own route: every desk its own browser, nobody meets a 500."""
    visit, people = new_visit(room, by=lin), [new_technician(f"T{n:03}", base=room) for n in range(DESKS)]
    route = reverse("desk:dispatch_do", args=[visit.pk, "assign"])
    span = f"{MORNING.isoformat()}@{(MORNING + timedelta(minutes=9)).isoformat()}"

    def browser(person, account):
        client = Client(raise_request_exception=False)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return lambda: client.post(route, {"client_uuid": uuid4(), "person": f"{person.pk}@{span}"})

    answers = all_at_once([browser(p, (lin, chen)[n % 2]) for n, p in enumerate(people)])
    assert Counter(a.status_code for a in answers) == {303: 1, 409: DESKS - 1}
    winner = Assignment.objects.get(is_active=True)
    for answer in answers:
        if answer.status_code == 409:
            assert f"{winner.lead.name}" in answer.content.decode() and winner.made_by.name in answer.content.decode()
    assert doubles() == (0, 0)


# --- with the lock off, the database alone ---------------------------------------------------------------------------


def _unlocked(monkeypatch):
    monkeypatch.setattr(rows, "locked_visit", lambda pk: Visit.objects.get(pk=pk))
    monkeypatch.setattr(
        rows, "locked_people", lambda ids: {t.pk: t for t in assigning.Technician.objects.filter(pk__in=ids)}
    )


def _between_look_and_write(monkeypatch, parties):
    """Hold everybody after they looked and before they write: the worst moment, every time."""
    barrier, insert = threading.Barrier(parties), assigning._insert

    def late_insert(*args, **kwargs):
        barrier.wait(timeout=20)
        return insert(*args, **kwargs)

    monkeypatch.setattr(assigning, "_insert", late_insert)


def test_without_the_lock_the_index_alone_still_holds(lin, room, monkeypatch, on_postgresql):
    _unlocked(monkeypatch)
    _between_look_and_write(monkeypatch, 2)
    visit, people = new_visit(room, by=lin), [new_technician("T1"), new_technician("T2")]
    results = all_at_once([lambda p=person: services.assign_visit(visit, CrewOrder.of(p), by=lin) for person in people])
    assert Counter(type(r) for r in results) == {Assignment: 1, NotNow: 1}, results
    assert doubles() == (0, 0)


# --- negative controls: with every safeguard off, the double must happen, and we must see it -------------------------


@pytest.fixture
def no_index(transactional_db):
    """Take the database's own rules away, and put them back."""
    one_crew = next(c for c in Assignment._meta.constraints if c.name == "dispatch_one_active_per_visit")
    if connection.vendor == "postgresql":
        off = ["ALTER TABLE dispatch_assignmentmember DROP CONSTRAINT dispatch_assignmentmember_no_overlap"]
        on = ["""ALTER TABLE dispatch_assignmentmember ADD CONSTRAINT dispatch_assignmentmember_no_overlap
              EXCLUDE USING gist (technician_id WITH =, tstzrange(starts, ends) WITH &&) WHERE (is_active)"""]
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'dispatch_assignmentmember'")
            triggers = cursor.fetchall()
        off, on = [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
        assert len(off) == 2
    with connection.schema_editor() as editor:
        editor.remove_constraint(Assignment, one_crew)
        for statement in off:
            editor.execute(statement)
    yield
    AssignmentMember.objects.all().delete()
    Assignment.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Assignment, one_crew)
        for statement in on:
            editor.execute(statement)


def test_control_without_lock_and_index_two_crews_go(lin, room, monkeypatch, no_index, on_postgresql):
    _unlocked(monkeypatch)
    _between_look_and_write(monkeypatch, 2)
    # The visit's own state would catch the second at its last step: off as well.
    monkeypatch.setattr(assigning.visits, "mark_assigned", lambda visit, by: visit)
    visit, people = new_visit(room, by=lin), [new_technician("T1"), new_technician("T2")]
    results = all_at_once([lambda p=person: services.assign_visit(visit, CrewOrder.of(p), by=lin) for person in people])
    assert Counter(type(r) for r in results) == {Assignment: 2}, results
    assert doubles() == (1, 0)


def test_control_without_lock_and_index_one_person_is_in_two_places(lin, room, monkeypatch, no_index, on_postgresql):
    _unlocked(monkeypatch)
    _between_look_and_write(monkeypatch, 2)
    wanted, visits = new_technician("T1"), [new_visit(room, by=lin), new_visit(room, by=lin)]
    results = all_at_once([lambda v=visit: services.assign_visit(v, CrewOrder.of(wanted), by=lin) for visit in visits])
    assert Counter(type(r) for r in results) == {Assignment: 2}, results
    assert doubles() == (0, 1)


def _second_row(first):
    """Write a second crew for the same visit and man, behind the services' back."""
    facts = {"starts": first.starts, "ends": first.ends}
    second = Assignment.objects.create(id=new_id(MORNING), visit_id=first.visit_id, lead_id=first.lead_id, made_at=MORNING, **facts)
    AssignmentMember.objects.create(assignment=second, technician_id=first.lead_id, role="lead", **facts)


def test_control_without_the_index_a_second_row_is_written_and_seen(lin, room, no_index):
    first = services.assign_visit(new_visit(room, by=lin), CrewOrder.of(new_technician("T1")), by=lin)
    _second_row(first)
    assert doubles() == (1, 1)


def test_after_the_controls_the_rules_stand_again(lin, room):
    """The fixture above gave everything back: otherwise the proofs that follow it would prove nothing."""
    first = services.assign_visit(new_visit(room, by=lin), CrewOrder.of(new_technician("T1")), by=lin)
    with pytest.raises(assigning.IntegrityError):
        _second_row(first)
