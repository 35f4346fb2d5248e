"""The two pages to look at: my day, and one job."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.faces.field import selectors
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.selectors import has_opened
from huying.groundwork.access import looks
from huying.kernel import ids
from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _


def visit_or_missing(request: HttpRequest, number: str) -> Visit:
    """One of his own jobs. Somebody else's is not there."""
    printed = ids.read_receipt(number)
    mine = selectors.with_details(selectors.visits_of(request.user))
    visit = mine.filter(number=printed).first() if printed else None
    if visit is None:
        raise Missing(_("There is no such job among yours today."))
    return visit


def _opened(request: HttpRequest, card: selectors.Card) -> None:
    """The first look at a job is its receipt: the desk sees that it reached a person."""
    if card.assignment and not has_opened(card.visit, request.user, since=card.assignment.made_at):
        visits.note_opened(card.visit, by=request.user)


@never_cache
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    day = selectors.day_of(request.user)
    card = None
    if day.now:
        card = selectors.card_of(visit_or_missing(request, day.now.visit.number), request.user)
        _opened(request, card)
    looks.shown(request, *selectors.people_at(day.visits))
    context: dict[str, Any] = {"day": day, "card": card}
    return render(request, "field/now_inside.html" if request.htmx else "field/now.html", context)


@never_cache
@require_safe
def job(request: HttpRequest, number: str) -> HttpResponse:
    try:
        visit = visit_or_missing(request, number)
    except Missing:
        if not request.htmx:
            raise
        # The page is open and the job was taken back: its buttons go. A job that never was gets the same words.
        return render(request, "field/gone.html")
    card = selectors.card_of(visit, request.user)
    _opened(request, card)
    looks.shown(request, *selectors.people_at([visit]))
    return render(request, "field/card.html" if request.htmx else "field/job.html", {"card": card})
