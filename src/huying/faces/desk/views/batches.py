"""Files brought in: the list, a new one, its report, and the word that takes it in or back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.casework.intake import selectors as intake
from huying.faces import sending
from huying.groundwork.access import looks
from huying.groundwork.access.rules import DESK
from huying.groundwork.batches import rules, selectors, services
from huying.groundwork.batches.models import Batch, Row
from huying.groundwork.people.models import Person
from huying.kernel.errors import BadInput

PAGE = 40
KINDS = {
    "messages": _("residents' messages"),
    "places": _("places"),
    "households": _("households and people"),
    "crews": _("technicians"),
    "equipment": _("equipment"),
    "shifts": _("shifts and leave"),
    "prices": _("price list"),
}
# Their rows hold residents' names, numbers and words: for those who work with residents, not for whoever keeps the accounts.
OF_RESIDENTS = frozenset({"households", "messages"})
TONES = {"accepted": "good", "unchanged": "plain", "parked": "waiting", "rejected": "late"}
STATE_TONES = {"dry_run": "open", "confirmed": "good", "discarded": "plain", "undone": "waiting"}


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it holds"))
    file = forms.FileField(label=_("File (CSV)"), allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, KINDS.get(kind, kind)) for kind in services.kinds()]


@require_http_methods(["GET", "POST"])
def batch_list(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            result = sending.once(request, body=given, do=lambda: _check(request, given))
            return redirect("desk:batch", pk=result["batch"])
        except BadInput as error:
            sending.show(error, form)
    page = Paginator(selectors.latest_batches(), PAGE).get_page(request.GET.get("page"))
    rows = [(batch, KINDS.get(batch.kind, batch.kind), STATE_TONES[batch.state]) for batch in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "desk/batches.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    file = given["file"]
    batch = services.check_file(given["kind"], filename=file.name, data=file.read(), by=request.user)
    return {"batch": str(batch.pk)}


@require_GET
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report: counts first, then the rows that need somebody, with row, column and what to do."""
    found = selectors.batch_page(pk)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in rules.OUTCOMES else ""
    page = Paginator(selectors.rows_of(found, outcome=outcome), PAGE).get_page(request.GET.get("page"))
    may_read = found.kind not in OF_RESIDENTS or bool(request.user.roles & DESK)
    if may_read:
        looks.shown(request, *_people_in(page.object_list))
    context = {
        "may_read": may_read,
        "batch": found, "kind": KINDS.get(found.kind, found.kind), "tone": STATE_TONES[found.state], "page": page,
        "rows": [(row, selectors.said_of(row) if may_read else "", TONES[row.outcome]) for row in page], "tabs": _tabs(request, found, outcome),
        "query": f"outcome={outcome}" if outcome else "", "is_waiting": found.state == "dry_run" and found.counts.get("asked"),
        "report": intake.message_report(found) if found.kind == "messages" else None,
    }
    context["taken"] = selectors.taken_so_far(found) if context["is_waiting"] else 0
    return render(request, "desk/batch.html", context)


def _people_in(rows: Iterable[Row]) -> QuerySet[Person]:
    """The sensitive ones whom these rows name, and those named as their kin."""
    named = {pk for row in rows if row.kind == "person" for pk in (row.subject, *row.undo.get("people", []))}
    return Person.objects.filter(Q(pk__in=named) | Q(tied_by__person__in=named), is_sensitive=True).distinct()


def _tabs(request: HttpRequest, found: Batch, outcome: str) -> list[dict[str, Any]]:
    counted = [("", gettext("all rows"), found.counts.get("rows", 0))]
    counted += [(code, gettext(words), found.counts.get(code, 0)) for code, words in rules.OUTCOMES.items()]
    return [
        {"label": label, "count": count, "is_current": code == outcome, "url": f"{request.path}?outcome={code}"}
        for code, label, count in counted
        if count or not code
    ]


@require_POST
def confirm_batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    sending.once(request, body={}, do=lambda: {"batch": str(services.ask_to_confirm(pk, by=request.user).pk)})
    messages.success(request, gettext("The worker is taking it in. This page shows how far it is."))
    return redirect("desk:batch", pk=pk)


@require_POST
def discard_batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    sending.once(request, body={}, do=lambda: {"state": services.discard_batch(pk, by=request.user).state})
    return redirect("desk:batch", pk=pk)


@require_POST
def undo_batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    sending.once(request, body={}, do=lambda: {"state": services.undo_batch(pk, by=request.user).state})
    messages.success(request, gettext("The whole import has been taken back."))
    return redirect("desk:batch", pk=pk)
