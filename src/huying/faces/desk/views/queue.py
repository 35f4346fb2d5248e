"""The desk's first page: what still has to be done, by time left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_GET

from huying.casework.intake import selectors
from huying.casework.intake.selectors import QueueFilter
from huying.fieldwork.dispatch.selectors import board
from huying.groundwork.access import looks
from huying.groundwork.places.models import Place
from huying.kernel import clock
from huying.kernel.trades import GRADES
from huying.kernel.windows import Window

from ..forms import QueueForm
from ..rows import row_of

PAGE = 25
PINNED = 12
VIEWS = {
    "": _("All open"),
    "overdue": _("Overdue"),
    "unassigned": _("Nobody sent yet"),
    "unaccepted": _("Not yet accepted"),
    "review": _("To be looked at again"),
    "handed_over": _("Handed over, to chase"),
    "unplaced": _("Place not known yet"),
    "mine": _("Taken by me"),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True)
class Free:
    name: str
    under: str
    phone: str


def _compounds() -> list[tuple[str, str]]:
    return list(Place.objects.filter(kind=Place.Kind.COMPOUND, gone_at=None).order_by("label").values_list("path", "label"))


def _filter(form: QueueForm, request: HttpRequest, at: datetime) -> tuple[QueueFilter, str]:
    form.is_valid()
    given, view = form.cleaned_data, form.cleaned_data.get("view", "")
    return QueueFilter(
        state=given.get("state", ""), trade=given.get("trade", ""), under=given.get("compound", ""),
        taken_by=request.user if view == "mine" else None, overdue_at=at if view == "overdue" else None,
        without={"unassigned": "person", "unaccepted": "answer", "unplaced": "place"}.get(view, ""),
        review_at=at if view == "review" else None, is_handed_over=view == "handed_over",
    ), view if view in VIEWS else ""


def _tabs(current: str, counts: dict[str, int]) -> list[Tab]:
    shown = {"": counts["open"], **{name: counts[name] for name in VIEWS if name in counts}}
    here = reverse("desk:queue")
    return [
        Tab(gettext(words), f"{here}?{urlencode({'view': view})}" if view else here, view == current, shown.get(view))
        for view, words in VIEWS.items()
    ]


def _free_now(at: datetime) -> list[Free]:
    """Those who could go now, the highest grade first."""
    rows = [row for row in board(Window(at, at + timedelta(hours=1)), at=at) if row.live == "free"]
    rows.sort(key=lambda row: (row.worker.grade or 9, row.worker.number))
    return [
        Free(row.worker.name, gettext(GRADES[row.worker.grade]) if row.worker.grade else gettext("ungraded"), row.worker.phone)
        for row in rows
    ]


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The whole page, or for the live region its inside."""
    at = clock.now()
    form = QueueForm(request.GET, compounds=_compounds())
    chosen, view = _filter(form, request, at)
    is_plain = not any(request.GET.get(name) for name in ("view", "state", "trade", "compound"))
    page = Paginator(selectors.open_requests(chosen), PAGE).get_page(request.GET.get("page"))
    urgent = list(selectors.open_requests(QueueFilter(severity="emergency"))[:PINNED]) if is_plain and page.number == 1 else []
    pinned, rings = {one.pk for one in urgent}, selectors.ring_backs(urgent)
    rows = [row_of(one, at=at) for one in page.object_list if one.pk not in pinned]
    looks.shown(request, *(one.person for one in [*urgent, *page.object_list]))
    counts = selectors.queue_counts(at=at)
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "form": form, "page": page, "rows": rows, "urgent": [row_of(one, at=at, ring_at=rings.get(one.pk)) for one in urgent], "counts": counts,
        "tabs": _tabs(view, counts), "query": query.urlencode(), "is_plain": is_plain, "view": view, "free": _free_now(at),
        "here": request.get_full_path(),
    }
    return render(request, "desk/queue_rows.html" if request.htmx else "desk/queue.html", context)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """By receipt number, telephone, name or address; ended ones too."""
    at, text = clock.now(), request.GET.get("q", "")[:100].strip()
    page = Paginator(selectors.search_requests(text), PAGE).get_page(request.GET.get("page"))
    looks.shown(request, *(one.person for one in page.object_list))
    context = {
        "page": page, "rows": [row_of(one, at=at) for one in page.object_list], "text": text,
        "query": urlencode({"q": text}),
    }
    return render(request, "desk/find.html", context)
