from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from .models import Entry


def thread_of(thread: UUID) -> QuerySet[Entry]:
    """The whole thread of a case, oldest first."""
    return Entry.objects.filter(thread=thread).select_related("actor").order_by("id")


def news_since(last_id: int, *, limit: int) -> list[Entry]:
    """Entries after `last_id`, oldest first, at most `limit`."""
    return list(Entry.objects.filter(id__gt=last_id).order_by("id")[:limit])
