"""Signing in, staying in, being put out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from huying.groundwork.access import services
from huying.groundwork.journal.models import Entry

from ...cast import MORNING

LOGIN, PASSWORD = "/sign-in/", "a-long-enough-pass"


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200


def test_it_signs_in_goes_on_and_is_written_down(client, lin):
    response = client.post(f"{LOGIN}?next=/password/", {"username": "LIN", "password": PASSWORD, "next": "/password/"})
    assert response.headers["Location"] == "/password/"
    assert list(Entry.objects.values_list("verb", "actor__username")) == [("signed_in", "lin")]


def test_it_never_leads_to_another_site(client, lin):
    response = client.post(LOGIN, {"username": "lin", "password": PASSWORD, "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("username", ["lin", "nobody-here"])
def test_a_wrong_password_and_an_unknown_name_sound_alike(client, lin, username):
    response = sign_in(client, username, "wrong-password")
    assert response.status_code == 200
    assert "登录名和密码不匹配" in response.content.decode()


def test_the_session_key_changes_at_sign_in(client, lin):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, "lin")
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session_on_the_server(client, lin):
    sign_in(client, "lin")
    key = client.session.session_key
    assert client.post("/sign-out/").status_code == 302
    assert not Session.objects.filter(session_key=key).exists()
    assert Entry.objects.filter(verb="signed_out", actor=lin).count() == 1


def test_cookies_are_not_for_scripts_nor_other_sites(client, lin):
    cookie = sign_in(client, "lin").cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "verb",
    [
        lambda account, by: services.grant_role(account, "manager", by=by),
        lambda account, by: services.revoke_role(account, "dispatcher", by=by),
        lambda account, by: services.reset_password(account, "a-quite-new-passphrase", by=by),
        lambda account, by: services.close_account(account, by=by),
        lambda account, by: services.sign_out_everywhere(account, by=by),
    ],
    ids=["role granted", "role revoked", "password reset", "account closed", "signed out everywhere"],
)
def test_it_ends_every_open_session_of_that_account_and_no_other(lin, chen, admin, verb):
    desk, phone, other = Client(), Client(), Client()
    sign_in(desk, "lin"), sign_in(phone, "lin"), sign_in(other, "chen")
    verb(lin, admin)
    assert [is_in(desk), is_in(phone), is_in(other)] == [False, False, True]


def test_control_without_the_epoch_in_its_mark_the_session_survives(lin, admin, monkeypatch):
    from django.contrib.auth.base_user import AbstractBaseUser

    monkeypatch.setattr(type(lin), "_get_session_auth_hash", AbstractBaseUser._get_session_auth_hash)
    desk = Client()
    sign_in(desk, "lin")
    services.sign_out_everywhere(lin, by=admin)
    assert is_in(desk)


def test_changing_ones_own_password_keeps_this_session_and_ends_the_others(lin, client_uuid):
    here, elsewhere = Client(), Client()
    sign_in(here, "lin"), sign_in(elsewhere, "lin")
    body = {"old": PASSWORD, "new": "a-quite-new-passphrase", "again": "a-quite-new-passphrase", "client_uuid": client_uuid}
    assert here.post("/password/", body).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_with_a_first_password_only_choosing_another_is_open(client, admin):
    services.reset_password(admin, "a-quite-new-passphrase", by=admin)
    sign_in(client, "admin", "a-quite-new-passphrase")
    assert client.get("/accounts/").headers["Location"] == "/password/"
    assert is_in(client)


def test_eight_idle_hours_end_a_session_and_use_keeps_it(client, lin, held_clock, settings):
    assert settings.SESSION_COOKIE_AGE == 8 * 60 * 60
    assert not settings.SESSION_SAVE_EVERY_REQUEST
    sign_in(client, "lin")
    first = Session.objects.get(session_key=client.session.session_key).expire_date
    held_clock(MORNING + timedelta(minutes=30))
    client.get("/password/")
    assert Session.objects.get(session_key=client.session.session_key).expire_date > first


def test_sixteen_hours_end_a_session_however_much_it_is_used(client, lin, held_clock):
    sign_in(client, "lin")
    for hours in range(1, 16):
        held_clock(MORNING + timedelta(hours=hours))
        assert is_in(client), hours
    held_clock(MORNING + timedelta(hours=16))
    assert not is_in(client)


def test_pages_behind_a_door_are_for_this_browser_only(client, lin):
    sign_in(client, "lin")
    assert client.get("/password/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "headers", [{"Accept": "application/json"}, {"Accept": "text/event-stream"}, {"HX-Request": "true"}]
)
def test_signed_out_a_fragment_hears_401_and_not_a_login_page(client, db, headers):
    response = client.get("/accounts/", headers=headers)
    assert response.status_code == 401


def test_signed_out_a_form_hears_that_nothing_was_saved(client, db):
    response = client.post("/accounts/new/", {"name": "新人"})
    assert response.status_code == 401
    assert "没有保存" in response.content.decode()


def test_the_wrong_role_reads_a_plain_sentence(client, lin):
    client.force_login(lin, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/accounts/")
    assert response.status_code == 403
    assert "管理员" in response.content.decode()
