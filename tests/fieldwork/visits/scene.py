"""A visit to Mrs Zhou's blocked drain at each of its stages, for the tests of visits and of the pages above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from huying.fieldwork.dispatch.models import Assignment, AssignmentMember
from huying.fieldwork.visits import services
from huying.fieldwork.visits.models import Visit
from huying.groundwork.crews.models import Technician
from huying.groundwork.journal import news
from huying.groundwork.prices.models import PriceItem, PriceList
from huying.kernel import clock, ids
from tests.cast import MORNING

EVENTS = ("visit_started", "visit_finished", "visit_put_back", "visit_missed", "visit_called_off", "extra_passed_on")


@pytest.fixture(autouse=True)
def held(held_clock):
    return held_clock


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """What was announced, instead of what config/wiring.py would do with it."""
    said: list[tuple[str, dict[str, Any]]] = []

    def recorder(event: str) -> Callable[..., None]:
        return lambda **facts: said.append((event, facts))

    before = news._wiring
    news.install({event: (recorder(event),) for event in EVENTS})
    yield said
    news._wiring = before


@pytest.fixture
def order(room) -> services.VisitOrder:
    return services.VisitOrder(
        thread=uuid4(), address=room.label, place=room, brief="厨房下水道堵塞", words="水漫出来了，我一个人在家",
        due_at=MORNING + timedelta(hours=4), contact_name="周阿婆", contact_phone="19900000301",
        needs=(services.Hands("drainage", grade=4),), equipment=(("drain_machine", 1),), payer="owner",
    )


@pytest.fixture
def visit(order, lin) -> Visit:
    return services.order_visit(order, by=lin)


def send(visit: Visit, *crew: Technician, state: str = "accepted") -> Assignment:
    """What dispatch does, in rows."""
    now = clock.now()
    assignment = Assignment.objects.create(
        id=ids.new_id(now), visit=visit, state=state, lead=crew[0], starts=now, ends=now + timedelta(hours=1), made_at=now
    )
    AssignmentMember.objects.bulk_create(
        AssignmentMember(assignment=assignment, technician=t, role="lead" if t is crew[0] else "member", starts=now,
                         ends=now + timedelta(hours=1))
        for t in crew
    )
    services.mark_assigned(visit, by=None)
    visit.refresh_from_db()
    return assignment


@pytest.fixture
def sent(visit, wu) -> Visit:
    """Wu has accepted it."""
    send(visit, wu)
    return visit


@pytest.fixture
def on_site(sent, wu) -> Visit:
    return services.arrive(sent, by=wu.account)


@pytest.fixture
def finished(on_site, wu) -> Visit:
    return services.finish(on_site, by=wu.account, work_done="疏通主管", is_fixed=True)


@pytest.fixture
def tube(db) -> PriceItem:
    """Changing a fluorescent tube: ¥15 labour, ¥15 material."""
    prices = PriceList.objects.create(name="2026", published_on=MORNING.date(), valid_from=MORNING.date())
    return PriceItem.objects.create(
        price_list=prices, code="D01", name="更换日光灯管", trade="lighting", unit="根", method="hand",
        labour_fen=1500, material_fen=1500, method_fen=0, payer="owner", minutes=15, is_small=True,
    )

