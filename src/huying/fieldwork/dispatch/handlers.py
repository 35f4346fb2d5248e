"""What dispatch does with news of visits. Listed in config/wiring.py."""

from __future__ import annotations

from typing import Any

from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account

from . import services


def visit_has_begun(*, visit: Visit, by: Account | None, **_facts: Any) -> None:
    """Once the crew stands at the door, what it brought stands there with it."""
    if visit.state == "on_site":
        services.note_there(visit, by=by)


def visit_is_over(*, visit: Visit, by: Account | None, **_facts: Any) -> None:
    """Finished, nobody home, or put back for another day: whoever was there is free again."""
    services.end_assignment(visit, by=by, has_been_there=True)


def visit_was_called_off(*, visit: Visit, by: Account | None, **_facts: Any) -> None:
    services.end_assignment(visit, by=by, has_been_there=visit.arrived_at is not None)
