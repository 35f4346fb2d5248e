"""The desk as it is at ten in the morning: Lin at the keyboard, one case, one visit."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from huying.casework.intake import services
from huying.casework.intake.services import CallTaken


def sign_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk(lin, held_clock) -> Client:
    return sign_in(lin)


@pytest.fixture
def case(lin, zhou, room, held_clock):
    """Old Mrs Zhou's drain, taken and judged, nobody ordered yet."""
    return services.take_call(
        CallTaken(words="厨房下水堵了", number_raw="19900000301", caller=zhou, person=zhou, place=room, trade="drainage"), by=lin
    )


def a_call(**given) -> dict:
    """What the browser sends when a call is kept."""
    return {"client_uuid": str(uuid4()), "channel": "phone", "relation": "self", "words": "厨房下水堵了", "outcome": "save"} | given
