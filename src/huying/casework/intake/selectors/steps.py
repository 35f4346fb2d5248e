"""How far the cards of an emergency are worked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.groundwork.journal.models import Entry

RING_BACK = timedelta(minutes=5)


@dataclass(frozen=True)
class StepTaken:
    step: rules.Step
    times: tuple[datetime, ...]  # each time it was logged, in order
    due_at: datetime | None = None  # for a step that repeats: when next


@dataclass(frozen=True)
class CardProgress:
    card: rules.Card
    steps: tuple[StepTaken, ...]
    is_over: bool


def _logged(request_ids: Iterable[object]) -> dict[tuple[str, str, str], list[datetime]]:
    rows = Entry.objects.filter(kind="request", subject__in=[str(pk) for pk in request_ids], verb="emergency_step")
    times: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
    for subject, facts, at in rows.order_by("id").values_list("subject", "facts", "at"):
        times[subject, facts["card"], facts["step"]].append(at)
    return times


def card_progress(request: Request) -> list[CardProgress]:
    """Return the cards this request's dangers open, each step with the times it was logged."""
    times = _logged([request.pk])
    return [_progress(request, card, times) for card in rules.cards_for(request.dangers)]


# What ends a card without a closing line. Where a licensed firm must come, our man only soothes: the caller is rung
# until that card's own last line (“they are out”) is logged.
_SOMEBODY_THERE = ("under_way", "waiting")


def _progress(
    request: Request, card: rules.Card, times: dict[tuple[str, str, str], list[datetime]]
) -> CardProgress:
    def of(step: rules.Step) -> list[datetime]:
        return times.get((str(request.pk), card.code, step.code), [])

    last = card.steps[-1]
    is_over = request.state not in rules.OPEN or (bool(of(last)) if last.kind == "do" else request.state in _SOMEBODY_THERE)
    steps = tuple(
        StepTaken(step, tuple(of(step)), _next_ring(request, of(step)) if step.kind == "repeat" and not is_over else None)
        for step in card.steps
    )
    return CardProgress(card, steps, is_over)


def ring_backs(requests: Iterable[Request]) -> dict[UUID, datetime]:
    """Return when each caller is next to be rung, where a card says so; one query for all of them."""
    dangerous = [request for request in requests if request.dangers]
    times = _logged([request.pk for request in dangerous]) if dangerous else {}
    found: dict[UUID, datetime] = {}
    for request in dangerous:
        cards = (_progress(request, card, times) for card in rules.cards_for(request.dangers))
        due = [step.due_at for card in cards for step in card.steps if step.due_at]
        if due:
            found[request.pk] = min(due)
    return found


def _next_ring(request: Request, rung: list[datetime]) -> datetime:
    return (rung[-1] if rung else request.received_at) + RING_BACK
