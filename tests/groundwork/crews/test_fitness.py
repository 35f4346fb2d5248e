"""Who may be sent: permits by the day, grades by the trade, licensed work only to stay."""

from datetime import date

import pytest

from huying.groundwork.crews.rules import Hand, Papers, is_senior, lacks, only_stay, permit_valid

TODAY = date(2026, 11, 23)
WU = Papers(trades={"drainage": 4, "electric": None}, permits={"low_voltage": TODAY})


def test_a_permit_is_valid_on_its_last_day_and_not_after():
    assert permit_valid(TODAY, TODAY)
    assert not permit_valid(TODAY, date(2026, 11, 24))
    assert not permit_valid(None, TODAY)


@pytest.mark.parametrize(
    ("hand", "missing"),
    [
        (Hand("drainage"), ()),
        (Hand("drainage", grade=4), ()),
        (Hand("drainage", grade=5), ()),
        (Hand("drainage", grade=3), ("grade",)),
        (Hand("electric"), ()),
        (Hand("electric", grade=5), ("grade",)),  # experience is no certificate
        (Hand("electric", permit="low_voltage"), ()),
        (Hand("electric", permit="height"), ("permit",)),
        (Hand("roof"), ("trade",)),
        (Hand("roof", grade=4, permit="height"), ("trade", "permit")),
        (Hand("other"), ()),
    ],
)
def test_what_keeps_him_from_a_hand(hand, missing):
    assert lacks(hand, WU, day=TODAY) == missing


def test_a_permit_that_runs_out_tonight_does_not_help_tomorrow():
    assert lacks(Hand("electric", permit="low_voltage"), WU, day=date(2026, 11, 24)) == ("expired",)


def test_work_of_a_licensed_firm_asks_nothing_of_whoever_only_stays():
    assert only_stay(["lift"]) and only_stay(["drainage", "gas"]) and not only_stay(["electric"])
    assert lacks(Hand("lift", grade=1), WU, day=TODAY) == ()


def test_senior_from_grade_three():
    assert [is_senior(g) for g in (1, 2, 3, 4, 5, None)] == [True, True, True, False, False, False]
