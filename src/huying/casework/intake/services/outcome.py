"""Ends and pauses of a request that need no visit. Each says why, and the thread keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.fieldwork.visits import rules as visit_rules
from huying.groundwork.access.models import Account
from huying.kernel import clock, text
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from .move import locked, move

NOTE_MOST = 4_000


@dataclass(frozen=True)
class Where:
    """To whom something goes, and what the resident was told."""

    to: str
    note: str = ""


def _said(note: str, *, field: str = "note") -> str:
    note = text.require_length(text.tidy(note), most=NOTE_MOST, field=field)
    if not note:
        raise BadInput(_("Write what the resident was told, so that the next person knows."), field=field)
    return note


def _receiver(where: Where) -> str:
    to = text.tidy(where.to)[:60]
    if not to:
        raise BadInput(_("Write who it goes to: name the office or firm."), field="to")
    return to


def answer_request(request_id: UUID, *, note: str, by: Account, version: int | None = None) -> Request:
    """Answered on the spot."""
    return move(request_id, "answer", by=by, version=version, outcome_note=_said(note))


def turn_away_request(request_id: UUID, where: Where, *, by: Account, version: int | None = None) -> Request:
    """Not property work: the resident was told where to turn."""
    return move(
        request_id, "turn_away", by=by, version=version, turned_to=_receiver(where), outcome_note=_said(where.note),
        responsibility="not_property",
    )


def refer_request(request_id: UUID, where: Where, *, by: Account, version: int | None = None) -> Request:
    return move(request_id, "refer", by=by, version=version, turned_to=_receiver(where), outcome_note=_said(where.note))


def hand_over_request(request_id: UUID, where: Where, *, by: Account, version: int | None = None) -> Request:
    """Another owner repairs it; our duty to the resident stays."""
    return move(
        request_id, "hand_over", by=by, version=version, turned_to=_receiver(where), outcome_note=_said(where.note)
    )


@transaction.atomic
def withdraw_request(request_id: UUID, *, note: str, by: Account, version: int | None = None) -> Request:
    note = _said(note)
    _require_no_open_visit(locked(request_id, version=version))
    return move(request_id, "withdraw", by=by, outcome_note=note)


def invalidate_request(request_id: UUID, *, note: str, by: Account, version: int | None = None) -> Request:
    return move(request_id, "invalidate", by=by, version=version, outcome_note=_said(note))


@transaction.atomic
def wait_request(request_id: UUID, *, reason: str, review_on: date, by: Account, version: int | None = None) -> Request:
    """Waiting needs a reason and a day on which somebody looks again."""
    if reason not in rules.WAITING_REASONS:
        raise BadInput(_("Choose what it waits for."), field="reason")
    if review_on < clock.local(clock.now()).date():
        raise BadInput(_("The day to look again lies in the past. Choose today or later."), field="review_on")
    _require_no_open_visit(locked(request_id, version=version))
    return move(request_id, "wait", by=by, waiting_reason=reason, review_on=review_on)


def resume_request(request_id: UUID, *, by: Account, version: int | None = None) -> Request:
    return move(request_id, "resume", by=by, version=version, waiting_reason="", review_on=None)


@transaction.atomic
def reopen_request(request_id: UUID, *, note: str, by: Account | None, version: int | None = None) -> Request:
    """“It came back”: the same thread goes on; the time limit starts again."""
    note = _said(note)
    severity = locked(request_id, version=version).severity
    return move(request_id, "reopen", by=by, note=note, due_at=clock.now() + rules.ON_TIME[severity])


def _require_no_open_visit(request: Request) -> None:
    """Asked only while the request is locked: whoever orders a visit takes the same lock."""
    if request.visits.filter(state__in=visit_rules.OPEN).exists():
        raise NotNow(_("A visit is still under way for this. Call it off first, or let it finish."))
