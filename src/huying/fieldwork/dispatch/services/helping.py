"""A crew that needs one more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from huying.fieldwork.dispatch import selectors
from huying.fieldwork.dispatch.models import AssignmentMember
from huying.fieldwork.dispatch.rules.scoring import TRAVEL_UNKNOWN_S
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import Technician
from huying.groundwork.crews.selectors import workers
from huying.kernel import clock
from huying.kernel.errors import NotNow
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from . import rows
from .assigning import require_on_duty, role_of


@transaction.atomic
def call_help(visit: Visit, technician: Technician, *, starts: datetime | None = None, by: Account) -> AssignmentMember:
    """Send one more to a crew that is already on it. Sending him again changes nothing."""
    rows.require_sender(by)
    visit = rows.locked_visit(visit.pk)
    assignment = selectors.active_assignment(visit)
    if assignment is None:
        raise NotNow(_("Nobody has this visit at the moment: assign it instead."))
    person = rows.locked_people([technician.pk])[technician.pk]
    if there := assignment.members.filter(technician=person, is_active=True).first():
        return there
    at = max(starts or clock.now(), clock.now())
    least = at + timedelta(seconds=TRAVEL_UNKNOWN_S) + timedelta(minutes=visit.minutes)
    span = Window(at, max(assignment.ends, least))
    rows.require_free(person.pk, span)
    (worker,) = workers(Window(at - timedelta(hours=1), at + timedelta(hours=1)), ids=[person.pk])
    require_on_duty(worker, at)
    try:
        with transaction.atomic():
            member = AssignmentMember.objects.create(
                assignment=assignment, technician=person, role=role_of(person), starts=span.start, ends=span.end
            )
    except IntegrityError:
        rows.require_free(person.pk, span)
        raise
    rows.write(assignment, "call_help", visit=visit, by=by, name=person.name, starts=at.isoformat(timespec="minutes"))
    return member
