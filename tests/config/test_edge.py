"""What every request meets before a view does."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from huying.config import edge
from huying.kernel import clock
from huying.kernel.errors import BadInput


def take(request):
    return HttpResponse("taken " + request.GET.get("q", "") + request.POST.get("words", ""))


urlpatterns = [path("take/", take), path("take/<where>/", lambda request, where: HttpResponse(where))]


@pytest.fixture
def visitor(settings, db):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("RoleGate")]
    return Client()


BROKEN = ["a\0b", "a\x07b", "a\x7fb"]


@pytest.mark.parametrize("text", BROKEN)
def test_unreadable_text_is_refused_with_its_place(visitor, text):
    for answer in (visitor.post("/take/", {"words": text}), visitor.get("/take/", {"words": text})):
        assert answer.status_code == 422
        assert "words" in answer.content.decode()


@pytest.mark.parametrize("text", [*BROKEN, "a\ud800b"])
def test_unreadable_json_text_is_refused(visitor, text):
    answer = visitor.post("/take/", json.dumps({"a": [{"words": text}]}), content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == "words"


def test_ordinary_text_passes(visitor):
    answer = visitor.post("/take/", {"words": "两行\r\n\t字，emoji 🚰，软换行\x0b"})
    assert answer.status_code == 200


def test_without_the_check_unreadable_text_reaches_the_view(visitor, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("TextMiddleware")]
    assert "\0" in visitor.post("/take/", {"words": "a\0b"}).content.decode()


def test_unreadable_address_is_no_page(visitor):
    assert visitor.get("/take/%00/").status_code == 404


@pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b"NaN", b"{", b"[" * 100_000, b"1" * 5000, b"\xff"])
def test_hostile_json_is_refused_in_words(visitor, body):
    assert visitor.post("/take/", body, content_type="application/json").status_code == 422


def test_deep_json_is_refused():
    with pytest.raises(BadInput):
        list(edge._strings(edge.read_json(b"[" * 30 + b"]" * 30)))


def test_chinese_unless_the_reader_chose(visitor):
    assert visitor.get("/take/", headers={"accept-language": "en"})["Content-Language"] == "zh-hans"
    visitor.cookies["django_language"] = "en"
    assert visitor.get("/take/")["Content-Language"] == "en"
    visitor.cookies["django_language"] = "../../etc"
    assert visitor.get("/take/")["Content-Language"] == "zh-hans"


def expiry(client: Client) -> object:
    from django.contrib.sessions.models import Session

    return Session.objects.get(pk=client.session.session_key).expire_date


def test_use_keeps_a_session_awake_but_not_by_writing_every_time(visitor, lin, django_assert_num_queries):
    visitor.force_login(lin)
    visitor.get("/take/")
    with django_assert_num_queries(1):
        visitor.get("/take/")
    first, later = expiry(visitor), clock.now() + timedelta(minutes=11)
    with clock.held_at(later):
        visitor.get("/take/")
    assert expiry(visitor) > first


def test_a_session_ends_after_eight_idle_hours():
    assert SessionStore().get_expiry_age() == 8 * 60 * 60
    assert not django_settings.SESSION_SAVE_EVERY_REQUEST
