from datetime import timedelta

import pytest

from huying.casework.intake import rules, services
from huying.casework.intake.models import Request
from huying.casework.intake.services import Triaged, Where
from huying.groundwork.journal.selectors import thread_of
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing, NotNow, Stale
from tests.cast import MORNING

pytestmark = pytest.mark.django_db

ENDS = {
    "answer": lambda r, by: services.answer_request(r.pk, note="告知关阀门", by=by),
    "turn_away": lambda r, by: services.turn_away_request(r.pk, Where("城管", "请拨打 12345"), by=by),
    "refer": lambda r, by: services.refer_request(r.pk, Where("居委", "已告知"), by=by),
    "hand_over": lambda r, by: services.hand_over_request(r.pk, Where("市政", "已电话移交"), by=by),
    "withdraw": lambda r, by: services.withdraw_request(r.pk, note="自己修好了", by=by),
    "invalidate": lambda r, by: services.invalidate_request(r.pk, note="拨错", by=by),
}


@pytest.mark.parametrize("verb", ENDS)
def test_works_says_what_was_told_and_is_written(fresh, lin, verb):
    request = ENDS[verb](fresh, lin)
    assert request.state == rules.REQUEST.after("received", verb)
    assert request.outcome_note and request.ended_at == MORNING
    assert thread_of(fresh.pk).last().verb == f"request_{verb}"


@pytest.mark.parametrize("verb", ENDS)
def test_refuses_the_wrong_state(fresh, lin, verb):
    Request.objects.filter(pk=fresh.pk).update(state="closed")
    with pytest.raises(NotNow):
        ENDS[verb](fresh, lin)


def test_refuses_an_end_without_a_word_to_the_resident(fresh, lin):
    with pytest.raises(BadInput):
        services.answer_request(fresh.pk, note=" ", by=lin)
    with pytest.raises(BadInput):
        services.turn_away_request(fresh.pk, Where("", "x"), by=lin)


def test_refuses_what_was_changed_meanwhile(fresh, lin):
    services.triage_request(fresh.pk, Triaged("lighting", "general"), by=lin)
    with pytest.raises(Stale, match=fresh.receipt):
        services.answer_request(fresh.pk, note="x", by=lin, version=fresh.version)


def test_a_missing_request_is_missing(lin, client_uuid, db):
    with pytest.raises(Missing):
        services.answer_request(client_uuid, note="x", by=lin)


def test_triage_sets_the_limit_from_the_call_on(fresh, lin, held_clock):
    held_clock(MORNING + timedelta(hours=1))
    request = services.triage_request(fresh.pk, Triaged("lighting", "emergency"), by=lin)
    assert request.state == "triaged" and request.due_at == MORNING + rules.ON_TIME["emergency"]


def test_triage_refuses_an_unknown_trade(fresh, lin):
    with pytest.raises(BadInput) as caught:
        services.triage_request(fresh.pk, Triaged("magic", "general"), by=lin)
    assert caught.value.field == "trade"


def test_waiting_needs_a_reason_and_a_day(leak, lin):
    today = clock.local(MORNING).date()
    with pytest.raises(BadInput):
        services.wait_request(leak.pk, reason="", review_on=today, by=lin)
    with pytest.raises(BadInput):
        services.wait_request(leak.pk, reason="material", review_on=today - timedelta(days=1), by=lin)
    waiting = services.wait_request(leak.pk, reason="material", review_on=today, by=lin)
    assert waiting.state == "waiting" and waiting.ended_at is None
    assert services.resume_request(leak.pk, by=lin).review_on is None


def test_reopening_keeps_the_thread_and_starts_the_clock_again(fresh, lin, held_clock):
    services.answer_request(fresh.pk, note="已告知", by=lin)
    held_clock(MORNING + timedelta(days=2))
    again = services.reopen_request(fresh.pk, note="又坏了", by=lin)
    assert again.state == "triaged" and again.ended_at is None
    assert again.due_at == MORNING + timedelta(days=3)
    assert [e.verb for e in thread_of(fresh.pk)] == ["call_taken", "request_answer", "request_reopen"]


@pytest.mark.parametrize(("state", "verb"), [(s, v) for s in rules.REQUEST.states for v in rules.REQUEST.verbs])
def test_every_state_and_verb_follows_the_table(fresh, lin, state, verb):
    from huying.casework.intake.services.move import move

    merged = {"merged_into_id": fresh.pk} if state == "merged" else {}
    Request.objects.filter(pk=fresh.pk).update(state=state, **merged)
    changes = {"merged_into": fresh} if verb == "merge" else {"merged_into": None}
    if rules.REQUEST.allows(state, verb):
        moved = move(fresh.pk, verb, by=lin, **changes)
        assert moved.state == rules.REQUEST.moves[state, verb]
        assert (moved.ended_at is None) == (moved.state in rules.OPEN)
    else:
        with pytest.raises(NotNow):
            move(fresh.pk, verb, by=lin, **changes)


def test_reopening_what_is_not_there_is_missing(lin, client_uuid, db):
    with pytest.raises(Missing):
        services.reopen_request(client_uuid, note="又坏了", by=lin)


@pytest.mark.parametrize("verb", ["withdraw", "wait"])
def test_a_visit_under_way_is_called_off_first(leak, lin, verb):
    services.order_work(leak.pk, by=lin)
    with pytest.raises(NotNow, match="Call it off first"):
        if verb == "wait":
            services.wait_request(leak.pk, reason="access", review_on=clock.local(MORNING).date(), by=lin)
        else:
            services.withdraw_request(leak.pk, note="不用来了", by=lin)
