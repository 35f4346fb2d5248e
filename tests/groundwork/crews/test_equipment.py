from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from huying.groundwork.crews import selectors, services
from huying.groundwork.crews.models import Booking, Equipment
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.windows import Window
from tests.cast import MORNING, new_place

SPAN = Window(MORNING, MORNING + timedelta(hours=3))


@pytest.fixture(autouse=True)
def _clock(held_clock):
    return held_clock


def test_booking_works_and_is_written_down(pump, lin):
    purpose = uuid4()
    booking = services.book_equipment(pump, purpose=purpose, span=SPAN, by=lin)
    assert booking.is_active
    assert list(selectors.bookings_for(purpose)) == [booking]
    assert Entry.objects.filter(verb="book_equipment", subject=str(pump.pk)).count() == 1


def test_the_second_is_told_who_has_it(pump, lin, chen):
    services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)
    with pytest.raises(NotNow) as refused:
        services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=chen)
    assert refused.value.facts["who"] == "林"
    assert refused.value.facts["starts"] == "10:00"


def test_the_next_may_begin_where_the_first_ends(pump, lin):
    services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)
    later = Window(SPAN.end, SPAN.end + timedelta(hours=1))
    assert services.book_equipment(pump, purpose=uuid4(), span=later, by=lin).is_active


def test_the_database_refuses_an_overlap_by_itself(pump, lin):
    services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)
    with pytest.raises(IntegrityError):
        Booking.objects.create(equipment=pump, purpose=uuid4(), starts=SPAN.start, ends=SPAN.end, booked_by=lin)


def test_a_broken_pump_stays(pump, lin):
    services.set_condition(pump, "broken", note="叶轮坏", by=lin)
    with pytest.raises(NotNow):
        services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)


def test_giving_back_frees_it_and_twice_changes_nothing(pump, lin, held_clock):
    booking = services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)
    held_clock(MORNING + timedelta(hours=1))
    services.release_equipment(booking, by=lin)
    services.release_equipment(booking, by=lin)
    booking.refresh_from_db()
    assert booking.ends == MORNING + timedelta(hours=1)
    assert Entry.objects.filter(verb="release_equipment").count() == 1
    services.book_equipment(pump, purpose=uuid4(), span=Window(booking.ends, SPAN.end), by=lin)


def test_moving_is_written_once(pump, lin, building):
    services.move_equipment(pump, place=building, by=lin)
    services.move_equipment(pump, place=building, by=lin)
    assert Equipment.objects.get().place == building
    assert Entry.objects.get(verb="move_equipment").facts["to"] == building.label


def test_an_unknown_condition_is_refused(pump, lin):
    with pytest.raises(BadInput):
        services.set_condition(pump, "sunk", by=lin)


def test_pieces_come_in_two_queries(pump, lin, django_assert_num_queries, compound):
    for n in range(2, 13):
        Equipment.objects.create(code=f"P{n:02}", kind="pump", name="潜水泵", place=new_place(compound, "spot", f"点{n}", lon=None, lat=None))
    services.book_equipment(pump, purpose=uuid4(), span=SPAN, by=lin)
    with django_assert_num_queries(2):
        found = selectors.pieces(since=MORNING, kinds=["pump"])
        assert [p.code for p in found if p.booked_in(SPAN)] == ["P01"]
        assert found[3].point is not None  # the compound's, where the spot has none of its own
