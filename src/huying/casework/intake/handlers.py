"""What intake does with news from the visits it ordered. Listed in config/wiring.py."""

from __future__ import annotations

from typing import Any

from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.batches.models import Batch
from huying.groundwork.journal import jobs
from huying.groundwork.places.models import Place

from . import services


def visit_moved(*, visit: Visit, by: Account | None, **_facts: Any) -> None:
    """A visit started, finished, was missed or called off: its request follows."""
    services.follow_visits(visit, by=by)


def extra_passed_on(*, visit: Visit, words: str, by: Account, **_facts: Any) -> None:
    """Asked for at the door and not ours to agree there: it becomes a request like any other."""
    services.pass_on_extra(visit, words=words, by=by)


def batch_confirmed(*, batch: Batch, **_facts: Any) -> None:
    """Messages were brought in: the worker looks for those that tell the same thing."""
    if batch.kind == services.MessageImporter.kind:
        jobs.request("propose_pairs", batch_id=str(batch.pk))


def address_settled(*, key: str, place: Place, is_name: bool, by: Account, **_facts: Any) -> None:
    """A person said where an unknown address is: the open requests that named it lie there."""
    services.place_requests(key, place, is_name=is_name, by=by)
