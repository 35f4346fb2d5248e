"""What is corrected on a request goes along to the visits that are still open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from huying.casework.intake.models import Request, RequestVisit
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Amendment, VisitOrder, Work, amend_visit
from huying.groundwork.access.models import Account

from .order import usual_order


def hold_open_visits(request_id: UUID) -> list[Visit]:
    """Lock the visits before their request, in the order in which a visit's own verbs lock the two."""
    mine = list(RequestVisit.objects.filter(request=request_id).values_list("visit_id", flat=True))
    return list(Visit.objects.select_for_update(no_key=True).filter(pk__in=mine, state__in=visit_rules.OPEN).order_by("pk"))


def carry_over(request: Request, visits: Iterable[Visit], *, trade_before: str, by: Account) -> None:
    """Bring the open visits after what the request says now."""
    order = usual_order(request)
    for visit in visits:
        amend_visit(visit, _amendment(visit, request, order, trade_before=trade_before), by=by)


def _amendment(visit: Visit, request: Request, order: VisitOrder, *, trade_before: str) -> Amendment:
    # A second visit, for another trade, keeps what it was ordered for.
    is_for_it = set(visit.needs.values_list("trade", flat=True)) <= {trade_before}
    return Amendment(
        address=order.address, place=order.place, dangers=order.dangers, is_emergency=order.is_emergency,
        priority=order.priority, due_at=order.due_at,
        work=Work(order.minutes, order.crew_size, order.needs, order.equipment) if is_for_it and request.trade != trade_before else None,
    )
