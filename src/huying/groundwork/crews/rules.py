"""What a technician may be sent to."""

from __future__ import annotations

from huying.kernel.words import gettext_noop as _

PRESENCE: dict[str, str] = {
    "off": _("off duty"),
    "on_duty": _("on duty"),
    "on_break": _("on a break"),
}
EQUIPMENT_KINDS: dict[str, str] = {
    "pump": _("drainage pump"),
    "ladder": _("ladder"),
    "drain_machine": _("drain cleaning machine"),
    "generator": _("generator"),
    "camera": _("pipe camera"),
}
CONDITIONS: dict[str, str] = {
    "ready": _("ready"),
    "needs_care": _("works, needs care"),
    "broken": _("broken"),
}
