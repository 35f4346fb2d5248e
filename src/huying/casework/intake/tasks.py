"""What the worker does for intake. Each may run twice without harm."""

from __future__ import annotations

from django_tasks import task

from huying.groundwork.batches.models import Batch

from .services import propose_pairs


@task()
def propose_pairs_of_batch(batch_id: str) -> int:
    return propose_pairs(Batch.objects.defer("original").get(pk=batch_id))
