"""Ordering a visit, and calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from huying.fieldwork.visits import rules, selectors
from huying.fieldwork.visits.models import EquipmentNeed, Visit, VisitNeed
from huying.groundwork.access.models import Account
from huying.groundwork.crews import rules as crew_rules
from huying.groundwork.crews.models import Technician
from huying.groundwork.journal import news
from huying.groundwork.people.models import Household
from huying.groundwork.places.models import Place
from huying.groundwork.prices import rules as price_rules
from huying.kernel import clock, ids, text, trades
from huying.kernel.errors import BadInput, Refused, Stale
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from .row import locked, move, write


@dataclass(frozen=True)
class Hands:
    """A trade, the lowest grade (None: any) and the permit each of `count` people must have."""

    trade: str
    grade: int | None = None
    permit: str = ""
    count: int = 1


@dataclass(frozen=True)
class VisitOrder:
    """What the work needs. Why it is ordered stays with whoever orders it; `thread` is the case it belongs to."""

    thread: UUID
    address: str
    brief: str
    due_at: datetime
    place: Place | None = None
    household: Household | None = None
    access_note: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    words: str = ""
    dangers: tuple[str, ...] = ()
    is_emergency: bool = False
    priority: int = 2  # 0 emergency · 1 urgent · 2 general · 3 can wait
    window: Window | None = None
    minutes: int = 60
    crew_size: int = 1
    needs: tuple[Hands, ...] = ()
    equipment: tuple[tuple[str, int], ...] = ()  # (kind, count)
    payer: str = ""
    preferred: Technician | None = None


def _require(order: VisitOrder) -> None:
    if not order.brief.strip():
        raise BadInput(_("Say in a few words what is to be done there."), field="brief")
    text.require_length(order.brief, most=200, field="brief")
    text.require_length(order.address, most=400, field="address")
    if not 1 <= order.crew_size <= rules.CREW_MOST:
        raise BadInput(_("A crew has between 1 and %(most)d people."), field="crew_size", most=rules.CREW_MOST)
    _require_known((need.trade for need in order.needs), trades.TRADES, "trade")
    _require_known((need.permit for need in order.needs if need.permit), trades.PERMITS, "permit")
    _require_known((need.grade for need in order.needs if need.grade), trades.GRADES, "grade")
    _require_known((kind for kind, _count in order.equipment), crew_rules.EQUIPMENT_KINDS, "equipment")
    _require_known([order.payer] if order.payer else [], price_rules.PAYERS, "payer")


def _require_known(values: Iterable[object], known: Iterable[object], field: str) -> None:
    for value in values:
        if value not in known:
            raise BadInput(_("“%(value)s” is not one of the choices. Choose again."), field=field, value=value)


def _free_number() -> str:
    # Drawn, not counted; the unique constraint has the last word.
    while Visit.objects.filter(number=(number := ids.new_receipt())).exists():
        pass
    return number


@transaction.atomic
def order_visit(order: VisitOrder, *, by: Account | None) -> Visit:
    """Order one piece of field work. Whoever orders it keeps the link."""
    _require(order)
    now, window = clock.now(), order.window
    visit = Visit.objects.create(
        id=ids.new_id(now), number=_free_number(), thread=order.thread,
        place=order.place, household=order.household, address=order.address, access_note=order.access_note,
        contact_name=order.contact_name, contact_phone=order.contact_phone,
        brief=order.brief, words=order.words, dangers=list(order.dangers),
        is_emergency=order.is_emergency, priority=order.priority, due_at=order.due_at,
        window_start=window.start if window else None, window_end=window.end if window else None,
        minutes=order.minutes, crew_size=order.crew_size, payer=order.payer, preferred=order.preferred,
        ordered_at=now, ordered_by=by,
    )
    VisitNeed.objects.bulk_create(
        VisitNeed(visit=visit, trade=n.trade, grade=n.grade, permit=n.permit, count=n.count) for n in order.needs
    )
    EquipmentNeed.objects.bulk_create(EquipmentNeed(visit=visit, kind=k, count=c) for k, c in order.equipment)
    write(visit, "order", by=by, brief=visit.brief, address=visit.address, is_emergency=visit.is_emergency)
    return visit


@transaction.atomic
def call_off_visit(visit: Visit, *, by: Account | None, note: str = "", seen: str = "") -> Visit:
    """Nobody needs to go any more. `by` None: the house itself, because the case above ended.

    `seen` is the state the page showed: whoever has begun to work since is not sent home unasked.
    """
    if by is not None and not selectors.is_at_desk(by):
        raise Refused(_("Only the desk calls a visit off. Ring the desk."))
    visit = locked(visit)
    if seen and visit.state != seen:
        raise Stale(_("Visit %(number)s went on while this page was open. Nothing was called off: look at its state, then decide."), number=visit.number)
    visit.ended_at = clock.now()
    move(visit, "call_off", by=by, note=note)
    news.announce("visit_called_off", visit=visit, by=by)
    return visit


@transaction.atomic
def mark_assigned(visit: Visit, *, by: Account | None) -> Visit:
    """Somebody is to go. Dispatch calls this with its assignment and writes the entry that says who."""
    return _mark(visit, "assign")


@transaction.atomic
def mark_unassigned(visit: Visit, *, by: Account | None) -> Visit:
    """Nobody is to go any more; the visit waits for the desk again."""
    return _mark(visit, "unassign")


def _mark(visit: Visit, verb: str) -> Visit:
    visit = locked(visit)
    visit.state = rules.VISIT.after(visit.state, verb)
    visit.version += 1
    visit.save(update_fields=["state", "version"])
    return visit
