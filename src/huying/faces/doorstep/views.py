from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from huying.casework.intake.models import Request
from huying.casework.intake.services import propose_likeness, take_emergency_slip
from huying.groundwork.journal import services as journal
from huying.kernel import clock, ids
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop

from . import rules
from .forms import SlipForm

REPEATED = gettext_noop("the same emergency sent again")


# No token: without a login there is nothing a foreign page could borrow, and a stale page must not refuse an emergency.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """The page that needs no login: it writes one slip, and reads back nothing but the receipt of that slip."""
    form = SlipForm(request.POST if request.method == "POST" else None)
    ring = [(number, _(words)) for number, words in rules.RING]
    context: dict[str, Any] = {"form": form, "ring": ring, "desk_phone": settings.DESK_PHONE}
    if request.method == "GET":
        return render(request, "doorstep/emergency.html", context)
    if not form.is_valid():
        return render(request, "doorstep/emergency.html", context, status=422)
    context |= {"receipt": keep(form.cleaned_data, client_uuid_of(request))}
    return render(request, "doorstep/emergency_kept.html", context)


def client_uuid_of(request: HttpRequest) -> UUID:
    """The page's own id for this slip; a page without one still gets its slip taken."""
    try:
        return UUID(request.POST.get("client_uuid", ""))
    except ValueError:
        return uuid4()


def keep(slip: dict[str, str], client_uuid: UUID) -> str:
    """Take the slip once and return its receipt. Under an id already used for another slip it is a new one."""
    try:
        return taken_once(slip, client_uuid)
    except BadInput:
        return taken_once(slip, uuid4())


def taken_once(slip: dict[str, str], client_uuid: UUID) -> str:
    result = journal.once(client_uuid, by=None, route="doorstep:emergency", body=slip, do=lambda: {"receipt": take(slip)})
    return result["receipt"]


@transaction.atomic
def take(slip: dict[str, str]) -> str:
    taken = take_emergency_slip(number=slip["number"], address=slip["address"], words=slip["words"])
    if earlier := earlier_slip(taken):
        propose_likeness(earlier, taken, score=1.0, reasons=[REPEATED])
    return taken.receipt


def earlier_slip(taken: Request) -> Request | None:
    """The latest slip of this page with the same number, or the same words and address."""
    recent = Request.objects.filter(
        call__channel="emergency_page", received_at__gte=clock.now() - rules.REPEAT_WITHIN
    ).exclude(pk=taken.pk).order_by("-received_at")
    if taken.contact_phone and (same := recent.filter(contact_phone=taken.contact_phone).first()):
        return same
    return recent.filter(words=taken.words, address_raw=taken.address_raw).first()


@require_GET
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Where the receipt's QR leads: the number, large, and whom to ring with it.

    It says nothing about the case and does not look it up, so it answers alike for every number that can be one.
    """
    number = ids.read_receipt(receipt)
    context = {"number": number, "typed": receipt[:20], "desk_phone": settings.DESK_PHONE}
    return render(request, "doorstep/receipt.html", context, status=200 if number else 404)
