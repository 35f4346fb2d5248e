"""Judging anew: what is corrected on the case goes along to whoever is to go, or is already on his way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huying.casework.intake import rules, selectors, services
from huying.casework.intake.services import Placed, Triaged
from huying.faces.field.selectors import card_of
from huying.fieldwork.dispatch.services import CrewOrder, accept_assignment, assign_visit
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Hands
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, NotNow, Refused
from tests.cast import MORNING, new_place

DRAINS = Triaged("drainage", "urgent")


@pytest.fixture
def visit(leak, lin):
    return services.order_work(leak.pk, by=lin)


@pytest.fixture
def sent(visit, wu, lin):
    """Wu has it and has said yes."""
    accept_assignment(assign_visit(visit, CrewOrder.of(wu), by=lin), by=wu.account)
    visit.refresh_from_db()
    return visit


def amended(visit) -> list[Entry]:
    return list(Entry.objects.filter(verb="visit_amend", subject=str(visit.pk)))


def test_another_trade_before_anybody_is_sent_changes_what_the_visit_needs(leak, visit, lin):
    services.triage_request(leak.pk, Triaged("electric", "emergency", dangers=("flooding_power",)), by=lin)
    before, visit = visit, Visit.objects.get(pk=visit.pk)
    (need,) = visit.needs.all()
    assert (need.trade, need.permit) == ("electric", "low_voltage")
    assert not visit.equipment_needs.exists()
    assert (visit.is_emergency, visit.priority, visit.dangers) == (True, 0, ["flooding_power"])
    assert visit.minutes == rules.usual_work("electric").minutes
    assert visit.due_at == MORNING + timedelta(minutes=30)
    assert visit.version == before.version + 1
    (entry,) = amended(visit)
    assert entry.facts["before"]["needs"] == ["drainage"] and entry.facts["after"]["needs"] == ["electric"]


def test_whoever_is_on_his_way_keeps_his_work_and_hears_the_rest(leak, sent, wu, lin, building):
    other = new_place(building, "room", "501室")
    services.triage_request(
        leak.pk, Triaged("electric", "emergency", dangers=("electric_shock",)), by=lin, placed=Placed(other, other.label)
    )
    sent.refresh_from_db()
    assert [n.trade for n in sent.needs.all()] == ["drainage"]
    assert (sent.place, sent.address) == (other, other.label)
    assert sent.dangers == ["electric_shock"] and sent.is_emergency
    (entry,) = amended(sent)
    assert entry.told == [wu.account_id]
    assert entry.facts["before"]["address"] == "延吉二村12号301室"
    card = card_of(sent, wu.account)
    assert card.amended and "address" in card.amended.what and card.dangers


def test_an_amendment_from_before_he_had_it_is_no_news_to_him(leak, visit, wu, lin, held_clock):
    services.triage_request(leak.pk, Triaged("drainage", "emergency"), by=lin)
    held_clock(MORNING + timedelta(minutes=1))
    accept_assignment(assign_visit(visit, CrewOrder.of(wu), by=lin), by=wu.account)
    assert card_of(Visit.objects.get(pk=visit.pk), wu.account).amended is None


def test_judged_the_same_again_nothing_happens_on_the_visit(leak, visit, lin):
    services.triage_request(leak.pk, DRAINS, by=lin)
    before = Visit.objects.get(pk=visit.pk).version
    services.triage_request(leak.pk, DRAINS, by=lin)
    assert Visit.objects.get(pk=visit.pk).version == before and not amended(visit)


def test_a_visit_for_another_trade_keeps_its_trade(leak, visit, lin):
    mason = services.order_work(leak.pk, services.WorkOrdered(needs=(Hands("masonry"),)), by=lin)
    services.triage_request(leak.pk, Triaged("water_supply", "emergency"), by=lin)
    assert [n.trade for n in mason.needs.all()] == ["masonry"]
    assert [n.trade for n in visit.needs.all()] == ["water_supply"]
    assert Visit.objects.filter(is_emergency=True).count() == 2


def test_a_visit_that_is_over_is_left_as_it_was(leak, sent, wu, lin):
    visits.arrive(sent, by=wu.account)
    done = visits.finish(sent, by=wu.account, work_done="疏通", is_fixed=False)
    services.triage_request(leak.pk, Triaged("water_supply", "emergency"), by=lin)
    assert Visit.objects.get(pk=done.pk).is_emergency is False
    with pytest.raises(NotNow):
        visits.amend_visit(done, _as_is(done), by=lin)


def test_only_the_desk_corrects_a_visit(sent, wu):
    with pytest.raises(Refused):
        visits.amend_visit(sent, _as_is(sent), by=wu.account)


def _as_is(visit) -> visits.Amendment:
    return visits.Amendment(visit.address, visit.place, tuple(visit.dangers), visit.is_emergency, visit.priority, visit.due_at)


def test_control_without_carrying_over_he_stands_at_the_wrong_door(leak, sent, lin, building, monkeypatch):
    monkeypatch.setattr("huying.casework.intake.services.triage.carry_over", lambda *_a, **_k: None)
    other = new_place(building, "room", "501室")
    services.triage_request(leak.pk, DRAINS, by=lin, placed=Placed(other))
    sent.refresh_from_db()
    assert sent.place != other


# --- where ---


def test_an_address_typed_in_full_is_its_place(leak, lin, building):
    other = new_place(building, "room", "501室")
    request = services.triage_request(leak.pk, DRAINS, by=lin, placed=Placed(address="延吉二村12号501室"))
    assert (request.place, request.address_canonical, request.address_raw) == (other, other.label, "延吉二村12号501室")
    entry = Entry.objects.get(verb="request_triage", subject=str(leak.pk))
    assert entry.facts["before"]["address"].endswith("301室") and entry.facts["after"]["address"] == other.label


def test_an_address_nobody_knows_is_kept_as_it_was_said(leak, visit, lin):
    request = services.triage_request(leak.pk, DRAINS, by=lin, placed=Placed(address="老地方后门"))
    assert (request.place, request.address_canonical, request.address_raw) == (None, "", "老地方后门")
    visit.refresh_from_db()
    assert (visit.place, visit.address) == (None, "老地方后门")


def test_nothing_said_about_the_place_changes_nothing(leak, lin, room):
    assert services.triage_request(leak.pk, DRAINS, by=lin, placed=Placed()).place == room


def test_an_address_too_long_is_refused_and_nothing_kept(leak, lin, room):
    with pytest.raises(BadInput):
        services.triage_request(leak.pk, DRAINS, by=lin, placed=Placed(address="里" * 401))
    leak.refresh_from_db()
    assert leak.place == room


# --- dangers ---


def test_a_danger_taken_back_ends_the_ring_backs(lin, room, held_clock):
    call = services.CallTaken(words="水近电", place=room, trade="leak", severity="emergency", dangers=("lift_entrapment",))
    case = services.take_call(call, by=lin)
    assert selectors.ring_backs([case])
    case = services.triage_request(case.pk, Triaged("leak", "urgent"), by=lin)
    assert case.dangers == [] and not selectors.ring_backs([case])
    entry = Entry.objects.get(verb="request_triage", subject=str(case.pk))
    assert (entry.facts["before"]["dangers"], entry.facts["after"]["dangers"]) == (["lift_entrapment"], [])
    assert entry.facts["dangers_off"] == ["lift_entrapment"]


def test_a_danger_nobody_knows_is_refused(leak, lin):
    with pytest.raises(BadInput):
        services.triage_request(leak.pk, Triaged("leak", "urgent", dangers=("dragons",)), by=lin)


# --- how soon ---


def test_after_reopening_the_clock_does_not_go_back_to_the_first_call(leak, lin, held_clock):
    services.answer_request(leak.pk, note="已告知", by=lin)
    later = held_clock(MORNING + timedelta(days=30)) or MORNING + timedelta(days=30)
    services.reopen_request(leak.pk, note="又堵了", by=lin)
    held_clock(MORNING + timedelta(days=30, minutes=5))
    request = services.triage_request(leak.pk, Triaged("drainage", "general"), by=lin)
    assert request.due_at == later + rules.ON_TIME["general"]


def test_never_reopened_it_runs_from_the_call(leak, lin, held_clock):
    held_clock(MORNING + timedelta(hours=1))
    assert services.triage_request(leak.pk, DRAINS, by=lin).due_at == MORNING + rules.ON_TIME["urgent"]
