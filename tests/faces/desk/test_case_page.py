"""One case on one page: what comes next, what happened, what is refused."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huying.casework.intake import rules, selectors, services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken
from huying.faces.desk import outcomes, sentences
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Look
from huying.groundwork.journal.models import Entry

from .conftest import sign_in


def page_of(case) -> str:
    return reverse("desk:request", args=[case.pk])


def do(client: Client, case, verb: str, **given):
    case.refresh_from_db()
    body = {"client_uuid": str(uuid4()), "version": case.version} | given
    return client.post(reverse("desk:request_do", args=[case.pk, verb]), body)


def test_the_page_tells_what_where_whom_and_what_happened(desk, case, zhou):
    page = desk.get(page_of(case)).content.decode()
    for words in (case.title, "延吉二村12号301室", "周阿婆", case.receipt, "受理（电话）"):
        assert words in page
    assert Look.objects.filter(subject=str(zhou.pk)).exists()


GIVEN = {
    "answer": {"note": "已告知"}, "turn_away": {"to": "教育局", "note": "已告知"}, "refer": {"to": "居委", "note": "已告知"},
    "hand_over": {"to": "市政", "note": "已告知"}, "withdraw": {"note": "不用了"}, "invalidate": {"note": "误报"},
    "wait": {"reason": "material", "review_on": "2026-11-25"}, "order": {},
}


@pytest.mark.parametrize("verb", sorted(GIVEN))
def test_each_outcome_works_once_and_is_written_down(desk, case, verb):
    body = {"client_uuid": str(uuid4())} | GIVEN[verb]
    assert do(desk, case, verb, **body).status_code == 303
    case.refresh_from_db()
    assert case.state == rules.REQUEST.after("triaged", verb)
    assert Entry.objects.filter(thread=case.pk, verb=f"request_{verb}").count() == 1


@pytest.mark.parametrize("verb", sorted(GIVEN))
def test_what_the_state_does_not_allow_is_refused(desk, case, verb):
    do(desk, case, "invalidate", note="误报")
    response = do(desk, case, verb, **GIVEN[verb])
    assert response.status_code == 409
    assert Visit.objects.count() == 0


def test_sent_twice_it_is_done_once(desk, case):
    body = {"client_uuid": str(uuid4()), "version": case.version}
    path = reverse("desk:request_do", args=[case.pk, "order"])
    assert desk.post(path, body)["Location"] == desk.post(path, body)["Location"]
    assert Visit.objects.count() == 1


def test_a_note_left_out_keeps_the_form_open_with_what_was_typed(desk, case):
    response = do(desk, case, "hand_over", to="市政养护", note="")
    assert response.status_code == 422 and "市政养护" in response.content.decode()


def test_working_on_an_older_version_shows_the_difference_and_keeps_what_was_typed(desk, case, chen):
    old = case.version
    services.triage_request(case.pk, services.Triaged(trade="water_supply", severity="urgent"), by=chen)
    body = {"client_uuid": str(uuid4()), "version": old, "trade": "leak", "severity": "general", "kind": "repair"}
    response = desk.post(reverse("desk:request_triage", args=[case.pk]), body)
    page = response.content.decode()
    assert response.status_code == 412 and "您选的是" in page
    again = body | {"client_uuid": str(uuid4()), "version": Request.objects.get(pk=case.pk).version}
    assert desk.post(reverse("desk:request_triage", args=[case.pk]), again).status_code == 303
    case.refresh_from_db()
    assert case.trade == "leak"


def test_judging_anew_keeps_the_dangers_known(desk, lin):
    case = services.take_call(CallTaken(words="水管爆了", trade="water_supply", dangers=("burst_pipe",)), by=lin)
    body = {"client_uuid": str(uuid4()), "version": case.version, "trade": "leak", "severity": "urgent", "kind": "repair"}
    desk.post(reverse("desk:request_triage", args=[case.pk]), body)
    case.refresh_from_db()
    assert case.dangers == ["burst_pipe"]


@pytest.fixture
def alarm(lin, room):
    """A leak the engine took for a lift with somebody in it."""
    call = CallTaken(words="电梯厅漏水", place=room, trade="leak", severity="emergency", dangers=("lift_entrapment", "flood"))
    return services.take_call(call, by=lin)


def judge(client: Client, case, **given):
    case.refresh_from_db()
    body = {"client_uuid": str(uuid4()), "version": case.version, "trade": "leak", "severity": "urgent", "kind": "repair"}
    return client.post(reverse("desk:request_triage", args=[case.pk]), body | given)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="dangers" value="(\w+)"[^>]* checked', page)


def test_the_dangers_are_boxes_and_can_be_taken_back(desk, alarm):
    page = desk.get(page_of(alarm)).content.decode()
    assert ticked(page) == ["lift_entrapment", "flood"] and "电梯困人" in page.split("<h1")[1].split("</h1>")[0]
    assert judge(desk, alarm, dangers_shown="True").status_code == 303
    alarm.refresh_from_db()
    page = desk.get(page_of(alarm)).content.decode()
    assert alarm.dangers == [] and not selectors.ring_backs([alarm])
    assert "danger-word" not in page.split("<h1")[1].split("</h1>")[0] and "不再是险情" in page


def test_a_danger_can_be_added(desk, case):
    assert judge(desk, case, dangers_shown="True", dangers=["gas", "fire"]).status_code == 303
    case.refresh_from_db()
    assert case.dangers == ["gas", "fire"]
    assert judge(desk, case, dangers_shown="True", dangers=["dragons"]).status_code == 422


def test_somebody_elses_danger_is_said_before_mine_goes_over_it(desk, alarm, chen):
    old = alarm.version
    services.triage_request(alarm.pk, services.Triaged("leak", "urgent", dangers=("gas",)), by=chen)
    response = judge(desk, alarm, version=old, dangers_shown="True", dangers=["flood"])
    assert response.status_code == 412 and ticked(response.content.decode()) == ["flood"]
    assert "险情" in response.content.decode() and Request.objects.get(pk=alarm.pk).dangers == ["gas"]


def test_an_address_typed_and_not_picked_is_never_dropped(desk, case, room):
    assert judge(desk, case, address="老地方后门", place_id="").status_code == 303
    case.refresh_from_db()
    assert (case.place, case.address_raw) == (None, "老地方后门")
    assert judge(desk, case, address=room.label, place_id="").status_code == 303
    case.refresh_from_db()
    assert case.place == room


def test_an_address_left_alone_stays(desk, case, room):
    before = (case.address_raw, case.place_id)
    assert judge(desk, case, address=case.address_canonical, place_id=str(room.pk)).status_code == 303
    assert judge(desk, case, address="").status_code == 303
    case.refresh_from_db()
    assert (case.address_raw, case.place_id) == before


def test_what_was_corrected_is_on_the_dispatch_page_at_once(desk, case, lin):
    visit = services.order_work(case.pk, by=lin)
    assert judge(desk, case, trade="electric").status_code == 303
    page = desk.get(reverse("desk:dispatch", args=[visit.pk])).content.decode()
    assert "低压电工" in page and "改了上门单" in page and "%(" not in page.split("<main")[1]


def test_the_thread_says_what_it_was_judged_to_be(desk, case, lin):
    services.triage_request(case.pk, services.Triaged(trade="lighting", severity="urgent"), by=lin)
    assert "研判为：紧急，公共照明" in desk.get(page_of(case)).content.decode()


def test_the_card_goes_along_to_the_dispatch_page(desk, lin):
    case = services.take_call(CallTaken(words="电梯困人", trade="lift", severity="emergency", dangers=("lift_entrapment",)), by=lin)
    page = desk.get(do(desk, case, "order")["Location"]).content.decode()
    assert "不要扒门" in page and reverse("desk:request_step", args=[case.pk]) in page


def test_a_step_of_the_card_is_noted_with_its_time(desk, lin, held_clock):
    case = services.take_call(CallTaken(words="电梯困人", trade="lift", severity="emergency", dangers=("lift_entrapment",)), by=lin)
    body = {"client_uuid": str(uuid4()), "card": "lift", "step": "stay_calm"}
    part = desk.post(reverse("desk:request_step", args=[case.pk]), body, headers={"HX-Request": "true"})
    assert "10:00" in part.content.decode()
    assert Entry.objects.filter(verb="emergency_step", thread=case.pk).count() == 1


def test_an_auditor_reads_and_does_nothing(case, auditor):
    client = sign_in(auditor)
    page = client.get(page_of(case)).content.decode()
    assert "data-guard" not in page and case.title in page
    assert do(client, case, "answer", note="x").status_code == 403


def test_outsiders_are_refused(case, outsider, wu):
    for account in (outsider, wu.account):
        assert sign_in(account).get(page_of(case)).status_code == 403


def test_a_case_that_is_not_there_is_missing(desk):
    assert desk.get(reverse("desk:request", args=[uuid4()])).status_code == 404
    assert do_missing(desk).status_code == 404


def do_missing(desk):
    return desk.post(reverse("desk:request_do", args=[uuid4(), "order"]), {"client_uuid": str(uuid4()), "version": 1})


def test_every_key_of_the_page_is_in_the_table_of_states():
    assert set(outcomes.OUTCOMES) <= set(rules.REQUEST.verbs)
    assert {f"request_{verb}" for verb in rules.REQUEST.verbs} <= set(sentences.SENTENCES)


def test_a_sentence_never_fails_for_a_fact_it_lacks(lin):
    for verb in [*sentences.SENTENCES, "something_new"]:
        assert sentences.line_of(Entry(at=lin.created_at, actor=lin, verb=verb, facts={})).words


def test_an_event_gathers_and_lets_go(desk, case, lin, room):
    other = services.take_call(CallTaken(words="也堵了", place=room, trade="drainage"), by=lin)
    event = services.open_incident([case.pk, other.pk], title="12号下水", by=lin)
    third = services.take_call(CallTaken(words="还是堵", place=room, trade="drainage"), by=lin)
    join = reverse("desk:incident_join", args=[event.pk])
    assert desk.post(join, {"client_uuid": str(uuid4()), "receipt": "KKK-KKKK"}).status_code == 422
    assert desk.post(join, {"client_uuid": str(uuid4()), "receipt": third.receipt}).status_code == 303
    assert "也堵了" in desk.get(reverse("desk:incident", args=[event.pk])).content.decode()
    desk.post(reverse("desk:incident_leave", args=[event.pk]), {"client_uuid": str(uuid4()), "request": str(third.pk)})
    assert event.requests.count() == 2
    assert "12号下水" in desk.get(reverse("desk:incidents")).content.decode()


def test_a_persons_page_shows_their_cases_and_records_the_look(desk, case, zhou):
    page = desk.get(reverse("desk:person", args=[zhou.pk])).content.decode()
    assert case.title in page and "19900000301" in page
    assert Look.objects.filter(subject=str(zhou.pk), route="desk:person").count() == 1
