"""The lead's answer: yes, or no with a reason. The desk may give his yes for him, on the phone."""

from __future__ import annotations

from django.db import transaction

from huying.fieldwork.dispatch import rules
from huying.fieldwork.dispatch.models import Assignment
from huying.fieldwork.visits import services as visits
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import SENDERS
from huying.groundwork.journal import news
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop as _

from . import rows


def _require_answerer(assignment: Assignment, by: Account) -> bool:
    """Return whether he answers for himself. To anybody else but the desk this assignment does not exist."""
    if rows.is_own(assignment, by):
        return True
    if SENDERS & by.roles:
        return False
    raise Missing(_("There is no such assignment."))


@transaction.atomic
def accept_assignment(assignment: Assignment, *, by: Account) -> Assignment:
    """Take the job. Saying yes again changes nothing."""
    visit, assignment = rows.locked_assignment(assignment)
    own = _require_answerer(assignment, by)
    if assignment.state == "accepted":
        return assignment
    assignment.state = rules.ASSIGNMENT.after(assignment.state, "accept")
    assignment.accepted_at, assignment.accepted_by = clock.now(), by
    assignment.save(update_fields=["state", "accepted_at", "accepted_by"])
    rows.write(assignment, "accept", visit=visit, by=by, by_phone=not own)
    return assignment


@transaction.atomic
def decline_assignment(assignment: Assignment, *, reason: str, note: str = "", by: Account) -> Assignment:
    """Say no, with a reason; the visit is the desk's again."""
    if reason not in rules.DECLINE_REASONS:
        raise BadInput(_("Choose why it is declined."), field="reason")
    visit, assignment = rows.locked_assignment(assignment)
    own = _require_answerer(assignment, by)
    assignment.reason, assignment.note = reason, note[:200]
    rows.close(assignment, "decline", visit=visit, by=by)
    visit = visits.mark_unassigned(visit, by=by)
    rows.write(assignment, "decline", visit=visit, by=by, reason=reason, note=note, by_phone=not own)
    news.announce("visit_unassigned", visit=visit, by=by)
    return assignment
