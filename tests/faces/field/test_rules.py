"""When a waiting job is looked at again."""

from datetime import datetime, timedelta

import pytest

from huying.faces.field.rules import review_at
from huying.kernel.clock import SHANGHAI


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "choice", "again"),
    [
        (at(23, 10), "30", at(23, 10) + timedelta(minutes=30)),
        (at(23, 10), "tomorrow", at(24, 9)),
        (at(23, 4), "tomorrow", at(23, 9)),
        (at(23, 5), "tomorrow", at(24, 9)),
        (at(23, 10), "three_days", at(26, 9)),
    ],
)
def test_tomorrow_at_four_in_the_night_is_the_coming_morning(now, choice, again):
    assert review_at(choice, now=now) == again
