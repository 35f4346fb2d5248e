"""A guesser is stopped; the desk is not."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.test import Client

from huying.casework.intake.models import Request
from huying.groundwork.access import selectors, services
from huying.groundwork.access.models import Account

DESK, ELSEWHERE = "10.0.0.5", "203.0.113.9"


def sign_in(username: str, password: str = "a-long-enough-pass", *, address: str, client: Client | None = None):
    client = client or Client()
    return client.post("/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)


def lock(username: str, *, address: str) -> None:
    for _try in range(7):
        response = sign_in(username, "guess", address=address)
    assert response.status_code == 429


def test_after_six_wrong_passwords_the_right_one_is_refused_too(lin):
    lock("lin", address=ELSEWHERE)
    response = sign_in("lin", address=ELSEWHERE)
    assert response.status_code == 429
    assert "/emergency/" in response.content.decode()


def test_writing_the_name_in_another_case_gives_no_new_tries(lin):
    for name in ("lin", "LIN", "Lin", "lIn", "ＬＩＮ", " lin ", "liN"):
        response = sign_in(name, "guess", address=ELSEWHERE)
    assert response.status_code == 429


def test_lin_signs_in_at_her_desk_while_somebody_locks_her_name_elsewhere(lin):
    lock("lin", address=ELSEWHERE)
    assert sign_in("lin", address=DESK).status_code == 302


def test_control_with_the_name_alone_the_desk_is_locked_out(lin, settings):
    settings.AXES_LOCKOUT_PARAMETERS = ["username"]
    lock("lin", address=ELSEWHERE)
    assert sign_in("lin", address=DESK).status_code == 429


def test_a_session_already_open_is_never_ended_by_a_lockout(lin):
    desk = Client()
    sign_in("lin", address=DESK, client=desk)
    lock("lin", address=DESK)
    assert desk.get("/password/", REMOTE_ADDR=DESK).status_code == 200


def test_the_administrator_sees_the_lock_and_lifts_it(lin, admin):
    lock("lin", address=ELSEWHERE)
    lock("lin", address="203.0.113.10")
    assert selectors.locked_addresses([lin, admin]) == {"lin": 2}
    services.unlock_account(lin, by=admin)
    assert selectors.locked_addresses([lin]) == {}
    assert sign_in("lin", address=ELSEWHERE).status_code == 302


def test_no_password_is_kept_with_the_attempts(lin):
    sign_in("lin", "my-secret-guess", address=DESK)
    assert "my-secret-guess" not in str(list(AccessAttempt.objects.values()))


def test_an_emergency_is_taken_while_every_account_is_locked(lin, chen, manager, admin):
    for account in Account.objects.all():
        for address in (DESK, ELSEWHERE):
            lock(account.username, address=address)
    response = Client().post("/emergency/", {"words": "3号楼电梯困人", "address": "延吉二村3号", "number": "19900000301"}, REMOTE_ADDR=DESK)
    taken = Request.objects.get()
    assert response.status_code == 200
    assert taken.receipt in response.content.decode()
    assert taken.severity == "emergency"


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_the_address_is_the_peers_unless_a_proxy_of_ours_says_otherwise(rf, settings, behind_proxy):
    from huying.groundwork.access.peer import peer_address

    settings.BEHIND_PROXY = behind_proxy
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})
    assert peer_address(request) == ("203.0.113.9" if behind_proxy else "127.0.0.1")
