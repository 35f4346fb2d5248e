"""Files come in over the page: looked at, taken in by the worker, taken back."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huying.casework.intake.models import Likeness, Request
from huying.groundwork.access.models import Look
from huying.groundwork.batches import tasks
from huying.groundwork.batches.models import Batch
from huying.groundwork.journal import jobs
from huying.groundwork.places.models import ParkedAddress, PlaceKey

pytestmark = pytest.mark.django_db

ROWS = "留言编号,留言主题,留言详情\n1,蓝湾花园小区下水道堵塞,蓝湾花园小区3栋下水道堵塞污水溢出\n2,蓝湾花园小区3栋污水外溢,蓝湾花园小区3栋下水道又堵塞污水满地\n,没有编号,内容\n"


@pytest.fixture
def asked(monkeypatch):
    """What services asked of the worker; the test is the worker."""
    kept = []
    monkeypatch.setattr(jobs, "request", lambda name, **arguments: kept.append((name, arguments)))
    return kept


@pytest.fixture
def at_desk(client, manager):
    client.force_login(manager)
    return client


def _send(client, content=ROWS, **more):
    body = {"kind": "messages", "file": SimpleUploadedFile("留言.csv", content.encode()), "client_uuid": str(uuid4())}
    return client.post(reverse("desk:batches"), body | more)


def _press(client, name, batch):
    return client.post(reverse(f"desk:{name}", args=[batch.pk]), {"client_uuid": str(uuid4())})


def _work(asked):
    name, arguments = asked.pop(0)
    assert name == "confirm_batch"
    return tasks.confirm.func(**arguments)


def test_report_comes_first_and_names_row_column_and_remedy(at_desk):
    answer = at_desk.get(_send(at_desk).url + "?outcome=rejected")
    page = answer.content.decode()
    assert "留言编号" in page and not Request.objects.exists()
    assert [row.number for row, _said, _tone in answer.context["rows"]] == [4]


def test_yes_hands_it_to_the_worker_and_asking_again_doubles_nothing(at_desk, asked):
    _send(at_desk)
    batch = Batch.objects.get()
    _press(at_desk, "confirm_batch", batch)
    _press(at_desk, "confirm_batch", batch)
    assert len(asked) == 2 and "0" in at_desk.get(reverse("desk:batch", args=[batch.pk])).content.decode()
    assert _work(asked) == "confirmed" and Request.objects.count() == 2
    assert _work(asked) == "already ended" and Request.objects.count() == 2
    assert asked == [("propose_pairs", {"batch_id": str(batch.pk)})]


def test_the_worker_may_be_told_twice(at_desk, asked):
    _send(at_desk)
    _press(at_desk, "confirm_batch", Batch.objects.get())
    again = list(asked)
    assert (_work(asked), _work(again)) == ("confirmed", "already ended")
    assert Request.objects.count() == 2


def test_taking_it_all_back(at_desk, asked):
    _send(at_desk)
    batch = Batch.objects.get()
    _press(at_desk, "confirm_batch", batch)
    _work(asked)
    _press(at_desk, "undo_batch", batch)
    assert Batch.objects.get().state == "undone" and not Request.objects.exists()


@pytest.mark.parametrize("content", ["", "PK\x03\x04", "随便写点什么"])
def test_a_file_that_cannot_be_read_is_refused_in_words(at_desk, content):
    answer = _send(at_desk, content)
    assert answer.status_code == 422 and answer.context["form"].errors and not Batch.objects.exists()


def test_the_list_takes_the_same_queries_for_many(at_desk, django_assert_max_num_queries):
    for _n in range(12):
        _send(at_desk)
    with django_assert_max_num_queries(8):
        assert len(at_desk.get(reverse("desk:batches")).context["rows"]) == 12


def test_a_person_decides_what_is_the_same(client, lin, at_desk, asked):
    _send(at_desk)
    _press(at_desk, "confirm_batch", Batch.objects.get())
    _work(asked)
    from huying.casework.intake.services import propose_pairs

    propose_pairs(Batch.objects.get())
    client.force_login(lin)
    pair = Likeness.objects.get()
    assert pair.earlier.title in client.get(reverse("desk:likenesses")).content.decode()
    client.post(reverse("desk:decide_likeness", args=[pair.pk]), {"same": "1", "client_uuid": str(uuid4())})
    assert Request.objects.exclude(incident=None).count() == 2


def test_a_person_says_where_an_unknown_place_is(client, lin, compound):
    client.force_login(lin)
    parked = ParkedAddress.objects.create(key="兰花苑", raw="兰花苑", first_at=lin.created_at)
    assert "兰花苑" in client.get(reverse("desk:parked")).content.decode()
    client.post(reverse("desk:parked"), {"parked": parked.pk, "place": compound.pk, "client_uuid": str(uuid4())})
    assert PlaceKey.objects.filter(place=compound, text="兰花苑").exists()
    assert "兰花苑" not in client.get(reverse("desk:parked")).content.decode().split("<main")[1].split("notice")[0]


def test_many_pairs_and_places_take_no_more_queries(client, lin, compound, held_clock, django_assert_max_num_queries):
    from huying.casework.intake.services import CallTaken, propose_likeness, take_call

    calls = [take_call(CallTaken(words=f"漏水 {n}"), by=None) for n in range(24)]
    for earlier, later in zip(calls[::2], calls[1::2], strict=True):
        propose_likeness(earlier, later, score=0.7, reasons=["都在12号"])
    for n in range(12):
        ParkedAddress.objects.create(key=f"苑{n}", raw=f"苑{n}", first_at=lin.created_at)
    client.force_login(lin)
    for name, most in (("likenesses", 10), ("parked", 8)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"desk:{name}")).context["page"].paginator.count == 12


def test_a_mended_file_of_the_same_name_is_not_taken_for_the_old_one(at_desk):
    number = str(uuid4())
    first = _send(at_desk, client_uuid=number)
    assert _send(at_desk, client_uuid=number).url == first.url and Batch.objects.count() == 1
    answer = _send(at_desk, ROWS + "3,又一行,灯坏了\n", client_uuid=number)
    assert answer.status_code == 422 and answer.context["form"].errors


def test_told_by_name_alone_the_mended_file_would_be_lost(at_desk, monkeypatch):
    monkeypatch.setattr("huying.faces.sending._told", str)
    number = str(uuid4())
    assert _send(at_desk, client_uuid=number).url == _send(at_desk, "留言编号,留言详情\n9,灯坏了\n", client_uuid=number).url


def test_an_import_whose_worker_died_can_be_finished(at_desk, asked, monkeypatch):
    from huying.groundwork.batches import services

    _send(at_desk)
    batch = Batch.objects.get()
    _press(at_desk, "confirm_batch", batch)
    monkeypatch.setattr(services, "CHUNK", 1)
    take, taken = services._take_chunk, []

    def die_at_the_second(importer, chunk, *, by):
        if taken:
            raise SystemExit
        taken.append(chunk)
        take(importer, chunk, by=by)

    monkeypatch.setattr(services, "_take_chunk", die_at_the_second)
    with pytest.raises(SystemExit):
        _work(asked)
    monkeypatch.setattr(services, "_take_chunk", take)
    assert Request.objects.count() == 1
    refused = _press(at_desk, "discard_batch", batch)
    assert refused.status_code == 409 and Batch.objects.get().state == "dry_run"
    assert "再让后台" in at_desk.get(reverse("desk:batch", args=[batch.pk])).content.decode()
    _press(at_desk, "confirm_batch", batch)
    assert _work(asked) == "confirmed" and Request.objects.count() == 2


def test_a_file_nobody_asked_for_is_forgotten(at_desk, asked):
    _send(at_desk)
    _press(at_desk, "discard_batch", Batch.objects.get())
    assert Batch.objects.get().state == "discarded"


@pytest.fixture
def household_list(zhou):
    from huying.groundwork.batches import services

    data = "地址,姓名,电话,身份\n延吉二村12号301室,周阿婆,19900000301,离休干部\n".encode()
    return services.check_file("households", filename="户.csv", data=data, by=None)


def test_a_row_that_shows_a_sensitive_person_is_a_look_at_her(at_desk, manager, zhou, household_list):
    assert "周阿婆" in at_desk.get(reverse("desk:batch", args=[household_list.pk])).content.decode()
    assert Look.objects.filter(account=manager, subject=str(zhou.pk), route="desk:batch").count() == 1


def test_who_keeps_the_accounts_does_not_read_residents_rows(client, admin, household_list):
    client.force_login(admin)
    page = client.get(reverse("desk:batch", args=[household_list.pk])).content.decode()
    assert "周阿婆" not in page and "19900000301" not in page and "12号" not in page and "离休" not in page
    assert "只给班长和经理看" in page and not Look.objects.exists()


def test_were_the_rows_of_residents_not_named_as_such_he_would_read_them(client, admin, household_list, monkeypatch):
    monkeypatch.setattr("huying.faces.desk.views.batches.OF_RESIDENTS", frozenset())
    client.force_login(admin)
    assert "周阿婆" in client.get(reverse("desk:batch", args=[household_list.pk])).content.decode()
