"""The phone page: what is seen, by whom, and what a touch does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huying.casework.intake.services import Placed, Triaged, triage_request
from huying.fieldwork.dispatch.models import Offer
from huying.fieldwork.visits.models import Extra, Material, Photo, SignOff, Visit
from huying.groundwork.access.models import Look
from huying.groundwork.journal.models import Entry
from tests.cast import MORNING, new_account, new_technician
from tests.fieldwork.visits.hostile import drawn
from tests.fieldwork.visits.scene import send
from tests.fieldwork.visits.test_photo import _signature

from .conftest import body

pytestmark = pytest.mark.django_db


def page(phone: Client, visit: Visit) -> str:
    return phone.get(reverse("field:job", args=[visit.number])).content.decode()


def touch(phone: Client, visit: Visit, task: str, **fields: object):
    return phone.post(reverse("field:task", args=[visit.number, task]), body(**fields))


def test_the_job_has_what_is_needed_at_the_door(phone, sent):
    text = page(phone, sent)
    for needed in ("延吉二村12号301室", "三楼，敲门重一点", "水漫出来了", "tel:19900000301", "199 0000 0301", "厨房下水道堵塞", sent.number):
        assert needed in text
    assert text.index("job-danger") < text.index("job-place") < text.index("job-words")


def test_what_the_desk_corrected_is_said_on_top(phone, sent, asked, lin):
    assert "job-danger" in page(phone, sent) and "调度台" not in page(phone, sent).split("<article")[1].split("job-head")[0]
    triage_request(asked.pk, Triaged("drainage", "emergency", dangers=("gas",)), by=lin, placed=Placed(address="老地方后门"))
    top = page(phone, sent).split("<article")[1]
    assert "改了" in top.split("job-head")[0] and "险情" in top.split("job-head")[0]
    assert "老地方后门" in top and "延吉二村12号301室" not in top.split("job-words")[0]


def test_the_page_of_now_shows_the_same_job(phone, sent):
    assert "tel:19900000301" in phone.get(reverse("field:now")).content.decode()


def test_nothing_of_the_lists_she_is_on(phone, sent, zhou):
    zhou.note, zhou.household.note = "planted-health-note", "planted-household-note"
    zhou.save()
    zhou.household.save()
    for text in (page(phone, sent), phone.get(reverse("field:now")).content.decode()):
        for word in ("planted", "离休", "retired", "cadre"):
            assert word not in text


def test_nothing_of_a_job_stays_in_the_phone(phone, sent):
    for name, arguments in (("now", []), ("job", [sent.number]), ("task", [sent.number, "finish"]), ("extra", [sent.number])):
        assert "no-store" in phone.get(reverse(f"field:{name}", args=arguments))["Cache-Control"], name


def test_looking_at_her_is_recorded(phone, sent, zhou):
    page(phone, sent)
    assert Look.objects.filter(kind="person", subject=str(zhou.pk), route="field:job").count() == 1


def test_the_first_look_is_a_receipt_and_only_the_first(phone, sent, wu):
    page(phone, sent)
    page(phone, sent)
    assert Entry.objects.filter(verb="visit_opened", actor=wu.account, subject=str(sent.pk)).count() == 1


def test_not_mine_is_not_there(sent, phone):
    stranger = Client()
    account = new_account("stranger", "technician")
    new_technician("YJ99", account=account)
    stranger.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    theirs = stranger.get(reverse("field:job", args=[sent.number]))
    missing = stranger.get(reverse("field:job", args=["KX7-9QT4"]))
    assert theirs.status_code == missing.status_code == 404
    assert touch(stranger, sent, "arrive").status_code == 404


def test_a_job_taken_back_is_gone(phone, sent):
    sent.assignments.update(state="transferred", is_active=False)
    assert phone.get(reverse("field:job", args=[sent.number])).status_code == 404


def test_an_open_page_loses_its_buttons_when_the_job_is_taken_back(phone, sent):
    sent.assignments.update(state="transferred", is_active=False)
    live = {"HX-Request": "true"}
    gone = phone.get(reverse("field:job", args=[sent.number]), headers=live)
    never = phone.get(reverse("field:job", args=["KX7-9QT4"]), headers=live)
    assert gone.status_code == 200 and "<form" not in gone.content.decode()
    assert gone.content == never.content


def test_yesterdays_jobs_are_gone(phone, finished, held, wu):
    assert phone.get(reverse("field:job", args=[finished.number])).status_code == 200
    held(MORNING + timedelta(days=1))
    phone.logout()
    phone.force_login(wu.account, backend="django.contrib.auth.backends.ModelBackend")
    assert phone.get(reverse("field:job", args=[finished.number])).status_code == 404


def test_tomorrows_number_is_masked(phone, sent):
    sent.assignments.update(starts=MORNING + timedelta(days=1), ends=MORNING + timedelta(days=1, hours=1))
    text = page(phone, sent)
    assert "199****0301" in text and "19900000301" not in text


def test_the_buttons_are_the_tables(phone, sent, wu):
    assert "我到了" in page(phone, sent) and "完工" not in page(phone, sent)
    touch(phone, sent, "arrive")
    text = page(phone, sent)
    assert "完工" in text and "我到了" not in text


def test_from_the_call_to_the_signature(phone, sent, asked, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert touch(phone, sent, "set_out").status_code == 302
    assert touch(phone, sent, "arrive").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "under_way"
    assert touch(phone, sent, "finish", is_fixed="yes", work_done="疏通主管").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "fixed"
    drawing = SimpleUploadedFile("signature.png", _signature(), "image/png")
    answer = touch(phone, sent, "sign", signer="周阿婆", signature=drawing)
    assert answer.url == reverse("field:now")
    sign = SignOff.objects.get()
    assert (sign.way, sign.signer, len(sign.drawing_sha256)) == ("glass", "周阿婆", 64)


def test_a_double_touch_is_one(phone, sent):
    once = body()
    address = reverse("field:task", args=[sent.number, "arrive"])
    assert phone.post(address, once).status_code == phone.post(address, once).status_code == 302
    assert Entry.objects.filter(verb="visit_arrive").count() == 1


def test_a_double_touch_that_took_the_job_away_is_no_error(phone, on_site):
    touch(phone, on_site, "pause", reason="material", again="tomorrow")
    once = body()
    address = reverse("field:task", args=[on_site.number, "put_back"])
    assert phone.post(address, once).url == reverse("field:now")
    assert phone.post(address, once).url == reverse("field:now")


def test_a_form_without_its_number_is_refused(phone, sent):
    assert phone.post(reverse("field:task", args=[sent.number, "arrive"]), {}).status_code == 422
    assert not Entry.objects.filter(verb="visit_arrive").exists()


def test_what_was_typed_stays_when_it_is_refused(phone, on_site):
    answer = touch(phone, on_site, "finish", is_fixed="no", work_done="  ")
    assert answer.status_code == 422
    answer = touch(phone, on_site, "pause", reason="nothing", again="60", note="等 75 的弯头")
    assert answer.status_code == 422 and "等 75 的弯头" in answer.content.decode()


def test_waiting_and_help(phone, on_site):
    assert "tel:021-55000100" in phone.get(reverse("field:task", args=[on_site.number, "help"])).content.decode()
    touch(phone, on_site, "help", note="井盖太重")
    on_site.refresh_from_db()
    assert (on_site.state, on_site.pause_reason) == ("paused", "help")
    touch(phone, on_site, "resume")
    touch(phone, on_site, "pause", reason="material", again="tomorrow")
    on_site.refresh_from_db()
    # Nine in Shanghai.
    assert on_site.pause_review_at == (MORNING + timedelta(days=1)).replace(hour=1)


@pytest.mark.parametrize("claim", ["", "yesterday", "2026-11-23T10:00:00", "99999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2026-11-23T10:00:00.000Z"])
def test_whatever_the_phone_says_about_the_time(phone, sent, claim):
    assert touch(phone, sent, "arrive", phone_time=claim).status_code == 302
    sent.refresh_from_db()
    assert sent.arrived_at == MORNING


def test_a_wrong_phone_clock_is_said(phone, sent):
    answer = touch(phone, sent, "arrive", phone_time="2026-11-23T05:00:00.000Z")
    assert "180" in phone.get(answer.url).content.decode()


def test_material_and_photo(phone, on_site, tube, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    touch(phone, on_site, "material", item=tube.pk, quantity="2")
    touch(phone, on_site, "material", name="生料带", quantity="1", unit="卷")
    assert Material.objects.count() == 2
    photo = SimpleUploadedFile("../../x.jpg", drawn(), "image/jpeg")
    touch(phone, on_site, "photo", moment="before", photo=photo)
    row = Photo.objects.get()
    answer = phone.get(reverse("visits:photo", args=[row.pk]))
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename=") and answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_is_shown_to_crew_and_desk_only(phone, on_site, lin, outsider, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    touch(phone, on_site, "photo", moment="after", photo=SimpleUploadedFile("x.jpg", drawn(), "image/jpeg"))
    address = reverse("visits:photo", args=[Photo.objects.get().pk])
    stranger = new_account("stranger", "technician")
    for account, status in ((lin, 200), (stranger, 404)):
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == status


def test_a_hostile_file_is_refused_under_its_field(phone, on_site):
    answer = touch(phone, on_site, "photo", moment="before", photo=SimpleUploadedFile("x.jpg", b"%PDF-1.7", "image/jpeg"))
    assert answer.status_code == 422 and "PDF" in answer.content.decode()
    assert not Photo.objects.exists()


def test_an_extra_with_its_price_before_the_yes(phone, on_site, tube):
    listed = phone.get(reverse("field:extra", args=[on_site.number])).content.decode()
    assert "¥30" in listed
    address = reverse("field:extra_item", args=[on_site.number, tube.pk])
    text = phone.get(address).content.decode()
    assert "¥15" in text and "¥60" in text and "居民" not in text.split("谁同意")[1].split("</fieldset>")[0]
    assert phone.post(address, body(quantity="2", agreed_by="resident")).status_code == 422
    assert phone.post(address, body(quantity="2", agreed_by="owner")).status_code == 302
    assert Extra.objects.get().amount_fen == 6000


def test_what_is_not_ours_becomes_a_request(phone, on_site, asked):
    phone.post(reverse("field:extra", args=[on_site.number]), body(words="楼道灯不亮"))
    assert Extra.objects.get().kind == "not_ours"
    assert type(asked).objects.filter(call__channel="at_the_door", words="楼道灯不亮").exists()


def test_signing_by_receipt_number(phone, finished, asked):
    wrong = touch(phone, finished, "sign_by_receipt", signer="周", code="KX7-9QT4")
    assert wrong.status_code == 422 and not SignOff.objects.exists()
    right = touch(phone, finished, "sign_by_receipt", signer="周", code=asked.receipt.lower().replace("-", " "))
    assert right.status_code == 302 and SignOff.objects.get().way == "receipt_code"


def test_the_receipt_number_is_not_on_the_phone(phone, finished, asked):
    """Else he could sign for the resident."""
    assert asked.receipt not in page(phone, finished)
    assert asked.receipt not in phone.get(reverse("field:task", args=[finished.number, "sign_by_receipt"])).content.decode()


def test_accept_and_decline(phone, visit, wu):
    send(visit, wu, state="offered")
    text = page(phone, visit)
    assert "接单" in text and "我到了" not in text
    assert touch(phone, visit, "arrive").status_code == 403
    touch(phone, visit, "accept")
    assert visit.assignments.get().state == "accepted"


def test_decline_needs_a_reason_and_frees(phone, visit, wu):
    send(visit, wu, state="offered")
    assert touch(phone, visit, "decline").status_code == 422
    assert touch(phone, visit, "decline", reason="busy").url == reverse("field:now")
    visit.refresh_from_db()
    assert visit.state == "ordered"


def test_grab_and_pass(phone, visit, wu, lin):
    offer = Offer.objects.create(visit=visit, technician=wu, made_by=lin, made_at=MORNING)
    assert "我来接" in phone.get(reverse("field:now")).content.decode()
    answer = phone.post(reverse("field:grab", args=[offer.pk]), body())
    assert answer.url == reverse("field:job", args=[visit.number])
    assert visit.assignments.get().lead == wu


def test_somebody_elses_offer_is_not_there(phone, visit, lin):
    other = new_technician("YJ98")
    offer = Offer.objects.create(visit=visit, technician=other, made_by=lin, made_at=MORNING)
    assert phone.post(reverse("field:grab", args=[offer.pk]), body()).status_code == 404
    assert phone.get(reverse("field:pass", args=[offer.pk])).status_code == 404


def test_every_task_has_its_page(phone, on_site, finished):
    from huying.faces.field.tasks import TASKS

    for name, task in TASKS.items():
        answer = phone.get(reverse("field:task", args=[finished.number, name]))
        assert answer.status_code == (200 if task.asks else 302), name
    assert phone.get(reverse("field:task", args=[finished.number, "dance"])).status_code == 404


def test_every_step_of_the_table_has_its_task():
    from huying.faces.field import rules
    from huying.faces.field.tasks import TASKS
    from huying.fieldwork.visits.rules import VISIT

    desk_only = {"assign", "unassign", "call_off"}
    assert set(rules.STEPS) == set(VISIT.verbs) - desk_only
    for step in (*rules.STEPS.values(), *rules.ANSWERS, rules.HELP, *rules.REPORTS):
        if step.task != "extra":
            assert TASKS[step.task].asks == step.asks


def test_the_pages_ask_the_database_a_constant_number_of_times(phone, sent, wu, lin, django_assert_max_num_queries, room):
    from huying.fieldwork.visits import services
    from huying.fieldwork.visits.models import Visit

    page(phone, sent)
    for n in range(8):
        hours = timedelta(hours=2 + n)
        more = services.order_visit(services.VisitOrder(thread=sent.thread, address=room.label, place=room, brief=f"第{n}单", due_at=MORNING + hours), by=lin)
        assignment = send_later(more, wu, hours)
        assert assignment
        old = services.order_visit(services.VisitOrder(thread=sent.thread, address=room.label, place=room, brief="旧", due_at=MORNING), by=lin)
        Visit.objects.filter(pk=old.pk).update(state="finished", work_done="换龙头", ended_at=MORNING - hours)
    with django_assert_max_num_queries(28):
        assert "第7单" in phone.get(reverse("field:now")).content.decode()
    with django_assert_max_num_queries(25):
        page(phone, sent)


def send_later(visit: Visit, wu, hours: timedelta):
    from huying.kernel import clock

    with clock.held_at(MORNING + hours):
        return send(visit, wu)


def test_her_own_words_are_quoted_and_the_questions_stand_below(phone, sent):
    type(sent).objects.filter(pk=sent.pk).update(words="水漫出来了\n\n— 话务员问答 —\n电断了没有？ 否")
    page = phone.get(reverse("field:job", args=[sent.number])).content.decode()
    assert "“水漫出来了”" in page and "<b>话务员问答</b>" in page and "电断了没有？ 否”" not in page


def test_what_is_only_held_out_to_him_is_a_look_too(phone, visit, wu, zhou, lin):
    from huying.fieldwork.dispatch.services import offer_visit

    offer_visit(visit, [wu], by=lin)
    assert "延吉二村12号301室" in phone.get("/field/").content.decode()
    assert Look.objects.filter(kind="person", subject=str(zhou.pk), route="field:now").count() == 1
