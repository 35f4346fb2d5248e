"""A request orders visits, and follows what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules, selectors
from huying.casework.intake.models import Request, RequestVisit
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Hands, VisitOrder, order_visit
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.kernel.windows import Window

from .call import CallTaken, take_call
from .move import locked, move, save


@dataclass(frozen=True)
class WorkOrdered:
    """What the desk says about the work; empty fields take what the trade usually needs."""

    brief: str = ""
    needs: tuple[Hands, ...] = field(default_factory=tuple)
    equipment: tuple[tuple[str, int], ...] | None = None
    crew_size: int = 0
    minutes: int = 0
    window: Window | None = None
    access_note: str = ""
    payer: str = ""


# Where nobody has said yet what trade it is: what these dangers ask of whoever goes near.
_HANDS_FOR_DANGER = {"electric_shock": ("electric", "low_voltage"), "flooding_power": ("electric", "low_voltage")}


def _needs(request: Request, work: WorkOrdered) -> tuple[Hands, ...]:
    """Return the hands the desk asked for, or what trade and dangers usually need.

    A licensed firm's trade stays the visit's trade: dispatch then sends our people only to soothe and stay.
    """
    if work.needs:
        return work.needs
    if request.trade:
        usual = rules.usual_work(request.trade)
        count = 1 if rules.is_to_stay_only(request.trade) else work.crew_size or usual.people
        return (Hands(trade=request.trade, permit=usual.permit, count=count),)
    asked = {_HANDS_FOR_DANGER[danger] for danger in request.dangers if danger in _HANDS_FOR_DANGER}
    return tuple(Hands(trade=trade, permit=permit) for trade, permit in sorted(asked))


def _visit_order(request: Request, work: WorkOrdered) -> VisitOrder:
    usual = rules.usual_work(request.trade)
    needs = _needs(request, work)
    return VisitOrder(
        thread=request.pk, place=request.place, household=request.household,
        address=request.address_canonical or request.address_raw, access_note=work.access_note or request.access_note,
        contact_name=request.contact_name, contact_phone=request.contact_phone,
        brief=work.brief or request.title, words=request.words, dangers=tuple(request.dangers),
        is_emergency=request.severity == "emergency", priority=rules.PRIORITY[request.severity], due_at=request.due_at,
        window=work.window, minutes=work.minutes or usual.minutes,
        crew_size=work.crew_size or sum(n.count for n in needs) or 1, needs=needs,
        equipment=usual.equipment if work.equipment is None else work.equipment, payer=work.payer,
    )


def usual_order(request: Request) -> VisitOrder:
    """What would be ordered for the request as it stands, with what its trade usually needs."""
    return _visit_order(request, WorkOrdered())


@transaction.atomic
def order_work(
    request_id: UUID, work: WorkOrdered | None = None, *, by: Account, version: int | None = None
) -> Visit:
    """Order a visit for the request. A second one may be ordered while the first is open: one more trade, one more day."""
    request = locked(request_id, version=version)
    visit = order_visit(_visit_order(request, work or WorkOrdered()), by=by)
    RequestVisit.objects.create(request=request, visit=visit)
    if request.state not in ("ordered", "under_way"):
        request.state = rules.REQUEST.after(request.state, "order")
        request.ended_at = None
    save(request, "state", "ended_at")
    journal.write(
        "request_order", kind="request", subject=request.pk, by=by, thread=request.pk,
        visit=str(visit.pk), number=visit.number,
    )
    return visit


def follow_visits(visit: Visit, *, by: Account | None) -> None:
    """Bring the request after its visits: under way once somebody is there, fixed when the last open one is finished."""
    link = RequestVisit.objects.filter(visit=visit).first()
    if link is None:
        return
    request = locked(link.request_id)
    verb = _verb_after(request)
    if verb and rules.REQUEST.allows(request.state, verb):
        move(request.pk, verb, by=by)


def _verb_after(request: Request) -> str:
    visits = list(Visit.objects.filter(request_link__request=request).order_by("ended_at", "id"))
    states = {v.state for v in visits}
    if states & {"on_site", "paused"}:
        return "start"
    if states & set(visit_rules.OPEN):
        return ""
    done = [v for v in visits if v.state != "called_off"]
    is_ours = not rules.is_to_stay_only(request.trade)
    if is_ours and done and done[-1].state in ("finished", "signed_off") and done[-1].is_fixed:
        return "fix"
    # Nobody home, called off, finished without a repair, or our people only stayed until the firm came:
    # the desk has to think again.
    return "unorder"


def pass_on_extra(visit: Visit, *, words: str, by: Account) -> Request:
    """Take what was asked for at the door, and is not ours to agree there, as a request of its own."""
    origin = Request.objects.filter(visit_links__visit=visit).select_related("person").first()
    suggestion = selectors.suggestion_of(selectors.read_words(words))
    dangers = selectors.sure_dangers(suggestion)
    return take_call(
        CallTaken(
            words=words, channel="at_the_door", relation="staff", place=visit.place, address_raw=visit.address,
            person=origin.person if origin else None, contact_name=visit.contact_name,
            contact_phone=visit.contact_phone, dangers=dangers, suggestion=suggestion,
            severity="emergency" if dangers else "general",
        ),
        by=by,
    )
