"""Writing down what happened, and doing a client's write only once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from huying.groundwork.access.models import Account
from huying.kernel import clock
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

from .models import Entry, Operation


def write(
    verb: str,
    *,
    kind: str,
    subject: object,
    by: Account | None,
    thread: UUID | None = None,
    told: Iterable[int] = (),
    **facts: Any,
) -> Entry:
    """Append one entry. Only inside the transaction of the change it tells of."""
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry belongs into the transaction of its change")
    return Entry.objects.create(
        at=clock.now(), actor=by, verb=verb, kind=kind, subject=str(subject), thread=thread,
        told=sorted(set(told)), facts=facts,
    )


def digest_of(body: Mapping[str, Any]) -> str:
    """Return a digest of what was sent, the same for the same body in any order."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def is_known(client_uuid: UUID, *, by: Account | None) -> bool:
    """Whether this account's write under that id was done."""
    return Operation.objects.filter(pk=client_uuid, account=by).exists()


def once(
    client_uuid: UUID,
    *,
    by: Account | None,
    route: str,
    body: Mapping[str, Any],
    do: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Run `do` and keep its JSON result under the client's own id; sent again, return that result.

    Raises BadInput where the same id comes with another body: then one of the two would be lost.
    """
    digest = digest_of(body)
    known = Operation.objects.filter(pk=client_uuid).first()
    if known is None:
        try:
            with transaction.atomic():
                op = Operation.objects.create(
                    client_uuid=client_uuid, account=by, route=route, digest=digest, at=clock.now()
                )
                op.result = do()
                op.save(update_fields=["result"])
                return op.result
        except IntegrityError:
            # The same write arrived twice at once and the other won; any other breach is not ours to swallow.
            known = Operation.objects.filter(pk=client_uuid).first()
            if known is None:
                raise
    if known.digest != digest or known.account_id != (by.pk if by else None) or known.route != route:
        raise BadInput(
            _("This form was already sent with other contents. Reload the page, check what was saved, and enter the rest again.")
        )
    return known.result
