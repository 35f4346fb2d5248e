"""What a production server says and sends."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from huying.config.body import limited


def huying(*arguments: str, home: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "huying.config.cli", *arguments], capture_output=True, text=True, check=False,
        env={**kept, "HUYING_HOME": home, **environment},
    )


def test_deployment_check_is_clean(tmp_path):
    said = huying("check", "--deploy", "--database", "default", "--fail-level", "WARNING",
                  home=str(tmp_path), HUYING_HOSTS="huying.example", HUYING_DESK_PHONE="021-5500 0100")
    assert said.returncode == 0, said.stdout + said.stderr


def test_deployment_check_finds_a_desk_nobody_can_ring(tmp_path):
    said = huying("check", "--deploy", "--fail-level", "WARNING", home=str(tmp_path), HUYING_HOSTS="huying.example")
    assert said.returncode == 1
    assert "huying.W001" in said.stderr and "HUYING_DESK_PHONE" in said.stderr


@pytest.mark.parametrize(("switch", "binding"), [("", "False False"), ("1", "True True")])
def test_only_who_owns_the_domain_binds_all_of_it_to_tls(tmp_path, switch, binding):
    asked = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD, s.SECURE_HSTS_SECONDS > 0)"
    said = huying("shell", "--no-imports", "-c", asked, home=str(tmp_path), HUYING_HSTS_SUBDOMAINS=switch)
    assert said.stdout.split() == [*binding.split(), "True"], said.stderr


def test_deployment_check_finds_a_server_left_in_debug(tmp_path):
    said = huying("check", "--deploy", "--fail-level", "WARNING", home=str(tmp_path), HUYING_DEBUG="1")
    assert said.returncode == 1
    assert "security.W018" in said.stderr


def test_pages_come_with_a_strict_policy(client, db):
    answer = client.get("/nowhere/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "'nonce-" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("password", ["short", "123456789012345", "minecraft123", "lin.lin.lin.1"])
def test_weak_passwords_are_refused(lin, password):
    lin.username = "lin.lin.lin"
    with pytest.raises(ValidationError):
        validate_password(password, lin)


def test_guessing_locks_the_pair_of_name_and_address_only(lin, wu):
    def attempt(name: str, password: str, address: str):
        request = RequestFactory().post("/login/", {"username": name}, REMOTE_ADDR=address)
        return authenticate(request, username=name, password=password)

    right = "a-long-enough-pass"
    for name in ("lin", "LIN", "Lin", "lin", " lin", "lin"):
        assert attempt(name, "wrong", "192.0.2.1") is None
    assert attempt("lin", right, "192.0.2.1") is None
    assert attempt("lin", right, "192.0.2.2") == lin
    assert attempt("wu", right, "192.0.2.1") == wu.account


def ask(app, chunks: list[bytes], announced: int | None = None) -> int:
    statuses, coming = [], list(chunks)

    async def receive():
        return {"type": "http.request", "body": coming.pop(0), "more_body": bool(coming)}

    async def send(message):
        statuses.append(message.get("status"))

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    asyncio.run(app({"type": "http", "headers": headers}, receive, send))
    return statuses[0]


async def reader(scope, receive, send):
    while (await receive())["more_body"]:
        pass
    await send({"type": "http.response.start", "status": 200})


def test_bodies_are_counted_as_they_come():
    door = limited(reader, largest=10)
    assert ask(door, [b"12345", b"67890"]) == 200
    assert ask(door, [b"12345", b"678901"]) == 413
    assert ask(door, [b""], announced=11) == 413
    assert ask(reader, [b"12345", b"678901"]) == 200
