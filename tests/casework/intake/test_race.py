"""Two desks at once: one slip keyed twice, a visit ordered while the case is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from huying.casework.intake import services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken, call, outcome
from huying.fieldwork.visits import rules as visit_rules
from huying.kernel.errors import BadInput, NotNow


def both(*acts: Callable[[], object]) -> list[str]:
    """Do all at once; return how each ended."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        gate.wait()
        try:
            act()
        except (BadInput, NotNow) as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  (the control shows what a person would meet)
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as desks:
        return list(desks.map(one, acts))


def key_in(lin) -> Callable[[], object]:
    return lambda: services.take_call(CallTaken(words="下水堵了", channel="paper_slip", source_key="slip:A-017"), by=lin)


@pytest.mark.django_db(transaction=True)
def test_one_slip_keyed_at_two_desks_is_one_case_and_the_other_is_told(lin):
    ends = sorted(both(*[key_in(lin)] * 4))
    kept = Request.objects.get()
    assert ends.count("done") == 1 and all(kept.receipt in end for end in ends if end != "done")


@pytest.mark.django_db(transaction=True)
def test_control_without_naming_the_other_it_is_a_fault(lin, monkeypatch):
    monkeypatch.setattr(call, "_require_new", lambda _key: None)
    assert "IntegrityError" in both(*[key_in(lin)] * 4)


def stranded(case: Request) -> bool:
    """Withdrawn, and somebody goes all the same."""
    case.refresh_from_db()
    return case.state == "withdrawn" and case.visits.filter(state__in=visit_rules.OPEN).exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_sent_to_what_was_withdrawn_at_the_same_moment(leak, lin):
    ends = both(
        lambda: services.order_work(leak.pk, by=lin), lambda: services.withdraw_request(leak.pk, note="自己好了", by=lin)
    )
    assert ends.count("done") == 1 and not stranded(leak)


@pytest.mark.django_db(transaction=True)
def test_control_asked_outside_the_lock_somebody_goes_for_nothing(leak, lin, monkeypatch, on_postgresql):
    """As it was: the question first, the lock after it, and another desk in between."""
    def too_early(request_id, **_version):
        return Request.objects.get(pk=request_id)

    asked = outcome._require_no_open_visit

    def then_the_other(request):
        asked(request)
        with ThreadPoolExecutor(1) as other:
            other.submit(lambda: (services.order_work(leak.pk, by=lin), connection.close())).result(timeout=20)

    monkeypatch.setattr(outcome, "locked", too_early)
    monkeypatch.setattr(outcome, "_require_no_open_visit", then_the_other)
    services.withdraw_request(leak.pk, note="自己好了", by=lin)
    assert stranded(leak)
