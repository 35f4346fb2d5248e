"""The rail shows the rooms that open to these roles, and the first of them is the first page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from huying.config import shell
from tests.cast import new_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(rf):
    def of(account, path="/desk/"):
        request = rf.get(path)
        request.user = account
        return shell.shell(request)

    return of


def urls(context):
    return [room.url for room in context["rooms"]]


def test_admin_sees_accounts_and_a_call_taker_does_not(seen, admin):
    assert reverse("access:accounts") in urls(seen(admin))
    assert reverse("access:accounts") not in urls(seen(new_account("taker", "call_taker")))


def test_every_room_shown_opens(client, seen, admin):
    client.force_login(admin)
    for url in urls(seen(admin)):
        assert client.get(url).status_code == 200, url


def test_current_room_is_marked(seen, admin):
    rooms = seen(admin, reverse("access:accounts") + "new/")["rooms"]
    assert [room.url for room in rooms if room.is_current] == [reverse("access:accounts")]


def test_nobody_without_a_login_gets_a_rail(seen):
    assert seen(AnonymousUser()) == {}


def test_front_leads_to_the_first_room(client, seen, lin):
    client.force_login(lin, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/")
    assert response.status_code == 302 and response["Location"] == urls(seen(lin))[0]


def test_front_says_what_to_do_without_a_role(client, outsider):
    client.force_login(outsider)
    page = client.get("/").content.decode()
    assert "请管理员" in page


@pytest.mark.parametrize(("roles", "room"), [(["auditor"], "journal:entries"), (["admin"], "access:accounts"), (["admin", "dispatcher"], "desk:queue")])
def test_each_lands_where_they_come_to_work(client, db, roles, room):
    from django.urls import reverse

    from tests.cast import new_account

    client.force_login(new_account("somebody", *roles), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Location"] == reverse(room)
