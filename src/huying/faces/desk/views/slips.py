"""Work slips: printed for the day, and keyed in when they come back."""

from __future__ import annotations

from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.casework.intake.models import Request
from huying.faces.desk import slips as paper
from huying.faces.desk.slip_forms import SlipForm, SlipNumberForm
from huying.faces.sending import once, show
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.selectors import visit_by_number
from huying.groundwork.access import looks
from huying.groundwork.crews.models import Technician
from huying.groundwork.people.models import Person
from huying.kernel import clock
from huying.kernel.dangers import DANGERS
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop as _


def _day_of(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.local(clock.now()).date()


@never_cache
@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """Who goes out today, and the box for the numbers of the slips that came back."""
    day = _day_of(request)
    form = SlipNumberForm(request.GET) if "number" in request.GET else SlipNumberForm()
    if form.is_bound and form.is_valid():
        return redirect("desk:key_slip", form.cleaned_data["number"])
    context = {"form": form, "day": day, "technicians": paper.with_jobs_on(day)}
    return render(request, "desk/slip_list.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def print_slips(request: HttpRequest, pk: int) -> HttpResponse:
    """The slips of one technician's day, in the order of his route."""
    technician, day = get_object_or_404(Technician, pk=pk), _day_of(request)
    return _print(request, paper.slips_of(technician, day), {"technician": technician, "day": day})


@never_cache
@require_safe
def print_slip(request: HttpRequest, number: str) -> HttpResponse:
    return _print(request, [paper.slip_of(_visit(number))], {})


def _print(request: HttpRequest, found: list[paper.Slip], context: dict[str, Any]) -> HttpResponse:
    households = {s.visit.household_id for s in found if s.visit.household_id}
    looks.shown(request, *Person.objects.filter(household__in=households, is_sensitive=True))
    sheets = [
        {
            "slip": slip, "code": _code(request, reverse("field:job", args=[slip.visit.number])),
            "receipt_code": _code(request, f"/r/{slip.request.receipt}") if slip.request else "",
            "dangers": [gettext(DANGERS[d]) for d in slip.visit.dangers if d in DANGERS],
        }
        for slip in found
    ]
    context |= {"sheets": sheets, "printed_at": clock.now(), "desk_phone": settings.DESK_PHONE, "lines": range(3)}
    return render(request, "desk/slip_print.html", context)


def _code(request: HttpRequest, path: str) -> str:
    return segno.make(request.build_absolute_uri(path), micro=False, error="m").svg_data_uri(scale=4, border=1)


def _visit(number: str) -> Visit:
    visit = visit_by_number(number)
    if visit is None:
        raise Missing(_("There is no such visit."))
    return visit


@never_cache
@require_http_methods(["GET", "POST"])
def key_slip(request: HttpRequest, number: str) -> HttpResponse:
    """What the slip says, keyed in without the mouse."""
    visit = _visit(number)
    form = SlipForm(request.POST) if request.method == "POST" else SlipForm()
    if request.method == "POST" and form.is_valid() and _keyed(request, visit, form):
        messages.success(request, gettext("Slip %(number)s is keyed in.") % {"number": visit.number})
        return redirect("desk:slips")
    looks.shown(request, *Person.objects.filter(household=visit.household_id or 0, is_sensitive=True))
    context = {"form": form, "visit": visit, "asked": Request.objects.filter(visit_links__visit=visit).first()}
    return render(request, "desk/slip_key.html", context, status=422 if form.errors else 200)


def _keyed(request: HttpRequest, visit: Visit, form: SlipForm) -> bool:
    keyed = form.keyed()
    is_doubtful = paper.is_doubtful(visit, keyed)

    def do() -> dict[str, Any]:
        return {"state": paper.key_slip(visit, keyed, by=request.user).state}

    try:
        once(request, body=form.cleaned_data, do=do)
    except BadInput as refused:
        show(refused, form)
        return False
    if is_doubtful:
        messages.warning(request, gettext("A time on slip %(number)s cannot be true (before the visit was ordered, or still to come): "
                                          "it is kept as a claim, and the server's time counts.") % {"number": visit.number})
    return True
