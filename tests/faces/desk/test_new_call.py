"""A new call: what is kept, what is only suggested, what happens when it goes wrong."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from huying.casework.intake.models import Call, Incident, Request
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Look
from huying.groundwork.journal.models import Entry

from .conftest import a_call, sign_in

NEW = "/desk/calls/new"


def test_the_page_opens_with_the_cursor_in_the_number(desk):
    page = desk.get(NEW).content.decode()
    assert 'id="id_number"' in page and "autofocus" in page


def test_a_call_is_kept_and_its_receipt_shown(desk, lin, room):
    response = desk.post(NEW, a_call(number="199 0000 0301", place_id=room.pk, address=room.label))
    kept = Request.objects.get()
    assert response.status_code == 303 and response["Location"] == reverse("desk:receipt", args=[kept.pk])
    assert (kept.place, kept.call.number, kept.call.taken_by) == (room, "19900000301", lin)
    assert kept.receipt in desk.get(response["Location"]).content.decode()
    assert Entry.objects.filter(verb="call_taken", thread=kept.pk).count() == 1


def test_what_was_left_open_is_filled_as_suggested(desk):
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷"))
    kept = Request.objects.get()
    assert (kept.trade, kept.severity, kept.dangers) == ("water_supply", "emergency", ["burst_pipe"])


def test_what_the_person_chose_stands_against_the_suggestion(desk):
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷", severity="general", trade="drainage"))
    kept = Request.objects.get()
    assert (kept.trade, kept.severity) == ("drainage", "general")


def test_a_danger_taken_off_stays_off_and_is_no_emergency(desk):
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷", danger_seen=["burst_pipe"]))
    kept = Request.objects.get()
    assert (kept.dangers, kept.severity) == ([], "urgent")


def test_the_answers_to_the_danger_questions_reach_whoever_goes(desk):
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷", ask_burst_valve="no"))
    assert "总阀关得掉吗" in Request.objects.get().words


def test_save_and_dispatch_orders_the_visit(desk):
    response = desk.post(NEW, a_call(outcome="dispatch"))
    visit = Visit.objects.get()
    assert response["Location"] == f"/desk/visits/{visit.pk}/dispatch"
    assert Request.objects.get().state == "ordered"


def test_a_call_taker_who_does_not_dispatch_sees_the_receipt(desk, lin):
    lin.grants.filter(role="dispatcher").delete()
    response = desk.post(NEW, a_call(outcome="dispatch"))
    assert response["Location"].endswith("/receipt") and Visit.objects.count() == 1


def test_answered_on_the_spot(desk):
    desk.post(NEW, a_call(outcome="answer", note="告诉她怎么关阀"))
    kept = Request.objects.get()
    assert (kept.state, kept.outcome_note) == ("answered", "告诉她怎么关阀")


def test_not_property_work_says_where_to_turn(desk):
    desk.post(NEW, a_call(words="幼儿园学位怎么报名", outcome="turn_away", to="教育局", note="请拨 12345 转教育局"))
    kept = Request.objects.get()
    assert (kept.state, kept.turned_to) == ("not_ours", "教育局")


@pytest.mark.parametrize(
    "given", [{"words": ""}, {"outcome": "answer", "note": ""}, {"joins": str(uuid4())}, {"trade": "sorcery"}]
)
def test_a_mistake_keeps_nothing_and_loses_nothing(desk, given):
    response = desk.post(NEW, a_call(address="老地方后面", **given))
    assert response.status_code == 422
    assert "老地方后面" in response.content.decode()
    assert Request.objects.count() == Call.objects.count() == 0


@pytest.mark.parametrize(
    "given", [{"outcome": "urge:x"}, {"caller_id": "9" * 30}, {"person_id": "9" * 30}, {"place_id": "-1"}, {"slip_time": "gestern"}]
)
def test_what_no_page_of_ours_sends_is_refused_and_no_fault(desk, given):
    assert desk.post(NEW, a_call(**given)).status_code == 422
    assert Request.objects.count() == 0


def test_an_emergency_is_kept_with_nothing_else(desk):
    desk.post(NEW, a_call(words="", severity="emergency"))
    assert Request.objects.get().severity == "emergency"


def test_sent_twice_it_is_one_call(desk):
    body = a_call()
    first, second = desk.post(NEW, body), desk.post(NEW, body)
    assert first["Location"] == second["Location"]
    assert Request.objects.count() == 1


def test_the_draft_may_go_once_it_is_kept(desk):
    body = a_call()
    assert desk.post(NEW, body).cookies["kept_draft"].value == body["client_uuid"]


def test_the_same_thing_is_one_event_only_when_said_so(desk, case, room):
    desk.post(NEW, a_call(place_id=room.pk, address=room.label))
    assert Incident.objects.count() == 0
    desk.post(NEW, a_call(place_id=room.pk, address=room.label, joins=case.pk))
    assert Incident.objects.get().requests.count() == 2
    desk.post(NEW, a_call(joins=case.pk))
    assert Incident.objects.get().requests.count() == 3


def test_asking_after_it_makes_no_second_case(desk, case):
    response = desk.post(NEW, a_call(words="还没来人", outcome=f"urge:{case.pk}", number="19900000301"))
    assert response["Location"].startswith(reverse("desk:request", args=[case.pk]))
    assert Request.objects.count() == 1
    assert Entry.objects.get(verb="request_urged", thread=case.pk).facts["note"] == "还没来人"


def test_a_paper_slip_is_keyed_in_once(desk):
    slip = {"channel": "paper_slip", "slip_number": "a-017", "slip_time": "2026-11-23T08:30"}
    assert desk.post(NEW, a_call(**slip)).status_code == 303
    again = desk.post(NEW, a_call(**slip))
    assert again.status_code == 422 and Request.objects.get().receipt in again.content.decode()


def test_those_behind_a_number_are_offered_and_the_look_recorded(desk, case, zhou):
    part = desk.post("/desk/calls/caller", {"number": "199-0000-0301"}).content.decode()
    assert "周阿婆" in part and case.title in part and f"urge:{case.pk}" in part
    assert Look.objects.filter(subject=str(zhou.pk)).count() == 1


def test_a_shared_number_assumes_nobody(desk, zhou, room):
    from huying.groundwork.people.models import Person, Phone

    son = Person.objects.create(name="周明", household=zhou.household)
    Phone.objects.create(person=son, number="19900000301", raw="19900000301")
    part = desk.post("/desk/calls/caller", {"number": "19900000301"}).content.decode()
    assert "周阿婆" in part and "周明" in part and 'aria-pressed="true"' not in part


def test_the_reading_shows_danger_question_and_card(desk):
    part = desk.post("/desk/calls/reading", {"words": "电梯里困了两个人"}).content.decode()
    assert "<mark>" in part and "不要扒门" in part and 'name="danger" value="lift_entrapment"' in part


def test_the_reading_offers_the_sentence_for_what_is_not_ours(desk):
    part = desk.post("/desk/calls/reading", {"words": "幼儿园学位怎么报名"}).content.decode()
    assert "教育局" in part and "data-tell" in part


def test_calls_from_the_same_building_stand_beside_it(desk, case, room):
    part = desk.post("/desk/calls/reading", {"words": "下水堵了", "place_id": room.pk, "address": room.label}).content.decode()
    assert f'value="{case.pk}"' in part


def test_an_unknown_address_is_said_plainly(desk):
    part = desk.post("/desk/calls/reading", {"words": "漏水", "address": "老地方"}).content.decode()
    assert "地址" in part


def test_a_chat_pasted_in_is_understood(desk, room):
    chat = "周阿婆 14:05\n师傅好，我家厨房漏水\n延吉二村12号301室\n电话 199 0000 0301"
    part = desk.post("/desk/calls/paste", {"words": chat}).content.decode()
    assert 'data-number="19900000301"' in part and 'data-caller_name="周阿婆"' in part and "12号301室" in part


@pytest.mark.parametrize("path", [NEW, "/desk/", "/desk/calls/places?q=yj"])
def test_outsiders_and_technicians_are_refused(wu, outsider, path):
    for account in (wu.account, outsider):
        assert sign_in(account).get(path).status_code == 403


def _perhaps(monkeypatch):
    """The engine is not sure of any danger."""
    from dataclasses import replace

    from huying.engines import triage

    read = triage.read

    def unsure(message):
        found = read(message)
        return replace(found, dangers=tuple(replace(d, confidence=triage.Confidence.LOW) for d in found.dangers))

    monkeypatch.setattr(triage, "read", unsure)


def test_a_mere_possibility_is_asked_about_and_no_alarm(desk, monkeypatch):
    _perhaps(monkeypatch)
    understood = desk.post(reverse("desk:call_reading"), a_call(words="厨房水管爆了，水一直喷")).context["read"]
    assert [flag.is_on for flag in understood.flags] == [False] and understood.asked and not understood.cards
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷", danger_seen=["burst_pipe"]))
    assert (Request.objects.get().dangers, Request.objects.get().severity) == ([], "urgent")


def test_a_possibility_somebody_confirms_counts(desk, monkeypatch):
    _perhaps(monkeypatch)
    desk.post(NEW, a_call(words="厨房水管爆了，水一直喷", danger_seen=["burst_pipe"], danger=["burst_pipe"]))
    assert (Request.objects.get().dangers, Request.objects.get().severity) == (["burst_pipe"], "emergency")


def test_an_address_typed_in_full_needs_no_pick(desk, room):
    desk.post(NEW, a_call(address="延吉二村 12号楼 301"))
    assert Request.objects.get().place == room


def test_an_address_that_may_be_two_places_is_not_guessed(desk, room):
    desk.post(NEW, a_call(address="12号301"))
    kept = Request.objects.get()
    assert (kept.place, kept.address_raw) == (None, "12号301")


# --- not a danger ---

BURST = "厨房水管爆了，水一直喷"


def read_page(desk, **given):
    return desk.post(reverse("desk:call_reading"), a_call(words=BURST) | given)


def test_one_key_takes_off_the_dangers_shown(desk):
    page = read_page(desk).content.decode()
    assert 'data-key="Alt+X"' in page and 'name="not_danger" value="burst_pipe"' in page
    off = read_page(desk, danger_seen=["burst_pipe"], danger=["burst_pipe"], not_danger="burst_pipe")
    assert off.context["read"].dangers == () and "Alt+X" not in off.content.decode().split('class="sheet"')[-1]
    # What the page then holds, with the button no longer in it, keeps it off.
    assert read_page(desk, danger_seen=["burst_pipe"]).context["read"].dangers == ()


def test_the_key_stands_among_the_keys_of_the_page(desk):
    assert "<kbd>Alt+X</kbd>" in desk.get(NEW).content.decode()


def test_all_answered_no_offers_to_take_it_off(desk):
    asked = [one.code for one in read_page(desk).context["read"].asked if one.danger == "burst_pipe"]
    assert asked
    answers = {f"ask_{code}": "no" for code in asked}
    page = read_page(desk, **answers)
    assert page.context["read"].denied == ("burst_pipe",) and "都答了“否”" in page.content.decode()
    assert page.context["read"].dangers == ("burst_pipe",)  # offered, never decided
    one_yes = read_page(desk, **answers | {f"ask_{asked[0]}": "yes"})
    assert one_yes.context["read"].denied == ()


@pytest.mark.parametrize("slip_time", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-11-23T10:01", "2026-11-15T10:00"])
def test_a_slip_time_that_cannot_be_is_said_beside_the_field(desk, slip_time):
    answer = desk.post(NEW, a_call(channel="paper_slip", slip_number="A-1", slip_time=slip_time))
    assert answer.status_code == 422 and not Request.objects.exists()


NOT_OURS = "地址库里没有这个地址"
NOT_CHOSEN = "还没有选地点"


@pytest.mark.parametrize(("address", "says"), [
    ("延吉二", NOT_CHOSEN), ("延吉二村", ""), ("兰花苑9号", NOT_OURS), ("延吉二村12号301室", ""), ("", ""),
])
def test_what_is_said_of_an_address_agrees_with_the_list_beside_it(desk, room, address, says):
    page = desk.post("/desk/calls/reading", {"words": "灯坏了", "address": address}).content.decode()
    offered = 'role="option"' in desk.get("/desk/calls/places", {"q": address}).content.decode()
    assert [words for words in (NOT_OURS, NOT_CHOSEN) if words in page] == ([says] if says else [])
    assert not (offered and NOT_OURS in page)


def test_asked_for_the_picked_place_alone_the_notice_would_contradict_the_list(desk, room, monkeypatch):
    monkeypatch.setattr("huying.faces.desk.views.call_parts._unplaced", lambda _address: "unknown")
    assert NOT_OURS in desk.post("/desk/calls/reading", {"words": "灯坏了", "address": "延吉二"}).content.decode()


def test_the_sheet_of_keys_knows_those_without_a_button(desk):
    page = desk.get(NEW).content.decode()
    kept = page.split("<template data-keys>")[1].split("</template>")[0]
    assert all(f"<kbd>{key}</kbd>" in kept for key in ("Enter", "↑", "↓", "Alt+Y", "Alt+N", "?"))


@pytest.mark.parametrize(("number", "says"), [("19900000777", True), ("1990000077712345", False)])
def test_of_what_is_no_number_nobody_is_said_to_be_unknown(desk, number, says):
    page = desk.post("/desk/calls/caller", {"number": number}).content.decode()
    assert ("这个号码还没有登记的人" in page) is says
    assert says or "不是电话号码" in page
