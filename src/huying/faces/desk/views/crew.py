"""One technician: shifts, leave, whether he is there, and how long his permits are valid. The shift leader keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huying.faces import sending
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import SENDERS
from huying.groundwork.crews import rules, services
from huying.groundwork.crews.models import Permit, Technician
from huying.kernel import clock, text
from huying.kernel.errors import BadInput, Missing, NotNow
from huying.kernel.words import gettext_noop as _

from .. import crew_forms as forms
from ..picks import grade_word
from .calls import sent

# Those who keep the plan; config/permissions.py says the same of the route.
PLANNERS = SENDERS | {"manager"}
ROWS_MOST = 60


@dataclass(frozen=True)
class Deed:
    form: type[django_forms.Form]
    do: Callable[[Technician, Any, Account], object]  # the form has been found valid


DEEDS: dict[str, Deed] = {
    "presence": Deed(forms.PresenceForm, lambda who, form, by: services.set_presence(who, form.cleaned_data["presence"], by=by)),
    "shift": Deed(forms.ShiftForm, lambda who, form, by: services.add_shift(who, form.span(), by=by)),
    "drop-shift": Deed(forms.RowForm, lambda who, form, by: services.remove_shift(who, form.cleaned_data["row"], by=by)),
    "leave": Deed(forms.LeaveForm, lambda who, form, by: services.add_leave(
        who, form.span(), reason=text.tidy(form.cleaned_data["reason"]), by=by)),
    "drop-leave": Deed(forms.RowForm, lambda who, form, by: services.remove_leave(who, form.cleaned_data["row"], by=by)),
    "permit": Deed(forms.PermitForm, lambda who, form, by: services.renew_permit(
        who, form.cleaned_data["row"], form.cleaned_data["until"], by=by)),
}


def _known(pk: int) -> Technician:
    found = Technician.objects.filter(pk=pk).first()
    if found is None:
        raise Missing(_("There is no such technician."))
    return found


@require_GET
def technician(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _known(pk))


def _page(request: HttpRequest, who: Technician, verb: str = "", refused: django_forms.Form | None = None, status: int = 200) -> HttpResponse:
    now = clock.now()
    today = clock.local(now).date()
    empty = {"shift": forms.ShiftForm(initial={"day": today}, auto_id="shift_%s"), "leave": forms.LeaveForm(auto_id="leave_%s"),
             "presence": forms.PresenceForm(initial={"presence": who.presence}, auto_id="presence_%s")}
    context = {
        "who": who, "grade": grade_word(who.grade), "forms": empty | ({verb: refused} if refused and verb in empty else {}),
        "skills": who.skills.order_by("trade"), "may_plan": bool(request.user.roles & PLANNERS),
        "shifts": who.shifts.filter(ends__gt=now).order_by("starts")[:ROWS_MOST],
        "leaves": who.leaves.filter(ends__gt=now).order_by("starts")[:ROWS_MOST],
        "permits": [_permit(row, refused if verb == "permit" else None, rules.permit_valid(row.expires_on, today)) for row in who.permits.order_by("kind", "expires_on")],
        "refused": refused if verb not in empty and verb != "permit" else None,
    }
    return render(request, "desk/technician.html", context, status=status)


def _permit(row: Permit, refused: django_forms.Form | None, is_valid: bool) -> tuple[Permit, django_forms.Form, bool]:
    if refused and refused.data.get("row") == str(row.pk):
        return row, refused, is_valid
    return row, forms.PermitForm(initial={"row": row.pk, "until": row.expires_on}, auto_id=f"permit_{row.pk}_%s"), is_valid


@require_POST
def technician_do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    who, deed = _known(pk), DEEDS.get(verb)
    if deed is None:
        raise Missing(_("There is no such technician."))
    form = deed.form(request.POST, auto_id=f"{verb}_%s")
    if not form.is_valid():
        return _page(request, who, verb, form, status=422)

    def do() -> dict[str, int]:
        deed.do(who, form, request.user)
        return {"technician": who.pk}

    try:
        sending.once(request, body=sent(request), do=do)
    except (BadInput, NotNow) as error:
        sending.show(error, form)
        return _page(request, who, verb, form, status=error.status)
    return HttpResponseRedirect(reverse("desk:technician", args=[who.pk]), status=303)
