"""Visits to send people to."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.services import Hands, VisitOrder, order_visit
from huying.kernel.windows import Window
from tests.cast import MORNING

DRAINS = Hands("drainage")


def new_visit(place=None, *, by=None, needs=(DRAINS,), **changes) -> Visit:
    facts = {
        "thread": uuid4(), "address": place.label if place else "不详", "brief": "厨房下水堵", "place": place,
        "due_at": MORNING + timedelta(hours=4), "needs": tuple(needs), "words": "水漫出来了",
    }
    return order_visit(VisitOrder(**{**facts, **changes}), by=by)


def hours(start: float, end: float) -> Window:
    return Window(MORNING + timedelta(hours=start), MORNING + timedelta(hours=end))
