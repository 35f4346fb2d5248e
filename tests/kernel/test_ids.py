from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huying.kernel import ids

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
bodies = st.text(ids.ALPHABET, min_size=ids.BODY, max_size=ids.BODY)


def _full(body: str) -> str:
    return body + ids._check_letter(body)


def test_new_receipt_reads_back_as_itself():
    for _ in range(200):
        receipt = ids.new_receipt()
        assert ids.read_receipt(receipt) == receipt


def test_receipt_is_read_as_people_write_it():
    receipt = ids.new_receipt()
    assert ids.read_receipt(f"  {receipt.lower().replace('-', ' ')} ") == receipt


@given(bodies, st.integers(0, ids.BODY - 1), st.sampled_from(ids.ALPHABET))
def test_one_wrong_letter_is_always_noticed(body, at, letter):
    wrong = body[:at] + letter + body[at + 1 :]
    if wrong != body:
        assert ids.read_receipt(wrong + ids._check_letter(body)) is None


@given(bodies, st.integers(0, ids.BODY - 2))
def test_two_swapped_neighbours_are_always_noticed(body, at):
    swapped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
    if swapped != body:
        assert ids.read_receipt(swapped + ids._check_letter(body)) is None


@given(st.text(max_size=40))
def test_any_text_is_a_receipt_or_none(text):
    found = ids.read_receipt(text)
    assert found is None or ids.read_receipt(found) == found


def test_new_ids_sort_by_time_and_say_version_seven():
    early, late = ids.new_id(NOW), ids.new_id(NOW + timedelta(milliseconds=1))
    assert early < late
    assert early.version == 7 and early.variant == "specified in RFC 4122"
