"""P10: every route × every role × state, read from Django's own resolver. How to add a route: tests/walker_cases.py."""

from __future__ import annotations

import pytest

from huying.config.permissions import TABLE

from .walker import routes, unlisted, walk
from .walker_cases import CASES

ROUTES = sorted({name for name, _pattern in routes()})
HIDING = sorted(name for name in ROUTES if name in CASES and CASES[name].hidden)
GATE = "huying.groundwork.access.middleware.RoleGate"


def test_every_route_has_a_door_and_a_case():
    assert unlisted(TABLE, CASES) == []


@pytest.mark.parametrize("route", [name for name in ROUTES if name in CASES and name in TABLE])
def test_the_door_opens_to_those_in_the_table_and_nobody_else(db, held_clock, route):
    assert walk(route, TABLE[route]) == []
