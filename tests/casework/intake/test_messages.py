"""Messages written elsewhere come in: nothing lost, nothing decided, again changes nothing."""

import csv
import io

import pytest

from huying.casework.intake import selectors, services
from huying.casework.intake.models import Call, Likeness, Request
from huying.casework.intake.services.messages import read_time
from huying.groundwork.batches import services as batches
from huying.groundwork.places.models import ParkedAddress, PlaceKey
from huying.kernel.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数"]
GAS = ["1", "A1", "延吉二村有很浓的煤气味", "2026/11/20 8:00:00", "延吉二村小区12号楼道里煤气味很浓，大家都不敢开灯，物业快来看看", "0"]
SCHOOL = ["2", "A2", "关于孩子入学学区划分的问题", "2026/11/20 9:00:00", "请问教育局今年小学学区怎么划分", "3"]
DRAIN = ["3", "A3", "蓝湾花园小区下水道堵塞", "2026/11/20 10:00:00", "蓝湾花园小区3栋下水道堵塞，污水溢出，物业一直不来疏通", "0"]
AGAIN = ["4", "A4", "蓝湾花园小区3栋污水外溢", "2026/11/20 15:00:00", "蓝湾花园小区3栋下水道又堵塞，污水满地，物业不疏通", "0"]


def _file(*rows, header=HEADER) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def _bring_in(lin, *rows):
    batch = batches.check_file("messages", filename="留言.csv", data=_file(*rows), by=lin)
    return batches.confirm_batch(batch.pk, by=lin)


def _request(number: str) -> Request:
    return Request.objects.get(source_key=f"messages:{number}")


def test_a_dry_run_makes_no_request(lin):
    batches.check_file("messages", filename="x", data=_file(GAS), by=lin)
    assert not Request.objects.exists() and not ParkedAddress.objects.exists()


def test_danger_is_flagged_and_put_first(lin):
    _bring_in(lin, GAS, SCHOOL)
    gas = _request("1")
    assert gas.dangers == ["gas"] and gas.severity == "emergency" and gas.state == "received"
    assert gas.suggestion["dangers"][0]["words"] in gas.words + gas.title


def test_a_possible_danger_is_flagged_and_urgent_but_no_alarm(lin, monkeypatch):
    from dataclasses import replace

    from huying.casework.intake.services import messages
    from huying.engines import triage

    read = triage.read

    def unsure(message):
        reading = read(message)
        return replace(reading, dangers=tuple(replace(d, confidence=triage.Confidence.LOW) for d in reading.dangers))

    monkeypatch.setattr(messages.triage, "read", unsure)
    _bring_in(lin, GAS)
    assert _request("1").dangers == ["gas"] and _request("1").severity == "urgent"


def test_what_is_not_property_work_is_told_where_to_go_but_not_decided(lin):
    _bring_in(lin, SCHOOL)
    school = _request("2")
    assert school.suggestion["property"] == "no" and school.suggestion["turn_to"][0]["name"] == "教育局"
    assert (school.state, school.turned_to, school.responsibility) == ("received", "", "")


def test_it_keeps_when_it_was_written_and_our_clock_starts_now(lin, held_clock):
    _bring_in(lin, DRAIN)
    drain = _request("3")
    assert drain.call.received_at == read_time("2026/11/20 10:00:00") < drain.received_at
    assert drain.due_at > drain.received_at


def test_an_unknown_place_is_parked_and_counted(lin):
    batch = _bring_in(lin, DRAIN, AGAIN)
    parked = ParkedAddress.objects.get()
    assert (parked.key, parked.times) == ("蓝湾花园", 2) and _request("3").place_key == "蓝湾花园"
    assert batch.counts["parked"] == 2 and _request("3").place is None


def test_a_known_compound_is_found(lin, compound):
    PlaceKey.objects.create(place=compound, kind="nickname", text="延吉二村", key="延吉二村")
    _bring_in(lin, GAS)
    assert _request("1").place == compound and not ParkedAddress.objects.exists()


def test_again_changes_nothing(lin):
    _bring_in(lin, GAS, DRAIN)
    before = list(Request.objects.order_by("pk").values())
    again = _bring_in(lin, GAS, DRAIN)
    assert list(Request.objects.order_by("pk").values()) == before
    assert (again.counts["unchanged"], Call.objects.count(), ParkedAddress.objects.get(key="蓝湾花园").times) == (2, 2, 1)


def test_pairs_are_proposed_once_and_nothing_is_merged(lin):
    batch = _bring_in(lin, DRAIN, AGAIN, SCHOOL)
    assert services.propose_pairs(batch) == 1
    assert services.propose_pairs(batch) == 0
    pair = Likeness.objects.get()
    assert (pair.earlier, pair.later, pair.state) == (_request("3"), _request("4"), "proposed")
    assert pair.reasons and _request("4").incident is None


def test_report_says_what_was_understood_and_what_not(lin):
    batch = _bring_in(lin, GAS, SCHOOL, DRAIN, ["5", "", "", "昨天", "电梯老是坏", "0"])
    report = selectors.message_report(batch)
    assert report.property["no"] == 1 and report.destinations == [("教育局", 1)]
    assert ("gas", 1) in report.dangers and 1 <= report.with_danger <= 3
    assert report.untimed == 1 and report.unknown_places >= 1


def test_rows_that_say_nothing_are_rejected_with_the_column(lin):
    batch = batches.check_file("messages", filename="x", data=_file(["", "u", "s", "", "w", ""], ["6", "u", "", "", "", ""]), by=lin)
    assert [(r.outcome, r.column) for r in batch.rows.order_by("number")] == [("rejected", "留言编号"), ("rejected", "留言详情")]


def test_a_file_without_the_needed_column_is_refused(lin):
    with pytest.raises(BadInput, match="留言详情"):
        batches.check_file("messages", filename="x", data=_file(header=["留言编号"]), by=lin)


def test_undo_takes_all_back_unless_somebody_worked_on_one(lin):
    batch = _bring_in(lin, GAS, DRAIN)
    services.answer_request(_request("3").pk, note="已告知", by=lin)
    with pytest.raises(NotNow):
        batches.undo_batch(batch.pk, by=lin)
    assert Request.objects.count() == 2
    services.reopen_request(_request("3").pk, note="x", by=lin)
    Request.objects.filter(source_key="messages:3").update(state="received")
    batches.undo_batch(batch.pk, by=lin)
    assert not Request.objects.exists() and not Call.objects.exists()


@pytest.mark.parametrize("written", ["2019/7/19 18:19:54", "2019-07-19 18:19", "2019/7/19"])
def test_times_are_read_as_shanghai(written):
    assert read_time(written).isoformat().startswith("2019-07-19T") and read_time(written).utcoffset().seconds == 28800


@pytest.mark.parametrize("written", ["", "昨天", "2019/13/40"])
def test_what_is_no_time_is_left_open(written):
    assert read_time(written) is None


def test_who_wrote_can_be_rung_back_and_is_found(lin, room):
    header = ["编号", "姓名", "联系电话", "地址", "时间", "内容"]
    data = _file(["9", "周女士", "199 0000 0301", "延吉二村12号301", "昨天", "水管漏水"], header=header)
    batch = batches.confirm_batch(batches.check_file("messages", filename="x", data=data, by=lin).pk, by=lin)
    request = _request("9")
    assert (request.contact_phone, request.contact_name, request.place) == ("19900000301", "周女士", room)
    row = batch.rows.get()
    assert (row.outcome, row.column, row.facts["time"]) == ("accepted", "留言时间", "昨天")
