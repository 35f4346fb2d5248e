"""The trades, grades and permits of repair work: the words all rooms share."""

from __future__ import annotations

from .words import gettext_noop as _

TRADES: dict[str, str] = {
    "water_supply": _("water supply"),
    "drainage": _("drains"),
    "electric": _("electricity"),
    "lighting": _("public lighting"),
    "masonry": _("masonry"),
    "leak": _("leaks and damp-proofing"),
    "carpentry": _("doors and windows"),
    "locks": _("locks"),
    "roof": _("roof"),
    "lift": _("lift"),
    "fire": _("fire systems"),
    "intercom": _("intercom and access control"),
    "road": _("roads and manholes"),
    "greening": _("greening"),
    "pump": _("pumps and tanks"),
    "flood": _("standing water"),
    "access_aids": _("handrails and ramps"),
    "termite": _("termites"),
    "gas": _("gas"),
    "other": _("other"),
}

# Work only a licensed firm may do: our people soothe, keep people away and stay. Source: the trade's practice, FIELD [K].
LICENSED_FIRM_ONLY = frozenset({"lift", "fire", "gas", "termite"})

# National vocational grades: the smaller the number, the higher. None stands for “ungraded”.
GRADES: dict[int, str] = {
    5: _("grade 5, junior"),
    4: _("grade 4, intermediate"),
    3: _("grade 3, senior"),
    2: _("grade 2, technician"),
    1: _("grade 1, senior technician"),
}

PERMITS: dict[str, str] = {
    "low_voltage": _("low-voltage electrician's permit"),
    "height": _("work-at-height permit"),
    "confined_space": _("confined-space permit"),
}


def grade_suffices(have: int | None, need: int | None) -> bool:
    """Whether a certificate grade (None: ungraded) meets a required one (None: any)."""
    return need is None or (have is not None and have <= need)
