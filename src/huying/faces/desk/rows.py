"""One request as a row of the queue: its state in a word, who is on it, what the desk does next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.fieldwork.visits.models import Visit
from huying.kernel.dangers import DANGERS

TONES: dict[str, str] = {
    "received": "open", "triaged": "open", "ordered": "moving", "under_way": "moving", "waiting": "waiting",
    "fixed": "good", "handed_over": "waiting", "referred": "waiting", "answered": "good", "confirmed": "good",
    "holding": "good", "closed": "good",
}


@dataclass(frozen=True)
class Row:
    request: Request
    danger: str
    where: str
    word: str
    tone: str
    who: str
    is_late: bool
    is_new: bool
    act: str  # the next step in a word; empty: only look
    url: str
    ring_at: datetime | None = None  # when the caller is to be rung again


def dispatch_url(visit_pk: object) -> str:
    return reverse("desk:dispatch", args=[visit_pk])


def danger_words(codes: Iterable[str]) -> str:
    return " · ".join(gettext(DANGERS[code]) for code in codes if code in DANGERS)


def where_of(request: Request) -> str:
    return request.address_canonical or request.address_raw or gettext("place not known")


def state_word(request: Request) -> str:
    word = str(request.get_state_display())
    if request.state == "waiting" and request.waiting_reason:
        return str(request.get_waiting_reason_display())
    return word


def _at_work(request: Request) -> tuple[str, str, str, Visit | None]:
    """Return word, tone, who, and the visit that needs the dispatcher, if one does."""
    visits = [link.visit for link in request.work if link.visit.state not in ("called_off", "signed_off")]
    for visit in visits:
        if visit.state == "ordered":
            return gettext("nobody sent yet"), "open", "", visit
    for visit in visits:
        for assignment in visit.active_assignments:
            if assignment.state == "offered":
                return gettext("not yet accepted"), "waiting", assignment.lead.name, visit
    for visit in visits:
        for assignment in visit.active_assignments:
            return str(visit.get_state_display()), "moving", assignment.lead.name, None
    return state_word(request), TONES.get(request.state, "plain"), "", None


def row_of(request: Request, *, at: datetime, ring_at: datetime | None = None) -> Row:
    word, tone, who, visit = _at_work(request)
    is_open = request.state in rules.OPEN
    act, url = "", reverse("desk:request", args=[request.pk])
    if visit is not None:
        act, url = gettext("Dispatch"), dispatch_url(visit.pk)
    elif request.state in ("received", "triaged"):
        act = gettext("Take up")
    return Row(
        request=request, danger=danger_words(request.dangers), where=where_of(request), word=word, tone=tone, who=who,
        is_late=is_open and request.due_at < at, is_new=request.state == "received", act=act, url=url, ring_at=ring_at,
    )
