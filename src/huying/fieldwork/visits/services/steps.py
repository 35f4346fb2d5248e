"""The steps of a visit, as the technician takes them at the door."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from huying.fieldwork.visits import rules
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.journal import news
from huying.kernel import clock
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

from .row import Claim, locked_for, moment, move, write


@transaction.atomic
def note_opened(visit: Visit, *, by: Account) -> None:
    """He has the job open before him: the desk sees that it reached a person and not only a phone."""
    write(visit, "opened", by=by)


@transaction.atomic
def set_out(visit: Visit, *, by: Account, claim: Claim | None = None) -> Visit:
    visit = locked_for(visit, by)
    move(visit, "set_out", by=by, claim=claim)
    return visit


@transaction.atomic
def arrive(visit: Visit, *, by: Account, claim: Claim | None = None) -> Visit:
    visit = locked_for(visit, by)
    # The first arrival counts against the promise, also where the crew comes back another day.
    visit.arrived_at = visit.arrived_at or moment(visit, claim)
    move(visit, "arrive", by=by, claim=claim)
    news.announce("visit_started", visit=visit, by=by)
    return visit


@transaction.atomic
def pause(visit: Visit, *, by: Account, reason: str, review_at: datetime, note: str = "") -> Visit:
    """Wait, and say what for and when somebody looks again: nothing waits without a date."""
    if reason not in rules.PAUSE_REASONS:
        raise BadInput(_("Choose what the job is waiting for."), field="reason")
    if review_at <= clock.now():
        raise BadInput(_("The time to look again has already passed. Choose a later one."), field="review_at")
    visit = locked_for(visit, by)
    visit.pause_reason, visit.pause_review_at = reason, review_at
    move(visit, "pause", by=by, reason=reason, review_at=review_at.isoformat(timespec="minutes"), note=note)
    return visit


@transaction.atomic
def resume(visit: Visit, *, by: Account) -> Visit:
    visit = locked_for(visit, by)
    visit.pause_reason, visit.pause_review_at = "", None
    move(visit, "resume", by=by)
    return visit


@transaction.atomic
def put_back(visit: Visit, *, by: Account, note: str = "") -> Visit:
    """The wait outlasts the day: the crew is free again and the desk plans the visit anew.

    Why it waits and when to look again stay on the visit: the desk needs both.
    """
    visit = locked_for(visit, by)
    move(visit, "put_back", by=by, reason=visit.pause_reason, note=note)
    news.announce("visit_put_back", visit=visit, by=by)
    return visit


@transaction.atomic
def finish(visit: Visit, *, by: Account, work_done: str, is_fixed: bool, claim: Claim | None = None) -> Visit:
    """Done, in the technician's own words. Whether it is fixed is his claim; the resident is asked later."""
    if not work_done.strip():
        raise BadInput(_("Write what was done: a few words are enough."), field="work_done")
    visit = locked_for(visit, by)
    visit.work_done, visit.is_fixed = work_done, is_fixed
    visit.ended_at = moment(visit, claim)
    visit.pause_reason, visit.pause_review_at = "", None
    move(visit, "finish", by=by, claim=claim, work_done=work_done, is_fixed=is_fixed)
    news.announce("visit_finished", visit=visit, by=by)
    return visit


@transaction.atomic
def miss(visit: Visit, *, by: Account, note: str = "", claim: Claim | None = None) -> Visit:
    """Nobody home."""
    visit = locked_for(visit, by)
    visit.ended_at = moment(visit, claim)
    move(visit, "miss", by=by, claim=claim, note=note)
    news.announce("visit_missed", visit=visit, by=by)
    return visit
