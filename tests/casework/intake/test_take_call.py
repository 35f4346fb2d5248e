from datetime import UTC, datetime, timedelta

import pytest

from huying.casework.intake import rules, services
from huying.casework.intake.models import Call, Request
from huying.casework.intake.services import CallTaken
from huying.casework.intake.services.call import title_of
from huying.groundwork.journal.selectors import thread_of
from huying.kernel import ids
from huying.kernel.errors import BadInput
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_works_and_keeps_the_call_as_it_came(leak, zhou, lin):
    assert leak.state == "triaged" and ids.read_receipt(leak.receipt) == leak.receipt
    assert leak.call.number_raw == "199 0000 0301" and leak.call.number == "19900000301"
    assert leak.call.taken_by == lin and leak.household == zhou.household
    assert leak.title == "厨房下水道堵了，水漫到地板上"
    assert leak.due_at == MORNING + timedelta(hours=4)


def test_journal_is_written(leak, lin):
    (entry,) = thread_of(leak.pk)
    assert (entry.verb, entry.actor, entry.facts["receipt"]) == ("call_taken", lin, leak.receipt)


def test_without_a_trade_it_waits_for_triage(fresh):
    assert fresh.state == "received"


def test_an_emergency_needs_nothing_but_words(held_clock, lin):
    request = services.take_call(CallTaken(words="电梯里有人！", severity="emergency"), by=lin)
    assert request.due_at == MORNING + rules.ON_TIME["emergency"] and request.place is None


def test_refuses_silence_and_says_what_to_do(lin):
    with pytest.raises(BadInput) as caught:
        services.take_call(CallTaken(words=" \u200b "), by=lin)
    assert caught.value.field == "words" and not Call.objects.exists()


@pytest.mark.parametrize("words", ["a\0b", "\ud800", "长" * 20_001])
def test_refuses_what_no_database_keeps(lin, words):
    with pytest.raises(BadInput):
        services.take_call(CallTaken(words=words), by=lin)


@pytest.mark.parametrize("field", ["channel", "relation", "kind", "severity"])
def test_refuses_an_unknown_choice_naming_the_field(lin, field):
    with pytest.raises(BadInput) as caught:
        services.take_call(CallTaken(words="灯", **{field: "nonsense"}), by=lin)
    assert caught.value.field == field


def test_a_taken_receipt_is_drawn_again(lin, leak, monkeypatch):
    drawn = iter([leak.receipt, leak.receipt, "AAA-AAAA"])
    monkeypatch.setattr(ids, "new_receipt", lambda: next(drawn))
    assert services.take_call(CallTaken(words="灯"), by=lin).receipt == "AAA-AAAA"


def test_half_a_call_is_never_kept(lin, monkeypatch):
    def torn(*_args, **_kwargs):
        raise RuntimeError("power")

    monkeypatch.setattr("huying.casework.intake.services.call.journal.write", torn)
    with pytest.raises(RuntimeError):
        services.take_call(CallTaken(words="灯"), by=lin)
    assert not Call.objects.exists() and not Request.objects.exists()


def test_emergency_page_needs_no_login(held_clock, db):
    request = services.take_emergency_slip(number="199 0000 0301", address="老地方", words="")
    assert (request.severity, request.state, request.words) == ("emergency", "received", "老地方")
    assert request.call.taken_by is None


def test_title_is_the_first_clause():
    assert title_of("灯坏了。还有一件事") == "灯坏了"
    assert title_of("字" * 60) == "字" * 40 + "…"


def test_a_slip_nobody_heard_opens_the_desks_card(held_clock, db, room):
    slip = services.take_emergency_slip(number="", address=room.label, words="电梯里关了两个人，门打不开")
    assert slip.dangers == ["lift_entrapment"] and slip.place == room
    assert [card.code for card in rules.cards_for(slip.dangers)] == ["lift"]


def _slip(lin, slip_at):
    return services.take_call(CallTaken(words="灯", channel="paper_slip", slip_at=slip_at, severity="urgent"), by=lin)


def test_a_slips_clock_runs_from_when_it_was_written(held_clock, lin):
    written = MORNING - timedelta(hours=3)
    slip = _slip(lin, written)
    assert slip.received_at == slip.call.received_at == written and slip.due_at == written + timedelta(hours=4)
    services.triage_request(slip.pk, services.Triaged("lighting", "general"), by=lin)
    slip.refresh_from_db()
    assert slip.due_at == written + timedelta(hours=24)


@pytest.mark.parametrize("slip_at", [
    MORNING + timedelta(minutes=1), MORNING - timedelta(days=7, minutes=1), datetime(9999, 12, 31, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC),
])
def test_a_slip_from_tomorrow_or_long_ago_is_asked_about(held_clock, lin, slip_at):
    with pytest.raises(BadInput, match="time on the slip") as caught:
        _slip(lin, slip_at)
    assert caught.value.field == "slip_time" and not Call.objects.exists()


def test_seven_days_and_this_very_minute_are_taken(held_clock, lin):
    for slip_at in (MORNING, MORNING - timedelta(days=7)):
        assert _slip(lin, slip_at).received_at == slip_at
