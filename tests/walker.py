"""Walks every route of the resolver as every role and says what it finds. Used by test_walker.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huying.groundwork.access.looks import PERSON
from huying.groundwork.access.models import Account, Look
from huying.groundwork.access.rules import Door

from .walker_cases import CASES, Case
from .walker_world import SENSITIVE, World

ANONYMOUS = "anonymous"
READING = ("GET", "HEAD", "OPTIONS")
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
# What differs between two answers of the same page: its tokens, and the address that was asked for.
CHANGING = re.compile(rb'(csrfmiddlewaretoken" value|client_uuid" value|X-CSRFToken": |nonce|data-now)=?"?[^"]*"')


def routes(patterns: Any = None, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield (full name, pattern) of every route of the project."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            yield from routes(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join(filter(None, [namespace, entry.name or ""])), str(entry.pattern)


def unlisted(doors: Mapping[str, Door], cases: Mapping[str, Case]) -> list[str]:
    """Say what keeps the three lists — resolver, doors, cases — from being the same."""
    known = dict(routes())
    problems = [f"route at {pattern!r} has no name" for name, pattern in known.items() if not name or name.endswith(":")]
    problems += [f"route {name} is not in config/permissions.py" for name in known if name not in doors]
    problems += [f"route {name} has no case: add a line to tests/walker_cases.py" for name in known if name not in cases]
    return problems + [f"config/permissions.py names {name}, which is no route" for name in doors if name not in known]


@contextmanager
def undone(client: Client | None = None) -> Iterator[None]:
    """Whatever is written inside is taken back, in the database and among the client's cookies."""
    cookies = deepcopy(client.cookies) if client else None
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if client:
        client.cookies = cookies


class Walk:
    """One route, one state of the world, everybody at the door."""

    def __init__(self, route: str, case: Case, world: World) -> None:
        self.route, self.case, self.world = route, case, world
        self.path = self.path_of(case.kwargs(world))
        self.clients = {ANONYMOUS: Client(raise_request_exception=False)} | {who: self.client_of(account) for who, account in world.accounts.items()}

    def path_of(self, kwargs: dict[str, Any]) -> str:
        path = reverse(self.route, kwargs=kwargs)
        query = self.case.query(self.world)
        return f"{path}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else path

    @staticmethod
    def client_of(account: Account, *, checks_csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def ask(self, client: Client, method: str, path: str = "", *, who: str = "") -> HttpResponse:
        body = {} if method in READING else {"client_uuid": str(uuid4())} | self.case.body(self.world)
        with undone(client):
            response = getattr(client, method.lower())(path or self.path, body or None)
            response.unnoted = who in self.world.accounts and self.shows_her_unnoted(response, self.world.accounts[who])
            return response

    def shows_her_unnoted(self, response: HttpResponse, account: Account) -> bool:
        """Whether the answer names the sensitive person of the world without a look noted."""
        if "person" not in vars(self.world):
            return False
        shown = response.status_code == 200 and self.case.is_hers if response.streaming else any(sign.encode() in response.content for sign in SENSITIVE)
        return shown and not Look.objects.filter(account=account, kind=PERSON, subject=str(self.world.person.pk)).exists()

    def problems(self, door: Door) -> list[str]:
        found = [problem for method in self.case.methods for who in self.clients for problem in self.at_door(door, method, who)]
        if self.case.needs_token:
            found += [p for method in self.case.methods if method not in READING for p in self.without_token(door, method)]
        return found + (list(self.hidden_shows()) if self.case.hidden else [])

    def at_door(self, door: Door, method: str, who: str) -> list[str]:
        response = self.ask(self.clients[who], method, who=who)
        wanted = self.wanted(door, method, who)
        if any(sign in unquote(response.headers.get("Location", "")) for sign in SENSITIVE):
            return [f"{self.route} {method} as {who}: leads to an address that names a sensitive person"]
        if response.unnoted:
            return [f"{self.route} {method} as {who}: shows a sensitive person and notes no look (docs/how-to/looks.md)"]
        if response.status_code in wanted and not self.is_wrong_way(response, wanted):
            return []
        where = response.headers.get("Location", "")
        return [f"{self.route} {method} as {who}: {response.status_code} {where}, wanted {wanted}"]

    def wanted(self, door: Door, method: str, who: str) -> tuple[int, ...]:
        if not door.needs_login:
            return self.case.answers
        if who == ANONYMOUS:
            return (302,) if method in READING else (401,)
        roles = self.world.accounts[who].roles
        return self.case.answers if door.opens_to(roles, writing=method not in READING) else (403,)

    def is_wrong_way(self, response: HttpResponse, wanted: tuple[int, ...]) -> bool:
        """A redirect to the login page is no open door, and any other redirect no closed one."""
        if response.status_code != 302:
            return False
        to_login = response.headers["Location"].startswith(reverse(settings.LOGIN_URL) + "?next=")
        return to_login != (wanted == (302,))

    def without_token(self, door: Door, method: str) -> list[str]:
        """Whoever may write may not do it without the page's own token."""
        who = self.whoever_may(door, writing=True)
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client = strict if who == ANONYMOUS else self.client_of(self.world.accounts[who], checks_csrf=True)
        response = self.ask(client, method)
        if response.status_code == 403:
            return []
        return [f"{self.route} {method} without a token: {response.status_code}, wanted 403"]

    def answers_unnamed(self, door: Door) -> list[str]:
        """A method the case does not name must not work: else nobody walks it."""
        found = []
        for method in METHODS - set(self.case.methods):
            client = self.clients[self.whoever_may(door, writing=method != "GET")]
            with undone(client):
                status = getattr(client, method.lower())(self.path).status_code
            if status != 405:
                found.append(f"{self.route} {method}: {status}, wanted 405; or name the method in its case")
        return found

    def whoever_may(self, door: Door, *, writing: bool) -> str:
        if not door.needs_login:
            return ANONYMOUS
        return next((who for who, a in self.world.accounts.items() if door.opens_to(a.roles, writing=writing)), ANONYMOUS)

    def hidden_shows(self) -> Iterator[str]:
        """What is not yours answers exactly as what is not there."""
        hidden = self.case.hidden
        client = self.client_of(hidden.from_(self.world))
        for method in self.case.methods:
            here = self.ask(client, method)
            missing = self.ask(client, method, self.path_of(hidden.missing(self.world)))
            if here.status_code != 404 or missing.status_code != 404:
                yield f"{self.route} {method} hidden: {here.status_code}, missing: {missing.status_code}, wanted 404 both"
            elif self.bare(here, self.path) != self.bare(missing, self.path_of(hidden.missing(self.world))):
                yield f"{self.route} {method}: the hidden one can be told from the missing one"

    @staticmethod
    def bare(response: HttpResponse, path: str) -> bytes:
        return CHANGING.sub(b"", response.content).replace(path.encode(), b"PATH")


def walk(route: str, door: Door) -> list[str]:
    """Return what is wrong with `route`, over all states of its case."""
    case, found = CASES[route], []
    for state, prepare in case.states.items():
        with undone():
            world = World()
            case.kwargs(world)
            prepare(world)
            there = Walk(route, case, world)
            problems = there.problems(door)
            if state == next(iter(case.states)):
                problems += there.answers_unnamed(door)
            found += [f"[{state}] {problem}" for problem in problems]
    return found
