"""What a visit for a trade usually needs. Defaults the desk changes while ordering."""

from __future__ import annotations

from dataclasses import dataclass

from huying.kernel.trades import LICENSED_FIRM_ONLY


@dataclass(frozen=True)
class UsualWork:
    """minutes on site; permit each of the people needs; equipment as kind → count."""

    minutes: int = 60
    people: int = 1
    permit: str = ""
    equipment: tuple[tuple[str, int], ...] = ()


_USUAL: dict[str, UsualWork] = {
    "water_supply": UsualWork(45),
    "drainage": UsualWork(60, equipment=(("drain_machine", 1),)),
    "electric": UsualWork(45, permit="low_voltage"),
    # Mast lamps: a ladder, and by the rule for work at height never alone.
    "lighting": UsualWork(60, people=2, permit="height", equipment=(("ladder", 1),)),
    "masonry": UsualWork(120),
    "leak": UsualWork(90),
    "carpentry": UsualWork(60),
    "locks": UsualWork(30),
    "roof": UsualWork(180, people=2, permit="height"),
    "intercom": UsualWork(45),
    "road": UsualWork(60),
    "greening": UsualWork(90),
    "pump": UsualWork(90),
    "flood": UsualWork(180, people=3, equipment=(("pump", 2),)),
    "access_aids": UsualWork(60),
}


def usual_work(trade: str) -> UsualWork:
    """Return what work of a trade usually needs; an unknown trade gets an hour of one person."""
    return _USUAL.get(trade, UsualWork())


def is_to_stay_only(trade: str) -> bool:
    """Whether our people go only to soothe, keep others away and stay: the work is a licensed firm's."""
    return trade in LICENSED_FIRM_ONLY
