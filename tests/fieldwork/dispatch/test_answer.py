"""Accept, decline, transfer, call back, help, and the grabbing of offers."""

from datetime import timedelta

import pytest

from huying.fieldwork.dispatch import selectors, services
from huying.fieldwork.dispatch.models import Assignment, Offer
from huying.fieldwork.dispatch.services import CrewOrder
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.services import Hands
from huying.groundwork.crews.models import Booking
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, Missing, NotNow, Refused
from tests.cast import MORNING, new_account, new_technician
from tests.fieldwork.dispatch.scene import new_visit


@pytest.fixture(autouse=True)
def _clock(held_clock):
    return held_clock


@pytest.fixture
def visit(lin, room):
    return new_visit(room, by=lin)


@pytest.fixture
def sent(visit, wu, lin):
    return services.assign_visit(visit, CrewOrder.of(wu), by=lin)


@pytest.fixture
def sun(db):
    return new_technician("YJ08", account=new_account("sun", "technician", name="孙师傅"), name="孙师傅")


def state(record):
    record.refresh_from_db()
    return record.state


def test_he_accepts_and_again_changes_nothing(sent, wu):
    services.accept_assignment(sent, by=wu.account)
    services.accept_assignment(sent, by=wu.account)
    assert state(sent) == "accepted"
    assert Entry.objects.get(verb="accept").facts["by_phone"] is False


def test_the_desk_accepts_for_him_on_the_phone(sent, lin):
    services.accept_assignment(sent, by=lin)
    assert Entry.objects.get(verb="accept").facts["by_phone"] is True


def test_to_others_it_does_not_exist(sent, sun, outsider):
    for nobody in (sun.account, outsider):
        with pytest.raises(Missing):
            services.accept_assignment(sent, by=nobody)
        with pytest.raises(Missing):
            services.decline_assignment(sent, reason="busy", by=nobody)


def test_declined_with_a_reason_the_visit_is_the_desks_again(sent, visit, wu):
    with pytest.raises(BadInput):
        services.decline_assignment(sent, reason="no idea", by=wu.account)
    services.decline_assignment(sent, reason="no_tool", note="缺大弹簧", by=wu.account)
    assert (state(sent), state(visit)) == ("declined", "ordered")
    assert sent.reason == "no_tool"
    entry = Entry.objects.get(verb="decline")
    assert entry.facts["reason"] == "no_tool" and entry.told == [wu.account_id]


def test_accepted_is_not_declined_any_more(sent, wu):
    services.accept_assignment(sent, by=wu.account)
    with pytest.raises(NotNow):
        services.decline_assignment(sent, reason="busy", by=wu.account)


def test_transferred_to_another_with_the_pump(visit, wu, sun, lin, pump):
    first = services.assign_visit(visit, CrewOrder.of(wu, equipment=(pump.pk,)), by=lin)
    second = services.transfer_visit(visit, CrewOrder.of(sun), reason="sooner", by=lin)
    assert (state(first), state(second), state(visit)) == ("transferred", "offered", "assigned")
    assert Booking.objects.get(is_active=True).purpose == visit.pk
    assert Entry.objects.filter(verb="assign").last().told == sorted([wu.account_id, sun.account_id])


def test_a_transfer_needs_a_reason_and_somebody_to_take_it_from(visit, wu, sun, lin):
    with pytest.raises(BadInput):
        services.transfer_visit(visit, CrewOrder.of(sun), reason="", by=lin)
    with pytest.raises(NotNow):
        services.transfer_visit(visit, CrewOrder.of(sun), reason="sooner", by=lin)


def test_a_transfer_to_nobody_fit_leaves_it_where_it_is(lin, room, wu, sun):
    visit = new_visit(room, by=lin, needs=[Hands("electric")])
    first = services.assign_visit(visit, CrewOrder.of(wu), by=lin)
    with pytest.raises(NotNow):
        services.transfer_visit(visit, CrewOrder.of(sun), reason="sooner", by=lin)
    assert (state(first), state(visit)) == ("offered", "assigned")


def test_from_on_site_it_is_not_transferred(sent, visit, wu, sun, lin):
    services.accept_assignment(sent, by=wu.account)
    visits.arrive(visit, by=wu.account)
    with pytest.raises(NotNow):
        services.transfer_visit(visit, CrewOrder.of(sun), reason="sooner", by=lin)


