"""Sending a crew, and sending another one instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from huying.fieldwork.dispatch import rules, selectors
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember, Offer
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews import rules as crew_rules
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Equipment, Technician
from huying.groundwork.crews.selectors import bookings_for, workers
from huying.groundwork.journal import news
from huying.kernel import clock, ids
from huying.kernel.errors import BadInput, Missing, NotNow
from huying.kernel.trades import GRADES, PERMITS, TRADES
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from . import rows
from .orders import CrewOrder


@transaction.atomic
def assign_visit(visit: Visit, order: CrewOrder, *, by: Account) -> Assignment:
    """Send a crew to a visit that has none. It is offered to the lead, who accepts or declines."""
    rows.require_sender(by)
    visit = rows.locked_visit(visit.pk)
    assignment = put(visit, order, by=by)
    if order.equipment:
        _book(visit, order.equipment, Window(assignment.starts, assignment.ends), by=by)
    return assignment


@transaction.atomic
def transfer_visit(visit: Visit, order: CrewOrder, *, reason: str, note: str = "", by: Account) -> Assignment:
    """Send another crew instead of the one that has it; booked equipment stays with the visit."""
    rows.require_sender(by)
    if reason not in rules.TRANSFER_REASONS:
        raise BadInput(_("Choose why somebody else is to go."), field="reason")
    visit = rows.locked_visit(visit.pk)
    before = selectors.active_assignment(visit)
    if before is None:
        raise NotNow(_("Nobody has this visit at the moment: assign it instead."))
    told = rows.accounts_of(before)
    rows.close(before, "transfer", visit=visit, by=by, keeps_equipment=True)
    rows.write(before, "transfer", visit=visit, by=by, reason=reason, note=note)
    visit = visits.mark_unassigned(visit, by=by)
    assignment = put(visit, order, by=by, told=told)
    standing = set(bookings_for(visit.pk).values_list("equipment_id", flat=True))
    if more := tuple(pk for pk in order.equipment if pk not in standing):
        _book(visit, more, Window(assignment.starts, assignment.ends), by=by)
    return assignment


def put(
    visit: Visit, order: CrewOrder, *, by: Account, told: Sequence[int] = (), sent_by: Account | None = None
) -> Assignment:
    """Write the assignment of a locked visit: the rules asked again, the database's own word last."""
    order = order.checked(clock.now())
    rows.require_nobody_there(visit)
    people = rows.locked_people(order.ids)
    ends = max(s.arrives for s in order.seats) + timedelta(minutes=visit.minutes)
    for seat in order.seats:
        rows.require_free(seat.technician_id, Window(seat.starts, ends))
    hands = require_fit(visit, order, at=max(s.starts for s in order.seats))
    assignment = _insert(visit, order, people, ends, by=sent_by or by)
    visit = visits.mark_assigned(visit, by=by)
    _withdraw_open_offers(visit)
    rows.write(
        assignment, "assign", visit=visit, by=by, told=told, way=order.way, people=[people[i].name for i in order.ids],
        starts=assignment.starts.isoformat(timespec="minutes"), ends=ends.isoformat(timespec="minutes"),
        short_by=max(0, selectors.size_of(visit, hands) - len(order.seats)), stay_only=order.stay_only, note=order.note,
    )
    news.announce("visit_assigned", visit=visit, by=by)
    return assignment


def _withdraw_open_offers(visit: Visit) -> None:
    Offer.objects.filter(visit=visit, state="open").update(state=rules.OFFER.after("open", "withdraw"), answered_at=clock.now())


def _insert(visit: Visit, order: CrewOrder, people: dict[int, Technician], ends: datetime, *, by: Account) -> Assignment:
    now, lead = clock.now(), order.seats[0]
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                id=ids.new_id(now), visit=visit, lead=people[lead.technician_id], starts=min(s.starts for s in order.seats),
                ends=ends, way=order.way, made_by=by, made_at=now, note=order.note[:200],
            )
            AssignmentMember.objects.bulk_create(
                AssignmentMember(
                    assignment=assignment, technician=people[s.technician_id], role="lead" if s is lead else role_of(people[s.technician_id]),
                    starts=s.starts, ends=ends,
                )
                for s in order.seats
            )
            return assignment
    except IntegrityError:
        # Somebody got between our look and our write. Look again and name him; any other breach is not ours to swallow.
        rows.require_nobody_there(visit)
        for seat in order.seats:
            rows.require_free(seat.technician_id, Window(seat.starts, ends))
        raise


def role_of(technician: Technician) -> str:
    return "apprentice" if technician.grade is None else "member"


def require_fit(visit: Visit, order: CrewOrder, *, at: datetime) -> tuple[crew_rules.Hand, ...]:
    """Ask the hard rules, under the lock: duty for each of them, papers for the crew as a whole. Nobody can wave them aside."""
    hands = selectors.hands_of(visit)
    licensed = crew_rules.only_stay(h.trade for h in hands)
    if licensed and not order.stay_only:
        raise NotNow(_("This is a licensed firm's work. Ours may only go to soothe and stay: send them for that, and ring the firm."))
    crew = {w.id: w for w in workers(Window(at - timedelta(hours=1), at + timedelta(hours=1)), ids=order.ids)}
    for seat in order.seats:
        require_on_duty(crew[seat.technician_id], seat.starts)
    day = clock.local(at).date()
    missing = rules.uncovered([crew[i].papers for i in order.ids], hands, day=day)
    if missing:
        raise _unfit(missing[0], several=len(order.seats) > 1)
    return hands


def require_on_duty(worker: crew_rules.Worker, at: datetime) -> None:
    facts = {"name": worker.name, "at": f"{clock.local(at):%H:%M}"}
    if worker.on_leave(at):
        raise NotNow(_("%(name)s is on leave at %(at)s. Choose somebody else, or plan the visit for after his leave."), **facts)
    if not worker.on_shift(at):
        raise NotNow(_("%(name)s is not on shift at %(at)s. Choose somebody else, or give him a shift."), **facts)


def _unfit(hand: crew_rules.Hand, *, several: bool) -> NotNow:
    asked = {"trade": TRADES[hand.trade], "grade": GRADES.get(hand.grade or 0, ""), "permit": PERMITS.get(hand.permit, "")}
    words = (
        _("Nobody in this crew may do this work: %(trade)s %(grade)s %(permit)s. Add somebody who may.") if several
        else _("This work never goes to somebody without the papers for it: %(trade)s %(grade)s %(permit)s. Choose somebody who has them, or send a crew.")
    )
    return NotNow(words, **asked)


def _book(visit: Visit, equipment: tuple[int, ...], span: Window, *, by: Account) -> None:
    found = {e.pk: e for e in Equipment.objects.filter(pk__in=equipment)}
    for pk in sorted(set(equipment)):
        if pk not in found:
            raise Missing(_("There is no such piece of equipment."))
        crews.book_equipment(found[pk], purpose=visit.pk, span=span, by=by)
