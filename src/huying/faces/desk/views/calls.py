"""A new call, from the first key to the receipt number."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from huying.casework.intake import rules, selectors
from huying.faces import sending
from huying.groundwork.access import looks
from huying.groundwork.access.rules import SENDERS
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from .. import taking
from ..forms import CallForm
from ..rows import dispatch_url

URGE = "urge:"
TOKENS = ("csrfmiddlewaretoken", "client_uuid")


def sent(request: HttpRequest) -> dict[str, Any]:
    """What the form says, without its tokens."""
    return {name: values for name, values in request.POST.lists() if name not in TOKENS}


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, CallForm(initial={"number": request.GET.get("number", "")}))
    form = CallForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        result = sending.once(request, body=sent(request), do=lambda: _done(request, form.cleaned_data))
    except (BadInput, NotNow) as error:
        sending.show(error, form)
        return _page(request, form, status=error.status)
    response = HttpResponseRedirect(result["url"], status=303)
    # The page's own copy of what was typed may go now: static/js/draft.js.
    response.set_cookie("kept_draft", request.POST["client_uuid"], max_age=86_400, path="/desk/", samesite="Lax", secure=request.is_secure())
    return response


def _done(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    wanted = request.POST.get("outcome", "save")
    if wanted.startswith(URGE):
        urged = taking.urge(_known(wanted.removeprefix(URGE)), given, by=request.user)
        return {"url": reverse("desk:request", args=[urged.pk]) + "?urged=1"}
    taken = taking.take(given, request.POST, outcome=wanted if wanted in taking.OUTCOMES else "save", by=request.user)
    if taken.visit_id:
        if not request.user.roles & SENDERS:
            return {"url": reverse("desk:receipt", args=[taken.request.pk])}
        messages.success(request, gettext("Receipt %(receipt)s is kept; now choose who goes.") % {"receipt": taken.request.receipt})
        return {"url": dispatch_url(taken.visit_id)}
    return {"url": reverse("desk:receipt", args=[taken.request.pk])}


def _known(pk: str) -> UUID:
    try:
        return UUID(pk)
    except ValueError:
        raise BadInput(_("This key cannot be read. Reload the page; what you wrote is still there.")) from None


def _page(request: HttpRequest, form: CallForm, *, status: int = 200) -> HttpResponse:
    return render(request, "desk/call.html", {"form": form}, status=status)


@require_GET
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The end of a call: the number, large and spelt, and what to do at once."""
    kept = selectors.request_page(pk)
    looks.shown(request, kept.person)
    context = {
        "kept": kept, "spelt": spelt(kept.receipt), "cards": selectors.card_progress(kept),
        "is_open": kept.state in ("received", "triaged"), "can_log": kept.state in rules.OPEN,
        "can_send": bool(request.user.roles & SENDERS),
    }
    return render(request, "desk/receipt.html", context)


def spelt(receipt_number: str) -> list[str]:
    """Return the number as it is read aloud: in its two groups, sign by sign."""
    return [" · ".join(group) for group in receipt_number.split("-")]


@require_GET
def receipt_qr(request: HttpRequest, pk: UUID) -> HttpResponse:
    kept = selectors.request_page(pk)
    code = segno.make(request.build_absolute_uri(f"/r/{kept.receipt}"), micro=False, error="m")
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", scale=5, border=2, dark="#23211d", light="#ffffff")
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=86400"
    return response
