"""What the worker does for imports. Run twice, the second finds it done."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from huying.groundwork.access.models import Account
from huying.kernel.errors import NotNow

from . import services


@task()
def confirm(batch_id: str, account_id: int) -> str:
    """Take a batch in for the person who said so; what was taken in before a crash stays taken."""
    by = Account.objects.get(pk=account_id)
    try:
        return services.confirm_batch(UUID(batch_id), by=by).state
    except NotNow:
        return "already ended"
