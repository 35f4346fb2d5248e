"""One case on one page: what it is, what comes next, and all that happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from huying.casework.intake import rules, selectors, services
from huying.casework.intake.models import Request
from huying.faces import sending
from huying.groundwork.access import looks
from huying.groundwork.access.rules import DESK, SENDERS
from huying.groundwork.journal.selectors import thread_of
from huying.groundwork.places.models import Place
from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing, NotNow, Stale
from huying.kernel.words import gettext_noop as _

from ..forms import TriageForm
from ..outcomes import OUTCOMES, Outcome, possible
from ..rows import danger_words, dispatch_url, row_of
from ..sentences import lines_of
from .calls import sent

TRIAGE_FIELDS = ("severity", "trade", "responsibility", "kind")


@dataclass(frozen=True)
class Act:
    """One thing that can be done now, with its form."""

    outcome: Outcome
    form: django_forms.Form
    is_open: bool


@dataclass(frozen=True)
class Refused:
    """A form that did not go through: shown again with what was typed."""

    verb: str
    form: django_forms.Form
    status: int


def _acts(kept: Request, refused: Refused | None) -> list[Act]:
    found = []
    for one in possible(kept.state):
        mine = refused is not None and refused.verb == one.verb
        form = refused.form if refused and mine else one.form(initial={"version": kept.version}, auto_id=f"{one.verb}_%s")
        found.append(Act(one, form, mine))
    return found


def _address(kept: Request) -> str:
    return kept.address_canonical or kept.address_raw


def _triage_form(kept: Request) -> TriageForm:
    known = {name: getattr(kept, name) for name in TRIAGE_FIELDS}
    return TriageForm(auto_id="triage_%s", initial=known | {
        "version": kept.version, "place_id": kept.place_id, "address": _address(kept), "dangers": kept.dangers,
    })


def _page(request: HttpRequest, pk: UUID, refused: Refused | None = None) -> HttpResponse:
    kept = selectors.request_page(pk)
    prefetch_related_objects([link.visit for link in kept.work], "photos", "materials", "extras", "sign_off")
    looks.shown(request, kept.person, kept.call.caller)
    may_work = bool(request.user.roles & DESK)
    acts = _acts(kept, refused) if may_work else []
    context: dict[str, Any] = {
        "kept": kept, "row": row_of(kept, at=clock.now()), "lines": lines_of(thread_of(kept.pk)),
        "first": acts[0] if acts and acts[0].outcome.is_bare and not kept.work else None, "acts": acts, "may_work": may_work,
        "triage": refused.form if refused and refused.verb == "triage" else _triage_form(kept),
        "triage_open": bool(refused and refused.verb == "triage"), "can_triage": may_work and kept.state in rules.OPEN,
        "cards": selectors.card_progress(kept), "can_log": may_work and kept.state in rules.OPEN,
        "alike": selectors.likenesses_of(kept), "urged": request.GET.get("urged"),
        "can_send": bool(request.user.roles & SENDERS), "refused": refused, "topics": f"request:{pk}",
    }
    template = "desk/request_body.html" if request.htmx and refused is None else "desk/request.html"
    return render(request, template, context, status=refused.status if refused else 200)


@require_GET
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, pk)


def _refused(verb: str, form: django_forms.Form, error: BadInput | NotNow | Stale, pk: UUID) -> Refused:
    """Keep what was typed; a newer version is taken into the form, so that sending again is a decision."""
    sending.show(error, form)
    if isinstance(error, Stale):
        form.data = form.data.copy()
        form.data["version"] = str(selectors.request_page(pk).version)
    return Refused(verb, form, error.status)


@require_POST
def request_do(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    outcome = OUTCOMES.get(verb)
    if outcome is None:
        raise Missing(_("There is no such request."))
    form = outcome.form(request.POST, auto_id=f"{verb}_%s")
    if not form.is_valid():
        return _page(request, pk, Refused(verb, form, 422))
    try:
        result = sending.once(request, body=sent(request), do=lambda: _done(outcome, pk, form.cleaned_data, request))
    except (BadInput, NotNow, Stale) as error:
        return _page(request, pk, _refused(verb, form, error, pk))
    return HttpResponseRedirect(result["url"], status=303)


def _done(outcome: Outcome, pk: UUID, given: dict[str, Any], request: HttpRequest) -> dict[str, str]:
    done = outcome.do(pk, given, request.user)
    if outcome.verb == "order" and request.user.roles & SENDERS:
        return {"url": dispatch_url(done.pk)}
    return {"url": reverse("desk:request", args=[pk])}


@require_POST
def request_triage(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = TriageForm(request.POST, auto_id="triage_%s")
    if not form.is_valid():
        return _page(request, pk, Refused("triage", form, 422))
    try:
        sending.once(request, body=sent(request), do=lambda: _triaged(pk, form.cleaned_data, request))
    except (BadInput, NotNow) as error:
        return _page(request, pk, _refused("triage", form, error, pk))
    except Stale as error:
        refused = _refused("triage", form, error, pk)
        for sentence in differences(selectors.request_page(pk), form):
            form.add_error(None, sentence)
        return _page(request, pk, refused)
    return HttpResponseRedirect(reverse("desk:request", args=[pk]), status=303)


def _triaged(pk: UUID, given: dict[str, Any], request: HttpRequest) -> dict[str, str]:
    known = selectors.request_page(pk)
    triaged = services.Triaged(
        **{name: given[name] for name in TRIAGE_FIELDS},
        dangers=tuple(given["dangers"] if given["dangers_shown"] else known.dangers),
    )
    services.triage_request(pk, triaged, by=request.user, version=given["version"], placed=_placed(known, given))
    return {"request": str(pk)}


def _placed(known: Request, given: dict[str, Any]) -> services.Placed | None:
    """The place picked, or what was typed instead of what stood there; None where neither was touched."""
    if given["place_id"] and given["place_id"] != known.place_id:
        return services.Placed(Place.objects.filter(pk=given["place_id"], gone_at=None).first(), given["address"])
    return services.Placed(address=given["address"]) if given["address"] and given["address"] != _address(known) else None


def differences(kept: Request, form: TriageForm) -> list[str]:
    """Say where the record now differs from what was typed."""
    found = []
    typed_dangers = form.data.getlist("dangers")
    if set(kept.dangers) != set(typed_dangers):
        pair = {"field": form.fields["dangers"].label, "now": danger_words(kept.dangers) or "—", "typed": danger_words(typed_dangers) or "—"}
        found.append(gettext("%(field)s is now “%(now)s”; you chose “%(typed)s”.") % pair)
    for name in TRIAGE_FIELDS:
        words = dict(form.fields[name].choices)
        now, typed = getattr(kept, name), form.data.get(name, "")
        if now != typed:
            pair = {"field": form.fields[name].label, "now": words.get(now, now) or "—", "typed": words.get(typed, typed) or "—"}
            found.append(gettext("%(field)s is now “%(now)s”; you chose “%(typed)s”.") % pair)
    return found


@require_POST
def request_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note the time of one step of an emergency's card."""
    given = {"card": request.POST.get("card", ""), "step": request.POST.get("step", "")}
    sending.once(
        request, body=given,
        do=lambda: {"request": str(services.log_emergency_step(pk, by=request.user, **given).pk)},
    )
    if not request.htmx:
        return HttpResponseRedirect(reverse("desk:request", args=[pk]), status=303)
    kept = selectors.request_page(pk)
    return render(request, "desk/cards.html", {"kept": kept, "cards": selectors.card_progress(kept), "can_log": True})
