"""From an error to what a person meets."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation

from huying.config import errors
from huying.kernel.errors import BadInput, Missing, NotNow, Refused, Stale

RAISED = {
    "input": BadInput("No such room %(room)s", room="<b>301</b>", field="room"),
    "missing": Missing("Not there"),
    "refused": Refused("Not yours"),
    "late": NotNow("Taken by %(name)s", name="吴师傅"),
    "stale": Stale("Older version"),
    "denied": PermissionDenied(),
    "database": OperationalError("disk I/O error"),
    "fault": ZeroDivisionError(),
}


def raising(request, which):
    raise RAISED[which]


def take(request):
    return HttpResponse(request.POST.get("words", ""))


urlpatterns = [path("raise/<which>/", raising), path("take/", take)]
handler400, handler403 = errors.bad_request, errors.permission_denied
handler404, handler500 = errors.page_not_found, errors.server_error


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("RoleGate")]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("which", "status"),
    [("input", 422), ("missing", 404), ("refused", 403), ("late", 409), ("stale", 412), ("denied", 403),
     ("database", 503), ("fault", 500)],
)
def test_every_error_becomes_a_page_with_its_status(visitor, db, which, status):
    answer = visitor.get(f"/raise/{which}/")
    assert answer.status_code == status
    assert "notice" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_facts_are_filled_in_and_escaped(visitor, db):
    assert "No such room &lt;b&gt;301&lt;/b&gt;" in visitor.get("/raise/input/").content.decode()


def test_json_is_answered_with_json(visitor, db):
    answer = visitor.get("/raise/late/", headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["error"]["message"] == "Taken by 吴师傅"


def test_htmx_shows_the_notice_in_the_corner(visitor, db):
    answer = visitor.get("/raise/late/", headers={"hx-request": "true"})
    assert answer["HX-Retarget"] == "#toasts"
    assert "HX-Retarget" not in visitor.get("/raise/late/")


def test_a_silent_database_is_said_so_and_when_to_try_again(visitor, db):
    answer = visitor.get("/raise/database/")
    assert answer["Retry-After"]
    assert "没有保存" in answer.content.decode()


def test_unknown_address_looks_like_a_missing_record(visitor, db):
    assert visitor.get("/nowhere/").status_code == 404


def test_a_form_without_its_token_is_told_in_chinese(settings, db):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("RoleGate")]
    answer = Client(enforce_csrf_checks=True).post("/take/", {"words": "x"})
    assert answer.status_code == 403
    assert "重新" in answer.content.decode()


def test_state_names_are_translated_and_what_was_entered_is_not():
    error = NotNow("%(verb)s %(name)s", verb="Not found", name="Not found")
    with translation.override("zh-hans"):
        verb, name = errors.in_words(error).split(" ", 1)
    assert verb != "Not"
    assert name == "Not found"
