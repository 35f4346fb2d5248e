"""Calling a visit off: nobody needs to go there any more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from huying.casework.intake.models import RequestVisit
from huying.faces import sending
from huying.fieldwork.visits import services
from huying.fieldwork.visits.models import Visit
from huying.kernel import text
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop as _

from .calls import sent


@require_POST
def call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is left to decide stands on the case, so that is where it leads."""
    visit = Visit.objects.filter(pk=pk).first()
    if visit is None:
        raise Missing(_("There is no such visit."))
    note = text.tidy(request.POST.get("note", ""))
    if not note:
        raise BadInput(_("Say why nobody needs to go: the crew reads it. Go back, the visit is as it was."), field="note")
    text.require_length(note, most=200, field="note")

    def do() -> dict[str, str]:
        services.call_off_visit(visit, by=request.user, note=note, seen=request.POST.get("seen", ""))
        link = RequestVisit.objects.filter(visit=visit).first()
        return {"url": reverse("desk:request", args=[link.request_id]) if link else reverse("desk:dispatch", args=[pk])}

    return HttpResponseRedirect(sending.once(request, body=sent(request), do=do)["url"], status=303)
