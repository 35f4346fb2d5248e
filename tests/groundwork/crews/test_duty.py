from datetime import timedelta

import pytest

from huying.groundwork.crews import selectors, services
from huying.groundwork.crews.models import Leave, Shift
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput
from huying.kernel.windows import Window
from tests.cast import MORNING, new_technician

TODAY = Window(MORNING - timedelta(hours=2), MORNING + timedelta(hours=12))


def test_presence_is_set_and_written_once(wu, lin, held_clock):
    services.set_presence(wu, "on_break", by=wu.account)
    services.set_presence(wu, "on_break", by=wu.account)
    wu.refresh_from_db()
    assert wu.presence == "on_break"
    assert Entry.objects.get(verb="set_presence").told == [wu.account_id]


def test_an_unknown_presence_is_refused(wu, lin):
    with pytest.raises(BadInput):
        services.set_presence(wu, "asleep", by=lin)


def test_on_shift_leaves_out_leave_and_those_off(db, wu):
    on_leave = new_technician("YJ08")
    Leave.objects.create(technician=on_leave, starts=MORNING - timedelta(hours=1), ends=MORNING + timedelta(hours=1))
    new_technician("YJ09", on_shift=False)
    assert list(selectors.on_shift(MORNING)) == [wu]
    assert set(selectors.on_shift(MORNING + timedelta(hours=2))) == {wu, on_leave}


def test_workers_in_five_queries_however_many(db, wu, django_assert_num_queries):
    for n in range(20, 50):
        new_technician(f"YJ{n}")
    with django_assert_num_queries(5):
        found = selectors.workers(TODAY)
    assert len(found) == 31
    row = next(w for w in found if w.number == "YJ07")
    assert row.papers.trades["electric"] == 4
    assert row.on_shift(MORNING) and not row.on_leave(MORNING)


def test_yesterdays_shift_is_not_in_todays_span(db, wu):
    Shift.objects.create(technician=wu, starts=MORNING - timedelta(days=1), ends=MORNING - timedelta(days=1) + timedelta(hours=8))
    assert len(selectors.workers(TODAY, ids=[wu.pk])[0].shifts) == 1
