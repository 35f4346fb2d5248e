"""Clock, text, money, geo, windows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel import clock, geo, money, text
from huying.kernel.errors import BadInput, HuyingError, NotNow, Refused, Stale
from huying.kernel.trades import TRADES, grade_suffices
from huying.kernel.windows import Window, first_gap

TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def test_clock_stands_where_it_is_held_and_goes_on_after():
    with clock.held_at(TEN) as move:
        assert clock.now() == TEN
        move(at(5))
        assert clock.now() == at(5)
    assert clock.now() > TEN - timedelta(days=3650) and clock.now().tzinfo is UTC


def test_held_clock_refuses_a_naive_moment():
    with pytest.raises(ValueError), clock.held_at(datetime(2026, 1, 1)):
        pass


def test_local_is_shanghai():
    assert clock.local(TEN).hour == 10


def test_nul_and_half_symbols_are_refused_with_the_field():
    for bad in ("a\0b", "a\ud800b"):
        with pytest.raises(BadInput) as caught:
            text.require_storable(bad, field="words")
        assert caught.value.field == "words"


@given(st.text())
def test_tidy_text_is_stable_and_without_control_characters(raw):
    tidied = text.tidy(raw)
    assert text.tidy(tidied) == tidied
    assert text.is_storable(tidied)


def test_fold_makes_full_width_and_invisible_marks_equal():
    assert text.fold("１２号\u200b ３０１") == text.fold("12号 301")


def test_too_long_text_says_how_long_and_how_much_fits():
    with pytest.raises(BadInput, match="3 characters; at most 2"):
        text.require_length("abc", most=2)


@pytest.mark.parametrize(("written", "fen"), [("30", 3000), ("¥30.5", 3050), ("30.50元", 3050), ("1,200", 120000), ("0", 0)])
def test_yuan_is_read_to_the_fen(written, fen):
    assert money.read_yuan(written) == fen


@pytest.mark.parametrize("written", ["", "-3", "3.505", "三十", "1e5", "NaN"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(BadInput):
        money.read_yuan(written)


@given(st.integers(0, 10**9))
def test_yuan_reads_back(fen):
    assert money.read_yuan(money.yuan(fen)) == fen


def test_one_minute_of_latitude_is_a_nautical_mile():
    assert geo.dist_m(geo.Point(121.5, 31.0), geo.Point(121.5, 31.0 + 1 / 60)) == pytest.approx(1853.2, abs=0.5)


def test_travel_is_rounded_up_and_zero_on_the_spot():
    here = geo.Point(121.5, 31.29)
    assert geo.travel_s(here, here) == 0
    assert geo.travel_s(here, geo.Point(121.51, 31.29)) == 357  # 951.6 m × 1.35 ÷ 3.6 m/s


def test_a_point_off_the_earth_is_refused():
    with pytest.raises(ValueError):
        geo.Point(float("nan"), 31)


def test_windows_that_touch_do_not_overlap():
    assert not Window(at(0), at(10)).overlaps(Window(at(10), at(20)))
    assert Window(at(0), at(11)).overlaps(Window(at(10), at(20)))


def test_first_gap_between_two_jobs():
    busy = [Window(at(40), at(60)), Window(at(0), at(10))]
    day = Window(at(0), at(120))
    assert first_gap(busy, day, timedelta(minutes=30)) == Window(at(10), at(40))
    assert first_gap(busy, day, timedelta(minutes=31)) == Window(at(60), at(91))
    assert first_gap(busy, day, timedelta(minutes=61)) is None


def test_lower_number_is_the_higher_grade():
    assert grade_suffices(2, 3) and grade_suffices(3, 3) and not grade_suffices(4, 3)
    assert grade_suffices(None, None) and not grade_suffices(None, 5)
    assert "drainage" in TRADES


def test_errors_carry_status_field_and_facts():
    error = BadInput("no %(what)s", field="phone", what="number")
    assert (error.status, error.field, str(error)) == (422, "phone", "no number")
    assert [e.status for e in (Refused, NotNow, Stale)] == [403, 409, 412]
    assert issubclass(Stale, HuyingError)
