"""Where the QR on a receipt leads: it tells a stranger nothing."""

import pytest

from huying.kernel import ids

pytestmark = pytest.mark.django_db


def test_a_real_and_an_invented_number_answer_alike(client, db, held_clock):
    from huying.casework.intake.services import CallTaken, take_call

    real, invented = take_call(CallTaken(words="漏水"), by=None).receipt, ids.new_receipt()
    answers = [client.get(f"/r/{number}") for number in (real, invented)]
    assert [a.status_code for a in answers] == [200, 200]
    pages = [a.content.decode().replace(number, "N") for a, number in zip(answers, (real, invented), strict=True)]
    strip = [__import__("re").sub(r'(nonce|csrf\w*|value)="[^"]*"|"X-CSRFToken": "[^"]*"', "", page) for page in pages]
    assert strip[0] == strip[1] and "漏水" not in pages[0]


def test_it_is_read_as_people_type_it(client):
    number = ids.new_receipt()
    assert number in client.get(f"/r/{number.lower().replace('-', '')}").content.decode()


@pytest.mark.parametrize("typed", ["AAA-AAA1", "1", "<script>"])
def test_a_slip_of_the_pen_is_told(client, typed):
    answer = client.get(f"/r/{typed}")
    assert answer.status_code == 404 and "<script>alert" not in answer.content.decode()
