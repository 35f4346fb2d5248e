from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from huying.casework.intake.services import CallTaken, WorkOrdered, order_work, take_call
from tests.fieldwork.visits.scene import finished, held, on_site, sent, tube  # noqa: F401


@pytest.fixture
def asked(db, lin, room, zhou, held):  # noqa: F811
    """Mrs Zhou rang."""
    call = CallTaken(
        words="水漫出来了，我一个人在家", title="厨房下水道堵塞", number_raw="19900000301", contact_name="周阿婆", person=zhou, place=room,
        trade="drainage", severity="urgent", dangers=("flooding_power",),
    )
    return take_call(call, by=lin)


@pytest.fixture
def visit(asked, lin):
    return order_work(asked.pk, WorkOrdered(access_note="三楼，敲门重一点"), by=lin)


@pytest.fixture
def phone(wu) -> Client:
    client = Client()
    client.force_login(wu.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def body(**fields: object) -> dict[str, object]:
    return {"client_uuid": str(uuid4()), **fields}
