"""Whom to send: the ranked list, the crew, the pumps, and what can be done once somebody has the visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huying.casework.intake.models import RequestVisit
from huying.casework.intake.selectors import card_progress
from huying.faces import sending
from huying.fieldwork.dispatch import rules, selectors, services
from huying.fieldwork.dispatch.models import Assignment, Offer
from huying.fieldwork.dispatch.services import CrewOrder
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access import looks
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import DESK, SENDERS
from huying.groundwork.crews.models import Technician
from huying.groundwork.crews.selectors import bookings_for
from huying.groundwork.journal.selectors import thread_of
from huying.kernel import clock, text
from huying.kernel.errors import BadInput, HuyingError, Missing, NotNow, Stale
from huying.kernel.words import gettext_noop as _

from ..picks import barred, hand_word, picks, read_seat, say_error
from ..rows import danger_words
from ..sentences import lines_of
from .calls import sent


def _visit(pk: UUID) -> Visit:
    found = Visit.objects.select_related("place").filter(pk=pk).first()
    if found is None:
        raise Missing(_("There is no such visit."))
    return found


@require_GET
def dispatch(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _visit(pk))


def _page(request: HttpRequest, visit: Visit, refused: HuyingError | None = None) -> HttpResponse:
    found = selectors.candidates(visit, at=clock.now())
    there = selectors.active_assignment(visit)
    in_crew = [m for m in there.members.all() if m.is_active] if there else []
    link = RequestVisit.objects.select_related("request__person").filter(visit=visit).first()
    looks.shown(request, link.request.person if link else None)
    listed = picks(found, without=[m.technician_id for m in in_crew])
    context: dict[str, Any] = {
        "visit": visit, "found": found, "picks": listed, "barred": barred(found.refused), "there": there, "in_crew": in_crew, "shown": {"assignment": there.pk} if there else {},
        "offers": selectors.open_offers(visit), "hands": [f"{n} × {hand_word(h)}" if n > 1 else hand_word(h) for h, n in Counter(found.hands).items()], "dangers": danger_words(visit.dangers),
        "kept": link.request if link else None, "cards": card_progress(link.request) if link else [],
        "can_log": bool(request.user.roles & DESK), "case": link.request if link else None, "lines": lines_of(thread_of(visit.thread))[:12], "booked": bookings_for(visit.pk),
        "is_open": visit.state in visit_rules.OPEN, "can_send": visit_rules.VISIT.allows(visit.state, "assign"),
        "can_move": visit_rules.VISIT.allows(visit.state, "unassign"), "may_send": bool(request.user.roles & SENDERS),
        "decline_reasons": rules.DECLINE_REASONS, "transfer_reasons": rules.TRANSFER_REASONS, # Not the whole board's news: a list that changes order under a finger sends the wrong man.
        "topics": f"visit:{visit.pk}",
        "short_of": max(0, found.size - sum(p.is_in_crew for p in listed)) if found.size > 1 else 0,
        "refused": say_error(refused) if refused else "",
    }
    template = "desk/dispatch_body.html" if request.htmx and refused is None else "desk/dispatch.html"
    return render(request, template, context, status=refused.status if refused else 200)


@dataclass(frozen=True)
class Asked:
    """What the form asks of a visit."""

    request: HttpRequest
    visit: Visit

    @property
    def by(self) -> Account:
        return self.request.user

    def word(self, name: str) -> str:
        return text.tidy(self.request.POST.get(name, ""))

    def numbers(self, name: str) -> list[int]:
        given = self.request.POST.getlist(name)
        if not all(v.isascii() and v.isdecimal() and len(v) < 18 for v in given):
            raise BadInput(_("This choice cannot be read. Reload the page and choose again."))
        return [int(v) for v in given]

    def order(self) -> CrewOrder:
        seats = [read_seat(value) for value in self.request.POST.getlist("person")]
        lead = self.numbers("lead")[:1]
        seats.sort(key=lambda s: s.technician_id not in lead)
        return CrewOrder(tuple(seats), tuple(self.numbers("equipment")), stay_only=self.word("stay_only") == "1", note=self.word("note")[:200])

    def assignment(self) -> Assignment:
        """Who was sent, as the page showed it: never whoever took his place since."""
        return services.hold_assignment(self.visit, self.word("assignment"))

    def offer(self) -> Offer:
        found = Offer.objects.filter(visit=self.visit, pk__in=self.numbers("offer")).first()
        if found is None:
            raise Missing(_("There is no such offer."))
        return found


def _offer(asked: Asked) -> object:
    people = list(Technician.objects.filter(pk__in=asked.numbers("to"), is_active=True).order_by("number"))
    return services.offer_visit(asked.visit, people, stay_only=asked.word("stay_only") == "1", by=asked.by)


def _help(asked: Asked) -> object:
    seats = asked.order().seats
    if len(seats) != 1:
        raise BadInput(_("Choose who is to go."), field="person")
    people = Technician.objects.filter(pk=seats[0].technician_id, is_active=True).first()
    if people is None:
        raise Missing(_("One of these people is not in service any more. Reload the page."))
    return services.call_help(asked.assignment().visit, people, starts=seats[0].starts, by=asked.by)


DEEDS: dict[str, Callable[[Asked], object]] = {
    "assign": lambda a: services.assign_visit(a.visit, a.order(), by=a.by),
    "offer": _offer,
    "withdraw": lambda a: services.withdraw_offers(a.visit, by=a.by),
    "grab": lambda a: services.grab_offer(a.offer(), by=a.by),
    "accept": lambda a: services.accept_assignment(a.assignment(), by=a.by),
    "decline": lambda a: services.decline_assignment(a.assignment(), reason=a.word("reason"), note=a.word("note"), by=a.by),
    "transfer": lambda a: services.transfer_visit(a.assignment().visit, a.order(), reason=a.word("reason"), note=a.word("note"), by=a.by),
    "call_off": lambda a: services.call_off_assignment(a.assignment(), note=a.word("note"), by=a.by),
    "help": _help,
}


@require_POST
def dispatch_do(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    visit = _visit(pk)
    deed = DEEDS.get(verb)
    if deed is None:
        raise Missing(_("There is no such visit."))

    def do() -> dict[str, str]:
        deed(Asked(request, visit))
        return {"visit": str(visit.pk)}

    try:
        sending.once(request, body=sent(request), do=do)
    except (BadInput, NotNow, Stale) as error:
        return _page(request, _visit(pk), error)
    return HttpResponseRedirect(reverse("desk:dispatch", args=[pk]), status=303)
