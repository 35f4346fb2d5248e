from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _

from .models import Batch, Row


def latest_batches() -> QuerySet[Batch]:
    """Imports, newest first, without the files themselves."""
    return Batch.objects.defer("original").select_related("made_by").order_by("-made_at", "-id")


def batch_page(batch_id: UUID) -> Batch:
    batch = latest_batches().filter(pk=batch_id).first()
    if batch is None:
        raise Missing(_("There is no such import."))
    return batch


def taken_so_far(batch: Batch) -> int:
    """How many rows the worker has been through."""
    return batch.rows.filter(undo__taken=True).count()


def rows_of(batch: Batch, *, outcome: str = "") -> QuerySet[Row]:
    """Rows of the report in the sheet's order; what needs a person can be asked for alone."""
    rows = batch.rows.order_by("number")
    return rows.filter(outcome=outcome) if outcome else rows


def said_of(row: Row) -> str:
    """The sentence about a row in the reader's language; a fact named `why` is a sentence of ours itself."""
    facts = {name: gettext(fact) if name == "why" and fact else fact for name, fact in row.facts.items()}
    return gettext(row.message) % facts if row.message else ""
