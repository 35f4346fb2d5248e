"""The week's plan from a list, and permits that a list shows as renewed."""

from datetime import timedelta

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Leave, Permit, Shift
from huying.groundwork.journal.models import Entry
from huying.kernel import clock
from huying.kernel.errors import NotNow
from tests.cast import new_technician
from tests.groundwork.crews.test_crews_import import HEAD, SENIOR, bring_in, outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("held_clock")]
PLAN = "工号,日期,从,到,请假\nYJ08,2026-11-24,8:00,17:00,\nYJ08,2026-11-25,20:00,0800,否\nYJ08,2026-11-26,,,发烧\n"


@pytest.fixture
def sun(db):
    return new_technician("YJ08", on_shift=False)


def test_a_week_comes_in_and_can_be_taken_back(sun, chen):
    batch = services.check_file("shifts", filename="排班.csv", data=PLAN.encode(), by=chen)
    assert not Shift.objects.exists()
    batch = services.confirm_batch(batch.pk, by=chen)
    assert [outcome for outcome, _c in outcomes(batch)] == ["accepted"] * 3
    day, night = sun.shifts.order_by("starts")
    assert (clock.local(day.starts).hour, night.ends - night.starts) == (8, timedelta(hours=12))
    leave = sun.leaves.get()
    assert (leave.reason, leave.ends - leave.starts) == ("发烧", timedelta(days=1))
    assert Entry.objects.filter(verb__in=["add_shift", "add_leave"], actor=chen).count() == 3
    again = bring_in("shifts", PLAN, by=chen)
    assert [outcome for outcome, _c in outcomes(again)] == ["unchanged"] * 3
    crews.remove_shift(sun, day.pk, by=chen)
    services.undo_batch(batch.pk, by=chen)
    assert not Shift.objects.exists() and not Leave.objects.exists()


@pytest.mark.parametrize(("row", "outcome", "column"), [
    ("YJ99,2026-11-24,8:00,17:00,", "rejected", "工号"), ("YJ08,2026-02-30,8:00,17:00,", "rejected", "日期"),
    ("YJ08,2026-11-24,早上,17:00,", "rejected", "从"), ("YJ08,2026-11-24,8:00,25:00,", "rejected", "到"),
    ("YJ08,2026-11-24,8:00,,", "rejected", "到"), ("YJ08,2026-11-24,,,", "rejected", "从"),
    ("YJ08,9999-12-31,8:00,7:00,", "rejected", "日期"), ("YJ08,0001-01-01,8:00,17:00,", "rejected", "日期"),
])
def test_a_bad_row_is_named(sun, row, outcome, column):
    assert outcomes(bring_in("shifts", f"工号,日期,从,到,请假\n{row}\n")) == [(outcome, column)]
    assert not Shift.objects.exists()


def test_what_overlaps_is_left_to_a_person(sun, chen):
    bring_in("shifts", PLAN, by=chen)
    batch = bring_in("shifts", "工号,日期,从,到\nYJ08,2026-11-24,9点,18:30\n", by=chen)
    (row,) = selectors.rows_of(batch)
    assert row.outcome == "parked" and row.facts["starts"] == "11-24 08:00"
    assert sun.shifts.count() == 2


def test_a_renewed_permit_is_taken_in_and_taken_back(building, lin):
    bring_in("crews", HEAD + SENIOR, by=lin)
    batch = bring_in("crews", HEAD + SENIOR.replace("2027-08-01", "2030-08-01"), by=lin)
    assert outcomes(batch) == [("accepted", "")]
    assert Permit.objects.get().expires_on.isoformat() == "2030-08-01"
    assert Entry.objects.filter(verb="renew_permit").count() == 1
    services.undo_batch(batch.pk, by=lin)
    assert Permit.objects.get().expires_on.isoformat() == "2027-08-01"


def test_an_earlier_day_or_another_paper_is_left_to_a_person(building, lin):
    bring_in("crews", HEAD + SENIOR, by=lin)
    for old, new in (("2027-08-01", "2026-12-01"), ("DG-2,2027-08-01", "DG-3,2030-08-01")):
        (row,) = selectors.rows_of(bring_in("crews", HEAD + SENIOR.replace(old, new), by=lin))
        assert (row.outcome, row.facts["what"]) == ("parked", "证件")
    assert Permit.objects.get().expires_on.isoformat() == "2027-08-01"


def test_renewed_again_since_nothing_is_taken_back(building, lin):
    bring_in("crews", HEAD + SENIOR, by=lin)
    batch = bring_in("crews", HEAD + SENIOR.replace("2027-08-01", "2028-08-01"), by=lin)
    bring_in("crews", HEAD + SENIOR.replace("2027-08-01", "2030-08-01"), by=lin)
    with pytest.raises(NotNow):
        services.undo_batch(batch.pk, by=lin)
    assert Permit.objects.get().expires_on.isoformat() == "2030-08-01"
