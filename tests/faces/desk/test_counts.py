"""Lists of the desk ask the same number of questions for few and for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.casework.intake import services
from huying.casework.intake.models import Request
from huying.casework.intake.services import CallTaken


def _calls(lin, zhou, room, count: int) -> list:
    calls = [
        services.take_call(
            CallTaken(words=f"漏水 {n}", number_raw="19900000301", caller=zhou, person=zhou, place=room, trade="leak"), by=lin
        )
        for n in range(count)
    ]
    for one in calls[::2]:
        services.order_work(one.pk, by=lin)
    services.open_incident([c.pk for c in calls], title="漏水", by=lin)
    return calls


def _asked(desk, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/desk/find?q=19900000301", "/desk/find?q=延吉二村12号301室", "/desk/incidents", "/desk/people/{person}", "/desk/incidents/{incident}"])
def test_no_list_asks_more_for_more(desk, lin, zhou, room, address):
    few = _calls(lin, zhou, room, 2)
    incident = Request.objects.get(pk=few[0].pk).incident_id
    address = address.format(person=zhou.pk, incident=incident)
    _asked(desk, address)
    before = _asked(desk, address)
    for one in _calls(lin, zhou, room, 12):
        services.leave_incident(one.pk, by=lin)
        services.join_incident(one.pk, incident, by=lin)
    assert _asked(desk, address) <= before
