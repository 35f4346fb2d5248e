"""One thing, many callers: only a person puts calls together, and can take them apart again."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huying.casework.intake import selectors, services
from huying.faces import sending
from huying.groundwork.access import looks
from huying.groundwork.access.rules import DESK
from huying.kernel import clock, ids
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from ..forms import JoinForm
from ..rows import row_of
from .calls import sent

PAGE = 25


@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.incidents(), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/incidents.html", {"page": page})


def _page(request: HttpRequest, pk: UUID, form: JoinForm | None = None, *, status: int = 200) -> HttpResponse:
    event = selectors.incident_page(pk)
    callers = list(selectors.incident_requests(pk))
    looks.shown(request, *(one.person for one in callers))
    context = {
        "incident": event, "rows": [row_of(one, at=clock.now()) for one in callers], "form": form or JoinForm(),
        "may_work": bool(request.user.roles & DESK), "topics": f"incident:{pk} queue",
    }
    is_part = request.htmx and form is None
    return render(request, "desk/incident_rows.html" if is_part else "desk/incident.html", context, status=status)


@require_GET
def incident(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, pk)


@require_POST
def incident_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, status=422)
    try:
        sending.once(request, body=sent(request), do=lambda: _joined(pk, form.cleaned_data["receipt"], request))
    except (BadInput, NotNow) as error:
        sending.show(error, form)
        return _page(request, pk, form, status=error.status)
    return HttpResponseRedirect(reverse("desk:incident", args=[pk]), status=303)


def _joined(pk: UUID, receipt: str, request: HttpRequest) -> dict[str, str]:
    known = ids.read_receipt(receipt)
    found = selectors.request_by_receipt(known) if known else None
    if found is None:
        raise BadInput(_("There is no request with this receipt number. Compare it with the slip."), field="receipt")
    return {"request": str(services.join_incident(found.pk, pk, by=request.user).pk)}


@require_POST
def incident_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        which = UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadInput(_("Say which request is to leave the event. Reload the page.")) from None
    sending.once(
        request, body=sent(request), do=lambda: {"request": str(services.leave_incident(which, by=request.user).pk)}
    )
    return HttpResponseRedirect(reverse("desk:request", args=[which]), status=303)
