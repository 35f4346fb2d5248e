"""Lists the desk reads from."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from huying.groundwork.crews.models import Permit
from huying.groundwork.prices.models import PriceItem, PriceList
from tests.cast import MORNING, new_technician

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, lin, held_clock):
    client.force_login(lin)
    return lambda name: client.get(reverse(f"desk:{name}"))


def test_permits_that_run_out_are_said_first(page, wu):
    today = MORNING.date()
    for number, days in (("A", -1), ("B", 30), ("C", 400)):
        Permit.objects.create(technician=wu, kind="height", number=number, expires_on=today + timedelta(days=days))
    new_technician("YJ20", grade=None, on_shift=False)
    context = page("technicians").context
    # One permit per kind counts: the one that is valid longest.
    assert [paper.tone for paper, _worker in context["ending"]] == []
    Permit.objects.filter(number="C").delete()
    assert [(paper.tone, worker.name) for paper, worker in page("technicians").context["ending"]] == [("waiting", "吴师傅")]
    Permit.objects.filter(number="B").delete()
    assert [paper.tone for paper, _worker in page("technicians").context["ending"]] == ["late"]
    assert (context["there"], len(context["lines"])) == (1, 2)


def test_many_technicians_take_no_more_queries(page, building, django_assert_max_num_queries):
    for n in range(30):
        new_technician(f"Q{n:02d}", base=building)
    with django_assert_max_num_queries(20):
        assert len(page("technicians").context["lines"]) == 30


def test_the_list_in_force_is_shown_with_its_parts(page):
    for name, day in (("旧价目", date(2025, 1, 1)), ("价目", date(2026, 1, 1)), ("明年价目", date(2027, 1, 1))):
        prices = PriceList.objects.create(name=name, published_on=day, valid_from=day)
        PriceItem.objects.create(
            price_list=prices, code="D01", name="疏通厨房下水", trade="drainage", unit="处", method="hand", labour_fen=4000, material_fen=0,
            method_fen=0, payer="owner",
        )
    answer = page("prices")
    assert answer.context["price_list"].name == "价目"
    assert "¥40" in answer.content.decode()


def test_no_list_says_where_to_bring_one_in(page):
    assert page("prices").context["groups"] == []
