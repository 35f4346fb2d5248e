"""An address nobody knows is put aside; once a person says where it is, the requests lie there."""

import pytest

from huying.casework.intake import services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken
from huying.groundwork.journal import news
from huying.groundwork.journal.selectors import thread_of
from huying.groundwork.places.models import ParkedAddress
from huying.groundwork.places.services import settle_address

pytestmark = pytest.mark.django_db


def _call(lin, address: str, **given) -> Request:
    return services.take_call(CallTaken(words="漏水", address_raw=address, **given), by=lin)


def _settle(lin, place) -> None:
    settle_address(ParkedAddress.objects.get(resolved_to=None), place, by=lin)


def test_a_call_from_nowhere_known_is_kept_and_its_place_put_aside(lin):
    _call(lin, "兰花苑")
    _call(lin, " 兰花苑 ")
    assert ParkedAddress.objects.get().times == 2


def test_a_known_place_or_none_said_is_not_put_aside(lin, room):
    _call(lin, "到处乱写", place=room)
    _call(lin, "")
    _call(lin, "？？")
    assert not ParkedAddress.objects.exists()


def test_settling_places_the_open_requests_and_is_written(lin, compound):
    case, other = _call(lin, "兰花苑"), _call(lin, "梅花苑")
    ended = services.answer_request(_call(lin, "兰花苑").pk, note="已告知", by=lin)
    settle_address(ParkedAddress.objects.get(raw="兰花苑"), compound, by=lin)
    for one in (case, other, ended):
        one.refresh_from_db()
    assert (case.place, case.address_canonical, case.version) == (compound, compound.label, 2)
    assert other.place is None and ended.place is None
    entry = thread_of(case.pk).last()
    assert (entry.verb, entry.actor, entry.facts) == ("request_placed", lin, {"before": "兰花苑", "after": compound.label})


def test_control_without_the_news_the_request_stays_nowhere(lin, compound, monkeypatch):
    monkeypatch.setattr(news, "_wiring", {**news._wiring, "address_settled": ()})
    case = _call(lin, "兰花苑")
    _settle(lin, compound)
    case.refresh_from_db()
    assert case.place is None


def test_what_is_no_name_places_one_but_never_two(lin, compound):
    first = _call(lin, "老地方")
    _settle(lin, compound)
    second, third = _call(lin, "老地方"), _call(lin, "老地方")
    _settle(lin, compound)  # it was asked about again
    assert [Request.objects.get(pk=one.pk).place for one in (first, second, third)] == [compound, None, None]


def test_a_house_number_alone_leads_nobody_anywhere(lin, compound):
    _call(lin, "12号301")
    _settle(lin, compound)
    assert _call(lin, "12号301").place is None and not compound.keys.filter(kind="nickname").exists()


def test_who_goes_is_told_the_place_too(lin, compound):
    visit = services.order_work(_call(lin, "兰花苑", trade="drainage").pk, by=lin)
    _settle(lin, compound)
    visit.refresh_from_db()
    assert (visit.place, visit.address) == (compound, compound.label)
