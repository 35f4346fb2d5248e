"""The page that needs no login: it writes, and reads back nothing but a receipt."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from huying.casework.intake.models import Likeness, Request
from huying.groundwork.journal.models import Entry
from huying.kernel import clock
from huying.kernel.ids import read_receipt

PAGE = "/emergency/"
SLIP = {"words": "3号楼电梯困人", "address": "延吉二村3号", "number": "199 0000 0301"}


def send(body: dict[str, object], client: Client | None = None):
    return (client or Client()).post(PAGE, body)


def test_anybody_can_open_it(db, client):
    page = client.get(PAGE).content.decode()
    assert "119" in page and "962777" in page
    assert "sessionid" not in client.cookies


def test_it_keeps_the_slip_as_an_emergency_and_gives_its_receipt(db):
    response = send(SLIP)
    taken = Request.objects.get()
    assert (taken.severity, taken.call.channel, taken.address_raw) == ("emergency", "emergency_page", "延吉二村3号")
    assert taken.receipt in response.content.decode()
    assert Entry.objects.filter(verb="call_taken", actor=None, thread=taken.pk).count() == 1


@pytest.mark.parametrize("field", ["words", "address", "number"])
def test_one_thing_is_enough(db, field):
    assert send({field: SLIP[field]}).status_code == 200
    assert Request.objects.count() == 1


def test_nothing_at_all_is_sent_back_with_a_sentence(db):
    response = send({"words": "  "})
    assert response.status_code == 422
    assert "至少写一项" in response.content.decode()


def test_too_long_is_sent_back_with_its_text_kept(db):
    response = send({"words": "水" * 2001})
    assert response.status_code == 422
    assert "2001" in response.content.decode() and "水" * 2001 in response.content.decode()


def test_a_stale_page_without_token_or_cookie_is_no_reason_to_refuse(db):
    strict = Client(enforce_csrf_checks=True)
    assert send(SLIP, strict).status_code == 200


def test_the_same_send_twice_is_one_slip(db, client_uuid):
    first, again = (send({**SLIP, "client_uuid": client_uuid}) for _try in range(2))
    assert Request.objects.count() == 1
    assert receipt_on(first) == receipt_on(again)


def receipt_on(response) -> str:
    return re.search(r'job-place nums">([^<]+)<', response.content.decode())[1]


@pytest.mark.parametrize("client_uuid", ["", "no-uuid", "x" * 300])
def test_a_broken_id_is_no_reason_to_refuse(db, client_uuid):
    assert read_receipt(receipt_on(send({**SLIP, "client_uuid": client_uuid})))


def test_another_slip_under_a_used_id_is_a_slip_of_its_own(db, client_uuid):
    send({**SLIP, "client_uuid": client_uuid})
    assert send({**SLIP, "words": "又有煤气味", "client_uuid": client_uuid}).status_code == 200
    assert Request.objects.count() == 2


def test_a_flood_is_never_refused_and_shown_to_the_desk_as_likely_repeats(db):
    for _try in range(30):
        assert send(SLIP).status_code == 200
    assert Request.objects.count() == 30
    assert Likeness.objects.filter(state="proposed").count() == 29


def test_the_same_number_after_an_hour_is_no_repeat(db, held_clock):
    send(SLIP)
    held_clock(clock.now() + timedelta(hours=1))
    send({**SLIP, "words": "水管爆了"})
    assert not Likeness.objects.exists()


def test_it_shows_nothing_of_other_slips(db):
    send({"words": "煤气味很重", "number": "19900000999"})
    page = send({"words": "电梯困人", "number": "19900000999"}).content.decode()
    assert "煤气味很重" not in page and "19900000999" not in page
    assert Request.objects.order_by("received_at").first().receipt not in page


def test_the_kept_page_says_which_number_to_ring(db, settings):
    settings.DESK_PHONE = "021-5500 0100"
    assert 'href="tel:021-5500 0100"' in send(SLIP).content.decode()
    settings.DESK_PHONE = ""
    assert 'href="tel:"' not in send(SLIP | {"words": "又一次"}).content.decode()


@pytest.mark.parametrize("stray", ["\x00", "\x1b", "\u202e"])
def test_a_stray_character_sends_no_emergency_back(db, stray):
    assert send(SLIP | {"words": f"电梯{stray}困人"}).status_code == 200
    assert Request.objects.get().words == "电梯困人"
