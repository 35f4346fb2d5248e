"""P10: every route × every role × state, read from Django's own resolver. How to add a route: tests/walker_cases.py."""

from __future__ import annotations

import logging
import socket
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from huying.config.permissions import TABLE
from huying.groundwork.access.rules import only

from .walker import routes, unlisted, walk
from .walker_cases import CASES
from .walker_world import SENSITIVE

ROUTES = sorted({name for name, _pattern in routes() if name in CASES and name in TABLE})
HIDING = [name for name in ROUTES if CASES[name].hidden and CASES[name].hidden.filter]
GATE = "huying.groundwork.access.middleware.RoleGate"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
# Whoever opens one more door to the whole world does it here as well, on purpose.
OPEN_TO_THE_WORLD = {"set_language", "healthz", "access:login", "access:logout", "doorstep:emergency", "doorstep:receipt"}


def first_of_each_namespace(names: list[str]) -> list[str]:
    return list({name.rpartition(":")[0]: name for name in reversed(names)}.values())


def test_every_route_has_a_door_and_a_case():
    assert unlisted(TABLE, CASES) == []


@pytest.mark.parametrize("route", ROUTES)
def test_the_door_opens_to_those_in_the_table_and_nobody_else(db, held_clock, caplog, monkeypatch, route):
    monkeypatch.setattr(socket.socket, "connect", _reached_out)
    with caplog.at_level(logging.INFO):
        assert walk(route, TABLE[route]) == []
    assert not [sign for sign in SENSITIVE if sign in caplog.text], "the log names a sensitive person"


def _reached_out(_socket: socket.socket, address: object) -> None:
    raise AssertionError(f"a page reached out to {address}")


def test_no_door_stands_open_to_the_world_by_mistake():
    assert {name for name, door in TABLE.items() if not door.needs_login} == OPEN_TO_THE_WORLD


# --- controls: the walker must notice each safeguard that is taken away ---


@pytest.mark.parametrize("route", first_of_each_namespace(ROUTES))
def test_control_a_route_taken_out_of_the_table_is_noticed(route):
    without = {name: door for name, door in TABLE.items() if name != route}
    assert f"route {route} is not in config/permissions.py" in unlisted(without, CASES)


def test_control_a_route_without_a_case_is_noticed():
    without = {name: case for name, case in CASES.items() if name != "access:accounts"}
    assert "route access:accounts has no case: add a line to tests/walker_cases.py" in unlisted(TABLE, without)


def test_a_route_outside_the_table_is_closed_and_in_tests_an_error(settings, admin, client):
    settings.ROUTE_DOORS = {name: door for name, door in TABLE.items() if name != "access:accounts"}
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    with pytest.raises(ImproperlyConfigured, match="access:accounts"):
        client.get("/accounts/")
    settings.UNLISTED_ROUTES_RAISE = False
    assert client.get("/accounts/").status_code == 403
    assert Client().get("/accounts/").status_code == 302


@pytest.mark.parametrize("route", first_of_each_namespace([name for name in ROUTES if TABLE[name].needs_login]))
def test_control_with_the_gate_off_the_walker_fails(db, held_clock, settings, route):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GATE]
    assert walk(route, TABLE[route])


def test_control_a_door_opened_too_wide_is_noticed(db, held_clock, settings):
    settings.ROUTE_DOORS = TABLE | {"access:accounts": only("admin", "manager")}
    found = walk("access:accounts", TABLE["access:accounts"])
    assert found == ["[as built] access:accounts GET as manager: 200 , wanted (403,)"]


def test_control_without_the_token_check_the_walker_fails(db, held_clock, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != CSRF]
    assert any("without a token" in problem for problem in walk("access:unlock", TABLE["access:unlock"]))


def test_control_a_method_its_case_does_not_name_is_noticed(db, held_clock, monkeypatch):
    monkeypatch.setitem(CASES, "access:open_account", replace(CASES["access:open_account"], methods=("GET",)))
    found = walk("access:open_account", TABLE["access:open_account"])
    assert found == ["[as built] access:open_account POST: 422, wanted 405; or name the method in its case"]


@pytest.mark.parametrize("route", ["field:job", "journal:entries", "desk:likenesses", "visits:photo", "visits:drawing"])
def test_control_a_page_that_notes_no_look_is_noticed(db, held_clock, monkeypatch, route):
    monkeypatch.setattr("huying.groundwork.access.looks.shown", lambda request, *people: None)
    assert any("notes no look" in problem for problem in walk(route, TABLE[route]))


@pytest.mark.parametrize("route", HIDING)
def test_control_with_its_filter_removed_the_hidden_object_shows(db, held_clock, monkeypatch, route):
    hidden = CASES[route].hidden
    monkeypatch.setattr(hidden.filter, hidden.unfiltered)
    assert any("hidden" in problem for problem in walk(route, TABLE[route]))
