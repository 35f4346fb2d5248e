from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from huying.kernel import clock

from .models import Entry


def thread_of(thread: UUID) -> QuerySet[Entry]:
    """The whole thread of a case, oldest first."""
    return Entry.objects.filter(thread=thread).select_related("actor").order_by("id")


def news_since(last_id: int, *, limit: int) -> list[Entry]:
    """Entries after `last_id`, oldest first, at most `limit`."""
    return list(Entry.objects.filter(id__gt=last_id).order_by("id")[:limit])


@dataclass(frozen=True)
class EntryFilter:
    thread: UUID | None = None
    actor: int | None = None
    day: date | None = None


def entries(wanted: EntryFilter) -> QuerySet[Entry]:
    """What happened, latest first."""
    found = Entry.objects.select_related("actor").order_by("-id")
    if wanted.thread:
        found = found.filter(thread=wanted.thread)
    if wanted.actor is not None:
        found = found.filter(actor_id=wanted.actor)
    if wanted.day:
        start, end = clock.day_span(wanted.day)
        found = found.filter(at__gte=start, at__lt=end)
    return found
