"""Writing from the phone. Each form is sent once, however often it is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huying.faces.field import forms, rules, selectors
from huying.faces.field.tasks import SAVED, TASKS, Sent, Task, add_listed_extra, pass_on
from huying.faces.sending import once, show, was_sent
from huying.fieldwork.dispatch import services as dispatch
from huying.fieldwork.dispatch.models import Offer
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits import selectors as visit_selectors
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Claim
from huying.groundwork.prices import selectors as prices
from huying.groundwork.prices.models import PriceItem
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop as _

from .pages import visit_or_missing


def claim_of(request: HttpRequest) -> Claim | None:
    """The phone's clock, if it said something readable. It is only ever noted."""
    try:
        at = datetime.fromisoformat(request.POST.get("phone_time", ""))
        return Claim(at.astimezone(UTC)) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _say_skew(request: HttpRequest, claim: Claim | None) -> None:
    if claim and abs(skew := claim.at - clock.now()) > rules.SKEW_SHOWN:
        minutes = round(abs(skew).total_seconds() / 60)
        messages.warning(request, ngettext(
            "The phone's clock is %(n)d minute off. The server's time was written down; set the phone's clock.",
            "The phone's clock is %(n)d minutes off. The server's time was written down; set the phone's clock.", minutes) % {"n": minutes})


def _send(task: Task, sent: Sent, form: Form) -> bool:
    """Whether it was done; a refusal about a field goes under that field, anything else to the error page."""
    def do() -> dict[str, Any]:
        task.do(sent)
        return {}

    try:
        once(sent.request, body=sent.data, do=do)
    except BadInput as refused:
        if not form.fields:
            raise
        show(refused, form)
        return False
    if task.told:
        messages.success(sent.request, gettext(task.told))
    _say_skew(sent.request, sent.claim)
    return True


def _after(request: HttpRequest, visit: Visit) -> HttpResponseRedirect:
    """To the job, or to the list where it is his no more."""
    still_his = selectors.visits_of(request.user).filter(pk=visit.pk).exclude(state__in=("signed_off", "missed")).exists()
    return redirect("field:job", visit.number) if still_his else redirect("field:now")


@never_cache
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, number: str, task: str) -> HttpResponse:
    try:
        visit = visit_or_missing(request, number)
    except Missing:
        # Sent twice, and the first time took the job off his list: that is no mistake of his.
        if was_sent(request):
            return redirect("field:now")
        raise
    chosen = TASKS.get(task)
    if chosen is None:
        raise Missing(_("There is no page under this address."))
    if request.method == "GET" and not chosen.asks:
        return redirect("field:job", visit.number)
    options = chosen.options(request, visit)
    form = chosen.form(request.POST, request.FILES, **options) if request.method == "POST" else chosen.form(**options)
    if request.method == "POST" and form.is_valid():
        sent = Sent(request, visit, form.cleaned_data, claim_of(request))
        if _send(chosen, sent, form):
            return _after(request, visit)
    context = {
        "visit": visit, "task": chosen, "name": task, "form": form, "desk_phone": settings.DESK_PHONE,
        "bill_fen": partial(visit_selectors.bill_fen, visit),
    }
    return render(request, chosen.template, context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def extra(request: HttpRequest, number: str) -> HttpResponse:
    """顺带服务: the small jobs of the list with what each costs at this door, and a way to the desk for all else."""
    visit = visit_or_missing(request, number)
    task = Task(_("While I am here"), _("Pass on to the desk"), pass_on, forms.PassOnForm,
                told=_("Passed on: the desk rings the resident about it."))
    form = forms.PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _send(task, Sent(request, visit, form.cleaned_data, None), form):
        return _after(request, visit)
    is_old = visit_selectors.is_home_of_old(visit)
    offered = [(item, quoted, ruling) for item in prices.small_jobs() for quoted, ruling in [_ruled(item, is_old)] if ruling.kind != "not_ours"]
    context = {"visit": visit, "task": task, "form": form, "offered": offered}
    return render(request, "field/extras.html", context, status=422 if form.errors else 200)


def _ruled(item: PriceItem, is_old: bool) -> tuple[prices.Quoted, visit_rules.Ruling]:
    quoted = prices.quote(item)
    asked = visit_rules.Asked(item.trade, item.payer, item.is_small, item.minutes, quoted.total_fen, is_old)
    return quoted, visit_rules.rule_extra(asked)


@never_cache
@require_http_methods(["GET", "POST"])
def extra_item(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """One small job: its price in parts, how many, who said yes."""
    visit = visit_or_missing(request, number)
    found = prices.small_jobs().filter(pk=item).first()
    if found is None:
        raise Missing(_("This item is not on the list in force. Go back and choose again."))
    quoted, ruling = _ruled(found, visit_selectors.is_home_of_old(visit))
    task = Task(found.name, _("Agreed, do it"), add_listed_extra, forms.ExtraForm, told=SAVED)
    form = forms.ExtraForm(request.POST or None, item=found, ruling=ruling)
    if request.method == "POST" and form.is_valid():
        sent = Sent(request, visit, form.cleaned_data | {"item": found}, None)
        if _send(task, sent, form):
            return _after(request, visit)
    context = {"visit": visit, "task": task, "form": form, "quoted": quoted, "ruling": replace(ruling, why=gettext(ruling.why))}
    return render(request, "field/extra_item.html", context, status=422 if form.errors else 200)


def _offer_or_missing(request: HttpRequest, pk: int) -> Offer:
    offer = Offer.objects.filter(pk=pk, technician__account=request.user).select_related("visit").first()
    if offer is None:
        raise Missing(_("There is no such offer."))
    return offer


@require_POST
def grab(request: HttpRequest, pk: int) -> HttpResponse:
    """抢单: the first to touch it has it."""
    offer = _offer_or_missing(request, pk)
    once(request, body={}, do=lambda: {"assignment": str(dispatch.grab_offer(offer, by=request.user).pk)})
    messages.success(request, gettext("It is yours."))
    return redirect("field:job", offer.visit.number)


@never_cache
@require_http_methods(["GET", "POST"])
def pass_by(request: HttpRequest, pk: int) -> HttpResponse:
    """Not this one, and why."""
    offer = _offer_or_missing(request, pk)
    task = Task(_("Not this one"), _("Not this one"), lambda s: dispatch.decline_offer(offer, reason=s.data["reason"], by=s.by), forms.DeclineForm)
    form = forms.DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _send(task, Sent(request, offer.visit, form.cleaned_data, None), form):
        return redirect("field:now")
    context = {"visit": offer.visit, "task": task, "form": form, "back_url": reverse("field:now")}
    return render(request, "field/task.html", context, status=422 if form.errors else 200)
