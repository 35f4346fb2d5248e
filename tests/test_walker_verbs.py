"""The routes that carry a verb: every verb of each, as everybody, and nobody comes in who may not.

The verbs are read from the tables the views use, so a new one is walked without a line here; BODIES only lets it do more than refuse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from huying.casework.intake.models import Request
from huying.casework.intake.rules.states import REQUEST, REQUEST_STATES
from huying.config.permissions import TABLE
from huying.faces.desk.outcomes import OUTCOMES
from huying.faces.desk.views import board, crew, dispatch
from huying.faces.field.tasks import TASKS
from huying.fieldwork.visits.models import Visit

from .cast import MORNING
from .walker import Walk, undone
from .walker_cases import CASES
from .walker_world import World

VERBS = {
    "desk:dispatch_do": dispatch.DEEDS, "desk:request_do": OUTCOMES, "desk:equipment_do": board.DEEDS, "desk:technician_do": crew.DEEDS,
    "field:task": TASKS,
}
WALKED = [(route, verb) for route, verbs in VERBS.items() for verb in verbs]
# Whatever a right role may be told: done, look again, not like this, not now. Never “not you”, never a fall.
SAID = (200, 302, 303, 404, 409, 412, 422)
BEFORE_THE_DOOR = {"accept", "decline", "set_out", "arrive"}


def _seat(world: World) -> dict[str, Any]:
    pk = world.other_technician.technician.pk
    return {"person": f"{pk}@{MORNING.isoformat()}@{(MORNING + timedelta(minutes=10)).isoformat()}", "lead": str(pk)}


def _there(world: World) -> dict[str, Any]:
    return {"assignment": str(world.visit.assignments.get(is_active=True).pk)}


BODIES: dict[tuple[str, str], Callable[[World], dict[str, Any]]] = {
    ("desk:dispatch_do", "assign"): _seat,
    ("desk:dispatch_do", "offer"): lambda w: {"to": str(w.other_technician.technician.pk)},
    ("desk:dispatch_do", "grab"): lambda w: {"offer": str(w.offer.pk)},
    ("desk:dispatch_do", "accept"): _there,
    ("desk:dispatch_do", "decline"): lambda w: _there(w) | {"reason": "busy"},
    ("desk:dispatch_do", "transfer"): lambda w: _there(w) | _seat(w) | {"reason": "busy"},
    ("desk:dispatch_do", "call_off"): lambda w: _there(w) | {"note": "居民改期"},
    ("desk:dispatch_do", "help"): lambda w: _there(w) | _seat(w),
    ("desk:request_do", "wait"): lambda w: {"reason": "material", "review_on": "2026-12-01"},
    ("desk:request_do", "merge"): lambda w: {"into": w.other_request.receipt},
    ("desk:equipment_do", "move"): lambda w: {"place": str(w.building.pk)},
    ("desk:equipment_do", "condition"): lambda w: {"condition": "broken", "note": "叶轮坏"},
    ("field:task", "decline"): lambda w: {"reason": "busy"},
    ("field:task", "pause"): lambda w: {"reason": "material", "again": "60"},
    ("field:task", "finish"): lambda w: {"is_fixed": "yes", "work_done": "换了角阀"},
    ("field:task", "material"): lambda w: {"name": "角阀", "quantity": "1", "unit": "只"},
    ("field:task", "suspicion"): lambda w: {"words": "不对劲"},
    ("field:task", "sign_by_receipt"): lambda w: {"signer": "周", "code": w.request.receipt},
    ("field:task", "sign_by_witness"): lambda w: {"signer": "周", "witness": "楼组长"},
}


def _walk(route: str, verb: str) -> list[str]:
    case, name = CASES[route], "task" if route == "field:task" else "verb"
    with undone():
        world = World()
        given = case.kwargs(world) | {name: verb}
        world.other_technician
        if route == "field:task" and verb not in BEFORE_THE_DOOR:
            Visit.objects.filter(pk=world.visit.pk).update(state="on_site")
        if route == "desk:request_do":
            state = next(s for s in REQUEST_STATES if verb == "order" or REQUEST.allows(s, verb))
            into = world.other_request if state == "merged" else None
            Request.objects.filter(pk=world.request.pk).update(state=state, merged_into=into)
        body = BODIES.get((route, verb), lambda w: {"note": "说明", "to": "燃气公司"})
        there = Walk(route, replace(case, kwargs=lambda w: given, body=body, answers=SAID, hidden=None), world)
        return there.problems(TABLE[route])


@pytest.mark.parametrize(("route", "verb"), WALKED, ids=[f"{route}-{verb}" for route, verb in WALKED])
def test_every_verb_lets_in_those_of_the_table_and_nobody_else(db, held_clock, route, verb):
    assert _walk(route, verb) == []


def test_control_a_verb_that_falls_over_is_noticed(db, held_clock, monkeypatch):
    monkeypatch.setitem(board.DEEDS, "home", lambda piece, request: 1 // 0)
    assert any("500" in problem for problem in _walk("desk:equipment_do", "home"))


def test_control_with_the_gate_off_the_verbs_stand_open(db, held_clock, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("RoleGate")]
    assert _walk("desk:request_do", "answer")
