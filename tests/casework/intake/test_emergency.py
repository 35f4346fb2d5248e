from datetime import timedelta

import pytest

from huying.casework.intake import rules, selectors, services
from huying.casework.intake.models import Request
from huying.groundwork.journal.selectors import thread_of
from huying.kernel.errors import BadInput
from tests.cast import MORNING


@pytest.mark.parametrize(("danger", "card"), [("lift_entrapment", "lift"), ("gas", "gas"), ("fire", "fire")])
def test_each_danger_opens_its_card(danger, card):
    assert [c.code for c in rules.cards_for([danger])] == [card]


def test_the_gravest_card_comes_first_and_calm_opens_none():
    assert [c.code for c in rules.cards_for(["burst_pipe", "gas"])] == ["gas", "burst"]
    assert rules.cards_for([]) == ()


@pytest.mark.parametrize("card", rules.CARDS.values(), ids=lambda c: c.code)
def test_every_card_says_sends_and_rings_back(card):
    kinds = [s.kind for s in card.steps]
    assert kinds[0] == "say" and "repeat" in kinds and "do" in kinds
    assert len({s.code for s in card.steps}) == len(card.steps)


def test_every_danger_the_engine_finds_opens_a_card():
    from huying.engines.triage import Danger

    assert all(rules.cards_for([danger]) for danger in Danger)


@pytest.mark.parametrize("card", ["lift", "gas", "fire"])
def test_licensed_work_rings_somebody(card):
    assert any(s.kind == "ring" for s in rules.CARDS[card].steps)


@pytest.mark.django_db
def test_each_step_is_kept_with_its_time_and_may_repeat(leak, lin, held_clock):
    for minutes in (0, 5):
        held_clock(MORNING + timedelta(minutes=minutes))
        services.log_emergency_step(leak.pk, card="lift", step="ring_back", by=lin)
    rung = thread_of(leak.pk).filter(verb="emergency_step")
    assert [e.at - MORNING for e in rung] == [timedelta(0), timedelta(minutes=5)]


@pytest.mark.django_db
def test_refuses_a_step_that_is_on_no_card(leak, lin):
    with pytest.raises(BadInput):
        services.log_emergency_step(leak.pk, card="lift", step="pry", by=lin)


@pytest.mark.django_db
@pytest.mark.parametrize(("danger", "last"), [("lift_entrapment", "freed"), ("gas", "firm_there"), ("fire", "brigade_there")])
def test_our_man_at_the_door_does_not_end_the_ringing(lin, held_clock, danger, last):
    case = services.take_call(services.CallTaken(words="快来", severity="emergency", dangers=(danger,), trade="lift"), by=lin)
    Request.objects.filter(pk=case.pk).update(state="under_way")
    case.refresh_from_db()
    assert selectors.ring_backs([case]) == {case.pk: MORNING + timedelta(minutes=5)}
    services.log_emergency_step(case.pk, card=rules.cards_for([danger])[0].code, step=last, by=lin)
    assert selectors.ring_backs([case]) == {}


@pytest.mark.django_db
def test_where_our_people_are_the_help_their_arrival_ends_it(lin, held_clock):
    case = services.take_call(services.CallTaken(words="爆管", severity="emergency", dangers=("burst_pipe",), trade="water_supply"), by=lin)
    assert selectors.ring_backs([case])
    Request.objects.filter(pk=case.pk).update(state="under_way")
    case.refresh_from_db()
    assert selectors.ring_backs([case]) == {}
