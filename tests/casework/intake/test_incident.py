import pytest

from huying.casework.intake import selectors, services
from huying.casework.intake.models import Incident, Likeness
from huying.casework.intake.services import CallTaken
from huying.groundwork.journal.selectors import thread_of
from huying.kernel.errors import BadInput, NotNow
from tests.cast import new_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(held_clock, lin, building):
    rooms = [new_place(building, "room", f"{n}室") for n in (101, 201, 401)]
    return [services.take_call(CallTaken(words="停水了", place=r, trade="water_supply"), by=lin) for r in rooms]


def test_near_calls_of_the_building_come_first(three, compound, held_clock):
    other = new_place(compound, "building", "9号")
    services.take_call(CallTaken(words="没水", place=other, trade="water_supply"), by=None)
    near = selectors.near_requests(three[0].place, trade="water_supply", at=three[0].received_at)
    assert {r.pk for r in near.in_building} == {r.pk for r in three} and len(near.in_compound) == 1


def test_another_trade_is_not_near(three):
    assert not selectors.near_requests(three[0].place, trade="locks", at=three[0].received_at).in_building


def test_calls_gather_only_by_a_person(three, lin):
    assert not Incident.objects.exists()
    incident = services.open_incident([r.pk for r in three[:2]], title="12号楼停水", by=lin)
    services.join_incident(three[2].pk, incident.pk, by=lin)
    assert set(selectors.incident_requests(incident.pk)) == set(three)
    assert thread_of(three[2].pk).last().verb == "incident_joined"


def test_one_call_is_no_event(three, lin):
    with pytest.raises(BadInput):
        services.open_incident([three[0].pk], title="", by=lin)


def test_leaving_undoes_joining(three, lin):
    services.open_incident([r.pk for r in three], title="", by=lin)
    assert services.leave_incident(three[1].pk, by=lin).incident is None
    with pytest.raises(NotNow):
        services.leave_incident(three[1].pk, by=lin)


def test_no_request_is_moved_between_events_silently(three, lin, leak):
    services.open_incident([three[0].pk, three[1].pk], title="", by=lin)
    with pytest.raises(NotNow):
        services.open_incident([three[0].pk, three[2].pk], title="", by=lin)
    assert Incident.objects.count() == 1


def test_merging_is_reversible(three, lin):
    merged = services.merge_request(three[1].pk, three[0].pk, by=lin)
    assert (merged.state, merged.merged_into) == ("merged", three[0])
    with pytest.raises(NotNow):
        services.merge_request(three[2].pk, three[1].pk, by=lin)
    back = services.unmerge_request(three[1].pk, by=lin)
    assert (back.state, back.merged_into) == ("triaged", None)


def test_a_request_is_not_merged_into_itself(three, lin):
    with pytest.raises(NotNow):
        services.merge_request(three[0].pk, three[0].pk, by=lin)


def test_likeness_is_proposed_once_and_decided_once(three, lin):
    proposal = services.propose_likeness(three[0], three[1], score=0.8, reasons=["same building"])
    assert services.propose_likeness(three[0], three[1], score=0.9, reasons=[]) == proposal
    assert list(selectors.open_likenesses()) == [proposal] and three[1].incident is None
    services.decide_likeness(proposal.pk, is_same=True, by=lin)
    assert selectors.incident_requests(Incident.objects.get().pk).count() == 2
    with pytest.raises(NotNow):
        services.decide_likeness(proposal.pk, is_same=False, by=lin)


def test_different_gathers_nothing_and_is_not_asked_again(three, lin):
    proposal = services.propose_likeness(three[0], three[1], score=0.8, reasons=[])
    services.decide_likeness(proposal.pk, is_same=False, by=lin)
    assert not Incident.objects.exists() and not selectors.open_likenesses().exists()
    assert Likeness.objects.get().decided_by == lin
