import pytest

from huying.casework.intake import services
from huying.casework.intake.services import CallTaken


@pytest.fixture
def leak(held_clock, lin, zhou, room):
    """Old Mrs Zhou rang about her kitchen drain; triaged."""
    return services.take_call(
        CallTaken(
            words="厨房下水道堵了，水漫到地板上。", number_raw="199 0000 0301", caller=zhou, person=zhou, place=room,
            trade="drainage", severity="urgent",
        ),
        by=lin,
    )


@pytest.fixture
def fresh(held_clock, lin, room):
    """Taken, not yet triaged."""
    return services.take_call(CallTaken(words="楼道灯不亮", place=room), by=lin)
