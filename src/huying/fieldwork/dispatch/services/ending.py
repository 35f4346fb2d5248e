"""How an assignment ends: the work is over, the desk calls the crew back, nobody answered."""

from __future__ import annotations

from django.db import transaction

from huying.fieldwork.dispatch import rules, selectors
from huying.fieldwork.dispatch.models import Assignment
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.selectors import bookings_for
from huying.groundwork.journal import news
from huying.kernel import clock

from . import rows


@transaction.atomic
def call_off_assignment(assignment: Assignment, *, note: str = "", by: Account) -> Assignment:
    """Call the crew back; the visit waits for the desk."""
    rows.require_sender(by)
    return _take_back(assignment, "call_off", by=by, note=note)


@transaction.atomic
def lapse_assignment(assignment: Assignment, *, by: Account | None = None) -> Assignment:
    """Nobody answered in time."""
    return _take_back(assignment, "lapse", by=by)


def _take_back(assignment: Assignment, verb: str, *, by: Account | None, note: str = "") -> Assignment:
    visit, assignment = rows.locked_assignment(assignment)
    rows.close(assignment, verb, visit=visit, by=by)
    visit = visits.mark_unassigned(visit, by=by)
    rows.write(assignment, f"{verb}_assignment", visit=visit, by=by, note=note)
    news.announce("visit_unassigned", visit=visit, by=by)
    return assignment


@transaction.atomic
def note_there(visit: Visit, *, by: Account | None) -> None:
    """The crew and its equipment are where the visit is: the next distances are counted from there."""
    assignment = selectors.active_assignment(visit)
    if assignment is None or visit.place is None:
        return
    for booking in bookings_for(visit.pk):
        crews.move_equipment(booking.equipment, place=visit.place, by=by)
    for member in assignment.members.all():
        if member.is_active:
            crews.see_at(member.technician, visit.place)


@transaction.atomic
def end_assignment(visit: Visit, *, by: Account | None, has_been_there: bool) -> Assignment | None:
    """The visit needs nobody any more, or not today: free the people, give the equipment back where it stands now.

    Called with the visit's row locked, by news of it; a visit nobody was sent to has nothing to end.
    """
    assignment = selectors.active_assignment(visit)
    if assignment is None:
        return None
    if has_been_there:
        note_there(visit, by=by)
    if has_been_there and assignment.state == "offered":
        # The desk reported for him: whoever did the work has taken it.
        assignment.state, assignment.accepted_at, assignment.accepted_by = rules.ASSIGNMENT.after("offered", "accept"), clock.now(), by
    rows.close(assignment, "end" if has_been_there else "call_off", visit=visit, by=by)
    return assignment
