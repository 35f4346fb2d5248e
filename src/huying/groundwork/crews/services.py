"""Being on duty, and promising a pump to one piece of work at a time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from . import rules
from .models import Booking, Equipment, Shift, Technician


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
