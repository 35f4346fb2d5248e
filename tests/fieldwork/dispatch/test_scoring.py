"""Scores in minutes, small enough to add up by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.fieldwork.dispatch.rules import Job, Stint, Track, earliest, score, stops
from huying.groundwork.crews.rules import Hand, Papers, Worker
from huying.kernel.geo import Point, travel_s
from huying.kernel.windows import Window
from tests.cast import MORNING

DAY = date(2026, 11, 23)
DOOR, NEAR, FAR = Point(121.53, 31.29), Point(121.533, 31.29), Point(121.57, 31.29)


def at(minutes):
    return MORNING + timedelta(minutes=minutes)


def worker(**changes):
    facts = {
        "id": 1, "number": "YJ01", "name": "甲", "account_id": None, "phone": "", "grade": 4, "years": 9, "has_smartphone": True,
        "presence": "on_duty", "base": NEAR, "seen": None, "seen_at": None, "papers": Papers({"drainage": 4}),
        "shifts": (Window(at(-120), at(480)),), "leaves": (),
    }
    return Worker(**{**facts, **changes})


def job(**changes):
    facts = {"at": MORNING, "minutes": 60, "hands": (Hand("drainage"),), "size": 1, "due": at(600), "point": DOOR}
    return Job(**{**facts, **changes})


def cost(who, *, of=None, track=None):
    of, track = of or job(), track or Track()
    start = earliest(of, who, track)
    return score(of, who, track, start, day=DAY)[0]


TRAVEL = travel_s(NEAR, DOOR) / 60  # the only cost of somebody free, near and without a job today


def test_free_and_near_costs_the_way_alone():
    assert cost(worker()) == pytest.approx(TRAVEL)


@pytest.mark.parametrize(
    ("who", "track", "minutes"),
    [
        (worker(), Track(jobs=2), 12),
        (worker(), Track(times_here=3), -15),
        (worker(), Track(is_preferred=True), -30),
        (worker(presence="on_break"), Track(), 15),
        (worker(presence="off"), Track(), 10),
        (worker(grade=2, papers=Papers({"drainage": 2})), Track(), 16),  # two grades above the common 4
        (worker(), Track(stints=(Stint(Window(at(-30), at(25)), NEAR),)), 25),
    ],
)
def test_each_thing_adds_its_minutes(who, track, minutes):
    assert cost(who, track=track) == pytest.approx(TRAVEL + minutes)


def test_an_emergency_does_not_spare_the_senior():
    senior = worker(grade=1, papers=Papers({"drainage": 1}))
    assert cost(senior, of=job(is_emergency=True)) == pytest.approx(TRAVEL)


def test_he_starts_from_where_his_last_job_leaves_him():
    busy = Track(stints=(Stint(Window(at(0), at(30)), FAR),))
    start = earliest(job(), worker(), busy)
    assert start.starts == at(30)
    assert start.travel_s == travel_s(FAR, DOOR)


def test_a_gap_too_short_is_passed_over():
    track = Track(stints=(Stint(Window(at(40), at(90)), DOOR),))
    assert earliest(job(minutes=60), worker(), track).starts == at(90)
    assert earliest(job(minutes=30), worker(), track).starts == at(0)


def test_for_a_promised_window_he_sets_out_so_as_to_be_there_when_it_opens():
    start = earliest(job(opens=at(120)), worker(), Track())
    assert start.arrives == at(120)
    assert cost(worker(), of=job(opens=at(120))) == pytest.approx(TRAVEL)


def test_leave_in_the_middle_of_the_shift_is_worked_around():
    who = worker(leaves=(Window(at(10), at(100)),))
    assert earliest(job(), who, Track()).starts == at(100)


def test_no_time_before_the_shift_ends():
    track = Track(stints=(Stint(Window(at(-10), at(480)), NEAR),))
    assert earliest(job(), worker(), track) is None


def test_overtime_and_lateness_count():
    late = job(due=at(0))
    assert cost(worker(), of=late) == pytest.approx(TRAVEL * 3)
    short = worker(shifts=(Window(at(-120), at(30)),))
    assert cost(short) == pytest.approx(TRAVEL + (60 + TRAVEL - 30))


def test_a_place_without_a_point_costs_a_quarter_of_an_hour():
    assert cost(worker(), of=job(point=None)) == 15


@pytest.mark.parametrize(
    ("who", "hands", "size", "codes"),
    [
        (worker(), (Hand("drainage", grade=4),), 1, []),
        (worker(), (Hand("drainage", grade=3),), 1, ["grade"]),
        (worker(), (Hand("electric", permit="low_voltage"),), 1, ["trade", "permit"]),
        (worker(papers=Papers({"electric": 4}, {"low_voltage": date(2026, 11, 22)})), (Hand("electric", permit="low_voltage"),), 1, ["expired"]),
        (worker(), (Hand("drainage"), Hand("electric")), 1, ["trade"]),
        (worker(), (Hand("drainage"), Hand("electric")), 2, []),
        (worker(), (Hand("electric"),), 2, []),  # room for a further pair of hands
        (worker(shifts=()), (Hand("drainage"),), 1, ["off_shift"]),
        (worker(leaves=(Window(at(-10), at(10)),)), (Hand("drainage"),), 1, ["leave"]),
        (worker(), (Hand("lift", grade=1),), 1, []),  # to soothe and stay
    ],
)
def test_what_stops_him(who, hands, size, codes):
    assert [s.code for s in stops(hands, size, who, at=MORNING, day=DAY)] == codes


def test_the_shift_that_would_admit_him_is_named():
    who = worker(shifts=(Window(at(240), at(720)),))
    (stop,) = stops((Hand("drainage"),), 1, who, at=MORNING, day=DAY)
    assert stop.facts["next"] == at(240)


spans = st.tuples(st.integers(-60, 400), st.integers(5, 120)).map(lambda t: Stint(Window(at(t[0]), at(t[0] + t[1])), NEAR))


@given(st.lists(spans, max_size=6), st.integers(10, 180), st.integers(0, 300))
def test_never_two_places_at_once(stints, minutes, opens):
    of = job(minutes=minutes, opens=at(opens))
    start = earliest(of, worker(), Track(stints=tuple(stints)))
    if start is None:
        return
    mine = Window(start.starts, start.ends)
    assert not any(mine.overlaps(s.window) for s in stints)
    assert start.starts >= MORNING and start.arrives >= at(opens)
    assert worker().shifts[0].holds(start.starts)


@given(st.lists(spans, max_size=4), spans)
def test_one_more_promise_never_makes_him_earlier(stints, more):
    fewer = earliest(job(), worker(base=NEAR), Track(stints=tuple(stints)))
    busier = earliest(job(), worker(base=NEAR), Track(stints=(*stints, more)))
    assert busier is None or (fewer is not None and fewer.starts <= busier.starts)
