import pytest

from huying.casework.intake import rules, services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken, WorkOrdered
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Hands
from huying.groundwork.journal import news
from huying.groundwork.journal.selectors import thread_of
from huying.kernel.errors import NotNow

pytestmark = pytest.mark.django_db


def _becomes(visit: Visit, state: str, **changes) -> None:
    """The visit's own verbs are tested in their room; here only what follows from them."""
    Visit.objects.filter(pk=visit.pk).update(state=state, **changes)
    visit.refresh_from_db()
    services.follow_visits(visit, by=None)


def _state(request: Request) -> str:
    return Request.objects.get(pk=request.pk).state


def test_visit_carries_what_the_work_needs_and_not_why(leak, lin):
    visit = services.order_work(leak.pk, by=lin)
    assert (visit.thread, visit.place, visit.words, visit.due_at) == (leak.pk, leak.place, leak.words, leak.due_at)
    assert [(n.trade, n.count) for n in visit.needs.all()] == [("drainage", 1)]
    assert [(e.kind, e.count) for e in visit.equipment_needs.all()] == [("drain_machine", 1)]
    assert _state(leak) == "ordered"
    assert thread_of(leak.pk).last().facts["number"] == visit.number


def test_what_the_desk_says_wins_over_the_usual(leak, lin):
    work = WorkOrdered(brief="查管道", needs=(Hands("drainage", 3, "confined_space", 2),), equipment=(("pump", 2),), crew_size=3)
    visit = services.order_work(leak.pk, work, by=lin)
    need = visit.needs.get()
    assert (visit.brief, visit.crew_size, need.grade, need.permit) == ("查管道", 3, 3, "confined_space")
    assert visit.equipment_needs.get().count == 2


@pytest.fixture(params=["lift", "gas", "fire", "termite"])
def licensed(request, lin, room, held_clock):
    return services.take_call(CallTaken(words="请专业单位", place=room, trade=request.param, severity="emergency"), by=lin)


def test_to_a_licensed_firms_work_our_people_go_only_to_stay(licensed, lin, wu):
    from huying.fieldwork.dispatch import services as dispatch
    from huying.fieldwork.dispatch.selectors import is_stay_only
    from huying.fieldwork.dispatch.services import CrewOrder
    from huying.kernel.errors import HuyingError

    visit = services.order_work(licensed.pk, by=lin)
    assert visit.is_emergency and is_stay_only(visit)
    with pytest.raises(HuyingError):
        dispatch.assign_visit(visit, CrewOrder.of(wu), by=lin)
    assert dispatch.assign_visit(visit, CrewOrder.of(wu, stay_only=True), by=lin).lead == wu


def test_staying_there_repairs_nothing(licensed, lin):
    visit = services.order_work(licensed.pk, by=lin)
    _becomes(visit, "on_site")
    _becomes(visit, "finished", is_fixed=True)
    assert _state(licensed) == "triaged"


def test_a_danger_without_a_trade_asks_for_the_papers_it_needs(lin, room, held_clock):
    request = services.take_call(CallTaken(words="有人触电", place=room, dangers=("electric_shock",), severity="emergency"), by=lin)
    need = services.order_work(request.pk, by=lin).needs.get()
    assert (need.trade, need.permit) == ("electric", "low_voltage")


def test_refuses_to_order_for_an_ended_request(fresh, lin):
    services.answer_request(fresh.pk, note="x", by=lin)
    with pytest.raises(NotNow):
        services.order_work(fresh.pk, by=lin)
    assert not Visit.objects.exists()


def test_fixed_when_the_last_open_visit_is_finished(leak, lin):
    first, second = services.order_work(leak.pk, by=lin), services.order_work(leak.pk, by=lin)
    _becomes(first, "on_site")
    assert _state(leak) == "under_way"
    _becomes(first, "finished", is_fixed=True, ended_at=leak.received_at)
    assert _state(leak) == "under_way"
    _becomes(second, "called_off")
    assert _state(leak) == "fixed"


@pytest.mark.parametrize(("state", "fixed"), [("missed", None), ("called_off", None), ("finished", False)])
def test_what_was_not_fixed_comes_back_to_the_desk(leak, lin, state, fixed):
    visit = services.order_work(leak.pk, by=lin)
    _becomes(visit, "on_site")
    _becomes(visit, state, is_fixed=fixed)
    assert _state(leak) == "triaged"


def test_signing_after_finishing_changes_nothing(leak, lin):
    visit = services.order_work(leak.pk, by=lin)
    _becomes(visit, "finished", is_fixed=True)
    _becomes(visit, "signed_off")
    assert _state(leak) == "fixed"


def test_neither_withdrawn_nor_put_off_under_an_open_visit(leak, lin, held_clock):
    services.order_work(leak.pk, by=lin)
    with pytest.raises(NotNow):
        services.withdraw_request(leak.pk, note="x", by=lin)
    with pytest.raises(NotNow):
        services.wait_request(leak.pk, reason="material", review_on=leak.due_at.date(), by=lin)


def test_extra_at_the_door_becomes_a_request_of_its_own(leak, lin, zhou):
    visit = services.order_work(leak.pk, by=lin)
    news.announce("extra_passed_on", visit=visit, words="大门锁也坏了", by=lin)
    extra = Request.objects.exclude(pk=leak.pk).get()
    assert (extra.call.channel, extra.person, extra.place, extra.state) == ("at_the_door", zhou, leak.place, "received")


def test_a_danger_told_at_the_door_is_an_emergency(leak, lin):
    visit = services.order_work(leak.pk, by=lin)
    extra = services.pass_on_extra(visit, words="楼道里有很浓的煤气味", by=lin)
    assert (extra.dangers, extra.severity) == (["gas"], "emergency")


def test_usual_work_names_only_known_trades_and_equipment():
    from huying.casework.intake.rules import work
    from huying.groundwork.crews.rules import EQUIPMENT_KINDS
    from huying.kernel.trades import PERMITS, TRADES

    assert set(work._USUAL) <= set(TRADES)
    for usual in work._USUAL.values():
        assert usual.permit in {"", *PERMITS} and {k for k, _n in usual.equipment} <= set(EQUIPMENT_KINDS)
    assert set(rules.ON_TIME) == set(rules.PRIORITY) == set(rules.SEVERITIES)
