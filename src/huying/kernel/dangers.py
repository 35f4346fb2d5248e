"""The dangers to life and limb that all rooms name alike. The codes are those of the triage engine."""

from __future__ import annotations

from .words import gettext_noop as _

DANGERS: dict[str, str] = {
    "gas": _("gas"),
    "fire": _("fire"),
    "electric_shock": _("electric shock"),
    "lift_entrapment": _("trapped in a lift"),
    "injury": _("somebody is hurt"),
    "person_in_danger": _("somebody is in danger"),
    "flooding_power": _("water near electricity"),
    "burst_pipe": _("burst pipe"),
    "flood": _("rising water"),
    "structural_fall": _("falling parts"),
    "open_manhole": _("open manhole"),
}
