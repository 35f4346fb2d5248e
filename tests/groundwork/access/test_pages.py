"""The administrator's pages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from huying.groundwork.access.models import Account, RoleGrant
from huying.groundwork.journal.models import Entry

from ...cast import MORNING

GOOD = "a-quite-new-passphrase"


@pytest.fixture
def office(admin) -> Client:
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def new(**body: object) -> dict[str, object]:
    return {"name": "新人", "username": "xin", "password": GOOD, "roles": ["technician"], "client_uuid": uuid4()} | body


def test_it_opens_an_account_and_leads_to_its_page(office):
    response = office.post("/accounts/new/", new(), follow=True)
    assert "新人" in response.content.decode()
    assert Account.objects.get(username="xin").roles == {"technician"}


def test_the_same_form_sent_twice_opens_one_account(office):
    body = new()
    answers = [office.post("/accounts/new/", body).headers["Location"] for _try in range(2)]
    assert answers[0] == answers[1]
    assert Entry.objects.filter(verb="account_opened").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "admin"}, "已经有人用了"),
        ({"username": "有 空格"}, "不能有空格"),
        ({"password": "short"}, "这个密码不能用"),
        ({"client_uuid": "old"}, "打开太久"),
        ({"roles": ["superuser"]}, "superuser"),
    ],
)
def test_a_refusal_is_a_sentence_beside_what_was_typed(office, wrong, sentence):
    response = office.post("/accounts/new/", new(**wrong))
    assert response.status_code == 422
    assert sentence in response.content.decode() and "新人" in response.content.decode()
    assert not Account.objects.filter(name="新人").exists()


def test_the_password_rules_are_said_in_chinese(office):
    page = office.post("/accounts/new/", new(password="12345")).content.decode()
    assert "至少要 12 个" in page and "太常见" in page and "password is" not in page


def test_roles_unlock_close_and_reopen_work_from_the_page(office, lin):
    for verb, body in (("roles", {"roles": ["manager"]}), ("unlock", {}), ("sign-out", {}), ("close", {}), ("reopen", {})):
        response = office.post(f"/accounts/{lin.pk}/{verb}/", body | {"client_uuid": uuid4()}, follow=True)
        assert response.status_code == 200, verb
    assert Account.objects.get(pk=lin.pk).roles == {"manager"}


def test_the_last_administrator_stays_and_hears_why(office, admin):
    response = office.post(f"/accounts/{admin.pk}/roles/", {"roles": [], "client_uuid": uuid4()})
    assert response.status_code == 409
    assert "最后一位系统管理员" in response.content.decode()


def test_an_account_that_is_not_there_is_missing(office):
    assert office.get("/accounts/999999/").status_code == 404


def test_it_finds_by_name_role_and_closed(office, lin, chen):
    Account.objects.filter(pk=chen.pk).update(is_active=False)
    assert "林" in office.get("/accounts/?q=林").content.decode()
    assert f"/accounts/{lin.pk}/" not in office.get("/accounts/?role=admin").content.decode()
    assert f"/accounts/{chen.pk}/" in office.get("/accounts/?closed=on").content.decode()


def test_queries_of_the_list_do_not_grow_with_its_rows(office, django_assert_max_num_queries):
    made = Account.objects.bulk_create(Account(username=f"a{i}", name=f"师傅{i}", created_at=MORNING) for i in range(60))
    RoleGrant.objects.bulk_create(RoleGrant(account=a, role=r, granted_at=MORNING) for a in made for r in ("technician", "manager"))
    with django_assert_max_num_queries(10):
        assert office.get("/accounts/").status_code == 200


def test_health_says_ok_and_nothing_else(db, client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "sessionid" not in client.cookies


def test_health_says_when_the_database_is_gone(db, client, monkeypatch):
    from django.db import OperationalError, connection

    def gone(*_args, **_kwargs):
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database\n")


def test_another_password_under_the_same_form_is_not_called_saved(office, lin):
    body, path = {"client_uuid": uuid4(), "password": GOOD}, f"/accounts/{lin.pk}/password/"
    assert office.post(path, body).status_code == office.post(path, body).status_code == 302
    again = office.post(path, body | {"password": GOOD + "-other"})
    assert again.status_code == 422 and "已经用别的内容发送过" in again.content.decode()
    assert Account.objects.get(pk=lin.pk).check_password(GOOD)


def test_what_is_remembered_of_a_password_needs_the_key_of_the_house(office, lin, settings):
    from huying.groundwork.access import views

    sealed = views._sealed(GOOD)
    settings.SECRET_KEY = "another-key-" * 5
    assert sealed != views._sealed(GOOD) and GOOD not in sealed


def test_without_the_seal_the_second_password_would_be_lost(office, lin, monkeypatch):
    monkeypatch.setattr("huying.groundwork.access.views._sealed", lambda _secret: "")
    body, path = {"client_uuid": uuid4(), "password": GOOD}, f"/accounts/{lin.pk}/password/"
    office.post(path, body)
    assert office.post(path, body | {"password": GOOD + "-other"}).status_code == 302
    assert not Account.objects.get(pk=lin.pk).check_password(GOOD + "-other")
