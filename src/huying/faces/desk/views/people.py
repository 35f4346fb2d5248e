"""A person's cases. Every look at somebody on a sensitive list is recorded."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huying.casework.intake import selectors
from huying.groundwork.access import looks
from huying.groundwork.people.models import Person
from huying.kernel import clock
from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _

from ..rows import row_of

PAGE = 25


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    known = (
        Person.objects.select_related("household__place").prefetch_related("roles", "phones", "ties__other").filter(pk=pk).first()
    )
    if known is None:
        raise Missing(_("There is no such person."))
    page = Paginator(selectors.requests_of_person(known), PAGE).get_page(request.GET.get("page"))
    household = list(known.household.members.exclude(pk=known.pk)) if known.household else []
    looks.shown(request, known, *household, *(one.person for one in page.object_list), *(tie.other for tie in known.ties.all()))
    context = {
        "person": known, "role_words": " · ".join(role.get_role_display() for role in known.roles.all()), "page": page,
        "rows": [row_of(one, at=clock.now()) for one in page.object_list], "household": household,
    }
    return render(request, "desk/person.html", context)
