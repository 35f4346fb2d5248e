"""Being on duty or away, keeping papers valid, and promising a pump to one piece of work at a time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.kernel import clock, text
from huying.kernel.errors import BadInput, Missing, NotNow
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from . import rules
from .models import Booking, Equipment, Leave, Permit, Shift, Technician


@transaction.atomic
def set_presence(technician: Technician, presence: str, *, by: Account) -> Technician:
    if presence not in rules.PRESENCE:
        raise BadInput(_("“%(presence)s” is not a duty state."), field="presence", presence=presence[:20])
    technician = Technician.objects.select_for_update(no_key=True).get(pk=technician.pk)
    if technician.presence != presence:
        journal.write(
            "set_presence", kind="technician", subject=technician.pk, by=by, told=_own(technician),
            before=technician.presence, after=presence,
        )
        technician.presence = presence
        technician.save(update_fields=["presence"])
    return technician


@transaction.atomic
def add_shift(technician: Technician, span: Window, *, by: Account | None) -> Shift:
    """Plan a shift; two of one person may not overlap."""
    Technician.objects.select_for_update(no_key=True).get(pk=technician.pk)
    if Shift.objects.filter(technician=technician, starts__lt=span.end, ends__gt=span.start).exists():
        raise NotNow(_("%(name)s already has a shift in this time. Change that one."), name=technician.name)
    shift = Shift.objects.create(technician=technician, starts=span.start, ends=span.end)
    journal.write(
        "add_shift", kind="technician", subject=technician.pk, by=by, told=_own(technician),
        starts=span.start.isoformat(), ends=span.end.isoformat(),
    )
    return shift


def _held(technician: Technician) -> Technician:
    return Technician.objects.select_for_update(no_key=True).get(pk=technician.pk)


def _write_span(verb: str, row: Shift | Leave, *, by: Account | None, **facts: str) -> None:
    journal.write(
        verb, kind="technician", subject=row.technician_id, by=by, told=_own(row.technician),
        starts=row.starts.isoformat(), ends=row.ends.isoformat(), **facts,
    )


@transaction.atomic
def remove_shift(technician: Technician, shift_id: int, *, by: Account | None) -> None:
    """Take a shift out of the plan. What he is already promised to stays: dispatch calls that off."""
    shift = Shift.objects.filter(technician=_held(technician), pk=shift_id).first()
    if shift is None:
        raise Missing(_("There is no such shift any more. Reload the page."))
    _write_span("remove_shift", shift, by=by)
    shift.delete()


@transaction.atomic
def add_leave(technician: Technician, span: Window, *, reason: str = "", by: Account | None) -> Leave:
    """Enter that somebody is away, whatever his shifts say."""
    text.require_length(reason, most=60, field="reason")
    technician = _held(technician)
    if Leave.objects.filter(technician=technician, starts__lt=span.end, ends__gt=span.start).exists():
        raise NotNow(_("%(name)s is already on leave in this time. Remove that one first."), name=technician.name)
    leave = Leave.objects.create(technician=technician, starts=span.start, ends=span.end, reason=reason)
    _write_span("add_leave", leave, by=by, reason=reason)
    return leave


@transaction.atomic
def remove_leave(technician: Technician, leave_id: int, *, by: Account | None) -> None:
    leave = Leave.objects.filter(technician=_held(technician), pk=leave_id).first()
    if leave is None:
        raise Missing(_("There is no such leave any more. Reload the page."))
    _write_span("remove_leave", leave, by=by, reason=leave.reason)
    leave.delete()


@transaction.atomic
def renew_permit(technician: Technician, permit_id: int, expires_on: date, *, by: Account | None) -> Permit:
    """The same paper, valid longer. Sent again, it changes nothing."""
    technician = _held(technician)
    permit = Permit.objects.filter(technician=technician, pk=permit_id).first()
    if permit is None:
        raise Missing(_("There is no such permit any more. Reload the page."))
    if expires_on < permit.expires_on:
        raise BadInput(_("The permit is valid until %(day)s already. A renewed one is valid longer."), field="until", day=permit.expires_on.isoformat())
    if expires_on - clock.local(clock.now()).date() > rules.PERMIT_WITHIN:
        raise BadInput(_("The day %(day)s is too far away. Check the year."), field="until", day=expires_on.isoformat())
    if expires_on != permit.expires_on:
        _write_permit("renew_permit", permit, expires_on, by=by)
    return permit


@transaction.atomic
def unrenew_permit(technician: Technician, permit_id: int, *, renewed: date, before: date, by: Account | None) -> None:
    """Take a renewal from a list back, unless somebody has renewed the permit since."""
    permit = Permit.objects.filter(technician=_held(technician), pk=permit_id).first()
    if permit is None or permit.expires_on != renewed:
        raise NotNow(_("The permit of %(name)s was changed since."), name=technician.name)
    _write_permit("unrenew_permit", permit, before, by=by)


def _write_permit(verb: str, permit: Permit, expires_on: date, *, by: Account | None) -> None:
    journal.write(
        verb, kind="technician", subject=permit.technician_id, by=by, told=_own(permit.technician), number=permit.number,
        before=permit.expires_on.isoformat(), after=expires_on.isoformat(),
    )
    permit.expires_on = expires_on
    permit.save(update_fields=["expires_on"])


def _own(technician: Technician) -> list[int]:
    return [technician.account_id] if technician.account_id else []


def see_at(technician: Technician, place: Place | None) -> None:
    """Remember where he last was: no entry, his visits tell that story."""
    Technician.objects.filter(pk=technician.pk).update(last_seen_place=place, last_seen_at=clock.now())


def _taken(piece: Equipment, other: Booking) -> NotNow:
    return NotNow(
        _("%(code)s is already promised from %(starts)s to %(ends)s; %(who)s booked it. Choose another piece or another time."),
        code=piece.code, who=other.booked_by.name if other.booked_by else "—",
        starts=f"{clock.local(other.starts):%H:%M}", ends=f"{clock.local(other.ends):%H:%M}", purpose=str(other.purpose),
    )


def _standing(piece: Equipment, span: Window) -> Booking | None:
    return (
        Booking.objects.filter(equipment=piece, is_active=True, starts__lt=span.end, ends__gt=span.start)
        .select_related("booked_by").first()
    )


@transaction.atomic
def book_equipment(equipment: Equipment, *, purpose: UUID, span: Window, by: Account) -> Booking:
    """Promise a piece to `purpose` for `span`; whoever comes second is told who has it."""
    piece = Equipment.objects.select_for_update(no_key=True).get(pk=equipment.pk)
    if piece.condition not in rules.USABLE:
        raise NotNow(_("%(code)s is broken and stays where it is. Choose another piece."), code=piece.code)
    if other := _standing(piece, span):
        raise _taken(piece, other)
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                equipment=piece, purpose=purpose, starts=span.start, ends=span.end, booked_by=by
            )
    except IntegrityError:
        if other := _standing(piece, span):
            raise _taken(piece, other) from None
        raise
    journal.write(
        "book_equipment", kind="equipment", subject=piece.pk, by=by, code=piece.code, purpose=str(purpose),
        starts=span.start.isoformat(), ends=span.end.isoformat(),
    )
    return booking


@transaction.atomic
def release_equipment(booking: Booking, *, by: Account | None) -> Booking:
    """Give a piece back. One given back already stays given back."""
    Equipment.objects.select_for_update(no_key=True).get(pk=booking.equipment_id)
    booking = Booking.objects.select_related("equipment").get(pk=booking.pk)
    if booking.is_active:
        booking.is_active = False
        # The span keeps what happened: given back early, it ends now.
        booking.ends = max(min(booking.ends, clock.now()), booking.starts + timedelta(seconds=1))
        booking.save(update_fields=["is_active", "ends"])
        journal.write(
            "release_equipment", kind="equipment", subject=booking.equipment_id, by=by,
            code=booking.equipment.code, purpose=str(booking.purpose),
        )
    return booking


@transaction.atomic
def move_equipment(equipment: Equipment, *, place: Place, by: Account | None) -> Equipment:
    piece = Equipment.objects.select_for_update(no_key=True).get(pk=equipment.pk)
    if piece.place_id != place.pk:
        journal.write(
            "move_equipment", kind="equipment", subject=piece.pk, by=by, code=piece.code,
            before=piece.place_id, after=place.pk, to=place.label,
        )
        piece.place = place
        piece.save(update_fields=["place"])
    return piece


@transaction.atomic
def set_condition(equipment: Equipment, condition: str, *, note: str = "", by: Account) -> Equipment:
    if condition not in rules.CONDITIONS:
        raise BadInput(_("“%(condition)s” is not a condition."), field="condition", condition=condition[:20])
    piece = Equipment.objects.select_for_update(no_key=True).get(pk=equipment.pk)
    if (piece.condition, piece.note) != (condition, note[:200]):
        journal.write(
            "set_condition", kind="equipment", subject=piece.pk, by=by, code=piece.code,
            before=piece.condition, after=condition, note=note[:200],
        )
        piece.condition, piece.note = condition, note[:200]
        piece.save(update_fields=["condition", "note"])
    return piece
