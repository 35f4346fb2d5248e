"""Every verb × every state, and the verbs one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huying.fieldwork.visits import rules, services
from huying.fieldwork.visits.models import Visit
from huying.groundwork.journal.models import Entry
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing, NotNow, Refused
from tests.cast import MORNING, new_account, new_technician

from .scene import send

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=20)


def do(verb: str, visit: Visit, wu, lin) -> Visit:
    """Each verb of the table, as its service."""
    by = wu.account
    match verb:
        case "assign":
            return services.mark_assigned(visit, by=lin)
        case "unassign":
            return services.mark_unassigned(visit, by=lin)
        case "call_off":
            return services.call_off_visit(visit, by=lin)
        case "set_out":
            return services.set_out(visit, by=by)
        case "arrive":
            return services.arrive(visit, by=by)
        case "pause":
            return services.pause(visit, by=by, reason="material", review_at=LATER)
        case "resume":
            return services.resume(visit, by=by)
        case "put_back":
            return services.put_back(visit, by=by)
        case "finish":
            return services.finish(visit, by=by, work_done="疏通", is_fixed=True)
        case "miss":
            return services.miss(visit, by=by)
        case "sign":
            return services.sign_off(visit, services.Signing("witness", "周阿婆", witness="楼组长"), by=by).visit
    raise AssertionError(f"no service for {verb}")


@pytest.mark.parametrize("verb", rules.VISIT.verbs)
@pytest.mark.parametrize("state", rules.VISIT.states)
def test_every_verb_in_every_state(state, verb, visit, wu, lin):
    """The services do what the table says, and nothing where it says nothing."""
    send(visit, wu)
    Visit.objects.filter(pk=visit.pk).update(state=state)
    visit.refresh_from_db()
    entries = Entry.objects.count()
    if rules.VISIT.allows(state, verb):
        after = do(verb, visit, wu, lin)
        after.refresh_from_db()
        assert after.state == rules.VISIT.after(state, verb)
        assert after.version == visit.version + 1
        # Who was sent is dispatch's entry.
        assert Entry.objects.count() == entries + (verb not in ("assign", "unassign"))
    else:
        with pytest.raises(NotNow):
            do(verb, visit, wu, lin)
        visit.refresh_from_db()
        assert visit.state == state
        assert Entry.objects.count() == entries


def test_states_and_verbs_are_said_in_words(visit, lin):
    assert set(rules.VISIT_STATES) == set(rules.VISIT.states) and set(rules.VISIT_VERBS) == set(rules.VISIT.verbs)
    with pytest.raises(NotNow) as refused:
        services.arrive(visit, by=lin)
    assert refused.value.facts | {"verb": "arrive", "state": "to be dispatched"} == refused.value.facts


def test_order_works(visit, order, lin):
    assert (visit.state, visit.version, visit.ordered_by) == ("ordered", 1, lin)
    assert [(n.trade, n.grade, n.count) for n in visit.needs.all()] == [("drainage", 4, 1)]
    assert [(e.kind, e.count) for e in visit.equipment_needs.all()] == [("drain_machine", 1)]
    entry = Entry.objects.get(verb="visit_order")
    assert (entry.thread, entry.subject, entry.actor) == (order.thread, str(visit.pk), lin)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"brief": " "}, "brief"),
        ({"brief": "长" * 201}, "brief"),
        ({"crew_size": 0}, "crew_size"),
        ({"needs": (services.Hands("magic"),)}, "trade"),
        ({"needs": (services.Hands("electric", permit="licence_to_fly"),)}, "permit"),
        ({"needs": (services.Hands("electric", grade=9),)}, "grade"),
        ({"equipment": (("crane", 1),)}, "equipment"),
        ({"payer": "nobody"}, "payer"),
    ],
)
def test_order_refuses_what_it_does_not_know(order, lin, change, field):
    from dataclasses import replace

    with pytest.raises(BadInput) as wrong:
        services.order_visit(replace(order, **change), by=lin)
    assert wrong.value.field == field
    assert not Visit.objects.exists()


@pytest.mark.parametrize("verb", ["set_out", "arrive"])
def test_refuses_outsiders_as_if_it_were_missing(verb, sent, outsider):
    stranger = new_technician("YJ99", account=new_account("stranger", "technician"))
    for account in (outsider, stranger.account):
        with pytest.raises(Missing):
            getattr(services, verb)(sent, by=account)
    assert not Entry.objects.filter(verb=f"visit_{verb}").exists()


def test_control_without_the_question_who_asks_a_stranger_gets_in(sent, outsider, monkeypatch):
    monkeypatch.setattr("huying.fieldwork.visits.selectors.may_act", lambda *_args: True)
    assert services.arrive(sent, by=outsider).state == "on_site"


def test_an_offer_is_not_yet_a_job(visit, wu):
    send(visit, wu, state="offered")
    with pytest.raises(Refused):
        services.set_out(visit, by=wu.account)


def test_any_member_of_the_crew_may_report(visit, wu):
    junior = new_technician("YJ08", account=new_account("junior", "technician"))
    send(visit, wu, junior)
    assert services.arrive(visit, by=junior.account).state == "on_site"


def test_a_former_crew_may_not(sent, wu):
    sent.assignments.update(state="transferred", is_active=False)
    with pytest.raises(Missing):
        services.set_out(sent, by=wu.account)


def test_the_crew_signs_off_after_its_assignment_ended(finished, wu):
    finished.assignments.update(state="ended", is_active=False)
    signing = services.Signing("witness", "周阿婆", witness="楼组长 钱")
    assert services.sign_off(finished, signing, by=wu.account).way == "witness"


def test_the_desk_reports_for_somebody_who_rang_in(sent, lin):
    assert services.arrive(sent, by=lin).state == "on_site"


def test_only_the_desk_calls_off(sent, wu, lin, heard):
    with pytest.raises(Refused):
        services.call_off_visit(sent, by=wu.account)
    services.call_off_visit(sent, by=lin, note="居民已自行解决")
    assert heard[-1][0] == "visit_called_off"
    assert Entry.objects.get(verb="visit_call_off").told == [wu.account_id]


def test_the_crew_hears_and_the_house_is_told(sent, wu, heard):
    services.set_out(sent, by=wu.account)
    assert heard == []
    services.arrive(sent, by=wu.account)
    assert heard == [("visit_started", {"visit": sent, "by": wu.account})]
    entry = Entry.objects.get(verb="visit_arrive")
    assert entry.told == [wu.account_id] and entry.thread == sent.thread
    assert (entry.facts["before"], entry.facts["after"]) == ("on_the_way", "on_site")


def test_server_time_counts_and_the_phones_is_a_claim(sent, wu):
    phone = MORNING - timedelta(hours=3)
    visit = services.arrive(sent, by=wu.account, claim=services.Claim(phone))
    assert visit.arrived_at == MORNING
    facts = Entry.objects.get(verb="visit_arrive").facts
    assert facts["skew_s"] == -3 * 3600 and facts["on_paper"] is False


def test_a_slips_time_counts_where_it_can_be_true(sent, lin, held):
    held(MORNING + timedelta(hours=5))
    written = MORNING + timedelta(hours=1)
    visit = services.arrive(sent, by=lin, claim=services.Claim(written, is_paper=True))
    assert visit.arrived_at == written


@pytest.mark.parametrize("written", [MORNING - timedelta(minutes=1), MORNING + timedelta(days=1)])
def test_a_slips_impossible_time_is_only_noted(sent, lin, held, written):
    held(MORNING + timedelta(hours=5))
    visit = services.arrive(sent, by=lin, claim=services.Claim(written, is_paper=True))
    assert visit.arrived_at == clock.now()
    assert Entry.objects.get(verb="visit_arrive").facts["claimed_at"].startswith(written.isoformat()[:16])


def test_the_first_arrival_counts(on_site, wu, held):
    services.pause(on_site, by=wu.account, reason="material", review_at=LATER)
    services.put_back(on_site, by=wu.account)
    on_site.assignments.update(state="ended", is_active=False)
    on_site.assignments.first().members.update(is_active=False)
    held(MORNING + timedelta(days=1))
    send(on_site, wu)
    assert services.arrive(on_site, by=wu.account).arrived_at == MORNING


def test_nothing_waits_without_a_date(on_site, wu):
    with pytest.raises(BadInput) as wrong:
        services.pause(on_site, by=wu.account, reason="material", review_at=MORNING)
    assert wrong.value.field == "review_at"
    with pytest.raises(BadInput):
        services.pause(on_site, by=wu.account, reason="lunch", review_at=LATER)


def test_resume_forgets_the_wait_and_put_back_keeps_it(on_site, wu, heard):
    services.pause(on_site, by=wu.account, reason="access", review_at=LATER)
    assert services.resume(on_site, by=wu.account).pause_reason == ""
    services.pause(on_site, by=wu.account, reason="material", review_at=LATER)
    back = services.put_back(on_site, by=wu.account)
    assert (back.state, back.pause_reason, back.pause_review_at) == ("ordered", "material", LATER)
    assert heard[-1][0] == "visit_put_back"


def test_finish_works_and_needs_words(on_site, wu, heard):
    with pytest.raises(BadInput):
        services.finish(on_site, by=wu.account, work_done=" ", is_fixed=True)
    visit = services.finish(on_site, by=wu.account, work_done="疏通主管 12 米", is_fixed=False)
    assert (visit.state, visit.is_fixed, visit.ended_at) == ("finished", False, MORNING)
    assert heard[-1][0] == "visit_finished"


def test_miss_works(on_site, wu, heard):
    visit = services.miss(on_site, by=wu.account, note="敲门三次，电话无人接")
    assert (visit.state, visit.ended_at) == ("missed", MORNING)
    assert heard[-1][0] == "visit_missed"


def test_the_database_knows_only_the_tables_states(visit):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state="closed")