def test_called_back(sent, visit, lin, wu):
    with pytest.raises(Refused):
        services.call_off_assignment(sent, by=wu.account)
    services.call_off_assignment(sent, note="业主改期", by=lin)
    assert (state(sent), state(visit)) == ("called_off", "ordered")
    assert Entry.objects.get(verb="call_off_assignment").facts["note"] == "业主改期"


def test_put_back_ends_it_and_the_next_crew_may_come(sent, visit, wu, sun, lin):
    services.accept_assignment(sent, by=wu.account)
    visits.arrive(visit, by=wu.account)
    visits.pause(visit, by=wu.account, reason="material", review_at=MORNING + timedelta(hours=20))
    visits.put_back(visit, by=wu.account)
    assert state(sent) == "ended"
    assert services.assign_visit(visit, CrewOrder.of(sun), by=lin).is_active


def test_the_desk_reporting_for_him_counts_as_his_yes(sent, visit, lin):
    visits.arrive(visit, by=lin)
    visits.finish(visit, by=lin, work_done="换垫圈", is_fixed=True)
    assert state(sent) == "ended" and sent.accepted_by == lin


def test_one_more_is_called_in_once(sent, visit, sun, lin):
    services.call_help(visit, sun, by=lin)
    services.call_help(visit, sun, by=lin)
    assert [m.role for m in sent.members.order_by("pk")] == ["lead", "member"]
    assert sorted(Entry.objects.get(verb="call_help").told) == sorted([sent.lead.account_id, sun.account_id])


def test_help_that_is_busy_is_refused_by_name(sent, visit, sun, lin, room):
    other = new_visit(room, by=lin)
    services.assign_visit(other, CrewOrder.of(sun), by=lin)
    with pytest.raises(NotNow) as refused:
        services.call_help(visit, sun, by=lin)
    assert refused.value.facts["number"] == other.number


def test_the_first_to_grab_it_has_it(visit, wu, sun, lin):
    for_wu, for_sun = services.offer_visit(visit, [wu, sun], by=lin)
    assignment = services.grab_offer(for_sun, by=sun.account)
    assert (assignment.state, assignment.way, assignment.lead) == ("accepted", "grabbed", sun)
    assert (state(for_wu), state(for_sun)) == ("withdrawn", "taken")
    with pytest.raises(NotNow) as refused:
        services.grab_offer(for_wu, by=wu.account)
    assert refused.value.facts["lead"] == "孙师傅"


def test_offering_twice_changes_nothing(visit, wu, lin):
    services.offer_visit(visit, [wu], by=lin)
    services.offer_visit(visit, [wu], by=lin)
    assert Offer.objects.count() == 1 and Entry.objects.filter(verb="offer").count() == 1


def test_an_offer_goes_only_to_whoever_may_do_it(lin, room, wu, sun):
    visit = new_visit(room, by=lin, needs=[Hands("electric")])
    with pytest.raises(NotNow):
        services.offer_visit(visit, [wu, sun], by=lin)
    assert not Offer.objects.exists()


def test_a_crews_work_is_not_grabbed_by_one(lin, room, wu):
    with pytest.raises(NotNow):
        services.offer_visit(new_visit(room, by=lin, crew_size=2), [wu], by=lin)


def test_an_offer_declined_leaves_the_others(visit, wu, sun, lin):
    for_wu, for_sun = services.offer_visit(visit, [wu, sun], by=lin)
    services.decline_offer(for_wu, reason="too_far", by=wu.account)
    assert (state(for_wu), state(for_sun)) == ("declined", "open")
    with pytest.raises(Missing):
        services.decline_offer(for_sun, reason="too_far", by=wu.account)


def test_assigning_ends_the_offers_and_withdrawing_too(visit, wu, sun, lin, room):
    (offer,) = services.offer_visit(visit, [wu], by=lin)
    services.assign_visit(visit, CrewOrder.of(sun), by=lin)
    assert state(offer) == "withdrawn"
    other = new_visit(room, by=lin)
    services.offer_visit(other, [wu], by=lin)
    assert services.withdraw_offers(other, by=lin) == 1 and services.withdraw_offers(other, by=lin) == 0
    assert not selectors.open_offers_of(wu).exists()


def test_an_unanswered_one_lapses(sent, visit):
    services.lapse_assignment(sent)
    assert (state(sent), state(visit)) == ("lapsed", "ordered")
    assert not Assignment.objects.filter(is_active=True).exists()
