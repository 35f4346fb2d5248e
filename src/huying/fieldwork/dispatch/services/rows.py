"""Locking, and saying whom somebody lost against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from huying.fieldwork.dispatch import rules, selectors
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import SENDERS
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Technician
from huying.groundwork.crews.selectors import bookings_for
from huying.groundwork.journal import services as journal
from huying.kernel import clock
from huying.kernel.errors import Missing, NotNow, Refused, Stale
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _


def locked_visit(pk: UUID) -> Visit:
    visit = Visit.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if visit is None:
        raise Missing(_("There is no such visit."))
    return visit


def locked_assignment(assignment: Assignment) -> tuple[Visit, Assignment]:
    """Lock the visit first: whoever changes who goes holds it."""
    visit = locked_visit(assignment.visit_id)
    return visit, Assignment.objects.select_related("lead").get(pk=assignment.pk)


def hold_assignment(visit: Visit, shown: str) -> Assignment:
    """Lock the visit and return who has it, where it is still the one the page showed (`shown`: its id, "" for nobody)."""
    there = selectors.active_assignment(locked_visit(visit.pk))
    if there is None and not shown:
        raise NotNow(_("Nobody has this visit at the moment: assign it instead."))
    if there is None:
        raise Stale(_("While this page was open, the visit came back to the desk: nobody has it now. Nothing was done; choose again."))
    if str(there.pk) != shown:
        raise Stale(
            _("While this page was open, the visit went to somebody else: %(lead)s has it now (sent by %(who)s). Nothing was done; look, then choose again."),
            lead=there.lead.name, who=there.made_by.name if there.made_by else "—",
        )
    return there


def locked_people(ids: Iterable[int]) -> dict[int, Technician]:
    wanted = sorted(set(ids))
    # In the order of their ids, so that two desks sending overlapping crews wait for each other and never in a ring.
    rows = Technician.objects.select_for_update(no_key=True).filter(pk__in=wanted, is_active=True).order_by("pk")
    people = {t.pk: t for t in rows}
    if len(people) < len(wanted):
        raise Missing(_("One of these people is not in service any more. Reload the page."))
    return people


def require_sender(by: Account | None) -> None:
    if by is None or not SENDERS & by.roles:
        raise Refused(_("Only a dispatcher or a shift leader sends people. Ask one of them."))


def is_own(assignment: Assignment, by: Account) -> bool:
    return assignment.lead.account_id == by.pk


def require_nobody_there(visit: Visit) -> None:
    """The visit has one crew: whoever comes second is told who was faster, and with whom."""
    if there := selectors.active_assignment(visit):
        raise NotNow(
            _("%(lead)s already has this visit (sent by %(who)s). Reload the page to see it; to send somebody else, transfer it."),
            who=there.made_by.name if there.made_by else "—", lead=there.lead.name, assignment=str(there.pk),
        )


def clash(technician_id: int, span: Window) -> AssignmentMember | None:
    return (
        AssignmentMember.objects.filter(technician=technician_id, is_active=True, starts__lt=span.end, ends__gt=span.start)
        .select_related("technician", "assignment__visit", "assignment__made_by").order_by("starts").first()
    )


def require_free(technician_id: int, span: Window) -> None:
    """Nobody is in two places: whoever comes second is told where he is promised, and by whom."""
    if other := clash(technician_id, span):
        raise NotNow(
            _("%(name)s is already promised to %(number)s from %(starts)s to %(ends)s (sent by %(who)s). Choose another time or somebody else."),
            name=other.technician.name, number=other.assignment.visit.number,
            starts=f"{clock.local(other.starts):%H:%M}", ends=f"{clock.local(other.ends):%H:%M}",
            who=other.assignment.made_by.name if other.assignment.made_by else "—",
        )


def accounts_of(assignment: Assignment) -> list[int]:
    members = assignment.members.exclude(technician__account=None)
    return list(members.values_list("technician__account_id", flat=True))


def write(assignment: Assignment, verb: str, *, visit: Visit, by: Account | None, told: Iterable[int] = (), **facts: Any) -> None:
    """Write the entry into the visit's thread; the crew hears of it live."""
    journal.write(
        verb, kind="visit", subject=visit.pk, by=by, thread=visit.thread, told=[*accounts_of(assignment), *told],
        number=visit.number, assignment=str(assignment.pk), lead=assignment.lead.name, **facts,
    )


def close(assignment: Assignment, verb: str, *, visit: Visit, by: Account | None, keeps_equipment: bool = False) -> None:
    """Take an active assignment to its end: its people are free, its equipment is given back."""
    assignment.state = rules.ASSIGNMENT.after(assignment.state, verb)
    assignment.is_active = False
    now = clock.now()
    if verb == "end":
        # What is kept is what was: it ended now, even before it was planned to begin.
        assignment.starts = min(assignment.starts, visit.arrived_at or now)
        assignment.ends = max(now, assignment.starts + timedelta(minutes=1))
    assignment.save()
    for member in assignment.members.filter(is_active=True):
        member.is_active = False
        if verb == "end":
            member.starts, member.ends = min(member.starts, assignment.starts), assignment.ends
        member.save(update_fields=["is_active", "starts", "ends"])
    if not keeps_equipment:
        for booking in bookings_for(visit.pk):
            crews.release_equipment(booking, by=by)
