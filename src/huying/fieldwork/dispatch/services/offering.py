"""抢单: one job held out to several; the first to take it has it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from huying.fieldwork.dispatch import rules, selectors
from huying.fieldwork.dispatch.models import Assignment, Offer
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import SENDERS
from huying.groundwork.crews.models import Technician
from huying.groundwork.journal import services as journal
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing, NotNow
from huying.kernel.words import gettext_noop as _

from . import answering, rows
from .assigning import put, require_fit
from .orders import CrewOrder, Seat


def _write(verb: str, visit: Visit, people: Sequence[Technician], *, by: Account | None, **facts: object) -> None:
    journal.write(
        verb, kind="visit", subject=visit.pk, by=by, thread=visit.thread, number=visit.number,
        told=[p.account_id for p in people if p.account_id], people=[p.name for p in people], **facts,
    )


@transaction.atomic
def offer_visit(visit: Visit, people: Sequence[Technician], *, stay_only: bool = False, by: Account) -> list[Offer]:
    """Hold a visit out to several, each of whom may do it alone. Holding it out to somebody again changes nothing."""
    rows.require_sender(by)
    if not people:
        raise BadInput(_("Choose whom to offer it to."), field="person")
    visit = rows.locked_visit(visit.pk)
    rows.require_nobody_there(visit)
    if not visit_rules.VISIT.allows(visit.state, "assign"):
        raise NotNow(_("This visit is not waiting for anybody any more. Reload the page to see where it stands."))
    if visit.crew_size > 1:
        raise NotNow(_("This work needs a crew of %(size)d. Assign the crew; it cannot be grabbed by one."), size=visit.crew_size)
    for person in people:
        require_fit(visit, CrewOrder.of(person, stay_only=stay_only), at=clock.now())
    standing = set(selectors.open_offers(visit).values_list("technician_id", flat=True))
    fresh = [p for p in people if p.pk not in standing]
    now = clock.now()
    offers = Offer.objects.bulk_create(Offer(visit=visit, technician=p, made_by=by, made_at=now) for p in fresh)
    if fresh:
        _write("offer", visit, fresh, by=by, stay_only=stay_only)
    return offers


def _locked_offer(offer: Offer, by: Account) -> tuple[Visit, Offer]:
    visit = rows.locked_visit(offer.visit_id)
    offer = Offer.objects.select_related("technician", "made_by").get(pk=offer.pk)
    if offer.technician.account_id != by.pk and not SENDERS & by.roles:
        raise Missing(_("There is no such offer."))
    return visit, offer


@transaction.atomic
def grab_offer(offer: Offer, *, by: Account) -> Assignment:
    """Take what was held out: by himself, or by the desk for him on the phone. The others' offers end."""
    visit, offer = _locked_offer(offer, by)
    rows.require_nobody_there(visit)
    now = clock.now()
    offer.state = rules.OFFER.after(offer.state, "grab")
    offer.answered_at = now
    offer.save(update_fields=["state", "answered_at"])
    assignment = put(visit, _order_for(visit, offer), by=by, sent_by=offer.made_by)
    return answering.accept_assignment(assignment, by=by)


def _order_for(visit: Visit, offer: Offer) -> CrewOrder:
    """He goes when the ranked list says he can: after what he has promised already."""
    stay_only = selectors.is_stay_only(visit)
    found = next((c for c in selectors.candidates(visit, at=clock.now()).ranked if c.worker.id == offer.technician_id), None)
    if found is None:
        return CrewOrder.of(offer.technician, stay_only=stay_only, way="grabbed")
    return CrewOrder((Seat(offer.technician_id, found.start.starts, found.start.arrives),), stay_only=stay_only, way="grabbed")


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str, by: Account) -> Offer:
    if reason not in rules.DECLINE_REASONS:
        raise BadInput(_("Choose why it is declined."), field="reason")
    visit, offer = _locked_offer(offer, by)
    offer.state = rules.OFFER.after(offer.state, "decline")
    offer.answered_at, offer.reason = clock.now(), reason
    offer.save(update_fields=["state", "answered_at", "reason"])
    _write("decline_offer", visit, [offer.technician], by=by, reason=reason, by_phone=offer.technician.account_id != by.pk)
    return offer


@transaction.atomic
def withdraw_offers(visit: Visit, *, by: Account) -> int:
    """Take back every open offer of a visit."""
    rows.require_sender(by)
    visit = rows.locked_visit(visit.pk)
    people = [o.technician for o in selectors.open_offers(visit)]
    if people:
        Offer.objects.filter(visit=visit, state="open").update(
            state=rules.OFFER.after("open", "withdraw"), answered_at=clock.now()
        )
        _write("withdraw_offers", visit, people, by=by)
    return len(people)
